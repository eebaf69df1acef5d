"""The demonstration organisation: some 120 invented people in a tree of departments, with a past.

Everything that happened to them went through the real actions, with the time moved back, so that
the figures and histories are what the site itself makes.
"""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from lib.days import day_of
from lib.texts import LANGUAGES
from people.actions import appoint_manager, grant_role, hire, open_department
from people.models import Department, Employee, Origin, Role
from policy.actions import shown_text
from policy.models import Guideline, Lesson
from quiz.actions import choose_work, submit_answer
from quiz.models import Attempt, Kind, Situation, Sureness, Work
from quiz.selection import met_by
from quiz.snapshots import take_snapshots
from training.actions import (
    acknowledge_module,
    assign,
    complete_lesson,
    count_durations,
    start_module,
)
from training.demonstration_absence import make_absences
from training.demonstration_mails import play_mails
from training.demonstration_names import FAMILY_NAMES, GIVEN_NAMES
from training.models import Assignment, FollowUp, LessonDone
from training.progress import progress_of

# Department, the one above it, how many work there.
DEPARTMENTS = [
    ("Sønderborg Kommune", None, 0),
    ("Børn og Uddannelse", "Sønderborg Kommune", 3),
    ("Børnehuset Regnbuen", "Børn og Uddannelse", 12),
    ("Nordals Skole", "Børn og Uddannelse", 16),
    ("Sundhed og Senior", "Sønderborg Kommune", 4),
    ("Plejecenter Mølleparken", "Sundhed og Senior", 22),
    ("Hjemmeplejen Øst", "Sundhed og Senior", 18),
    ("Teknik og Miljø", "Sønderborg Kommune", 3),
    ("Vej og Park", "Teknik og Miljø", 14),
    ("Job og Velfærd", "Sønderborg Kommune", 3),
    ("Jobcenter Syd", "Job og Velfærd", 13),
    ("Biblioteket", "Job og Velfærd", 5),
    ("HR og Løn", "Sønderborg Kommune", 4),
]
# How the people of a department have come along: assigned, begun of those, completed of those.
COURSE = {
    "Plejecenter Mølleparken": (0.8, 0.8, 0.7),
    "Vej og Park": (0.9, 0.6, 0.5),
    "Børnehuset Regnbuen": (0.9, 0.9, 0.9),
    "Nordals Skole": (0.8, 0.9, 0.85),
    "HR og Løn": (1.0, 1.0, 1.0),
}
# What the work of a department is like, where it is one kind.
WORK = {
    "Plejecenter Mølleparken": [Work.CARE],
    "Hjemmeplejen Øst": [Work.CARE],
    "Børnehuset Regnbuen": [Work.CHILDREN],
    "Nordals Skole": [Work.CHILDREN],
    "Vej og Park": [Work.TECHNICAL],
    "Jobcenter Syd": [Work.AUTHORITY],
    "HR og Løn": [Work.OFFICE],
}
OTHERWISE = (0.8, 0.8, 0.75)


