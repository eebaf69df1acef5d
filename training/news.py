"""What somebody is told whose guideline has a new edition: since they began, or since they acknowledged."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy

from people.models import Employee
from policy.editions import ChangesPage, changes_page, newest_acknowledgement, published_editions
from policy.models import Acknowledgement, Approval, Edition
from training.progress import Progress

SINCE_YOU_BEGAN = gettext_lazy(
    "Version %(new)s has been published since you began. What you have done counts, where it has not "
    "been changed. In the end you acknowledge version %(new)s."
)
SINCE_YOU_ACKNOWLEDGED = gettext_lazy(
    "The guideline has changed since you acknowledged version %(old)s. You only work through what has "
    "changed. In the end you acknowledge version %(new)s."
)


@dataclass(frozen=True)
class News:
    """That there is a new edition: what it means for the reader, and what has changed."""

    text: str
    # In Danish, as it was written when the edition was sent to review; "" where it was loaded from files.
    note: str
    changes_url: str


def news_of(progress: Progress) -> News | None:
    """The news for a round that is not done and not begun in the new edition (at most two queries)."""
    edition = progress.revision.edition
    since = _before(progress)
    if since is None or since.pk == edition.pk:
        return None
    before = progress.before
    is_midway = before is not None and before.round == progress.assignment.round
    text = SINCE_YOU_BEGAN if is_midway else SINCE_YOU_ACKNOWLEDGED
    return News(
        text=_says(str(text), since, edition),
        note=_note_of(edition),
        changes_url=reverse(
            "policy:changes", args=[edition.guideline.slug, since.major, since.minor]
        ),
    )


def _says(text: str, since: Edition, edition: Edition) -> str:
    return text % {"old": since.number, "new": edition.number}


def _before(progress: Progress) -> Edition | None:
    """The edition that the reader knows: of their pass before this one, else of what they acknowledged."""
    if progress.completion is not None or progress.attempt is not None:
        return None
    if progress.before is not None:
        return progress.before.revision.edition
    known = newest_acknowledgement(progress.assignment.employee, progress.assignment.guideline_id)
    return known.edition if known else None


def _note_of(edition: Edition) -> str:
    approval = Approval.objects.filter(revision__edition=edition, is_of_text=True).first()
    return approval.note if approval else ""


def changes_since(
    known: Acknowledgement | None, edition: Edition, reader: Employee
) -> ChangesPage | None:
    """What has changed since what the reader last acknowledged; None where it is this edition, or
    nothing (four queries where there is something).
    """
    if known is None or known.edition_id == edition.pk:
        return None
    editions = published_editions(edition.guideline.slug)
    since = next(one for one in editions if one.pk == known.edition_id)
    return changes_page(since, editions, reader)
