"""In this folder everything is really committed, to a database that each test has to itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.committed.database import own_database


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """A copy of the tests' database instead of a transaction that is rolled back."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield
