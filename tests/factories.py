"""People, departments and progress for tests, made through the site's own actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from authoring.actions import load
from authoring.arranging import remove_part
from authoring.asking import Choice, people_asked, publish_and_ask
from authoring.changes import save_part
from authoring.drafts import Start, open_draft
from authoring.export import module_of
from authoring.flags import raise_flag
from authoring.hanging import confirm_part
from authoring.models import Draft, Flag, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.submitting import approve, submit, to_confirm
from lib.texts import texts_of
from outbox.models import Message
from people import actions as people
from people.directory.merging import recognise
from people.models import (
    Department,
    Employee,
    Management,
    Origin,
    PersonAlias,
    Role,
    Substitute,
)
from people.substitutes import name_substitute
from policy.actions import Shown, record_acknowledgement, shown_text
from policy.examples import Wording, propose
from policy.models import (
    Acknowledgement,
    Guideline,
    LocalExample,
    Method,
    Revision,
    Ruling,
    Who,
)
from quiz.actions import choose_work, submit_answer
from quiz.models import Answer, Attempt, Kind, Option, Situation, Work
from quiz.selection import met_by
from reports.making import make_files, order_file
from reports.models import ApiToken, Report, ReportFile, ReportSchedule, Rhythm, Scope
from reports.orders import Order
from reports.schedules import add_schedule
from reports.tokens import make_token
from tests.editions import second_edition
from training import actions as training
from training.models import Assignment, Audience, Completion, FollowUp, Question, Rule
from training.schedule import week_of

_numbers: Iterator[int] = count(1)
LONG_AGO = timedelta(days=400)


def today() -> date:
    """The organisation's day, as the site sees it."""
    return timezone.localdate()


def an_alias(employee: Employee, by: Employee) -> PersonAlias:
    """Another id of a person, for which no record was ever made."""
    return recognise(
        kept=employee,
        directory_id=f"p{next(_numbers)}",
        by=by,
        reason="Ny ansættelse",
        now=timezone.now(),
    )


def a_passkey(employee: Employee) -> Authenticator:
    """A passkey that is listed; it signs nobody in."""
    data = {"name": "Min telefon", "credential": {}}
    return Authenticator.objects.create(user=employee, type="webauthn", data=data)


def a_department(name: str, parent: Department | None = None, **details: Any) -> Department:
    """A department opened long ago."""
    now = details.pop("now", timezone.now() - LONG_AGO)
    return people.open_department(
        directory_id=details.pop("directory_id", f"d{next(_numbers)}"),
        name=name,
        parent=parent,
        from_on=details.pop("from_on", timezone.localtime(now).date()),
        now=now,
    )


def a_person(name: str, department: Department, **details: Any) -> Employee:
    """A person hired some months ago, whose sign-in name is their given name."""
    hired_on = details.pop("hired_on", today() - timedelta(days=100))
    number = next(_numbers)
    return people.hire(
        directory_id=details.pop("directory_id", f"p{number}"),
        username=details.pop("username", f"{name.split()[0].lower()}"),
        name=name,
        department=department,
        hired_on=hired_on,
        now=details.pop("now", timezone.now() - timedelta(days=100)),
        **details,
    )


def with_roles(employee: Employee) -> Employee:
    """The person as a request sees them, with what they may do."""
    found: Employee = Employee.objects.with_roles(today()).get(pk=employee.pk)
    return found


def make_hr(employee: Employee, role: Role = Role.HR) -> Employee:
    """Grant HR, or another role."""
    people.grant_role(employee, role=role, by="Bo Holm", reason="Test", now=timezone.now())
    return with_roles(employee)


def make_manager(employee: Employee, department: Department, **details: Any) -> Employee:
    """Let a person manage a department."""
    people.appoint_manager(
        employee,
        department=department,
        from_on=details.pop("from_on", employee.hired_on),
        now=details.pop("now", timezone.now() - timedelta(days=99)),
    )
    return with_roles(employee)


@dataclass(frozen=True)
class Cast:
    """The fixed cast of every story."""

    root: Department
    health: Department
    nursing_home: Department
    roads: Department
    new_hire: Employee  # Mette, at the nursing home
    colleague: Employee  # Ali, of the road crew
    manager: Employee  # Anne, of health and all below
    other_manager: Employee  # Bo, of the roads
    hr: Employee  # Karin
    editor: Employee  # Henrik


