"""Rules about the code itself, held by tests."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.forms import BaseForm, Field, RadioSelect
from django.urls import get_resolver

from quiz.models import Situation

OURS = (
    "audit",
    "evidence",
    "outbox",
    "people",
    "policy",
    "quiz",
    "training",
    "authoring",
    "privacy",
    "reports",
)


def constraints() -> Iterator[tuple[str, str]]:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for constraint in model._meta.constraints:
                yield f"{app}_{model._meta.model_name}", constraint.name


def test_a_constraint_is_named_for_its_table() -> None:
    assert [name for table, name in constraints() if not name.startswith(f"{table}_")] == []


def templates() -> set[str]:
    folder = Path("templates")
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


# Made for the pages that come next; whoever first uses one takes it out of here.
NOT_USED_YET: set[str] = set()


def test_every_template_is_used() -> None:
    code = "\n".join(
        path.read_text()
        for folder in (*OURS, "config", "templates")
        for path in Path(folder).rglob("*.*")
        if path.suffix in {".py", ".html", ".typ"}
    )
    found_by_name = ("account/", "mfa/", "socialaccount/", "omtanke/", "drawings/", "errors/")
    unused = {
        name
        for name in templates()
        if not name.startswith(found_by_name) and name.removeprefix("pdf/") not in code
    }
    assert unused == NOT_USED_YET


def test_what_is_to_be_chosen_is_named_by_its_own_error() -> None:
    """In the error summary a question with radio buttons stands without its words."""
    assert get_resolver().url_patterns  # which brings in every page's forms
    general = str(Field.default_error_messages["required"])
    unnamed = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in _forms(BaseForm)
        if form.__module__.startswith(OURS)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, RadioSelect)
        and field.required
        and str(field.error_messages["required"]) == general
    ]
    assert unnamed == []


def _forms(base: type[BaseForm]) -> Iterator[Any]:
    for form in base.__subclasses__():
        yield form
        yield from _forms(form)


def test_every_picture_of_a_situation_is_drawn(db: None) -> None:
    names = set(Situation.objects.exclude(picture="").values_list("picture", flat=True))
    assert {f"drawings/{name}.svg" for name in names} <= templates()


def test_no_file_names_a_registry_or_an_address_of_one_machine() -> None:
    lock = Path("requirements/run.txt").read_text() + Path("requirements/test.txt").read_text()
    assert "://" not in lock
    assert not re.search(r"(?m)^--", lock)


def test_every_constraint_is_in_the_database(db: None) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {
            name
            for table in tables
            for name in connection.introspection.get_constraints(cursor, table)
        }
    assert {name for _table, name in constraints()} <= found
