"""How each rule of authoring is broken."""

from collections.abc import Callable

from django.utils import timezone

from authoring.models import Change, Confirmation, Flag, Submission
from tests.constraints.rows import again

SENT = {"closed_at": None, "closed_by": None, "outcome": ""}


def submission() -> Submission:
    """One that was approved and published."""
    return Submission.objects.exclude(closed_at=None).get()


def two_open_submissions() -> None:
    for _one in range(2):
        again(submission(), **SENT)


BREAK: dict[str, Callable[[], object]] = {
    "authoring_change_number_unique": lambda: again(Change.objects.all()[0]),
    "authoring_change_numbers_from_one": lambda: again(Change.objects.all()[0], number=0),
    "authoring_submission_one_open": two_open_submissions,
    "authoring_submission_says_what_changed": lambda: again(submission(), note=""),
    "authoring_submission_approved_at_and_by": lambda: again(
        submission(), **SENT, approved_by=None
    ),
    "authoring_submission_approved_by_a_second_person": lambda: again(
        submission(), approved_by=submission().sent_by
    ),
    "authoring_submission_closed_at_by_and_outcome": lambda: again(submission(), outcome=""),
    "authoring_submission_published_once_approved": lambda: again(
        submission(), approved_at=None, approved_by=None
    ),
    "authoring_submission_sent_back_for_a_reason": lambda: again(
        submission(), outcome="returned", closed_at=timezone.now()
    ),
    "authoring_confirmation_once": lambda: again(Confirmation.objects.all()[0]),
    "authoring_flag_closed_at_and_by": lambda: Flag.objects.update(outcome="Rettet."),
    "authoring_flag_language": lambda: Flag.objects.update(language="fr"),
}
