"""The real module as its files have it, and a copy to break."""

import copy

import pytest

from authoring.files import GUIDELINES, read
from authoring.rules import Module


@pytest.fixture(scope="module")
def real() -> Module:
    return read(GUIDELINES / "social-media")


@pytest.fixture
def module(real: Module) -> Module:
    """The real module, to break."""
    return copy.deepcopy(real)
