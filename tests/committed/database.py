"""A database of a test's own, in which things are really committed: for threads and for killed processes.

Rolling back is no way there, and `flush` dies on the triggers, so it is a copy that is thrown away:
a file on SQLite, a database made from the tests' on PostgreSQL.
"""

import os
import sqlite3
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

from django.db import connection, connections


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """Every connection made meanwhile, in this thread and in others, is to the copy."""
    if connection.vendor == "sqlite":
        with _file(folder / "own.sqlite3"):
            yield
    else:
        with _database(f"own_{os.getpid()}"):
            yield


@contextmanager
def _file(path: Path) -> Iterator[None]:
    connection.ensure_connection()
    kept = connection.connection  # in memory: closed, it would be gone
    with sqlite3.connect(path) as copy:
        kept.backup(copy)
    copy.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    connection.connection = None
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.connection = kept


@contextmanager
def _database(copy: str) -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def at_once(jobs: list[Callable[[], object]]) -> list[BaseException | None]:
    """Do the jobs in threads that begin together; what each raised, in their order."""
    together = Barrier(len(jobs))
    raised: list[BaseException | None] = [None] * len(jobs)

    def do(number: int) -> None:
        try:
            connections["default"].ensure_connection()
            together.wait(timeout=60)
            jobs[number]()
        except BaseException as error:
            raised[number] = error
        finally:
            connections["default"].close()

    threads = [Thread(target=do, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def in_a_process(job: Callable[[], object]) -> int:
    """Do the job in a forked process; returns what it ended with (negative: the signal)."""
    with warnings.catch_warnings():
        # Newer Pythons warn of other threads; the child touches nothing that they could hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            connections["default"].connection = None  # the parent's is not ours to use or close
            job()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
