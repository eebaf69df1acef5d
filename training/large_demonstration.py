"""Making a large invented organisation: departments, cast, people, history, acknowledgements."""

import random
from collections.abc import Callable
from datetime import datetime

from lib.bulk import end, write_all, written_behind
from lib.filling import filling
from people.models import Department, Employee
from policy.models import Guideline, Revision
from training.demonstration import Organisation as Small
from training.demonstration import hire_cast
from training.large_acknowledgements import Acknowledgements
from training.large_history import History
from training.large_organisation import Organisation, Staff, open_departments

# People whose rows are written at once: some 30 rows each.
BATCH = 1000
Progress = Callable[[str, int, int], None]


def make_large_demonstration(
    guideline: Guideline, *, people: int, seed: int, now: datetime, progress: Progress
) -> int:
    """Invent an organisation with `people` in its headcount today. Returns how many people it has.

    All or nothing, in a database that nobody uses yet (lib/filling.py).
    """
    revision = Revision.objects.current(guideline)
    if revision is None:
        raise ValueError(f"{guideline} has nothing published.")
    with filling():
        organisation = Organisation(now, seed, people)
        open_departments(organisation)
        write_all([organisation.units, organisation.records])
        end([organisation.units, organisation.records])
        karin = _cast(organisation)
        staff, history = Staff(organisation), History(organisation, revision, karin)
        _fill(staff, history, progress)
        _acknowledge(history, revision, progress)
    return staff.hired


def _fill(staff: Staff, history: History, progress: Progress) -> None:
    """Write people and what they were asked and did."""
    tables = [*staff.tables, *history.tables]
    with written_behind() as write:
        for number, person in enumerate(staff.everybody(), 1):
            history.add(person)
            if number % BATCH == 0:
                write([table.take() for table in tables])
                progress("people", number, staff.expected)
        write([table.take() for table in tables])
    end(tables)


def _cast(organisation: Organisation) -> int:
    """The four whom one signs in as, through the real actions. Returns HR's key."""
    first = organisation.workplaces[0].id
    root = min(organisation.refs)
    small = Small(organisation.now, random.Random(organisation.seed))  # noqa: S311 - no secret
    small.departments = {
        "Plejecenter Mølleparken": Department.objects.get(pk=first),
        "HR og Løn": Department.objects.get(pk=root),
    }
    small.people = {name: [] for name in small.departments}
    hire_cast(small)
    return int(Employee.objects.get(username="karin").pk)


def _acknowledge(history: History, revision: Revision, progress: Progress) -> None:
    """Write what was acknowledged in the order of time, as the log has it."""
    history.acknowledged.sort(key=lambda one: one.at)
    acknowledgements = Acknowledgements(revision)
    with written_behind() as write:
        for number, one in enumerate(history.acknowledged, 1):
            acknowledgements.add(one)
            if number % (4 * BATCH) == 0:
                write(acknowledgements.take())
                progress("acknowledgements", number, len(history.acknowledged))
        write(acknowledgements.take())
    acknowledgements.end()
