"""What the words of a report mean, for whoever has only the file (docs/glossary.md says the same)."""

from django.utils.translation import gettext_lazy as _

from training.states import State

STATES = {
    State.COMPLETED: _("Has acknowledged the text and worked through the training."),
    State.ACKNOWLEDGED_ONLY: _(
        "Has acknowledged on paper, or somebody did on their behalf, without working through the "
        "training."
    ),
    State.EXEMPT: _("Is exempt from the training on the day."),
    State.PAUSED: _("Is on leave on the day."),
    State.OVERDUE: _("The deadline was before the day. It counts until the end of its day."),
    State.EXPIRED: _("Completed an earlier round, and has not begun with this one."),
    State.IN_PROGRESS: _("Has done a lesson or answered a situation in this round."),
    State.NOT_STARTED: _("Has been assigned the training and has not begun."),
    State.NOT_ASSIGNED: _("Has not been assigned the training."),
}
WORDS = [
    *((state.label, words) for state, words in STATES.items()),
    (
        _("Employees"),
        _("Everybody employed on the day, counted once, in their primary department."),
    ),
    (_("Assigned"), _("Employees who are not in the state “Not assigned”.")),
    (_("Acknowledged"), _("Employees in the states “Completed” and “Acknowledged only”.")),
    (
        _("Percentage"),
        _("The share of those assigned who have acknowledged, in per cent, rounded down."),
    ),
    (
        _("Date"),
        _(
            "What had been recorded by the end of that day. What is recorded later does not change it."
        ),
    ),
    (
        _("Last checkpoint"),
        _(
            "How many entries the evidence log had when it was signed last that day, and their root."
        ),
    ),
]


def definitions() -> list[tuple[str, str]]:
    """Each word and its meaning, in the reader's language; the nine states first, as they are tried."""
    return [(str(word), str(meaning)) for word, meaning in WORDS]
