"""Learners' browsers, hundreds in one process: they keep cookies, follow redirects and press the big button.

Light, since they have the processors in common with what they measure: bare streams, and a page is
searched for what leads on, not parsed.
"""

import asyncio
import gzip
import random
import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.site import ADDRESS

FORM = re.compile(r"<form([^>]*)>(.*?)</form>", re.S)
ON = re.compile(r'<div class="actions">\s*<a class="button" href="([^"]*)"')
TAG = re.compile(r"<(input|button|select|textarea)\b([^>]*)>")
ATTRIBUTE = re.compile(r'([a-z]+)(?:="([^"]*)")?')
MAIN = re.compile(r"<main.*</main>", re.S)


class Page(NamedTuple):
    """What was answered."""

    path: str
    status: int
    text: str


class Move(NamedTuple):
    """A link to follow (no fields), or a form to send."""

    path: str
    fields: list[tuple[str, str]] | None = None


@dataclass
class Browser:
    """One learner's, signed in by the cookie of a session.

    `taken` has the seconds of every answer, `errors` what went wrong.
    """

    port: int
    cookies: dict[str, str]
    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    chance: random.Random = field(default_factory=random.Random)
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def open(self, move: Move) -> Page:
        """Make a move, and follow where it leads; no answer, or one that is no page, is an error."""
        page = await self.ask(move)
        while page.status == 302:
            page = await self.ask(Move(page.path))
        if page.status != 200:
            self.errors.append(f"{page.status} at {page.path}")
        return page

    async def ask(self, move: Move) -> Page:
        """One request and its answer, of status 0 if none came; of a redirect, the path is where it leads."""
        started = time.perf_counter()
        try:
            reader, writer = await self._connected()
            writer.write(self._request(move))
            status, headers, body = await self._answer(reader)
        except (OSError, EOFError):
            self.close()
            return Page(move.path, 0, "")
        self.taken.append(time.perf_counter() - started)
        if headers.get("connection") == "close":
            self.close()
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Page(headers.get("location", move.path), status, body.decode())

    def close(self) -> None:
        """Leave the connection."""
        if self._streams:
            self._streams[1].close()
            self._streams = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The connection, a new one where the server has left it."""
        if self._streams and self._streams[0].at_eof():
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(ADDRESS, self.port)
        return self._streams

    def _request(self, move: Move) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = b"" if move.fields is None else urlencode(move.fields).encode()
        lines = [
            f"{'GET' if move.fields is None else 'POST'} {move.path} HTTP/1.1",
            f"Host: {ADDRESS}:{self.port}",
            "Accept-Encoding: gzip",
            f"Cookie: {cookies}",
        ]
        if move.fields is not None:
            lines.append("Content-Type: application/x-www-form-urlencoded")
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _answer(self, reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:-2]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                cookie, _, kept = value.strip().partition(";")[0].partition("=")
                self.cookies[cookie] = kept
            headers[name.lower()] = value.strip()
        body = await reader.readexactly(int(headers["content-length"]))
        return int(head[0].split()[1]), headers, body


def next_move(page: Page, chance: random.Random) -> Move | None:
    """What the page's big button does, its form filled in as somebody might; None where it has none."""
    main = MAIN.search(page.text)
    if main is None:
        return None
    for attributes, inside in FORM.findall(main[0]):
        if 'class="actions"' in attributes + inside:
            where = dict(ATTRIBUTE.findall(attributes)).get("action") or page.path
            return Move(unescape(where), _filled(inside, chance))
    link = ON.search(main[0])
    return Move(unescape(link[1])) if link else None


def _filled(form: str, chance: random.Random) -> list[tuple[str, str]]:
    """The form's fields: what is hidden, one of each choice, every single tick, the first button."""
    fields: list[tuple[str, str]] = []
    choices: dict[str, list[str]] = {}
    for tag, attributes in TAG.findall(form):
        found = dict(ATTRIBUTE.findall(attributes))
        name, value = found.get("name"), unescape(found.get("value", ""))
        if not name or (tag == "button" and any(one == name for one, _ in fields)):
            continue
        if found.get("type") in {"radio", "checkbox"}:
            choices.setdefault(name, []).append(value or "on")
        else:
            fields.append((name, value))
    return [*fields, *((name, chance.choice(values)) for name, values in choices.items())]
