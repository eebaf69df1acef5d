"""What a mail says: in three languages, with one link and a calendar file, and nothing to abuse."""

import re
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar
from pytest_django import Settings as SettingsWrapper

from outbox.models import Message
from people.models import Employee
from policy.models import Acknowledgement, Method
from tests.factories.people import Cast, today
from tests.factories.training import an_assignment, begin, complete
from tests.training.postman import mail_host, moment, with_mail, work, work_days
from tests.training.test_reminders import move_deadline
from training.mails import receipt_of
from training.schedule import Kind

__all__ = ["mail_host"]

pytestmark = pytest.mark.usefixtures("mail_host")
LANGUAGES = ("da", "en", "de")
DUE_ON = date(2026, 12, 7)
# Days on which a deadline of DUE_ON is spoken of, by the kind of mail.
DAYS = {
    Kind.ASSIGNED: date(2026, 11, 23),
    Kind.BEFORE: date(2026, 11, 30),
    Kind.DUE: DUE_ON,
    Kind.AFTER: date(2026, 12, 8),
}


def html_of(message: EmailMultiAlternatives) -> str:
    return str(message.alternatives[0][0])


def page_of(message: EmailMultiAlternatives) -> Any:
    return BeautifulSoup(html_of(message), "html5lib")


def files_of(message: EmailMultiAlternatives) -> list[Any]:
    return list(message.attachments)


def read_in(person: Employee, language: str, **details: Any) -> None:
    """Let somebody read in a language and have an address."""
    person.language = language
    for name, value in details.items():
        setattr(person, name, value)
    with_mail(person)
    person.save()


def mail_of(cast: Cast, kind: Kind, language: str = "da", **details: Any) -> Any:
    """The mail of a kind to Mette, assigned by Anne."""
    read_in(cast.new_hire, language, **details)
    assignment = an_assignment(cast.new_hire, cast.manager, due_on=DUE_ON)
    if kind == Kind.ACKNOWLEDGED:
        complete(assignment)
        work(moment(today(), 12))
    elif kind == Kind.ASSIGNED:
        work(moment(DAYS[kind], 12))
    else:
        work(moment(DAYS[kind], 9))
    assert Message.objects.get(pk__in=Message.objects.filter(sent_at__isnull=False, kind=kind))
    return next(one for one in reversed(mail.outbox) if kind_of(one) == kind)


def kind_of(message: Any) -> str:
    return Message.objects.get(result__subject=message.subject).kind


WORDS = {
    (Kind.ASSIGNED, "da"): [
        "Nyt forløb med frist mandag den 7. december 2026",
        "Anne Krogh har tildelt dig forløbet »Sociale medier på jobbet«.",
        "Frist: mandag den 7. december 2026",
        "Tid: ca. 29 minutter",
    ],
    (Kind.ASSIGNED, "en"): ["deadline Monday 7 December 2026", "Anne Krogh has assigned you"],
    (Kind.ASSIGNED, "de"): ["Frist Montag, 7. Dezember 2026", "Anne Krogh hat Ihnen"],
    (Kind.BEFORE, "da"): ["Frist mandag den 7. december 2026", "endnu"],
    (Kind.BEFORE, "en"): ["Deadline Monday 7 December 2026", "yet"],
    (Kind.BEFORE, "de"): ["Frist Montag, 7. Dezember 2026", "noch nicht"],
    (Kind.DUE, "da"): ["Frist i dag"],
    (Kind.DUE, "en"): ["Deadline today"],
    (Kind.DUE, "de"): ["Frist heute"],
    (Kind.AFTER, "da"): ["Fristen var mandag den 7. december 2026", "Så tal med din leder"],
    (Kind.AFTER, "en"): ["The deadline was Monday 7 December 2026", "talk to your manager"],
    (Kind.AFTER, "de"): ["Die Frist war Montag, 7. Dezember 2026", "Ihrer Führungskraft"],
    (Kind.ACKNOWLEDGED, "da"): [
        "i dit navn",
        "version 1.0",
        "mandag den 23. november 2026 kl.\u00a011",
    ],
    (Kind.ACKNOWLEDGED, "en"): ["in your name", "version 1.0", "Monday 23 November 2026, 11:"],
    (Kind.ACKNOWLEDGED, "de"): ["In Ihrem Namen", "Version 1.0", "Montag, 23. November 2026, 11:"],
}


@pytest.mark.parametrize(("kind", "language"), WORDS)
def test_a_mail_says_it_in_the_persons_language_in_text_and_in_html(
    cast: Cast, kind: Kind, language: str
) -> None:
    message = mail_of(cast, kind, language)
    page = page_of(message)
    assert page.html["lang"] == message.extra_headers["Content-Language"] == language
    said = f"{message.subject}\n{message.body}"
    shown = f"{message.subject}\n{page.body.get_text(' ', strip=True)}"
    for words in WORDS[kind, language]:
        assert words in said
        assert re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", shown)
    assert "!" not in said
    assert "&" not in message.body


