"""Making a large invented organisation: departments, cast, people, history, acknowledgements."""

import random
from collections.abc import Callable
from datetime import datetime

from lib.bulk import end, write_all, written_behind
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

    Written in batches: one that was interrupted is begun again in an empty database.
    """
    organisation = Organisation(now, seed, people)
    open_departments(organisation)
    write_all([organisation.units, organisation.records])
    end([organisation.units, organisation.records])
    karin = _cast(organisation)
    revision = Revision.objects.current(guideline)
    if revision is None:
        raise ValueError(f"{guideline} has nothing published.")
    staff = Staff(organisation)
    history = History(organisation, revision, karin)
    tables = [*staff.tables, *history.tables]
    with written_behind() as write:
        for number, person in enumerate(staff.everybody(), 1):
            history.add(person)
            if number % BATCH == 0:
                write([table.take() for table in tables])
                progress("people", number, staff.expected)
        write([table.take() for table in tables])
    end(tables)
    _acknowledge(history, revision, progress)
    return staff.hired


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
