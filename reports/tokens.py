"""Tokens of programs: made and revoked by HR, found by what a request carries."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from audit.actions import record
from lib.days import day_of
from people.models import Employee
from people.names import names_of
from reports.models import ApiToken, Scope

# What a token begins with, so that a program that looks for leaked ones knows it.
PREFIX = "omtanke_"
# `last_used_at` moves on at most so often: reading figures seldom writes.
USED_AGAIN = timedelta(minutes=5)


@transaction.atomic
def make_token(
    *, name: str, scope: Scope, days: int, by: Employee, now: datetime
) -> tuple[ApiToken, str]:
    """A token that holds so many days; the second value is the token itself, which is kept nowhere."""
    secret = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken.objects.create(
        name=name,
        scope=scope,
        sha256=_hashed(secret),
        made_at=now,
        made_by=by.directory_id,
        expires_at=now + timedelta(days=days),
    )
    record(kind="token.made", actor=by.directory_id, now=now, token=name, scope=scope, days=days)
    return made, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Employee, now: datetime) -> ApiToken:
    """Let it open nothing any more, from now on; one revoked already stays as it is."""
    active = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if active.update(revoked_at=now, revoked_by=by.directory_id):
        record(kind="token.revoked", actor=by.directory_id, now=now, token=token.name)
    return ApiToken.objects.get(pk=token.pk)


def token_of(header: str, *, now: datetime) -> ApiToken | None:
    """The token of an `Authorization` header, if it is good for something now; notes that it was used."""
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX):
        return None
    token = ApiToken.objects.active(now).filter(sha256=_hashed(secret.strip())).first()
    if token and (token.last_used_at is None or token.last_used_at < now - USED_AGAIN):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def _hashed(secret: str) -> str:
    """Of 256 random bits: nothing slower is needed, nobody can try them all."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True)
class TokenRow:
    """A token as HR's page shows it.

    `state` is "active", "expired", "revoked", or why it opens nothing before its time: "maker_left",
    "maker_is_not_hr".
    """

    token: ApiToken
    made_by: str
    state: str


def token_rows(now: datetime) -> list[TokenRow]:
    """Every token, those that are good for something first (two queries)."""
    found = list(ApiToken.objects.with_makers(day_of(now)).order_by("-made_at", "-pk"))
    names = names_of(one.made_by for one in found)
    rows = [TokenRow(one, names[one.made_by], _state(one, now)) for one in found]
    return sorted(rows, key=lambda row: row.state != "active")


def _state(token: ApiToken, now: datetime) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= now:
        return "expired"
    if token.maker_is_hr:
        return "active"
    return "maker_is_not_hr" if token.maker_is_here else "maker_left"
