#!/usr/bin/env python3
"""Checks a receipt from Omtanke on any machine: python3 check_receipt.py receipt.json

Needs Python 3.8 or newer and nothing else: no network, no other file, no package. It is meant to be
read. What it proves: this person was shown exactly this text and acknowledged it then, and the log
that the key's holder signed held that. It can't tell whose key it is: compare the fingerprint with
the one you have from elsewhere (--fingerprint), and the checkpoint with one kept elsewhere
(--checkpoint).
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import sys
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple


class Wrong(Exception):
    """The receipt does not hold; the message says where."""


def check(receipt: dict[str, Any]) -> str:
    """Check every link from the words to the signature; returns the key's fingerprint in hex."""
    record, entry = receipt["record"], receipt["entry"]
    check_texts(receipt, record)
    check_commitment(record, bytes.fromhex(receipt["salt"]), entry)
    root, size = root_of(entry, receipt["inclusion"])
    return check_checkpoint(receipt["checkpoint"], receipt["public_key"], root, size, entry["log"])


# 1. The words: the text and the sentence have the hashes that the record names.


def check_texts(receipt: dict[str, Any], record: dict[str, Any]) -> None:
    """The words in the receipt are the ones acknowledged."""
    for name in ("text", "statement"):
        words = unicodedata.normalize("NFC", receipt[name])
        words = words.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
        if hashlib.sha256(words.encode()).hexdigest() != record[name + "_sha256"]:
            raise Wrong(f"the {name} is not the one that was acknowledged")


# 2. The commitment: record and salt give what the log's entry holds.


def canonical(value: object) -> bytes:
    """RFC 8785 (JCS) of strings in NFC, whole numbers, booleans, lists and objects."""
    return serialised(value).encode()


def serialised(value: object) -> str:
    """The text that `canonical` encodes."""
    if isinstance(value, dict):
        members = {unicodedata.normalize("NFC", key): item for key, item in value.items()}
        names = sorted(members, key=lambda name: name.encode("utf-16-be"))
        inside = [f"{serialised(name)}:{serialised(members[name])}" for name in names]
        return "{" + ",".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ",".join(serialised(item) for item in value) + "]"
    if isinstance(value, str):
        return json.dumps(unicodedata.normalize("NFC", value), ensure_ascii=False)
    if isinstance(value, (bool, int)):
        return json.dumps(value)
    raise Wrong(f"{value!r} has no place in a receipt")


def check_commitment(record: dict[str, Any], salt: bytes, entry: dict[str, Any]) -> None:
    """Nobody without the salt could have made, or guessed, the entry's commitment."""
    commit = hmac.new(salt, b"ack.v1\x00" + canonical(record), hashlib.sha256).hexdigest()
    if len(salt) != 32 or commit != entry["commit"]:
        raise Wrong("the record is not the one that the log's entry commits to")
    for name in ("guideline", "major", "minor", "lang", "text_sha256"):
        if record[name] != entry[name]:
            raise Wrong(f"record and entry name another {name}")


# 3. The log: the entry's hash leads to the root (RFC 9162, 2.1.3.2).


def root_of(entry: dict[str, Any], inclusion: dict[str, Any]) -> tuple[bytes, int]:
    """The root of the log with the entry in its place, and the log's size."""
    place, size = inclusion["seq"], inclusion["size"]
    if place != entry["seq"] or not 0 <= place < size:
        raise Wrong("the entry stands elsewhere in the log than the proof says")
    last = size - 1
    root = hashlib.sha256(b"\x00" + canonical(entry)).digest()
    for step in map(bytes.fromhex, inclusion["path"]):
        if last == 0:
            raise Wrong("the proof has a step too many")
        if place & 1 or place == last:
            root = hashlib.sha256(b"\x01" + step + root).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            root = hashlib.sha256(b"\x01" + root + step).digest()
        place, last = place >> 1, last >> 1
    if last != 0:
        raise Wrong("the proof lacks a step")
    return root, size


# 4. The checkpoint: three lines and a signature over them (C2SP signed note).


