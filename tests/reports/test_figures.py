"""Every figure of every page, over random histories, against a slow count in plain Python."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lib.days import day_of
from people.actions import rename, reorganise
from people.models import Department, Employee
from tests.conftest import soup
from tests.factories.people import Cast, a_person
from tests.factories.policy import the_guideline
from tests.reports.ledger import ORDER, Ledger, local, over
from tests.training.happenings import HAPPENINGS, Happening

SignIn = Callable[[Employee | None], Client]
DAY = timedelta(days=1)


def be_called_otherwise(it: Happening) -> None:
    """The person takes another name."""
    rename(it.person, name=f"{it.person.name} {'ABÅ'[it.span % 3]}", now=it.now)


def be_reorganised(it: Happening) -> None:
    """The nursing home belongs to another department from then on."""
    parent = it.cast.roads if it.span % 2 else it.cast.health
    home = it.cast.nursing_home
    reorganise(home, name=f"Plejehjem {it.span}", parent=parent, on=it.today, now=it.now)


EVENTS = {
    **HAPPENINGS,
    "be_called_otherwise": be_called_otherwise,
    "be_reorganised": be_reorganised,
}
HISTORY = st.lists(
    st.tuples(
        st.sampled_from(sorted(EVENTS)), st.integers(0, 3), st.integers(0, 40), st.integers(-3, 20)
    ),
    max_size=12,
)
History = list[tuple[str, int, int, int]]


def live(cast: Cast, events: History) -> date:
    """Let it all happen; returns the day on which it began."""
    start = timezone.now() - 45 * DAY
    people = [cast.new_hire, cast.colleague, cast.manager]
    name = f"d{Employee.objects.count()}"
    people.append(a_person("Dorte Dahl", cast.nursing_home, username=name, now=start))
    for event, who, after, span in sorted(events, key=lambda one: one[2]):
        person = Employee.objects.get(pk=people[who].pk)
        EVENTS[event](Happening(person, start + after * DAY, span, cast))
    return day_of(start)


def number(text: str) -> int | None:
    """A figure of a page: "66 %" is 66, a dash is none."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits) if digits else None


def table(page: Any, place: int = 0) -> list[list[str]]:
    """The rows of a page's table as a person reads them."""
    rows = page.select("main table")[place].select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]


def share(done: int, of: int) -> int | None:
    return done * 100 // of if of else None


def figures(states: Counter[str]) -> list[int | None]:
    """A department's row: share, done, obliged, overdue, not assigned, headcount."""
    headcount = states.total()
    obliged = headcount - states["not-assigned"]
    done = states["completed"] + states["acknowledged-only"]
    return [
        share(done, obliged),
        done,
        obliged,
        states["overdue"],
        states["not-assigned"],
        headcount,
    ]


def row_figures(cells: list[str]) -> list[int | None]:
    """The same from a row of the page: "3 af 5" is two figures."""
    percent, done_of, *rest = cells[1:]
    done, _of, obliged = done_of.split()
    return [number(percent), number(done), number(obliged), *map(number, rest)]


