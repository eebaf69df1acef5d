"""Everything that is held about a person, table by table: how rows are found, and what each field is called.

A field that is not in here needs a reason in `LEFT_OUT`; a test holds both against the tables there are.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Employee

Label = str | Promise

FROM, UNTIL = _("From"), _("Until")
RECORDED, END_RECORDED = _("Recorded"), _("End recorded")
RECORDED_BY, ENDED_BY = _("Recorded by"), _("Ended by")
DATED = {"from_on": FROM, "to_on": UNTIL, "recorded_at": RECORDED, "to_recorded_at": END_RECORDED}
RULE = _("Rule number")
EDITION, REVISION, ROUND = _("Version"), _("Lessons and situations"), _("Round")


@dataclass(frozen=True)
class Holding:
    """One table's rows about a person. `of` is the way to the person; `by_id`: the field with their id."""

    title: Label
    label: str
    of: str
    fields: dict[str, Label]
    by_id: bool = False
    many: tuple[str, ...] = ()
    # Shown to the writer alone, in their own session: no command and nobody else reads it.
    is_private: bool = False

    @property
    def model(self) -> type[Model]:
        """The table."""
        return apps.get_model(self.label)

    def rows(self, records: list[Employee]) -> QuerySet[Model]:
        """The rows about any of a person's records, in the order they were made."""
        keys = [one.directory_id if self.by_id else one.pk for one in records]
        found = self.model._default_manager.filter(Q(**{f"{self.of}__in": keys}))
        links = [one.name for one in self.model._meta.concrete_fields if one.is_relation]
        shown = [name for name in self.fields if name in links]
        return found.select_related(*shown).prefetch_related(*self.many).order_by("pk")