def make_cast() -> Cast:
    """The cast in its tree of departments."""
    root = a_department("Sønderborg Kommune")
    health = a_department("Sundhed og Senior", root)
    nursing_home = a_department("Plejecenter Mølleparken", health)
    roads = a_department("Vej og Park", root)
    return Cast(
        root=root,
        health=health,
        nursing_home=nursing_home,
        roads=roads,
        new_hire=with_roles(a_person("Mette Hansen", nursing_home, employee_number="4711")),
        colleague=with_roles(a_person("Ali Yilmaz", roads)),
        manager=make_manager(a_person("Anne Krogh", health), health),
        other_manager=make_manager(a_person("Bo Holm", roads), roads),
        hr=make_hr(a_person("Karin Ågård", root)),
        editor=make_hr(a_person("Henrik Øster", root), Role.EDITOR),
    )


def the_guideline() -> Guideline:
    """The real guideline, loaded once for all tests."""
    return Guideline.objects.get(slug="social-media")


def the_revision() -> Revision:
    """Its published revision."""
    of_the_guideline = Revision.objects.filter(edition__guideline__slug="social-media", number=1)
    return of_the_guideline.select_related("edition").get(edition__major=1, edition__minor=0)


def a_second_edition(
    *, publishing: bool = True, changed: bool = True, without: str = "", statement: str = ""
) -> Revision:
    """Edition 2.0: another text (tests/editions.py), or other words to acknowledge alone.

    `without` is a language in which its text is not whole.
    """
    module = module_of(the_revision())
    module = second_edition(module) if changed else {**module, "edition": "2.0"}
    if without:
        for texts in (module["blocks"][-1]["text"], module["clauses"][-1]["text"]):
            texts[without] = None
    if statement:
        module["statement"] = {**module["statement"], "da": statement}
    return load(module, by="Test", now=timezone.now(), publishing=publishing).revision


def an_assignment(
    employee: Employee, by: Employee, *, now: datetime | None = None, due_on: date | None = None
) -> Assignment:
    """The module assigned to one person."""
    now = now or timezone.now()
    due_on = due_on or timezone.localtime(now).date() + timedelta(days=14)
    assigned = training.assign(
        employees=[employee], guideline=the_guideline(), due_on=due_on, by=by, now=now
    )
    return assigned.new[0]


def a_rule(cast: Cast, department: Department | None = None, **terms: Any) -> Rule:
    """A rule that asks everybody there, or whom `terms` say, within 14 days from today on."""
    facts: dict[str, Any] = {"audience": Audience.EVERYBODY, "days": 14, "from_on": today()}
    return training.add_rule(
        the_guideline(),
        terms=training.Terms(department=department, **{**facts, **terms}),
        by=cast.hr,
        now=timezone.now(),
    )


def begin(
    assignment: Assignment, now: datetime | None = None, work: str = Work.CHILDREN
) -> Attempt:
    """Begin the module, with a kind of work."""
    attempt = training.start_module(assignment, now=now or timezone.now())
    return choose_work(attempt, work=work)


def an_answer(attempt: Attempt, situation: Situation, **details: Any) -> Answer:
    """Answer a situation with its first option, or another."""
    option = details.pop("option", None) or Option.objects.filter(situation=situation)[0]
    if situation.kind == Kind.FIND:
        details.setdefault("ticked", [option])
        option = None
    return submit_answer(
        attempt=attempt,
        situation=situation,
        option=option,
        try_number=details.pop("try_number", 1),
        now=details.pop("now", timezone.now()),
        **details,
    )


def to_meet(attempt: Attempt) -> list[Situation]:
    """The situations that an attempt meets, in their order."""
    slugs = [one.slug for one in met_by(attempt)]
    return list(Situation.objects.filter(revision=attempt.revision, slug__in=slugs))


def work_through(assignment: Assignment, now: datetime | None = None) -> Attempt:
    """Do every lesson and situation."""
    now = now or timezone.now()
    attempt = begin(assignment, now)
    for lesson in attempt.revision.lessons.all():
        training.complete_lesson(assignment, lesson, way="read", now=now)
    for situation in to_meet(attempt):
        an_answer(attempt, situation, now=now)
    return attempt