def check_status(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/?dag={day}"))
    states = ledger.states(day)
    assert [number(row[1]) for row in table(page, 1)] == [states[state] for state in ORDER]
    shown = {row[0]: row_figures(row) for row in table(page)}
    tree = ledger.tree(day)
    assert shown == {
        tree[one]["name"]: figures(ledger.states(day, one))
        for one in tree
        if ledger.states(day, one)
    }
    said = [text.get_text() for text in page.select("main p") if "Derudover" in text.get_text()]
    assert [number(text) for text in said] == [left for left in [ledger.left(day)] if left]


def check_departments(client: Client, ledger: Ledger, day: date) -> None:
    tree = ledger.tree(day)
    for department in Department.objects.all():
        response = client.get(f"/rapporter/afdeling/{department.pk}/?dag={day}")
        if department.pk not in tree:
            assert response.status_code == 404
            continue
        page = soup(response)
        states = ledger.states(day, department.pk)
        tables = {one.caption.get_text(): n for n, one in enumerate(page.select("main table"))}
        *_rest, last = tables.values()
        assert [number(row[1]) for row in table(page, last)] == [states[one] for one in ORDER]
        missing = [
            ledger.details(person, day)["name"]
            for person in ledger.people(day)
            if department.pk in ledger.places(person, day)
            and ledger.state(person, day) in {"overdue", "expired", "in-progress", "not-started"}
        ]
        named = [one for caption, one in tables.items() if "tidligste frist" in caption]
        assert sorted(row[0] for one in named for row in table(page, one)) == sorted(missing)


def check_weeks(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/udvikling/?dag={day}"))
    rows = table(page, len(page.select("main table")) - 1)
    days = [day - back * 7 * DAY for back in range(27)]
    since = min((on for on in days if figures(ledger.states(on))[2]), default=day)
    assert len(rows) == sum(on >= since for on in days)
    for back, row in list(enumerate(rows))[:8]:
        on = day - back * 7 * DAY
        expected = figures(ledger.states(on))
        done, _of, obliged = row[2].split()
        found = [number(row[1]), number(done), number(obliged), number(row[3])]
        assert found == [*expected[:3], expected[5]]


def check_editions(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/versioner/?dag={day}"))
    people = ledger.people(day)
    texts = [texts[0] for person in people if (texts := ledger.texts(person, day))]
    languages = Counter(row["language"] for row in texts)
    expected = [len(texts), len(texts), *(languages[one] for one in ("da", "en", "de"))]
    rows = [row for row in table(page) if row[0] == "1.0"]
    published = [one for one in ledger.rows["editions"] if one["published_at"] < over(day)]
    assert [[number(cell) for cell in row[2:]] for row in rows] == [expected for _ in published]
    said = page.select_one("main p:not(.lede)").get_text().split()
    assert (number(said[0]), number(said[2])) == (len(people) - len(texts), len(people))


def check_rounds(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/runder/?dag={day}"))
    by_day: dict[date, list[dict[str, Any]]] = {}
    for row in ledger.rows["rounds"]:
        if row["assigned_at"] < over(day):
            by_day.setdefault(local(row["assigned_at"]), []).append(row)
    expected = []
    for _assigned_on, rounds in sorted(by_day.items(), reverse=True):
        done = {row["id"]: ledger.done_on(row, day) for row in rounds}
        due = {row["id"]: ledger.due_on(row, day) for row in rounds}
        in_time = [one for one, on in done.items() if on and (due_on := due[one]) and on <= due_on]
        count = sum(one is not None for one in done.values())
        expected.append([share(count, len(rounds)), count, len(rounds), len(in_time)])
    found = []
    for cells in table(page) if by_day else []:
        done_of = cells[3].split()
        found.append([number(cells[2]), number(done_of[0]), number(done_of[2]), number(cells[4])])
    assert found == expected


def check_cohorts(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/nyansatte/?dag={day}"))
    months: dict[date, list[int]] = {}
    for row in ledger.rows["employees"]:
        hired_on = ledger.details(row["id"], day)["hired_on"]
        known = [
            one
            for one in ledger.mine("placements", row["id"])
            if one["recorded_at"] < over(day)
            and not (one["to_on"] == one["from_on"] and one["to_recorded_at"] < over(day))
        ]
        year_ago = date(day.year - 1, day.month, 28) + 4 * DAY
        if known and hired_on <= day and hired_on >= year_ago.replace(day=1):
            months.setdefault(hired_on.replace(day=1), []).append(row["id"])
    expected = []
    for _month, people in sorted(months.items(), reverse=True):
        done = pending = 0
        for person in people:
            rounds = [ledger.done_on(row, day) for row in ledger.mine("rounds", person)]
            first = min((on for on in rounds if on), default=None)
            last = ledger.details(person, day)["hired_on"] + 14 * DAY
            done += first is not None and first <= last
            pending += first is None and last >= day
        expected.append([share(done, len(people) - pending), done, pending, len(people)])
    assert [[number(cell) for cell in row[1:]] for row in table(page)] == expected


def check_employees(client: Client, ledger: Ledger, day: date) -> None:
    page = soup(client.get(f"/rapporter/medarbejdere/?dag={day}"))
    rows = {row[0].removesuffix(" 4711"): row for row in table(page)}
    people = {ledger.details(person, day)["name"]: person for person in ledger.people(day)}
    assert set(rows) == set(people)
    tree = ledger.tree(day)
    for name, person in people.items():
        department = ledger.department(person, day)
        assert department is not None
        text = ledger.text(person, day)
        assert rows[name][1] == tree[department]["name"]
        assert rows[name][6] == ("1.0 · Dansk" if text else "–")
    for state in ORDER:
        page = soup(client.get(f"/rapporter/medarbejdere/?dag={day}&tilstand={state}"))
        found = (
            [row[0].removesuffix(" 4711") for row in table(page)] if page.select("table") else []
        )
        expected = [name for name in people if ledger.state(people[name], day) == state]
        assert sorted(found) == sorted(expected)


CHECKS = [
    check_status,
    check_departments,
    check_weeks,
    check_editions,
    check_rounds,
    check_cohorts,
    check_employees,
]


@settings(
    max_examples=7, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([("assign", 0, 1, 9), ("sign_on_paper", 0, 5, 0), ("be_called_otherwise", 0, 30, 1)], 40)
@example([("assign", 1, 1, 9), ("quit_work", 1, 9, 0), ("be_reorganised", 0, 20, 1)], 30)
@example([("assign", 3, 1, 9), ("finish", 3, 9, 0), ("be_asked_again", 3, 20, 0)], 43)
@given(HISTORY, st.integers(0, 45))
def test_every_figure_of_every_page_is_the_plain_count(
    cast: Cast, client_of: SignIn, events: History, after: int
) -> None:
    with transaction.atomic():
        day = live(cast, events) + after * DAY
        ledger, client = Ledger(the_guideline()), client_of(cast.hr)
        for check in CHECKS:
            check(client, ledger, day)
        transaction.set_rollback(True)
