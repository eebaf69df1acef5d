"""The Merkle tree of RFC 9162, section 2.1: its root, and proofs that a leaf is in it or it only grew.

A *node* is the root of a full subtree, named by its level (0 is a leaf) and its place on it. Hashes
are 32 bytes. Pure.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

EMPTY_ROOT = sha256(b"").digest()


class Node(NamedTuple):
    """A full subtree: of 2 ** level leaves, the place-th on its level from the left."""

    level: int
    place: int

    @property
    def last_leaf(self) -> int:
        """The leaf that completed it."""
        return ((self.place + 1) << self.level) - 1


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees beside each other."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Frontier:
    """All that is needed to go on: the tree's size and its full subtrees, the biggest first."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def grown(self, leaf: bytes) -> "tuple[Frontier, list[bytes]]":
        """The frontier with one leaf more, and the subtrees that this leaf completes, smallest first."""
        peaks, completed, size = [*self.peaks, leaf], [], self.size + 1
        for _ in range(_trailing_zeros(size)):
            right, left = peaks.pop(), peaks.pop()
            completed.append(node_hash(left, right))
            peaks.append(completed[-1])
        return Frontier(size, tuple(peaks)), completed

    def root(self) -> bytes:
        """The root of the whole tree."""
        return _joined(self.peaks) if self.peaks else EMPTY_ROOT


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1


def _joined(parts: Sequence[bytes]) -> bytes:
    return reduce(lambda right, left: node_hash(left, right), reversed(parts))


def _split(count: int) -> int:
    """The largest power of two below `count`: where RFC 9162 divides a tree in two."""
    return 1 << ((count - 1).bit_length() - 1)


def full_subtrees(start: int, end: int) -> list[Node]:
    """The full subtrees that leaves start to end fall into, where `start` is as a proof has it."""
    found = []
    while start < end:
        level = (end - start).bit_length() - 1
        found.append(Node(level, start >> level))
        start += 1 << level
    return found


def inclusion_ranges(seq: int, size: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove that leaf `seq` is in a tree of `size`, nearest first."""
    if not 0 <= seq < size:
        raise ValueError(f"leaf {seq} is not in a tree of {size}")
    start, end, ranges = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if seq < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The ranges of leaves whose hashes prove that a tree of `new` began as the tree of `old`."""
    if not 0 < old <= new:
        raise ValueError(f"a tree of {new} can't continue one of {old}")
    start, end, ranges = 0, new, []
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return [*([(start, end)] if start else []), *ranges[::-1]]


def proof(ranges: Iterable[tuple[int, int]], hash_of: Callable[[Node], bytes]) -> list[bytes]:
    """The hashes of the ranges, joined from full subtrees."""
    return [_joined([hash_of(node) for node in full_subtrees(*one)]) for one in ranges]


def root_of_inclusion(leaf: bytes, seq: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that the path leads to (RFC 9162, 2.1.3.2); None for a path of the wrong length."""
    if not 0 <= seq < size:
        return None
    place, last, root = seq, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if place & 1 or place == last:
            root = node_hash(step, root)
            while place & 1 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            root = node_hash(root, step)
        place, last = place >> 1, last >> 1
    return root if last == 0 else None


def is_consistent(
    old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether the path proves that the new tree began as the old one (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return False
    shift = _trailing_zeros(old)
    place, last = (old - 1) >> shift, (new - 1) >> shift
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while place & 1 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
