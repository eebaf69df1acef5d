"""The tree of departments, and who manages whom in it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from people.actions import leave, move, reorganise
from people.managers import nearest_managers, scope
from people.models import Employee
from people.tree import Node, Tree
from tests.factories.people import Cast, a_person, make_manager, today

TREE = Tree.of([Node(1, "Rod", None), Node(2, "Ældre", 1), Node(3, "Børn", 1), Node(4, "Øst", 2)])


def test_children_stand_in_danish_order() -> None:
    assert [node.name for _depth, node in TREE.in_order()] == ["Rod", "Børn", "Ældre", "Øst"]


def test_below_is_the_department_and_all_under_it() -> None:
    assert list(TREE.below(2)) == [2, 4]
    assert TREE.below_all([2, 3]) == {2, 3, 4}


@pytest.mark.parametrize(
    ("chosen", "most", "listed"),
    [
        (None, 4, [1, 3, 2, 4]),
        (None, 3, [1, 3, 2]),
        (None, 1, [1]),
        (None, 0, [1]),
        (2, 1, [1, 2, 4]),  # the way to it, and what is right below
        (4, 1, [1, 2, 4]),
        (99, 1, [1]),
    ],
)
def test_departments_to_choose_from_are_whole_levels_and_those_near_the_chosen(
    chosen: int | None, most: int, listed: list[int]
) -> None:
    assert [node.id for _depth, node in TREE.near(chosen, most)] == listed


def test_a_department_whose_parent_is_gone_is_a_root() -> None:
    assert [depth for depth, _node in Tree.of([Node(7, "Løs", 99)]).in_order()] == [0]


@given(st.dictionaries(st.integers(1, 8), st.integers(1, 8), max_size=8))
def test_a_loop_ends_nobodys_walk(parents: dict[int, int]) -> None:
    tree = Tree.of(Node(child, str(child), parent) for child, parent in parents.items())
    for child in parents:
        assert len(list(tree.above(child))) <= 8
        assert len(list(tree.below(child))) <= 8
    assert sorted(node.id for _depth, node in tree.in_order()) == sorted(tree.nodes)


def test_a_manager_has_their_departments_and_those_below(cast: Cast) -> None:
    tree = Tree.on(today())
    assert scope(cast.manager, tree, today()) == {cast.health.pk, cast.nursing_home.pk}
    assert scope(cast.other_manager, tree, today()) == {cast.roads.pk}
    assert scope(cast.new_hire, tree, today()) == set()
    assert scope(cast.hr, tree, today()) == set(tree.nodes)


def test_the_nearest_manager_is_found_upwards(cast: Cast) -> None:
    tree = Tree.on(today())
    found = nearest_managers(cast.new_hire, cast.nursing_home.pk, tree, today())
    assert found == [cast.manager]


def test_nobody_is_their_own_manager_and_at_the_top_is_hr(cast: Cast) -> None:
    tree = Tree.on(today())
    assert nearest_managers(cast.manager, cast.health.pk, tree, today()) == []


def test_of_two_who_share_a_department_neither_is_the_others_manager(cast: Cast) -> None:
    first = make_manager(a_person("Dorte Dahl", cast.nursing_home), cast.nursing_home)
    second = make_manager(a_person("Emil Friis", cast.nursing_home), cast.nursing_home)
    tree = Tree.on(today())
    place = cast.nursing_home.pk
    assert nearest_managers(first, place, tree, today()) == [cast.manager]
    assert nearest_managers(cast.new_hire, place, tree, today()) == [first, second]


def test_a_department_can_not_come_to_stand_below_itself(cast: Cast) -> None:
    with pytest.raises(ValueError, match="belongs to"):
        reorganise(
            cast.health, name="Sundhed", parent=cast.nursing_home, on=today(), now=timezone.now()
        )


def test_who_leaves_before_a_planned_move_never_moves(cast: Cast) -> None:
    move(cast.new_hire, department=cast.roads, on=today() + timedelta(days=30), now=timezone.now())
    leave(cast.new_hire, on=today() + timedelta(days=10), now=timezone.now())
    for days, is_there in ((9, True), (10, False), (31, False)):
        day = today() + timedelta(days=days)
        assert Employee.objects.in_headcount(day).filter(pk=cast.new_hire.pk).exists() == is_there
