"""Departments in an import: renamed, moved, closed and opened again."""

import pytest

from people.models import Department, Origin
from people.tree import Tree
from tests.factories.people import a_department, a_person, today
from tests.people.directory.deliveries import a_delivery
from tests.people.directory.importing import DAY, counted, imported, planned

pytestmark = pytest.mark.django_db


def test_a_department_is_renamed_and_moved_from_the_day_of_the_import() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["organisation"][2][1:3] = ["Mølleparken", "4"]
    plan, _known = planned(delivery, days=2)
    assert [(one.what, one.before, one.after) for one in plan.preview.unit_changes] == [
        ("renamed", "Plejecenter Mølleparken", "Mølleparken"),
        ("moved", "Sundhed og Senior", "Vej og Park"),
    ]
    assert imported(delivery, days=2) == counted(unchanged=4)
    unit = Department.objects.get(directory_id="3").pk
    paths = [Tree.on(today() + days * DAY).path(unit) for days in (1, 2)]
    assert paths == [
        "Sønderborg Kommune / Sundhed og Senior / Plejecenter Mølleparken",
        "Sønderborg Kommune / Vej og Park / Mølleparken",
    ]


def test_two_departments_may_change_places_in_the_tree() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    delivery.rows["organisation"][1][2] = "3"
    delivery.rows["organisation"][2][2] = "1"
    imported(delivery)
    unit = Department.objects.get(directory_id="2").pk
    assert Tree.on(today()).path(unit).endswith("Plejecenter Mølleparken / Sundhed og Senior")


def test_a_department_that_is_gone_is_closed_and_may_be_opened_again() -> None:
    imported(a_delivery())
    delivery = a_delivery()
    del delivery.rows["organisation"][3]
    delivery.rows["engagement"][3][2] = "1"
    imported(delivery, days=1)
    unit = Department.objects.get(directory_id="4").pk
    assert unit in Tree.on(today()).nodes
    assert unit not in Tree.on(today() + DAY).nodes
    imported(a_delivery(), days=2)
    assert unit in Tree.on(today() + 2 * DAY).nodes


def test_a_department_stays_in_which_others_work_than_the_directorys() -> None:
    top = a_department("Demonstration")
    a_person("Ida Invented", a_department("Filial", top), origin=Origin.DEMONSTRATION)
    empty = a_department("Tom", top)
    imported(a_delivery())
    names = {node.name for node in Tree.on(today()).nodes.values()}
    assert {"Demonstration", "Filial"} <= names
    assert "Tom" not in names
    assert empty.records.get().to_on == today()
