"""The address of each row of the access table; what it names of Mette's and others' is made for it."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from authoring.models import Flag
from authoring.submitting import approve
from evidence.actions import make_checkpoint
from evidence.keys import new_key
from people.actions import grant_leave
from tests.access import (
    A_FILE,
    A_ROLE,
    A_RULE,
    A_SCHEDULE,
    A_TOKEN,
    AN_EXAMPLE,
    ANNES_KEY,
    ANNES_SUBSTITUTE,
    FLAG,
    HER_ALIAS,
    HER_ANSWERED,
    HER_EXCLUSION,
    HER_KEY,
    HER_LEAVE,
    HER_PAPER,
    HER_PASSKEY,
    HER_QUESTION,
    IN_REVIEW,
    LAST_MONTH,
    OWN_RECEIPT,
    TABLE,
    THE_ROOT,
)
from tests.factories.authoring import a_flag, a_text, a_worked_draft, confirm_all, sent
from tests.factories.people import Cast, a_passkey, a_substitute, an_alias, today
from tests.factories.policy import on_paper
from tests.factories.reports import a_report_file, a_schedule, a_token
from tests.factories.training import (
    a_follow_up,
    a_question,
    a_rule,
    an_answered_question,
    an_assignment,
    an_example,
    complete,
)
from training.actions import exclude
from training.models import Assignment


def _a_leave(cast: Cast) -> int:
    now = timezone.now()
    return grant_leave(cast.new_hire, from_on=today(), back_on=None, by="", now=now).pk


def _a_receipt(cast: Cast) -> int:
    """Signed, so that it has its proof."""
    paper = on_paper(cast.new_hire, cast)
    make_checkpoint(key=new_key(), now=timezone.now())
    return paper.pk


def _last_month(cast: Cast) -> str:
    """The day on which a round began that is over."""
    month_ago = timezone.now() - timedelta(days=30)
    an_assignment(cast.colleague, cast.hr, now=month_ago)
    return month_ago.date().isoformat()


def _an_exclusion(cast: Cast) -> int:
    now = timezone.now()
    return exclude(a_rule(cast), cast.new_hire, reason="Vikar", by=cast.hr, now=now).pk


# What an address has in place of each thing that the table names; what there is not yet, is made.
KEYS: dict[str | int, Callable[[Cast], str | int]] = {
    HER_KEY: lambda cast: cast.new_hire.pk,
    THE_ROOT: lambda cast: cast.root.pk,
    ANNES_KEY: lambda cast: cast.manager.pk,
    HER_LEAVE: _a_leave,
    HER_PAPER: lambda cast: on_paper(cast.new_hire, cast).pk,
    OWN_RECEIPT: _a_receipt,
    LAST_MONTH: _last_month,
    HER_ALIAS: lambda cast: an_alias(cast.new_hire, cast.hr).pk,
    A_ROLE: lambda cast: cast.editor.role_grants.get().pk,
    HER_QUESTION: lambda cast: a_question(cast.new_hire).pk,
    HER_ANSWERED: lambda cast: an_answered_question(cast).pk,
    AN_EXAMPLE: lambda cast: an_example(cast).pk,
    ANNES_SUBSTITUTE: lambda cast: a_substitute(cast.editor, cast.manager).pk,
    A_RULE: lambda cast: a_rule(cast).pk,
    HER_EXCLUSION: _an_exclusion,
    HER_PASSKEY: lambda cast: a_passkey(cast.new_hire).pk,
    A_FILE: lambda cast: a_report_file(cast.hr).pk,
    A_SCHEDULE: lambda cast: a_schedule(cast.hr).pk,
    A_TOKEN: lambda cast: a_token(cast.hr).pk,
    FLAG: lambda cast: Flag.objects.latest("pk").pk,
}


def _prepare(name: str, cast: Cast) -> None:
    """The drafts, the flag or the follow-up without which there is no such page."""
    if name.startswith("authoring:"):
        a_worked_draft(cast.editor)
        a_flag("reading-circle")
    if name.startswith("training:follow_up"):
        complete(Assignment.objects.get(employee=cast.new_hire))
        a_follow_up(cast.new_hire)
    if TABLE[name].args[:3] == IN_REVIEW:
        draft = a_text(cast.editor)
        confirm_all(draft, cast.editor)
        submission = sent(draft, cast.editor)
        if name == "authoring:publish":
            approve(submission, by=cast.hr, now=timezone.now())


def address_of(name: str, cast: Cast) -> str:
    """The address of a row, with what it is about made."""
    _prepare(name, cast)
    args = [KEYS[part](cast) if part in KEYS else part for part in TABLE[name].args]
    return reverse(name, args=args)
