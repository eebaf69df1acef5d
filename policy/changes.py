"""What changed between two texts of a guideline, by clause and by word. Pure: knows no page, no row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A word with its inner marks, a run of white space, or one mark: together they give the text back.
TOKEN = re.compile(r"\w+(?:[-’'.]\w+)*|\s+|.", re.DOTALL)
# Where less than this share of the longer text stayed, old and new are read one after the other.
READABLE = 0.35


class Fate(StrEnum):
    """What became of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Kind(StrEnum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Passage:
    """A piece of a text: what it is, the id of its clause ("" where it is none), its words."""

    type: str
    clause: str
    text: str


@dataclass(frozen=True)
class Words:
    """Words that stayed, went or came."""

    fate: Fate
    text: str


@dataclass(frozen=True)
class Change:
    """A passage of either text. `is_moved`: it stands in another order among those that stayed."""

    type: str
    clause: str
    kind: Kind
    words: tuple[Words, ...]
    is_moved: bool = False

    @property
    def before(self) -> str:
        """The words of the old text; "" where the passage is new."""
        return "".join(words.text for words in self.words if words.fate != Fate.ADDED)

    @property
    def after(self) -> str:
        """The words of the new text; "" where the passage is gone."""
        return "".join(words.text for words in self.words if words.fate != Fate.REMOVED)


def compare(old: Sequence[Passage], new: Sequence[Passage]) -> list[Change]:
    """Every passage of both: the new text in its order, what is gone where it stood.

    A clause is the one with its id, wherever it stands; a passage that is no clause is the next of
    its type. The changes that are not REMOVED give the new text, those not ADDED the old one.
    """
    origins = _origins(old, new)
    kept = {origin: place for place, origin in origins.items()}
    moved = _moved([origins[place] for place in sorted(origins)])
    gone: dict[int, list[Change]] = {}
    place = -1
    for index, passage in enumerate(old):
        place = kept.get(index, place)
        if index not in kept:
            gone.setdefault(place, []).append(_alone(passage, Kind.REMOVED, Fate.REMOVED))
    found = gone.get(-1, [])
    for place, passage in enumerate(new):
        if place in origins:
            found.append(_kept(old[origins[place]], passage, is_moved=origins[place] in moved))
        else:
            found.append(_alone(passage, Kind.ADDED, Fate.ADDED))
        found += gone.get(place, [])
    return found


def words_between(old: str, new: str) -> tuple[Words, ...]:
    """The words of both in reading order; what goes stands before what comes in its place."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    found: list[Words] = []
    removed = added = ""
    # Blanks are everywhere: what stayed is found by the words around them.
    steps = SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes()
    for number, (tag, i, j, k, m) in enumerate(steps, 1):
        went, came = "".join(before[i:j]), "".join(after[k:m])
        is_between = (removed or added) and number < len(steps)
        if tag == "equal" and not (is_between and not re.search(r"\w", went)):
            found += [Words(Fate.REMOVED, removed), Words(Fate.ADDED, added)]
            found.append(Words(Fate.KEPT, went))
            removed = added = ""
        else:  # a blank or a mark between two changes would only break them up
            removed, added = removed + went, added + came
    found += [Words(Fate.REMOVED, removed), Words(Fate.ADDED, added)]
    stayed = sum(len(words.text) for words in found if words.fate == Fate.KEPT)
    if stayed < READABLE * max(len(old), len(new)):
        found = [Words(Fate.REMOVED, old), Words(Fate.ADDED, new)]
    return tuple(words for words in found if words.text)


def _alone(passage: Passage, kind: Kind, fate: Fate) -> Change:
    return Change(passage.type, passage.clause, kind, (Words(fate, passage.text),))


def _kept(old: Passage, new: Passage, *, is_moved: bool) -> Change:
    unchanged = Kind.MOVED if is_moved else Kind.SAME
    kind = unchanged if old.text == new.text else Kind.CHANGED
    return Change(new.type, new.clause, kind, words_between(old.text, new.text), is_moved)


def _origins(old: Sequence[Passage], new: Sequence[Passage]) -> dict[int, int]:
    """For each place in the new text that has one, the place in the old text it came from."""
    clauses = {passage.clause: index for index, passage in enumerate(old) if passage.clause}
    origins = {
        place: clauses[passage.clause]
        for place, passage in enumerate(new)
        if passage.clause and passage.clause in clauses
    }
    for kind in {passage.type for passage in new if not passage.clause}:
        places = [i for i, one in enumerate(new) if one.type == kind and not one.clause]
        indexes = [i for i, one in enumerate(old) if one.type == kind and not one.clause]
        steps = SequenceMatcher(
            None, [old[i].text for i in indexes], [new[i].text for i in places], autojunk=False
        ).get_opcodes()
        for _tag, i, j, k, m in steps:
            # What was put in the place of what went is its new wording.
            origins |= dict(zip(places[k:m], indexes[i:j], strict=False))
    return origins


def _moved(origins: Sequence[int]) -> set[int]:
    """The old places of what no longer stands in the old order, given in the new order."""
    in_order = sorted(origins)
    blocks = SequenceMatcher(None, in_order, origins, autojunk=False).get_matching_blocks()
    stayed = {in_order[i] for start, _place, size in blocks for i in range(start, start + size)}
    return set(origins) - stayed
