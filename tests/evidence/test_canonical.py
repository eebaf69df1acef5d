"""One form of a record as bytes, whoever writes it down."""

import json
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from evidence.canonical import (
    Json,
    NotCanonical,
    canonical_json,
    nfc,
    normal,
    timestamp,
    to_millisecond,
)
from evidence.commitments import commitment, new_salt, opens
from tests.evidence.vectors import VECTORS

# What is in a record: text, whole numbers that every language can hold, yes and no.
SCALARS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    st.booleans(),
    st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
)
RECORDS = st.dictionaries(st.text(alphabet="abcdæøå_", min_size=1), SCALARS | st.lists(SCALARS))


# Any letters, so that the order of keys by code point and by UTF-16 part.
TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT.map(nfc), inner)
)


@pytest.mark.parametrize("vector", VECTORS["canonical"])
def test_the_vectors_have_their_bytes(vector: dict[str, object]) -> None:
    assert canonical_json(json.loads(str(vector["json"]))).hex() == vector["bytes"]


@given(VALUES)
@example({"\U0001f600": 1, "\uff61": 2})
@example({"a": '\x00\x1f\x7f\b\t\n\f\r"\\/\u2028'})
def test_it_is_what_the_reference_writes(value: Json) -> None:
    assert canonical_json(value) == rfc8785.dumps(normal(value))


@given(RECORDS)
def test_the_form_is_the_same_however_letters_and_keys_are_put(record: dict[str, object]) -> None:
    apart = json.loads(unicodedata.normalize("NFD", json.dumps(record, ensure_ascii=False)))
    turned = dict(reversed(list(apart.items())))
    assert canonical_json(turned) == canonical_json(record)
    assert json.loads(canonical_json(record)) == json.loads(canonical_json(turned))


@pytest.mark.parametrize(
    "value",
    [1.0, None, 2**53, {"a": 0.5}, [None], b"a", {1: "a"}, {"\u00e5": 1, "a\u030a": 2}, "\ud800"],
)
def test_what_two_machines_could_write_in_two_ways_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical_json(value)


def test_an_instant_is_utc_to_the_millisecond() -> None:
    summer = timezone(timedelta(hours=2))
    assert timestamp(datetime(2026, 7, 1, 1, 2, 3, 987999, summer)) == "2026-06-30T23:02:03.987Z"
    assert timestamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
    with pytest.raises(NotCanonical):
        timestamp(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point
    instant = datetime(2026, 1, 1, 0, 0, 0, 123999, UTC)
    assert timestamp(to_millisecond(instant)) == timestamp(instant)


@pytest.mark.parametrize("vector", VECTORS["commitments"])
def test_the_vectors_have_their_commitments(vector: dict[str, object]) -> None:
    record = json.loads(str(vector["json"]))
    assert commitment(bytes.fromhex(str(vector["salt"])), record) == vector["commit"]


@given(RECORDS, st.binary(min_size=32, max_size=32))
def test_only_the_record_and_its_salt_open_a_commitment(
    record: dict[str, object], salt: bytes
) -> None:
    commit = commitment(salt, record)
    assert opens(salt, record, commit)
    assert not opens(sha256(salt).digest(), record, commit)
    assert not opens(salt, {**record, "x": 1}, commit)
    assert not opens(salt[:31], record, commitment(salt[:31], record))


def test_the_same_record_is_never_committed_to_alike() -> None:
    assert commitment(new_salt(), {"a": 1}) != commitment(new_salt(), {"a": 1})
