"""The tokens with which the organisation's own programs read figures."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lib.days import day_of
from people.models import Employee


class Scope(models.TextChoices):
    """What a token reads: as the works committee does, or as those do who may read names."""

    FIGURES = "figures", _("The whole organisation in fives: nobody can be told from it")
    NAMES = "names", _("All exact figures, those of a single person as well, without a name")


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens that are good for something."""

    def active(self, now: datetime) -> Self:
        """Those neither revoked nor expired, whose maker may still make them."""
        held = self.filter(revoked_at=None, expires_at__gt=now)
        return held.with_makers(day_of(now)).filter(maker_is_hr=True)

    def with_makers(self, day: date) -> Self:
        """Each with whether its maker works here on `day` (`maker_is_here`), as HR (`maker_is_hr`)."""
        maker = Employee.objects.known_as(OuterRef("made_by")).employed(day)
        return self.annotate(
            maker_is_here=Exists(maker),
            maker_is_hr=Exists(maker.with_roles(day).filter(is_hr=True)),
        )


class ApiToken(models.Model):
    """A token by its SHA-256: what was shown once is kept nowhere. Names only who made and revoked it.

    It opens nothing once its maker is no longer HR: nobody would answer for it. Kept as long as audit
    events; `last_used_at` is exact to a few minutes.
    """

    # Answered by ApiTokenQuerySet.with_makers.
    maker_is_here: bool
    maker_is_hr: bool

    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=8, choices=Scope)
    sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=64, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(revoked_at=None),
                name="reports_apitoken_one_name",
                violation_error_message=_("Another token has this name."),
            ),
            models.CheckConstraint(
                name="reports_apitoken_has_names", condition=~Q(name="") & ~Q(made_by="")
            ),
            models.CheckConstraint(
                name="reports_apitoken_scope", condition=Q(scope__in=Scope.values)
            ),
            models.CheckConstraint(
                name="reports_apitoken_expires_later", condition=Q(expires_at__gt=F("made_at"))
            ),
            models.CheckConstraint(
                name="reports_apitoken_revoked_at_and_by",
                condition=Q(revoked_at=None, revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