HOLDINGS = (
    Holding(
        _("From the directory"),
        "people.Employee",
        "pk",
        {
            "name": _("Name"),
            "employee_number": _("Employee number"),
            "email": _("Work e-mail"),
            "username": _("Sign-in name"),
            "directory_id": _("Id in the directory"),
            "hired_on": _("Hired"),
            "left_on": _("Left"),
            "language": _("Language"),
            "last_login": _("Last signed in"),
            "origin": _("Source"),
        },
    ),
    Holding(
        _("Earlier details"),
        "people.FormerDetails",
        "employee",
        {
            "name": _("Name"),
            "employee_number": _("Employee number"),
            "hired_on": _("Hired"),
            "replaced_at": _("Replaced"),
        },
    ),
    Holding(
        _("Other ids in the directory"),
        "people.PersonAlias",
        "employee",
        {
            "directory_id": _("Id in the directory"),
            "employee_number": _("Employee number"),
            "merged_at": RECORDED,
            "merged_by": RECORDED_BY,
            "reason": _("Reason"),
        },
    ),
    Holding(
        _("Where you work"),
        "people.Placement",
        "employee",
        {"department": _("Department"), "is_primary": _("Primary"), **DATED},
    ),
    Holding(
        _("Where you manage"),
        "people.Management",
        "employee",
        {"department": _("Department"), **DATED},
    ),
    Holding(
        _("Where you stand in for a manager"),
        "people.Substitute",
        "employee",
        {"management": _("Department"), **DATED, "recorded_by": RECORDED_BY, "ended_by": ENDED_BY},
    ),
    Holding(
        _("Leave"),
        "people.Leave",
        "employee",
        {**DATED, "recorded_by": RECORDED_BY, "ended_by": ENDED_BY},
    ),
    Holding(
        _("Roles"),
        "people.RoleGrant",
        "employee",
        {
            "role": _("Role"),
            "granted_at": _("Granted"),
            "granted_by": _("Granted by"),
            "reason": _("Reason"),
            "revoked_at": _("Removed"),
            "revoked_by": _("Removed by"),
            "revoked_for": _("Why it was removed"),
        },
    ),
    Holding(
        _("How you sign in: e-mail addresses"),
        "account.EmailAddress",
        "user",
        {"email": _("E-mail"), "verified": _("Confirmed"), "primary": _("Primary")},
    ),
    Holding(
        _("How you sign in: the organisation’s login"),
        "socialaccount.SocialAccount",
        "user",
        {
            "provider": _("Login"),
            "uid": _("Your id there"),
            "date_joined": _("First used"),
            "last_login": _("Last used"),
        },
    ),
    Holding(
        _("How you sign in: passkeys and codes"),
        "mfa.Authenticator",
        "user",
        {"type": _("How"), "created_at": _("Added"), "last_used_at": _("Last used")},
    ),
    Holding(
        _("How you sign in: slips of paper"),
        "people.Slip",
        "employee",
        {
            "issued_at": _("Made"),
            "issued_by": _("Made by"),
            "expires_at": _("Works until"),
            "used_at": _("Used"),
            "revoked_at": _("Taken back"),
            "revoked_by": _("Taken back by"),
        },
    ),
    Holding(
        _("Training assigned to you"),
        "training.Assignment",
        "employee",
        {
            "guideline": _("Guideline"),
            "round": ROUND,
            "assigned_at": _("Assigned"),
            "assigned_by": _("Assigned by"),
            "reason": _("Why the round began"),
            "rule": RULE,
            "closed_at": _("Round ended"),
            "closed_because": _("Why it ended"),
        },
    ),
    Holding(
        _("Deadlines"),
        "training.DueDate",
        "assignment__employee",
        {
            "assignment": ROUND,
            "due_on": _("Deadline"),
            "base_on": _("Deadline before leave"),
            "reason": _("Rests on"),
            "note": _("Reason"),
            "recorded_by": RECORDED_BY,
            **DATED,
        },
    ),
    Holding(
        _("Who or what asks for a round"),
        "training.Requirement",
        "assignment__employee",
        {
            "assignment": ROUND,
            "rule": RULE,
            "due_on": _("Deadline"),
            **DATED,
            "recorded_by": RECORDED_BY,
        },
    ),
    Holding(
        _("Rules that leave you out"),
        "training.Exclusion",
        "employee",
        {
            "rule": RULE,
            "reason": _("Reason"),
            **DATED,
            "recorded_by": RECORDED_BY,
            "ended_by": ENDED_BY,
        },
    ),
    Holding(
        _("Exemptions"),
        "training.Exemption",
        "employee",
        {
            "guideline": _("Guideline"),
            "reason": _("Reason"),
            **DATED,
            "recorded_by": RECORDED_BY,
            "ended_by": ENDED_BY,
        },
    ),
    Holding(
        _("Lessons you have done"),
        "training.LessonDone",
        "assignment__employee",
        {
            "assignment": ROUND,
            "lesson": _("Lesson"),
            "way": _("How"),
            "done_at": _("Done"),
        },
    ),
    Holding(
        _("Passes through the situations"),
        "quiz.Attempt",
        "employee",
        {
            "revision": REVISION,
            "round": ROUND,
            "started_at": _("Begun"),
            "answered_from": _("First answer, once the answers are gone"),
            "work": _("What your work is like"),
        },
    ),
    Holding(
        _("Your answers"),
        "quiz.Answer",
        "attempt__employee",
        {
            "situation": _("Situation"),
            "option": _("Answer"),
            "ticked": _("Ticked"),
            "sureness": _("How sure"),
            "considerations": _("What weighed"),
            "try_number": _("Try"),
            "answered_at": _("Answered"),
        },
        many=("ticked", "considerations"),
        is_private=True,
    ),
    Holding(
        _("Your notes on dilemmas"),
        "quiz.DilemmaNote",
        "answer__attempt__employee",
        {"text": _("Your note")},
        is_private=True,
    ),
    Holding(
        _("Follow-ups"),
        "training.FollowUp",
        "assignment__employee",
        {
            "assignment": ROUND,
            "due_on": FROM,
            "begun_at": _("Begun"),
            "finished_at": _("Finished"),
        },
    ),
    Holding(
        _("Your answers to follow-ups"),
        "training.FollowUpSituation",
        "follow_up__assignment__employee",
        {
            "situation": _("Situation"),
            "missed_clause": _("Clause that was new to you"),
            "option": _("Answer"),
            "answered_at": _("Answered"),
        },
        is_private=True,
    ),
    Holding(
        _("What you have asked your manager"),
        "training.Question",
        "employee",
        {
            "edition": EDITION,
            "clause": _("Clause"),
            "medium": _("Social medium"),
            "purpose": _("What for"),
            "asked_at": _("Asked"),
            "withdrawn_at": _("Withdrawn"),
        },
    ),
    Holding(
        _("What your manager answered"),
        "training.Reply",
        "question__employee",
        {
            "question": _("Question"),
            "ruling": _("Answer"),
            "text": _("In words"),
            "answered_at": _("Answered"),
            "answered_by": _("Answered by"),
        },
    ),
    Holding(
        _("Completed rounds"),
        "training.Completion",
        "assignment__employee",
        {
            "assignment": ROUND,
            "edition": EDITION,
            "revision": REVISION,
            "completed_at": _("Completed"),
        },
    ),
    Holding(
        _("Your receipts"),
        "policy.Acknowledgement",
        "employee",
        {
            "edition": EDITION,
            "revision": REVISION,
            "round": ROUND,
            "language": _("Language"),
            "acknowledged_at": _("Acknowledged"),
            "recorded_at": RECORDED,
            "method": _("How"),
            "name_at_time": _("Name then"),
            "department_ref": _("Department then"),
            "actor_ref": RECORDED_BY,
            "witness_ref": _("Witness"),
            "basis_note": _("What it rests on"),
            "counts": _("Counts"),
            "corrected_by": _("Corrected by"),
            "correction_note": _("Why it was corrected"),
            "text_sha256": _("The text’s fingerprint (SHA-256)"),
            "statement_sha256": _("The sentence’s fingerprint (SHA-256)"),
            "record": _("Number in the log"),
        },
    ),
    Holding(
        _("Mails to you"),
        "outbox.Message",
        "subject",
        {
            "kind": _("What it is about"),
            "put_at": _("Written"),
            "not_before": _("To be sent from"),
            "sent_at": _("Sent"),
            "gave_up_at": _("Given up"),
            "stopped_at": _("Stopped"),
            "stopped_by": _("Stopped by"),
            "withdrawn_at": _("Withdrawn"),
            "problem": _("What went wrong"),
            "attempts": _("Attempts"),
            "result": _("Address and subject"),
        },
        by_id=True,
    ),
    Holding(
        _("Drafts you have opened"),
        "authoring.Draft",
        "opened_by",
        {"revision": REVISION, "based_on": _("Based on"), "opened_at": _("Opened")},
    ),
    Holding(
        _("What you have changed in drafts"),
        "authoring.Change",
        "changed_by",
        {"part": _("Part"), "number": _("Change number"), "changed_at": _("Changed")},
    ),
    Holding(
        _("Drafts you have sent to review"),
        "authoring.Submission",
        "sent_by",
        {
            "draft": _("Draft"),
            "note": _("What has changed"),
            "is_material": _("Material"),
            "sent_at": _("Sent"),
            "approved_at": _("Approved"),
            "approved_by": _("Approved by"),
            "closed_at": _("Ended"),
            "closed_by": ENDED_BY,
            "outcome": _("Outcome"),
            "reason": _("Reason"),
        },
    ),
    Holding(
        _("What you have confirmed in drafts"),
        "authoring.Confirmation",
        "confirmed_by",
        {"draft": _("Draft"), "part": _("Part"), "confirmed_at": _("Confirmed")},
    ),
    Holding(
        _("What was recorded about you"),
        "audit.Event",
        "subject",
        {"at": _("When"), "kind": _("What"), "actor": _("Who"), "detail": _("More about it")},
        by_id=True,
    ),
    Holding(
        _("Reports you have asked for as a file"),
        "reports.ReportFile",
        "asked_by",
        {
            "report": _("Report"),
            "day": _("Date"),
            "query": _("Filter"),
            "asked_at": _("When"),
            "made_at": _("Made"),
            "expires_at": _("Is deleted"),
        },
    ),
    Holding(
        _("Reports you get by mail"),
        "reports.ReportSchedule",
        "recipient",
        {
            "report": _("Report"),
            "department": _("Department"),
            "rhythm": _("How often"),
            "day": _("Day"),
            "added_at": _("When"),
            "added_by": _("Recorded by"),
            "stopped_at": _("Ended"),
            "stopped_by": ENDED_BY,
        },
    ),
    Holding(
        _("What you have signed for"),
        "privacy.RetentionDecision",
        "signed_by",
        {
            "years": _("Years after leaving"),
            "grounds": _("Reason"),
            "signed_at": _("Signed"),
            "signed_by_name": _("Name then"),
        },
        by_id=True,
    ),
)

