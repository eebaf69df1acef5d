"""A draft as a whole: open it, discard it. Its row is the lock that every change takes."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from audit.actions import record
from authoring.export import module_of
from authoring.models import Draft, Submission
from authoring.rows import create_edition, create_revision
from lib.texts import SOURCE
from people.models import Employee
from policy.models import Edition, Guideline, Revision


class Start(models.TextChoices):
    """What a new draft is to be."""

    REVISION = "revision", _("Lessons and situations only: the text stays as it is")
    MINOR = "minor", _("The text too: a small change, such as a translation or a typing error")
    MAJOR = "major", _("The text too: a change of what applies")


class DraftGone(Exception):
    """The draft has been published or discarded."""


class NothingToStartFrom(Exception):
    """There is no published edition, or such a draft is open already."""


class InReview(Exception):
    """The draft waits for a second person: withdraw it to go on writing."""


def locked(draft: Draft) -> Revision:
    """The revision of a draft that may be written on, locked until the transaction ends (three
    queries). `DraftGone` where it is published or discarded, `InReview` where it was sent on.
    """
    revision = locked_in_review(draft)
    if Submission.objects.open().filter(draft=draft).exists():
        raise InReview
    return revision


def locked_in_review(draft: Draft) -> Revision:
    """The same whether it waits for a second person or not (two queries)."""
    if not Draft.objects.select_for_update().filter(pk=draft.pk).exists():
        raise DraftGone
    # Read after the lock: whoever held it may have published.
    revision = Revision.objects.select_related("edition__guideline").get(draft=draft.pk)
    if revision.published_at is not None:
        raise DraftGone
    return revision


def possible_starts(guideline: Guideline) -> list[Start]:
    """What can be opened: one draft of the newest edition, one of the text (two queries)."""
    newest = Revision.objects.current(guideline)
    if newest is None:
        return []
    open_editions = set(
        Draft.objects.open()
        .filter(revision__edition__guideline=guideline)
        .values_list("revision__edition__published_at", "revision__edition_id")
    )
    starts = []
    if newest.edition_id not in {edition for _at, edition in open_editions}:
        starts.append(Start.REVISION)
    if not any(published_at is None for published_at, _edition in open_editions):
        starts += [Start.MINOR, Start.MAJOR]
    return starts


@transaction.atomic
def open_draft(guideline: Guideline, *, start: Start, by: Employee, now: datetime) -> Draft:
    """Open a draft that begins as a copy of the newest published revision."""
    guideline = Guideline.objects.select_for_update(no_key=True).get(pk=guideline.pk)
    newest = Revision.objects.current(guideline)
    if newest is None or start not in possible_starts(guideline):
        raise NothingToStartFrom
    module = module_of(newest)
    with override(SOURCE):  # the columns without a language hold the Danish
        if start == Start.REVISION:
            edition = newest.edition
        else:
            number = next_number(guideline.editions.all(), is_material=start == Start.MAJOR)
            edition = create_edition(guideline, {**module, "edition": number})
        numbers = edition.revisions.aggregate(last=Max("number"))
        module["revision"] = (numbers["last"] or 0) + 1
        revision = create_revision(edition, module)
    draft = Draft.objects.create(revision=revision, based_on=newest, opened_at=now, opened_by=by)
    note("opened", draft, by=by, now=now)
    return draft


def next_number(editions: "models.QuerySet[Edition]", *, is_material: bool) -> str:
    """The number after these editions: of a change of what applies 2.0 after 1.3, else 1.4."""
    last = editions.order_by("major", "minor").last()
    if last is None:
        return "1.0"
    return f"{last.major + 1}.0" if is_material else f"{last.major}.{last.minor + 1}"


@transaction.atomic
def discard_draft(draft: Draft, *, by: Employee, now: datetime) -> Guideline:
    """Throw a draft away with all that was written in it; the audit keeps that it was."""
    revision = locked(draft)
    edition = revision.edition
    note("discarded", draft, by=by, now=now)
    revision.delete()
    if edition.published_at is None:
        Edition.objects.filter(pk=edition.pk).delete()
    return edition.guideline


def note(
    word: str,
    draft: Draft,
    *,
    by: Employee,
    now: datetime,
    part: str = "",
    **detail: Any,
) -> None:
    """Write into the audit what was done with a draft, or with a part of it."""
    edition = draft.revision.edition
    record(
        kind=f"draft.{word}",
        actor=by.directory_id,
        now=now,
        guideline=edition.guideline.slug,
        edition=edition.number,
        revision=draft.revision.number,
        part=part,
        **detail,
    )