@dataclass
class Organisation:
    """What has been made so far, and the moment from which it looks back."""

    now: datetime
    chance: random.Random
    departments: dict[str, Department] = field(default_factory=dict)
    people: dict[str, list[Employee]] = field(default_factory=dict)
    worked_through: list[tuple[datetime, Assignment]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    @property
    def today(self) -> date:
        """The organisation's day."""
        return day_of(self.now)

    def at(self, days_ago: int) -> datetime:
        """A moment in the working hours of an earlier day."""
        moment = time(self.chance.randint(8, 15), self.chance.randint(0, 59))
        return timezone.make_aware(datetime.combine(self.today - timedelta(days=days_ago), moment))


@transaction.atomic
def make_demonstration(guideline: Guideline, *, now: datetime, seed: int = 1) -> int:
    """Invent the organisation, all or nothing. Returns how many people it has."""
    organisation = Organisation(now, random.Random(seed))  # noqa: S311 - no secret
    _open_departments(organisation)
    _hire_everybody(organisation)
    hire_cast(organisation)
    _assign_and_learn(organisation, guideline)
    # One after the other in time, as the evidence log would have had them.
    for at, assignment in sorted(organisation.worked_through, key=lambda one: one[0]):
        _acknowledge(organisation, assignment, at)
    karin, henrik = organisation.people["HR og Løn"][-2:]
    make_absences(organisation.people.values(), by=karin, witness=henrik, now=now)
    for person in (karin, henrik):
        _follow_up(person, organisation.today)
    play_mails(now=organisation.now)
    take_snapshots(now=organisation.now)
    count_durations(now=organisation.now)
    return sum(len(people) for people in organisation.people.values())


def _open_departments(organisation: Organisation) -> None:
    for number, (name, above, _count) in enumerate(DEPARTMENTS, 1):
        organisation.departments[name] = open_department(
            directory_id=f"demo-{number:03}",
            name=name,
            parent=organisation.departments[above] if above else None,
            from_on=organisation.today - timedelta(days=3000),
            now=organisation.at(400),
        )
        organisation.people[name] = []


def _hire_everybody(organisation: Organisation) -> None:
    """Everybody but the cast; the first of each department manages it."""
    for name, above, count in DEPARTMENTS:
        for number in range(count):
            person = _hire(
                organisation, _invent_name(organisation), name, days_ago=_days(organisation)
            )
            if number == 0 and above is not None and name != "Plejecenter Mølleparken":
                _appoint(organisation, person, name)


def _days(organisation: Organisation) -> int:
    return organisation.chance.choice([45, 90, 200, 380, 700, 1500, 2600])


def _invent_name(organisation: Organisation) -> str:
    while True:
        chance = organisation.chance
        name = f"{chance.choice(GIVEN_NAMES)} {chance.choice(FAMILY_NAMES)}"
        if name not in organisation.taken:
            organisation.taken.add(name)
            return name


def _hire(
    organisation: Organisation, name: str, department: str, *, days_ago: int, username: str = ""
) -> Employee:
    number = 4000 + sum(len(people) for people in organisation.people.values())
    # One in five has no address, and is told by their manager.
    email = f"{username or number}@sonderborg.example" if username or number % 5 else None
    person = hire(
        directory_id=f"demo-person-{number}",
        username=username or f"demo{number}",
        email=email,
        name=name,
        employee_number=str(number),
        department=organisation.departments[department],
        hired_on=organisation.today - timedelta(days=days_ago),
        origin=Origin.DEMONSTRATION,
        now=organisation.at(min(days_ago, 399)),
    )
    organisation.people[department].append(person)
    return person


def _appoint(organisation: Organisation, person: Employee, department: str) -> None:
    appoint_manager(
        person,
        department=organisation.departments[department],
        from_on=max(person.hired_on, organisation.today - timedelta(days=390)),
        now=organisation.at(44),
    )


def hire_cast(organisation: Organisation) -> None:
    """The four whom one signs in as (people.demonstration.CAST)."""
    anne = _hire(
        organisation, "Anne Krogh", "Plejecenter Mølleparken", days_ago=2200, username="anne"
    )
    _appoint(organisation, anne, "Plejecenter Mølleparken")
    _hire(organisation, "Mette Hansen", "Plejecenter Mølleparken", days_ago=6, username="mette")
    karin = _hire(organisation, "Karin Ågård", "HR og Løn", days_ago=1800, username="karin")
    henrik = _hire(organisation, "Henrik Øster", "HR og Løn", days_ago=900, username="henrik")
    for person, role in ((karin, Role.HR), (henrik, Role.EDITOR)):
        grant_role(
            person,
            role=role,
            by="Demonstration",
            reason="Med i demonstrationen",
            now=organisation.at(300),
        )


def _assign_and_learn(organisation: Organisation, guideline: Guideline) -> None:
    karin = Employee.objects.with_roles(organisation.today).get(username="karin")
    for department, people in organisation.people.items():
        assigned, begun, completed = COURSE.get(department, OTHERWISE)
        for person in people:
            if person.username == "mette" or organisation.chance.random() > assigned:
                continue  # the new hire is assigned the module in the demonstration itself
            days_ago = organisation.chance.choice([40, 33, 26, 10, 7])
            assignment = _assign(organisation, guideline, person, karin, days_ago)
            if organisation.chance.random() < begun:
                finish = organisation.chance.random() < completed
                _learn(organisation, assignment, department, days_ago, finish=finish)


def _assign(
    organisation: Organisation, guideline: Guideline, person: Employee, by: Employee, days_ago: int
) -> Assignment:
    now = organisation.at(days_ago)
    due_on = day_of(now) + timedelta(days=21)
    return assign(employees=[person], guideline=guideline, due_on=due_on, by=by, now=now).new[0]


def _learn(
    organisation: Organisation,
    assignment: Assignment,
    department: str,
    days_ago: int,
    *,
    finish: bool,
) -> None:
    """Work through the module some days after it was assigned, whole or in part."""
    chance = organisation.chance
    now = organisation.at(chance.randint(1, days_ago - 1))
    attempt = start_module(assignment, now=now)
    choose_work(attempt, work=chance.choice(WORK.get(department, Work.values)))
    situations = Situation.objects.filter(
        revision=attempt.revision, slug__in=[one.slug for one in met_by(attempt)]
    )
    lessons = list(Lesson.objects.filter(revision=attempt.revision))
    for lesson in lessons if finish else lessons[: chance.randint(1, len(lessons) - 1)]:
        now += timedelta(minutes=chance.randint(1, 4))
        way = LessonDone.Way.KNOWN if chance.random() < 0.1 else LessonDone.Way.READ
        complete_lesson(assignment, lesson, way=way, now=now)
        for situation in situations.filter(lesson=lesson).prefetch_related("options"):
            now += timedelta(seconds=chance.randint(20, 90))
            _answer(organisation, attempt, situation, now)
    if finish:
        organisation.worked_through.append((now + timedelta(minutes=2), assignment))


def _answer(
    organisation: Organisation, attempt: Attempt, situation: Situation, now: datetime
) -> None:
    """Answer as people do: the good option more often than another."""
    chance = organisation.chance
    options = list(situation.options.all())
    weights = [3 if one.verdict in ("good", "") else 1 for one in options]
    several = situation.kind == Kind.FIND
    submit_answer(
        attempt=attempt,
        situation=situation,
        option=None if several else chance.choices(options, weights)[0],
        ticked=[
            one
            for one in options
            if several and chance.random() < (0.85 if one.verdict == "good" else 0.15)
        ],
        sureness="" if situation.kind == Kind.DILEMMA else chance.choice(["", *Sureness.values]),
        try_number=1,
        now=now,
    )


def _follow_up(employee: Employee, today: date) -> None:
    """Due at once, not in some months, so that it can be seen."""
    assignment = Assignment.objects.open().get(employee=employee)
    FollowUp.objects.create(assignment=assignment, due_on=today)


def _acknowledge(organisation: Organisation, assignment: Assignment, now: datetime) -> None:
    progress = progress_of(assignment)
    assert progress is not None
    language = organisation.chance.choices(LANGUAGES, [90, 6, 4])[0]
    shown = shown_text(progress.revision.edition, language)
    acknowledge_module(assignment, shown=shown, now=now)
