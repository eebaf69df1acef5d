"""Every field of every table has a rule: what it holds, why, from when its period counts, what happens."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from people.models import Employee
from privacy.rules import Fate, all_rules, fields_of, periods
from tests.test_consistency import OURS


def models_of_people() -> dict[str, type[Model]]:
    """Every table of ours, and every table of a package's that leads to a person."""
    found: dict[str, type[Model]] = {}
    for model in apps.get_models(include_auto_created=True):
        targets = {one.related_model for one in model._meta.get_fields() if one.is_relation}
        if model._meta.app_label in OURS or Employee in targets:
            found[model._meta.label] = model
    return found


@pytest.mark.parametrize("label", sorted(models_of_people()))
def test_every_field_has_a_rule(label: str) -> None:
    rules = all_rules().get(label)
    assert rules is not None, f"{label} has no rule in privacy/retention.toml"
    if not rules.nobody:
        assert set(rules.fates) == set(fields_of(models_of_people()[label]))


def test_a_table_about_nobody_leads_to_nobody_and_keeps_no_id() -> None:
    for label, rules in all_rules().items():
        if rules.nobody:
            assert rules.fates == {}
            related = {one.related_model for one in rules.model._meta.concrete_fields}
            assert Employee not in related, label


def test_a_link_to_a_person_is_led_away_or_goes() -> None:
    for label, rules in all_rules().items():
        for name, fate in rules.fates.items():
            field: Any = rules.model._meta.get_field(name)
            if field.is_relation and field.related_model is Employee:
                assert fate in {Fate.NAMELESS, Fate.DELETE}, f"{label}.{name}"


def test_every_period_is_somebodys() -> None:
    assert {rules.period for rules in all_rules().values() if rules.period} == set(periods())
