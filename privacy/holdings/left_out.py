"""What is held and not shown, with the reason: a whole table, a field of one, or a field of any ("id")."""

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
    "reports.Standing": "Worked out every night from your rounds, which are shown.",
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
