"""The tree and its proofs, held against a naive reading of RFC 9162."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evidence import tree
from evidence.tree import Frontier, Node, is_consistent, leaf_hash, node_hash, root_of_inclusion
from tests.evidence.vectors import VECTORS

MOST = 130


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """MTH of RFC 9162, 2.1.1, word for word."""
    if len(leaves) < 2:
        return leaf_hash(leaves[0]) if leaves else sha256(b"").digest()
    k = naive_split(len(leaves))
    return node_hash(naive_root(leaves[:k]), naive_root(leaves[k:]))


def naive_split(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def naive_path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH of 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = naive_split(len(leaves))
    if m < k:
        return [*naive_path(m, leaves[:k]), naive_root(leaves[k:])]
    return [*naive_path(m - k, leaves[k:]), naive_root(leaves[:k])]


def naive_consistency(m: int, leaves: Sequence[bytes], is_whole: bool = True) -> list[bytes]:
    """SUBPROOF of 2.1.4.1."""
    if m == len(leaves):
        return [] if is_whole else [naive_root(leaves)]
    k = naive_split(len(leaves))
    if m <= k:
        return [*naive_consistency(m, leaves[:k], is_whole), naive_root(leaves[k:])]
    return [*naive_consistency(m - k, leaves[k:], False), naive_root(leaves[:k])]


class Grown:
    """A tree grown leaf by leaf, with every full subtree it has had."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self.nodes: dict[Node, bytes] = {}
        self.frontier = Frontier()
        for place, data in enumerate(leaves):
            leaf = leaf_hash(data)
            self.frontier, completed = self.frontier.grown(leaf)
            for level, found in enumerate([leaf, *completed]):
                self.nodes[Node(level, place >> level)] = found

    def proof(self, ranges: list[tuple[int, int]]) -> list[bytes]:
        return tree.proof(ranges, self.nodes.__getitem__)


def numbered(count: int) -> list[bytes]:
    return [number.to_bytes(2, "big") for number in range(count)]


GROWN = Grown(numbered(MOST))
LEAVES = numbered(MOST)


@pytest.mark.parametrize("vector", VECTORS["tree"])
def test_the_vectors_have_their_root_and_proofs(vector: dict[str, Any]) -> None:
    leaves = [bytes.fromhex(one) for one in vector["leaves"]]
    grown = Grown(leaves)
    assert grown.frontier.root().hex() == vector["root"]
    for seq, inclusion in enumerate(vector["inclusion"]):
        found = grown.proof(tree.inclusion_ranges(seq, len(leaves)))
        assert [one.hex() for one in found] == inclusion
    for old, consistency in enumerate(vector["consistency"], 1):
        found = grown.proof(tree.consistency_ranges(old, len(leaves)))
        assert [one.hex() for one in found] == consistency


@given(st.lists(st.binary(max_size=8), max_size=MOST))
def test_the_frontier_gives_the_root(leaves: list[bytes]) -> None:
    grown = Grown(leaves)
    assert grown.frontier.root() == naive_root(leaves)
    assert grown.frontier.size == len(leaves)
    assert len(grown.frontier.peaks) == len(leaves).bit_count()


@given(st.integers(1, MOST), st.data())
def test_a_leaf_is_proved_to_be_in_the_tree(size: int, data: st.DataObject) -> None:
    seq = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    path = GROWN.proof(tree.inclusion_ranges(seq, size))
    assert path == naive_path(seq, leaves)
    assert len(path) <= (size - 1).bit_length()
    assert root_of_inclusion(leaf_hash(leaves[seq]), seq, size, path) == naive_root(leaves)


@given(st.integers(1, MOST), st.data())
def test_no_other_leaf_place_size_or_path_proves_it(size: int, data: st.DataObject) -> None:
    seq = data.draw(st.integers(0, size - 1))
    path = GROWN.proof(tree.inclusion_ranges(seq, size))
    root, leaf = naive_root(LEAVES[:size]), leaf_hash(LEAVES[seq])
    assert root_of_inclusion(leaf_hash(b"another"), seq, size, path) != root
    other = data.draw(st.integers(-1, MOST).filter(lambda one: one != seq))
    assert root_of_inclusion(leaf, other, size, path) != root
    assert root_of_inclusion(leaf, seq, size, [*path, root]) != root
    assume(path)
    assert root_of_inclusion(leaf, seq, size, path[:-1]) != root
    changed = data.draw(st.integers(0, len(path) - 1))
    path[changed] = sha256(path[changed]).digest()
    assert root_of_inclusion(leaf, seq, size, path) != root


@given(st.integers(1, MOST), st.data())
def test_a_tree_is_proved_to_have_grown_from_an_earlier_one(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    roots = naive_root(LEAVES[:old]), naive_root(LEAVES[:new])
    path = GROWN.proof(tree.consistency_ranges(old, new))
    assert path == naive_consistency(old, LEAVES[:new])
    assert is_consistent(old, roots[0], new, roots[1], path)
    another = naive_root([*LEAVES[: old - 1], b"another"])
    assert not is_consistent(old, another, new, roots[1], path)
    assert not is_consistent(old, roots[0], new, another, path)
    assert not is_consistent(old, roots[0], new, roots[1], [*path, roots[0]])
    assume(path)
    assert not is_consistent(old, roots[0], new, roots[1], path[:-1])


@pytest.mark.parametrize("place", [(0, 0), (3, 3), (-1, 2)])
def test_no_proof_is_made_for_a_leaf_that_is_not_there(place: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_ranges(*place)


@pytest.mark.parametrize("sizes", [(0, 3), (4, 3)])
def test_no_proof_is_made_from_nothing_or_backwards(sizes: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="can't continue"):
        tree.consistency_ranges(*sizes)
    assert not is_consistent(*sizes[:1], b"", *sizes[1:], b"", [])