@pytest.mark.parametrize("kind", [*DAYS, Kind.ACKNOWLEDGED])
def test_a_mail_has_one_link_and_fetches_nothing(cast: Cast, kind: Kind) -> None:
    message = mail_of(cast, kind)
    assert len(re.findall(r"https?://\S+", message.body)) == 1
    page = page_of(message)
    (link,) = page.select("a[href]")
    assert link["href"].startswith("https://omtanke.example/")
    assert "?" not in link["href"]
    assert not page.select("img, script, link, style, iframe, object, [src], [background]")
    assert "url(" not in html_of(message)
    assert len(page.select("h1")) == 1


@pytest.mark.parametrize("kind", [Kind.ASSIGNED, Kind.BEFORE, Kind.DUE])
def test_the_deadline_comes_as_a_calendar_file(cast: Cast, kind: Kind) -> None:
    ((name, content, content_type),) = files_of(mail_of(cast, kind))
    assert (name, content_type) == ("frist.ics", "text/calendar")
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH"
    assert event["SUMMARY"] == "Frist: Sociale medier på jobbet"
    assert event.decoded("DTSTART") == DUE_ON
    assert event.decoded("DTEND") == date(2026, 12, 8)
    assert not calendar.walk("VALARM")
    assert "ATTENDEE" not in event


def test_a_deadline_that_has_passed_is_no_date_for_a_calendar(cast: Cast) -> None:
    assert files_of(mail_of(cast, Kind.AFTER)) == []


def test_a_moved_deadline_replaces_the_date_in_the_calendar(cast: Cast) -> None:
    read_in(cast.new_hire, "da")
    assignment = an_assignment(cast.new_hire, cast.manager, due_on=DUE_ON)
    work(moment(today(), 12))
    move_deadline(assignment, date(2026, 12, 14), moment(today(), 13))
    work(moment(date(2026, 12, 7), 9))
    events = [
        event
        for message in mail.outbox
        for event in Calendar.from_ical(message.attachments[0][1]).walk("VEVENT")
    ]
    assert len({event["UID"] for event in events}) == 1
    assert [event["SEQUENCE"] for event in events] == [0, 1]
    assert [event.decoded("DTSTART") for event in events] == [DUE_ON, date(2026, 12, 14)]


def test_the_minutes_are_those_that_are_left(cast: Cast) -> None:
    read_in(cast.new_hire, "da")
    assignment = an_assignment(cast.new_hire, cast.manager, due_on=DUE_ON)
    attempt = begin(assignment)
    for lesson in attempt.revision.lessons.all():
        assignment.lessons_done.create(lesson=lesson, way="read", done_at=moment(today()))
    work(moment(today(), 12))
    assert "Tid: ca. 14 minutter" in mail.outbox[0].body
    assert "\nFortsæt:\n" in mail.outbox[0].body


@pytest.mark.parametrize("method", [Method.PAPER, Method.ON_BEHALF])
def test_an_acknowledgement_by_others_leads_to_ones_own_page(cast: Cast, method: Method) -> None:
    complete(an_assignment(cast.new_hire, cast.manager))
    acknowledgement = Acknowledgement.objects.select_related("employee", "edition__guideline").get()
    assert receipt_of(acknowledgement).link.endswith("/kvittering/bevis/")
    acknowledgement.method = method
    assert receipt_of(acknowledgement).link == "https://omtanke.example/"


EVIL = "Mette\r\nBcc: alle@kommune.example\r\n\r\n<script>alert(1)</script>"


def test_a_name_with_line_breaks_begins_no_header_and_no_markup(cast: Cast) -> None:
    Employee.objects.filter(pk=cast.manager.pk).update(name=EVIL)
    message = mail_of(cast, Kind.ASSIGNED, name=f"{EVIL} Hansen")
    assert message.recipients() == ["mette@kommune.example"]
    parsed = message.message()
    assert parsed["Bcc"] is None
    assert "<script" not in html_of(message)


def test_a_title_with_line_breaks_begins_no_header(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.mails.choose", lambda texts, language: EVIL)
    read_in(cast.new_hire, "da")
    an_assignment(cast.new_hire, cast.manager, due_on=DUE_ON)
    work(moment(today(), 12))
    parsed = mail.outbox[0].message()
    assert parsed["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject
    (event,) = Calendar.from_ical(mail.outbox[0].attachments[0][1]).walk("VEVENT")
    assert "BCC" not in event


def test_the_mail_says_whom_to_ask(cast: Cast, settings: SettingsWrapper) -> None:
    settings.ORGANISATION_CONTACT = "hr@kommune.example"
    assert "Spørgsmål: hr@kommune.example" in mail_of(cast, Kind.ASSIGNED).body


def test_a_whole_course_of_mails_is_calm(cast: Cast) -> None:
    """No word that shames, and every mail a different subject."""
    read_in(cast.new_hire, "da")
    an_assignment(cast.new_hire, cast.manager, due_on=DUE_ON)
    work_days(today(), 16)
    subjects = [message.subject for message in mail.outbox]
    assert len(subjects) == len(set(subjects)) + 1  # seven days and one day before say the same
    for message in mail.outbox:
        assert not re.search(r"forkert|manglende|straks|omgående|skal nu", str(message.body), re.I)
