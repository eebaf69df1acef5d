"""What the worker does: which handler turns a kind of message into a mail, and its own jobs and when."""

OUTBOX_HANDLERS: dict[str, str] = {
    "assigned": "training.mails.handle",
    "before-due": "training.mails.handle",
    "due": "training.mails.handle",
    "after-due": "training.mails.handle",
    "acknowledged": "training.mails.handle",
    "digest": "training.mails.handle",
    "nudge": "training.mails.handle",
    "question": "training.mails.handle",
    "answer": "training.mails.handle",
    "follow-up": "training.mails.handle",
    "substitute": "training.mails.handle",
    "sign-in-code": "people.sign_in.mails.handle_code",
    "first-sign-in": "people.sign_in.mails.handle_link",
    "sign-in-changed": "people.sign_in.notices.handle",
    "review": "authoring.review_mails.handle",
    "checkpoint": "training.checkpoint_mail.handle",
    "report": "reports.mails.handle",
}
# Stopping all mails must not lock people out, nor hide from them that somebody else gets in.
OUTBOX_NEVER_HELD = ["sign-in-code", "sign-in-changed"]
# Each is made "daily 06:00" or "every 15 min" (outbox/jobs.py).
PERIODIC_JOBS: dict[str, str] = {
    "people.sign_in.mails.discard_old": "every 60 min",
    "people.sign_in.slips.discard_expired": "every 60 min",
    "people.directory.staging.apply_confirmed": "every 1 min",
    "people.directory.staging.discard_expired": "every 60 min",
    "training.actions.reconcile": "daily 05:30",  # before reminders look at the dates
    "training.actions.follow_rules": "every 10 min",
    "training.actions.count_durations": "daily 02:30",
    "training.reminders.plan": "daily 06:00",
    "training.digests.plan": "daily 06:00",
    "training.follow_ups.plan": "daily 06:00",
    "policy.checkpoints.sign_job": "every 1 min",
    "policy.checkpoints.verify_job": "daily 03:00",
    "training.checkpoint_mail.plan": "daily 05:00",
    "quiz.snapshots.nightly": "daily 02:00",
    "training.clause_changes.nightly": "daily 02:15",  # measures itself by the snapshots
    "privacy.runs.nightly": "daily 02:30",  # after the answers were counted, before the log is verified
    "reports.kept.close_days": "daily 02:45",  # of what is left when answers were parted from people
    "reports.schedules.order_due": "daily 06:15",
    "reports.making.make_files": "every 1 min, again after 5 min",
    "reports.making.delete_expired": "every 60 min",
}
