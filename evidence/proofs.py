"""Proofs from the stored entries: one query, as many rows as the tree is high."""

from collections.abc import Iterable

from evidence import tree
from evidence.models import Entry
from evidence.tree import Node


def inclusion_path(seq: int, size: int) -> list[bytes]:
    """The hashes that prove entry `seq` in the log as it was at `size`."""
    return _proof(tree.inclusion_ranges(seq, size))


def consistency_path(old: int, new: int) -> list[bytes]:
    """The hashes that prove that the log at `new` began as the log at `old`."""
    return _proof(tree.consistency_ranges(old, new))


def peaks_at(size: int) -> tuple[bytes, ...]:
    """The frontier's hashes at a size, as the entries have them."""
    nodes = tree.full_subtrees(0, size)
    found = _hashes(nodes)
    return tuple(found[node] for node in nodes)


def _proof(ranges: list[tuple[int, int]]) -> list[bytes]:
    found = _hashes(node for one in ranges for node in tree.full_subtrees(*one))
    return tree.proof(ranges, found.__getitem__)


def _hashes(nodes: Iterable[Node]) -> dict[Node, bytes]:
    wanted = list(nodes)
    rows = Entry.objects.in_bulk([node.last_leaf for node in wanted])
    return {node: _hash_of(node, rows[node.last_leaf]) for node in wanted}


def _hash_of(node: Node, row: Entry) -> bytes:
    return bytes.fromhex(row.subtrees[node.level - 1] if node.level else row.leaf_sha256)
