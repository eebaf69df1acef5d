"""People acknowledge at the same moment, and processes die in the middle: the log stays whole."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from authoring.actions import load
from authoring.export import module_of
from evidence.actions import make_checkpoint
from evidence.models import Checkpoint, Entry, Head
from evidence.notes import SigningKey
from policy.actions import TextChanged
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement, Record
from quiz.models import Answer, Attempt
from tests.committed.database import at_once, in_a_process
from tests.evidence.logs import found, verdict
from tests.factories.people import Cast, a_person
from tests.factories.policy import shown, the_revision
from tests.factories.training import an_assignment, work_through
from training.actions import NotWorkedThrough, acknowledge_module
from training.models import Assignment, Completion, LessonDone

PEOPLE = 50


def worked_through(assignment: Assignment, like: Assignment, attempt: Attempt) -> Assignment:
    """The assignment with all done that was done in another: rows copied, for there are many."""
    own = Attempt.objects.get(pk=attempt.pk)
    own.pk, own.employee = None, assignment.employee
    own.save(force_insert=True)
    lessons = LessonDone.objects.filter(assignment=like)
    LessonDone.objects.bulk_create(
        LessonDone(assignment=assignment, lesson_id=one.lesson_id, way=one.way, done_at=one.done_at)
        for one in lessons
    )
    answers = list(Answer.objects.filter(attempt=attempt))
    for one in answers:
        one.pk, one.attempt = None, own
    Answer.objects.bulk_create(answers)
    return assignment


def ready(cast: Cast, count: int) -> list[Assignment]:
    """So many people who have all done but the acknowledgement."""
    first = an_assignment(cast.new_hire, cast.hr)
    attempt = work_through(first)
    people = [a_person(f"Nr{number} Test", cast.roads) for number in range(count - 1)]
    others = [an_assignment(person, cast.hr) for person in people]
    return [first, *(worked_through(one, first, attempt) for one in others)]


def acknowledge(assignment: Assignment) -> Callable[[], Completion]:
    return lambda: acknowledge_module(assignment, shown=shown(), now=timezone.now())


def test_fifty_people_who_acknowledge_at_once_get_fifty_gapless_entries(
    cast: Cast, log_key: SigningKey
) -> None:
    assignments = ready(cast, PEOPLE)
    before = Head.objects.get().size
    raised = at_once([acknowledge(one) for one in assignments])
    assert raised == [None] * PEOPLE
    entries = Entry.objects.filter(kind="ack").values_list("seq", flat=True)
    assert sorted(entries) == list(range(before, before + PEOPLE))
    assert Acknowledgement.objects.count() == Record.objects.count() == PEOPLE
    assert set(Record.objects.values_list("pk", flat=True)) == set(entries)
    assert found(verdict()) == {("tail", 0)}


def test_one_person_who_sends_it_twice_at_once_gets_one_entry(
    cast: Cast, log_key: SigningKey
) -> None:
    [assignment] = ready(cast, 1)
    assert at_once([acknowledge(assignment)] * 4) == [None] * 4
    assert Entry.objects.filter(kind="ack").count() == 1
    assert found(verdict()) == {("tail", 0)}


def test_acknowledging_publishing_erasing_and_signing_at_once_block_nobody(
    cast: Cast, log_key: SigningKey
) -> None:
    first, second, third = ready(cast, 3)
    erased = acknowledge(first)().acknowledgement
    assert erased is not None
    module = module_of(the_revision())
    module.update(edition="2.0", statement={**module["statement"], "da": "Jeg har læst det nye."})
    now = timezone.now()
    run: dict[str, Any] = {"reason": ErasureReason.RETENTION, "run": "r1", "key": log_key}
    raised = at_once(
        [
            acknowledge(second),
            acknowledge(third),
            lambda: load(module, by="Test", now=now, publishing=True),
            lambda: erase_record(erased, now=now, **run),
            lambda: make_checkpoint(key=log_key, now=now),
        ]
    )
    # Who was later than the new edition is told to read it; nothing else may go wrong.
    assert {type(one) for one in raised} <= {type(None), TextChanged, NotWorkedThrough}
    assert raised[2:] == [None, None, None]
    make_checkpoint(key=log_key, now=timezone.now() + timedelta(minutes=1))
    assert found(verdict()) == {("erasures", None)}
    assert Checkpoint.objects.exists()


def statements(assignment: Assignment) -> int:
    """How many statements an acknowledgement takes."""
    count = 0

    def counting(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*arguments)

    def job() -> None:
        with connection.execute_wrapper(counting):
            acknowledge(assignment)()
        os._exit(count)

    return in_a_process(job)


def dies_at(assignment: Assignment, number: int, *, is_done: bool) -> Callable[[], None]:
    """Acknowledge, and be killed at the statement of that number: before it, or once it is done."""
    count = 0

    def killing(execute: Any, *arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == number and not is_done:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(*arguments)
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def job() -> None:
        with connection.execute_wrapper(killing):
            acknowledge(assignment)()

    return job


def test_a_process_killed_at_any_statement_leaves_both_log_and_record_or_neither(
    cast: Cast, log_key: SigningKey
) -> None:
    probe, assignment = ready(cast, 2)
    count = statements(probe)
    assert count > 10
    before = Head.objects.get().size
    connection.close()
    for number in range(1, count + 1):
        for is_done in (False, True):
            ended = in_a_process(dies_at(assignment, number, is_done=is_done))
            assert ended == -signal.SIGKILL
            assert Head.objects.get().size == Entry.objects.count() == before
            rows = (Record.objects, Acknowledgement.objects, Completion.objects)
            of_the_person = [
                rows[0].filter(employee=assignment.employee),
                rows[1].filter(employee=assignment.employee),
                rows[2].filter(assignment=assignment),
            ]
            assert not any(found.exists() for found in of_the_person)
            connection.close()
    assert in_a_process(acknowledge(assignment)) == 0
    assert Record.objects.get(employee=assignment.employee).pk == before
    assert found(verdict()) == {("tail", 0)}
