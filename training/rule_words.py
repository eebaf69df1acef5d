"""A rule in words: whom it asks, by when, and when again."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.tree import Tree
from training.models import Audience, Rule

WHOM = {
    (Audience.EVERYBODY, False): lambda: _("Everybody"),
    (Audience.MANAGERS, False): lambda: _("All managers"),
    (Audience.EVERYBODY, True): lambda: _("Everybody in %(department)s and below"),
    (Audience.MANAGERS, True): lambda: _("All managers in %(department)s and below"),
}


def whom(rule: Rule, tree: Tree) -> str:
    """Whom a rule asks, its department as it is called on the tree's day."""
    department = rule.department_id
    text = WHOM[Audience(rule.audience), department is not None]()
    return text if department is None else text % {"department": tree.name(department)}


def by_when(rule: Rule) -> str:
    """How long somebody has from the day on which the rule meets them."""
    text = ngettext(
        "Deadline %(days)d day after the start", "Deadline %(days)d days after the start", rule.days
    )
    return text % {"days": rule.days}


def again(rule: Rule) -> str:
    """When it asks again of those who are done."""
    months = rule.again_months
    if months is None:
        return _("Once")
    if rule.again_on is None:
        text = ngettext(
            "Again %(months)d month after completion",
            "Again %(months)d months after completion",
            months,
        )
        return text % {"months": months}
    text = ngettext(
        "Again on %(day)s, then every month",
        "Again on %(day)s, then every %(months)d months",
        months,
    )
    return text % {"months": months, "day": date_format(rule.again_on, "DATE_FORMAT")}
