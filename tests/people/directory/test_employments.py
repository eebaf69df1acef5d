"""Several employments of one person: which one counts, and that the others are known."""

from datetime import date

import pytest

from people.models import Placement
from tests.factories.people import today
from tests.people.directory.deliveries import Delivery, a_delivery
from tests.people.directory.importing import DAY, counted, imported, person, place_of, planned

pytestmark = pytest.mark.django_db


def several(*engagements: tuple[str, str, str]) -> Delivery:
    """Rikke with several employments: department, primary, first day."""
    delivery = a_delivery().person(5, "Rikke Ravn")
    for unit, primary, start in engagements:
        delivery.works(5, unit, primary=primary, start=start)
    return delivery


def test_the_primary_employment_counts_and_the_others_are_known() -> None:
    imported(several(("3", "0", "2015-01-01"), ("4", "1", "2018-01-01"), ("2", "0", "2019-01-01")))
    assert place_of(person(5)) == "Vej og Park"
    assert person(5).hired_on == date(2015, 1, 1)
    others = Placement.objects.as_of(today()).filter(employee=person(5), is_primary=False)
    assert {one.department.directory_id for one in others} == {"2", "3"}
    assert imported(several(("4", "1", "2018-01-01"))) == counted(change=1, unchanged=4)
    assert (
        not Placement.objects.as_of(today()).filter(employee=person(5), is_primary=False).exists()
    )


@pytest.mark.parametrize(("primary", "note"), [("0", "no_primary"), ("1", "several_primary")])
def test_without_exactly_one_primary_the_one_that_began_last_is_taken_and_told(
    primary: str, note: str
) -> None:
    engagements = [("3", primary, "2015-01-01"), ("4", primary, "2018-01-01")]
    for order in (engagements, engagements[::-1]):
        delivery = several(*order)
        plan, _known = planned(delivery)
        assert [one.code for one in plan.preview.notes] == [note]
        imported(delivery)
        assert place_of(person(5)) == "Vej og Park"


def test_an_inactive_employment_counts_for_nothing() -> None:
    delivery = several(("3", "1", "2015-01-01")).works(5, "4", active="0")
    imported(delivery)
    assert place_of(person(5)) == "Plejecenter Mølleparken"


def test_a_primary_employment_to_come_moves_the_person_on_its_first_day() -> None:
    start = today() + 10 * DAY
    delivery = several(("3", "0", "2015-01-01"), ("4", "1", start.isoformat()))
    imported(delivery)
    assert place_of(person(5), start - DAY) == "Plejecenter Mølleparken"
    assert place_of(person(5), start) == "Vej og Park"
    delivery.rows["engagement"][-1][-1] = (start + 5 * DAY).isoformat()
    assert imported(delivery) == counted(change=1, unchanged=4)
    assert place_of(person(5), start) == "Plejecenter Mølleparken"
    assert place_of(person(5), start + 5 * DAY) == "Vej og Park"
    assert imported(several(("3", "1", "2015-01-01"))) == counted(move=1, unchanged=4)
    assert place_of(person(5), start + 5 * DAY) == "Plejecenter Mølleparken"
