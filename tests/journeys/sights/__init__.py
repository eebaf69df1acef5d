"""Every page of the site: who sees it as their main role, where, and what is done to bring it about."""

from tests.journeys.seeing import LANGUAGES, Sight
from tests.journeys.sights.editing import EDITING
from tests.journeys.sights.hr import HR
from tests.journeys.sights.learning import LEARNING
from tests.journeys.sights.reports import REPORTS
from tests.journeys.sights.signing_in import SIGNING_IN
from tests.journeys.sights.team import TEAM

# Mette has done all but acknowledge; Karin and Henrik have acknowledged long ago.
SIGHTS: tuple[Sight, ...] = (*EDITING, *SIGNING_IN, *LEARNING, *TEAM, *REPORTS, *HR)
# One of each kind of page, on which the costly checks are made.
OF_EVERY_KIND = {
    "sign-in, wrong",
    "my training, in progress",
    "lesson with situations",
    "situation summer-party",
    "situation, nothing chosen",
    "dilemma, nothing chosen",
    "situation friday-cake",
    "feedback who-sees-it",
    "acknowledgement, not ticked",
    "receipt",
    "helper, advice",
    "guideline",
    "deck",
    "team",
    "person",
    "move the deadline, nothing written",
    "assign",
    "status",
    "progress",
    "campaigns",
    "difficulty",
    "department",
    "employee",
    "employees",
    "reminders",
    "import, preview",
    "roles, nothing chosen",
    "editing",
    "draft",
    "part",
    "preview situation/who-sees-it",
    "not found",
}
# A situation and its feedback look alike whichever it is: their languages are seen once each.
SEEN_IN_ALL_LANGUAGES = ("summer-party", "new-manager", "who-sees-it", "friday-cake")


def languages_of(sight: Sight, *, everything: bool) -> tuple[str, ...]:
    """The languages in which a sight is looked at."""
    is_repeated = sight.name.split()[0] in ("situation", "feedback") and sight.act is None
    if everything or not is_repeated or sight.name.split()[1] in SEEN_IN_ALL_LANGUAGES:
        return LANGUAGES
    return ("da",)
