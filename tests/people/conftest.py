"""The browser of whoever imports people: HR's."""

import pytest
from django.test import Client

from tests.factories.people import Cast
from tests.people.import_desk import SignIn


@pytest.fixture
def karin(cast: Cast, client_of: SignIn) -> Client:
    """HR's browser."""
    return client_of(cast.hr)
