"""The provider's process, the site that trusts it, and the cast of whom it knows Mette."""

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings as SettingsWrapper

from people.models import Employee
from tests.factories.people import Cast, make_cast
from tests.people.directory.deliveries import CPR
from tests.people.provider.process import OID, Provider, known_as


@pytest.fixture(scope="package")
def process() -> Iterator[Provider]:
    """One provider for all tests here."""
    provider = Provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(process: Provider, settings: SettingsWrapper, _day: None) -> Iterator[Provider]:
    """The provider as the site's own, by configuration alone; the clock is the provider's."""
    settings.OIDC_ISSUER = process.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "omtanke", "hemmelig"
    settings.OIDC_CLAIM, settings.OIDC_MATCHES = "oid", "directory_id"
    process.knows("mette", oid=OID, email="anden@example.org", cpr=CPR, name="Mette Fra IdP")
    with time_machine.travel(time_machine.escape_hatch.time.time(), tick=True):
        yield process


@pytest.fixture
def cast(provider: Provider, db: None) -> Cast:
    """The cast, of whom Mette has the provider's id."""
    return make_cast()


@pytest.fixture
def mette(cast: Cast) -> Employee:
    """Mette, whom the directory knows by the id that the provider's claim holds."""
    return known_as(cast.new_hire, OID, cast)