def check_checkpoint(note: str, public_key: str, root: bytes, size: int, log: str) -> str:
    """The checkpoint is of this log, with this root, signed by this key."""
    text, lines = parts_of(note)
    if text.split("\n")[:3] != [log, str(size), base64.b64encode(root).decode()]:
        raise Wrong("the checkpoint is of another log than the one the proof leads to")
    name, key_id, key = public_key.split("+", 2)
    raw = base64.b64decode(key)
    if raw[:1] != b"\x01" or len(raw) != 33:
        raise Wrong("the public key is no Ed25519 key")
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != key_id:
        raise Wrong("the public key has another id than it says")
    for line in lines:
        signer, _, blob = line.partition("— ")[2].partition(" ")
        signature = base64.b64decode(blob)
        if signer == name and signature[:4].hex() == key_id:
            if verifies(raw[1:], text.encode(), signature[4:]):
                return hashlib.sha256(raw[1:]).hexdigest()
            raise Wrong("the checkpoint's signature is wrong")
    raise Wrong("the checkpoint is not signed by the key that the receipt names")


def parts_of(note: str) -> tuple[str, list[str]]:
    """What is signed, and the lines with signatures."""
    text, gap, lines = note.rpartition("\n\n")
    if not gap:
        raise Wrong("the checkpoint is no signed note")
    return text + "\n", lines.splitlines()


# 5. The signature: Ed25519 (RFC 8032, 5.1).

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


class Point(NamedTuple):
    """A point of the curve: x / z and y / z, and t / z is their product."""

    x: int
    y: int
    z: int
    t: int


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature over the message is by the holder of the key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point = unpacked(public), unpacked(signature[:32])
    number = int.from_bytes(signature[32:], "little")
    if key is None or point is None or number >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    return same(times(number, base()), added(point, times(factor, key)))


def unpacked(packed: bytes) -> Point | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return Point(x, y, 1, x * y % P)


def added(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a = (one.y - one.x) * (other.y - other.x) % P
    b = (one.y + one.x) * (other.y + other.x) % P
    c = 2 * one.t * other.t * D % P
    d = 2 * one.z * other.z % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """The point added to itself so many times."""
    total = Point(0, 1, 1, 0)
    while number:
        if number & 1:
            total = added(total, point)
        point, number = added(point, point), number >> 1
    return total


def same(one: Point, other: Point) -> bool:
    """Whether two points are the same, whatever they are scaled by."""
    x_is_same = (one.x * other.z - other.x * one.z) % P == 0
    return x_is_same and (one.y * other.z - other.y * one.z) % P == 0


def base() -> Point:
    """The point from which keys are made: y = 4/5, x even."""
    point = unpacked((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    assert point is not None
    return point


# From the command line.


def compare_checkpoint(receipt: dict[str, Any], known: str) -> str:
    """Hold the receipt's checkpoint against one of the same log that was kept elsewhere."""
    log, size, root = receipt["checkpoint"].split("\n")[:3]
    if parts_of(known)[0].split("\n")[1:2] != [size]:
        return "The checkpoint kept elsewhere is of another size: the site must prove the two consistent."
    check_checkpoint(known, receipt["public_key"], base64.b64decode(root), int(size), log)
    return "The checkpoint kept elsewhere is the same."


def summary(receipt: dict[str, Any]) -> str:
    """What holds, in words."""
    record = receipt["record"]
    edition = f"{record['guideline']} {record['major']}.{record['minor']}"
    return (
        f"{record['name_at_time']} ({record['employee_ref']}) acknowledged {edition} in {record['lang']}"
        f" at {record['at']}.\nThe text has the SHA-256 {record['text_sha256']}.\n"
        f"It is entry {receipt['entry']['seq']} of the log {receipt['entry']['log']}."
    )


def main() -> int:
    """0: the receipt holds. 1: it does not. 2: it can't be read."""
    parser = argparse.ArgumentParser(description="Checks a receipt from Omtanke.")
    parser.add_argument("receipt", help="the JSON file")
    parser.add_argument(
        "--fingerprint", help="the key's fingerprint, as you have it from elsewhere"
    )
    parser.add_argument("--checkpoint", help="a file with a checkpoint kept elsewhere")
    given = parser.parse_args()
    try:
        receipt = json.loads(Path(given.receipt).read_text(encoding="utf-8"))
        fingerprint = check(receipt)
        said = [summary(receipt), f"The key's fingerprint is {fingerprint}."]
        if given.fingerprint and given.fingerprint.replace(" ", "").lower() != fingerprint:
            raise Wrong(f"it is signed by another key: {fingerprint}")
        if given.checkpoint:
            known = Path(given.checkpoint).read_text(encoding="utf-8")
            said.append(compare_checkpoint(receipt, known))
        elif not given.fingerprint:
            said.append("Compare it with the one you have from elsewhere.")
    except Wrong as problem:
        print(f"The receipt does not hold: {problem}.")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        print(f"This is no receipt that can be read: {problem!r}.")
        return 2
    print("The receipt holds.", *said, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
