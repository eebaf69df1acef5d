"""Which three situations a follow-up shows: on what was missed, the least right first, else by topic."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quiz.parallels import COUNT, Chosen, Parallel, Tried, choose

GOOD, HALF, RISKY = Fraction(1), Fraction(1, 2), Fraction(0)
TOPICS = {"photos": 9, "writing": 3, "friendships": 6}
PARALLELS = [
    Parallel(1, "party", "photos", ("E1", "C2")),
    Parallel(2, "walk", "photos", ("E1",)),
    Parallel(3, "boss", "friendships", ("F1", "F2")),
    Parallel(4, "joke", "writing", ("D3", "C1")),
    Parallel(5, "review", "writing", ("D1",)),
]


def chosen(*tried: Tried, seed: int = 1) -> list[Chosen]:
    return choose(PARALLELS, tried, topics=TOPICS, seed=seed)


def test_the_least_right_clauses_come_first_each_with_a_situation_of_its_own() -> None:
    found = chosen(
        Tried("review", ("D1",), HALF),
        Tried("boss", ("F1",), RISKY),
        Tried("party", ("E1",), RISKY),
        Tried("walk", ("E1",), GOOD),
        Tried("joke", ("D3",), GOOD),
    )
    # E1 is half right over its two situations, as D1 is, and was met after it.
    assert found == [Chosen(3, "F1"), Chosen(5, "D1"), Chosen(1, "E1")]


def test_the_parallel_of_what_was_missed_is_taken_before_another_on_its_clause() -> None:
    assert chosen(Tried("walk", ("E1",), RISKY))[0] == Chosen(2, "E1")
    assert chosen(Tried("party", ("E1",), RISKY))[0] == Chosen(1, "E1")


def test_who_missed_nothing_gets_one_of_each_of_the_largest_topics() -> None:
    by_id = {one.id: one.topic for one in PARALLELS}
    found = chosen(*(Tried(one.of, one.clauses, GOOD) for one in PARALLELS))
    assert [by_id[one.id] for one in found] == ["photos", "friendships", "writing"]
    assert {one.missed_clause for one in found} == {""}
    assert found == chosen()  # as without any answer, when they are erased
    assert len({tuple(chosen(seed=seed)) for seed in range(20)}) > 1


def test_what_missed_clauses_leave_over_is_drawn_by_topic() -> None:
    found = chosen(Tried("boss", ("F1",), HALF), Tried("x", ("Z9",), RISKY))
    assert [one.missed_clause for one in found] == ["F1", "", ""]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([one.of for one in PARALLELS]),
            st.sampled_from(["E1", "C2", "F1", "F2", "D3", "C1", "D1", "Z9"]),
            st.sampled_from([GOOD, HALF, RISKY]),
        ),
        max_size=8,
    ),
    st.integers(0, 1000),
)
def test_always_three_different_ones_and_a_clause_only_where_it_was_missed(
    tries: list[tuple[str, str, Fraction]], seed: int
) -> None:
    found = chosen(*(Tried(of, (clause,), mark) for of, clause, mark in tries), seed=seed)
    assert len({one.id for one in found}) == COUNT
    missed = {clause for _of, clause, mark in tries if mark < 1}
    by_id = {one.id: one for one in PARALLELS}
    for one in found:
        assert not one.missed_clause or one.missed_clause in missed
        assert not one.missed_clause or one.missed_clause in by_id[one.id].clauses
