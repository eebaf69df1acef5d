"""What was sent to somebody, what they did for others, and what was recorded of both."""

from django.utils.translation import gettext_lazy as _

from privacy.holdings.holding import (
    ENDED_BY,
    REVISION,
    Holding,
)

RECORDS = (
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
