"""The site as the sights find it: the module worked through, questions asked, two drafts opened."""

from playwright.sync_api import Page

from tests.journeys import walk
from tests.journeys.acts import send_form, write_and_press
from tests.journeys.visitor import Visitor

# The draft of the text that Henrik has opened; in it the story of the job fair has no translation.
DRAFT = "/redaktion/social-media/2.0/1/"
# A draft of lessons and situations that he has sent to review.
SENT = "/redaktion/social-media/1.0/2/"


def work_on_a_draft(page: Page) -> None:
    """Henrik opens a draft of the text, takes one translation away and one situation out."""
    walk.open_draft(page, "revision")
    page.goto(f"{SENT}rediger/situation/summer-party/")
    write_and_press("save", story_en="There is a photo of you from the summer party.")(page)
    page.goto(f"{SENT}send/")
    page.locator("textarea[name=note]").fill("Historien er kortere på engelsk.")
    send_form(page)
    walk.open_draft(page, "major")
    page.goto(f"{DRAFT}rediger/situation/job-fair/")
    write_and_press("save", story_en="")(page)
    page.goto(f"{DRAFT}fjern/situation/flower-bed/")
    send_form(page)


def work_through_all(visitors: dict[str, Visitor]) -> None:
    """Anne assigns Mette the module; Mette does all but acknowledge, and flags one; others follow up."""
    walk.assign(visitors["anne"].page)
    visitors["mette"].page.goto("/")
    walk.work_through(visitors["mette"].page)
    walk.ask_and_answer(visitors["mette"].page, visitors["anne"].page, visitors["henrik"].page)
    walk.flag(visitors["mette"].page, "summer-party", "Hvem har taget billedet?")
    work_on_a_draft(visitors["henrik"].page)
    walk.follow_up(visitors["henrik"].page, 1)
    walk.follow_up(visitors["karin"].page, 3)