def da(row: Model, field: str) -> str:
    """A row's Danish text."""
    return texts_of(row, field)["da"] or ""


def shown(language: str = "da") -> Shown:
    """What the acknowledgement page shows in a language."""
    return shown_text(the_revision().edition, language)


def complete(assignment: Assignment, now: datetime | None = None) -> Completion:
    """Work through the module and acknowledge."""
    now = now or timezone.now()
    attempt = work_through(assignment, now)
    text = shown_text(attempt.revision.edition, "da")
    return training.acknowledge_module(assignment, shown=text, now=now)


def a_mail(pk: int = 1) -> Message:
    """A mail that waits: the weekly one to nobody there is."""
    now = timezone.now()
    return Message.objects.create(
        pk=pk,
        key=f"digest/{pk}",
        kind="digest",
        subject="p0",
        payload={"manager": 0, "week": week_of(timezone.localdate())},
        put_at=now,
        not_before=now,
    )


def a_follow_up(employee: Employee, *, begun: bool = True) -> FollowUp:
    """A follow-up of the completed round that somebody has, begun with its first situation answered."""
    assignment = Assignment.objects.open().get(employee=employee)
    follow_up = FollowUp.objects.create(assignment=assignment, due_on=today())
    if begun:
        now = timezone.now()
        training.begin_follow_up(follow_up, now=now)
        row = follow_up.situations.select_related("situation")[0]
        training.answer_follow_up(row, option=row.situation.options.all()[0], now=now)
        follow_up.refresh_from_db()
    return follow_up


def on_paper(employee: Employee, cast: Cast, **details: Any) -> Acknowledgement:
    """What somebody signed on paper and HR wrote down, witnessed by their manager."""
    return record_acknowledgement(
        employee=employee,
        department_ref="",
        revision=the_revision(),
        round=details.pop("round", 1),
        shown=shown(details.pop("language", "da")),
        now=details.pop("now", timezone.now()),
        method=Method.PAPER,
        actor_ref=details.pop("actor_ref", cast.hr.directory_id),
        witness_ref=cast.manager.directory_id,
        basis_note="Det underskrevne ark ligger i mappen",
        quiz_completed=False,
    )


def a_draft(by: Employee, start: Start = Start.REVISION) -> Draft:
    """A draft of the guideline, opened on the site."""
    return open_draft(the_guideline(), start=start, by=by, now=timezone.now())


def a_worked_draft(by: Employee) -> Draft:
    """A draft in which one situation has been changed and one removed."""
    draft, now = a_draft(by), timezone.now()
    ref = Ref(PartKind.SITUATION, "reading-circle")
    part = part_in(module_of(draft.revision), ref)
    assert part is not None
    changed = {**part, "title": {**part["title"], "da": "Læsekredsen"}}
    save_part(draft, ref, changed, version=0, by=by, now=now)
    removed = Ref(PartKind.SITUATION, "flower-bed")
    remove_part(draft, removed, version=0, by=by, now=now)
    return draft


def sent(draft: Draft, by: Employee, *, is_material: bool = True) -> Submission:
    """A draft sent to review."""
    return submit(
        draft, note="Reglen er skærpet.", is_material=is_material, by=by, now=timezone.now()
    )


def confirm_all(draft: Draft, by: Employee) -> None:
    """Confirm every lesson and situation on a changed clause."""
    for one in to_confirm(draft):
        confirm_part(draft, one.ref, sha256=one.sha256, by=by, now=timezone.now())


def approved(draft: Draft, cast: Cast, *, is_material: bool = True) -> Submission:
    """A draft that Henrik sent and Karin approved; lessons and situations are published with that."""
    submission = sent(draft, cast.editor, is_material=is_material)
    confirm_all(submission.draft, cast.hr)
    return approve(submission, by=cast.hr, now=timezone.now())


