"""What changed between two texts: both can be read off it, and it says so in few, whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.changes import Change, Fate, Kind, Passage, compare, words_between

PHOTOS = Passage("paragraph", "E1", "Lad være med at lægge fotos på Facebook uden tilladelse.")
CARE = Passage("paragraph", "C4", "Vis god dømmekraft.")
LEAD = Passage("lead", "", "Skriv ikke noget:")
DISLOYAL = Passage("bullet", "D2", "Der viser, at du er illoyal")
SECRET = Passage("bullet", "D4", "Der bryder din tavshedspligt")

# Few letters and words, so that texts have much in common.
WORD = st.sampled_from(["du", "må", "gerne", "dele", "fotos", "Ja", "nej", "du/I", "25."])
TEXT = st.lists(WORD | st.sampled_from([" ", ", ", ". ", "\n"]), min_size=1, max_size=12).map(
    "".join
)
PASSAGES = st.lists(
    st.builds(
        Passage,
        st.sampled_from(["heading", "lead", "paragraph", "bullet"]),
        st.sampled_from(["", "", "A1", "A2", "B1", "E1"]),
        TEXT,
    ),
    max_size=8,
    unique_by=lambda passage: passage.clause or object(),
)


@given(st.text() | TEXT, st.text() | TEXT)
def test_both_texts_can_be_read_off_their_words(old: str, new: str) -> None:
    words = words_between(old, new)
    assert "".join(one.text for one in words if one.fate != Fate.ADDED) == old
    assert "".join(one.text for one in words if one.fate != Fate.REMOVED) == new
    assert all(one.text for one in words)


@given(PASSAGES, PASSAGES)
def test_applied_to_the_old_text_it_gives_the_new(old: list[Passage], new: list[Passage]) -> None:
    changes = compare(old, new)
    after = [Passage(one.type, one.clause, one.after) for one in changes if one.kind != "removed"]
    assert after == new
    before = [(one.clause, one.before) for one in changes if one.kind != Kind.ADDED]
    assert sorted(before) == sorted((one.clause, one.text) for one in old)
    if not any(one.is_moved for one in changes):
        assert before == [(one.clause, one.text) for one in old]


@given(PASSAGES)
def test_a_text_has_not_changed_from_itself(text: list[Passage]) -> None:
    assert {one.kind for one in compare(text, text)} <= {Kind.SAME}


@given(PASSAGES, PASSAGES)
def test_a_clause_is_told_by_its_id_alone(old: list[Passage], new: list[Passage]) -> None:
    gone, come = {one.clause for one in old}, {one.clause for one in new}
    for change in compare(old, new):
        if change.clause:
            assert (change.kind == Kind.REMOVED) == (change.clause not in come)
            assert (change.kind == Kind.ADDED) == (change.clause not in gone)


def kinds(changes: list[Change]) -> list[tuple[str, str]]:
    return [(one.clause or one.type, one.kind.value) for one in changes]


def test_each_clause_says_what_became_of_it() -> None:
    new_secret = Passage("bullet", "D4", "Der bryder din eller andres tavshedspligt")
    added = Passage("paragraph", "G1", "Spørg din leder.")
    changes = compare([CARE, LEAD, DISLOYAL, SECRET, PHOTOS], [LEAD, new_secret, PHOTOS, added])
    assert kinds(changes) == [
        ("C4", "removed"),
        ("lead", "same"),
        ("D2", "removed"),
        ("D4", "changed"),
        ("E1", "same"),
        ("G1", "added"),
    ]


def test_a_clause_at_another_place_is_said_to_have_moved() -> None:
    assert kinds(compare([CARE, PHOTOS, SECRET], [PHOTOS, SECRET, CARE])) == [
        ("E1", "same"),
        ("D4", "same"),
        ("C4", "moved"),
    ]


def test_a_heading_with_other_words_is_the_same_heading_changed() -> None:
    new = Passage("lead", "", "Skriv aldrig noget:")
    [change] = compare([LEAD], [new])
    assert change.kind == Kind.CHANGED
    assert [(one.fate.value, one.text) for one in change.words] == [
        ("kept", "Skriv "),
        ("removed", "ikke"),
        ("added", "aldrig"),
        ("kept", " noget:"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The blank between two new words does not break them up.
        ("Vis den her omtanke i dag.", "Vis stor respekt omtanke i dag.", "den her→stor respekt"),
        ("Spørg først og del så.", "Spørg først, og del så.", "→,"),
        # What is written anew is read in one go, not word by word.
        ("Du må gerne.", "Spørg din nærmeste leder.", "Du må gerne.→Spørg din nærmeste leder."),
        ("§ 152 og § 27", "§ 152, 152 a og § 27", "→, 152 a"),
    ],
)
def test_the_words_are_the_ones_a_reader_would_point_at(old: str, new: str, expected: str) -> None:
    words = words_between(old, new)
    removed = "".join(one.text for one in words if one.fate == Fate.REMOVED)
    added = "".join(one.text for one in words if one.fate == Fate.ADDED)
    assert f"{removed}→{added}" == expected