# What is held and not shown, with the reason: a whole table, a field of one, or a field of any ("id").
ANOTHERS = "It stands with the other person, and is theirs; in it you are only named."
LEFT_OUT: dict[str, str] = {
    "id": "A row's number.",
    **{
        f"reports.ReportFile.{name}": "How the file is made, not about a person."
        for name in (
            *("suffix", "guideline", "department", "language", "schedule", "done", "total"),
            *("lease", "leased_until", "tries", "problem", "path"),
        )
    },
    **{
        f"reports.ReportSchedule.{name}": "How the report is made, not about a person."
        for name in ("suffix", "guideline", "planned_for")
    },
    "reports.ApiToken": "About a program. Who made and revoked it is named with it.",
    "people.Employee.password": "A hash that nobody can read, you neither.",
    "people.Employee.sort_name": "The name once more, to sort by.",
    "people.Employee.is_nameless": "True of nobody who can sign in.",
    "people.FormerDetails.sort_name": "The name once more, to sort by.",
    "people.PersonAlias.merged": "The other record: what it holds is shown with this one.",
    "people.StagedImport": "Everybody's directory details as HR is about to take them over; gone in a day.",
    "policy.Record": "Each stands in its receipt, with the salt that opens it.",
    "policy.Acknowledgement.replaces": "The receipts show what replaced what by their order.",
    "quiz.Attempt.earlier_rounds": "How many of the rounds above count on: a number to reckon with.",
    "quiz.Attempt.seed": "A random number that fixes the options' order.",
    "quiz.Answer.attempt": "The pass that it belongs to, by round.",
    "quiz.DilemmaNote.answer": "The answer that it belongs to.",
    "training.FollowUpSituation.follow_up": "The follow-up that it belongs to.",
    "training.FollowUpSituation.number": "Its place among the three.",
    "quiz.Task": ANOTHERS,
    "training.Completion.acknowledgement": "It is among the receipts.",
    "authoring.Change.draft": "The draft that it is part of.",
    "authoring.Change.before": "The guideline's text, not about a person.",
    "authoring.Flag": "Who raised it is stored nowhere. Who closed it is named with the situation.",
    "outbox.Message.key": "It repeats what the mail is about.",
    "outbox.Message.subject": "You.",
    "outbox.Message.payload": "The number of the round or receipt that it is about.",
    "outbox.Message.lease": "The worker that has it in hand.",
    "outbox.Message.leased_until": "The worker that has it in hand.",
    "outbox.Hold": "Who stopped all mails: about mails, not about a person.",
    "audit.Event.subject": "You.",
    "mfa.Authenticator.data": "The key itself: part of it is secret.",
    "socialaccount.SocialAccount.extra_data": "The same id once more.",
    "people.Slip.code_hash": "A hash that nobody can read, you neither.",
    "training.Rule": "Whom it asks, not who they are. Who made it is named with it.",
    "policy.LocalExample": "A question and its answer without names.",
    "policy.Approval": "About a text. Who approved it is named with it.",
    "authoring.Confirmation.sha256": "The fingerprint of the text that was confirmed.",
    "account.EmailConfirmation": "A secret code, valid for a few days.",
    "sessions.Session": "Encoded, and found by your device alone: it says that you are signed in there.",
}