def published(draft: Draft, cast: Cast, choice: Choice | None = None, **details: Any) -> Revision:
    """A draft all the way: sent, approved and published, asking nobody again or whom `choice` says."""
    choice = choice or Choice(Who.NOBODY)
    submission = approved(draft, cast, **details)
    if submission.closed_at is None:
        people = people_asked(the_guideline(), choice, today()).count()
        publish_and_ask(submission, choice=choice, people=people, by=cast.hr, now=timezone.now())
    return Revision.objects.select_related("edition__guideline").get(draft=draft)


def rewrite(draft: Draft, by: Employee, clause: str = "C4", words: str = " Tænk dig om.") -> None:
    """Add words to a clause of a draft of the text."""
    ref = Ref(PartKind.TEXT)
    part: Any = part_in(module_of(Revision.objects.get(draft=draft)), ref)
    for at, block in enumerate(part["blocks"]):
        block["was"] = at
        if block["clause"] == clause:
            block["text"]["da"] += words
    version = draft.changes.filter(part=ref.key).count()
    save_part(draft, ref, part, version=version, by=by, now=timezone.now())


def a_text(by: Employee) -> Draft:
    """A draft of the text in which clause C4 says more than before."""
    draft = a_draft(by, Start.MAJOR)
    rewrite(draft, by)
    return draft


def a_published_text(cast: Cast) -> Revision:
    """Edition 2.0 the whole way: written, sent, confirmed, approved and published."""
    return published(a_text(cast.editor), cast)


def a_flag(slug: str, text: str = "", language: str = "da") -> Flag:
    """That a reader found a published situation wrong or unclear."""
    situation = Situation.objects.get(revision=the_revision(), slug=slug)
    return raise_flag(situation=situation, language=language, text=text, now=timezone.now())


def a_question(employee: Employee, **details: Any) -> Question:
    """May I use LinkedIn to find speakers?"""
    facts: dict[str, Any] = {
        "edition": the_revision().edition,
        "medium": "LinkedIn",
        "purpose": "at finde oplægsholdere",
        "now": timezone.now(),
    }
    return training.ask(employee=employee, **facts | details)


def an_answered_question(cast: Cast) -> Question:
    """Mette's, to which Anne says yes."""
    question = a_question(cast.new_hire)
    training.answer(question, ruling=Ruling.YES, text="", by=cast.manager, now=timezone.now())
    return question


def an_example(cast: Cast) -> LocalExample:
    """Made of it, and not looked at yet."""
    return propose(
        guideline=the_guideline(),
        clause="A3",
        source=an_answered_question(cast).source,
        wording=Wording("Må jeg bruge LinkedIn?", Ruling.YES, "", "da"),
        by=cast.manager,
        now=timezone.now(),
    )


def a_report_file(by: Employee) -> ReportFile:
    """A list of employees that the worker has made for somebody in HR."""
    query = QueryDict(mutable=True)
    order = Order(Report.EMPLOYEES, the_guideline(), query, names=True)
    now = timezone.now()
    file = order_file(order, suffix="csv", day=today(), language="da", by=by, now=now)
    make_files(now=now)
    return ReportFile.objects.get(pk=file.pk)


def a_schedule(by: Employee) -> ReportSchedule:
    """That somebody in HR gets the whole organisation's status every Monday."""
    return add_schedule(
        recipient=by,
        report=Report.STATUS,
        suffix="pdf",
        guideline=the_guideline(),
        department=None,
        rhythm=Rhythm.WEEKLY,
        day=1,
        by=by,
        now=timezone.now(),
    )


def a_substitute(employee: Employee, manager: Employee, **details: Any) -> Substitute:
    """Somebody stands in for a manager for a week, named by the manager."""
    facts: dict[str, Any] = {
        "employee": employee,
        "from_on": today(),
        "last_on": today() + timedelta(days=6),
        "by": manager,
        "now": timezone.now(),
    }
    return name_substitute(Management.objects.get(employee=manager), **facts | details)


def a_token(by: Employee) -> ApiToken:
    """A token for figures."""
    made, _secret = make_token(
        name="Intranet", scope=Scope.FIGURES, days=90, by=by, now=timezone.now()
    )
    return made


def invented(employee: Employee) -> Employee:
    """The person as one of the demonstration's."""
    employee.origin = Origin.DEMONSTRATION
    employee.save(update_fields=["origin"])
    return employee
