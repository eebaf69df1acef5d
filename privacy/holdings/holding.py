"""One table as it is shown to the person whom its rows are about, and words that several tables share."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import Employee

Label = str | Promise

FROM, UNTIL = _("From"), _("Until")
RECORDED, END_RECORDED = _("Recorded"), _("End recorded")
RECORDED_BY, ENDED_BY = _("Recorded by"), _("Ended by")
DATED = {"from_on": FROM, "to_on": UNTIL, "recorded_at": RECORDED, "to_recorded_at": END_RECORDED}
RULE = _("Rule number")
EDITION, REVISION, ROUND = _("Version"), _("Lessons and situations"), _("Round")


@dataclass(frozen=True)
class Holding:
    """One table's rows about a person. `of` is the way to the person; `by_id`: the field with their id."""

    title: Label
    label: str
    of: str
    fields: dict[str, Label]
    by_id: bool = False
    many: tuple[str, ...] = ()
    # Shown to the writer alone, in their own session: no command and nobody else reads it.
    is_private: bool = False

    @property
    def model(self) -> type[Model]:
        """The table."""
        return apps.get_model(self.label)

    def rows(self, records: list[Employee]) -> QuerySet[Model]:
        """The rows about any of a person's records, in the order they were made."""
        keys = [one.directory_id if self.by_id else one.pk for one in records]
        found = self.model._default_manager.filter(Q(**{f"{self.of}__in": keys}))
        links = [one.name for one in self.model._meta.concrete_fields if one.is_relation]
        shown = [name for name in self.fields if name in links]
        return found.select_related(*shown).prefetch_related(*self.many).order_by("pk")
