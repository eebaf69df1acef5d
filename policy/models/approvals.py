"""Who approved what was published, and how it was to reach those who had acknowledged before."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from policy.models.acknowledgements import Record
from policy.models.editions import Revision


class Who(models.TextChoices):
    """Who is to acknowledge a new edition, of those who are done with an earlier one."""

    NOBODY = "nobody", _("Nobody")
    ALL = "all", _("Everybody")
    DEPARTMENTS = "departments", _("Some departments")
    TRANSLATED = "translated", _("Those who have only seen a translation")


class Approval(models.Model):
    """That a second person approved a revision, and its edition where that was new: written once.

    A revision without one was loaded from files by whoever runs the site. People and departments
    are named by their `directory_id`s. `record` is in the evidence log.
    """

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="approval")
    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="approval")
    is_of_text = models.BooleanField()
    # Whether what applies has changed; never of lessons and situations alone.
    is_material = models.BooleanField()
    note = models.CharField(max_length=500)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)
    approved_at = models.DateTimeField()
    approved_by = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=64)
    who = models.CharField(max_length=16, choices=Who, default=Who.NOBODY)
    departments = models.JSONField(default=list)
    due_on = models.DateField(null=True, blank=True)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="policy_approval_by_a_second_person",
                condition=~Q(sent_by="") & ~Q(approved_by="") & ~Q(approved_by=F("sent_by")),
                violation_error_message=_("Somebody else than the sender approves."),
            ),
            models.CheckConstraint(
                name="policy_approval_says_what_changed",
                condition=~Q(note=""),
                violation_error_message=_("Say what has changed, and why."),
            ),
            models.CheckConstraint(
                name="policy_approval_of_the_text_alone_is_material",
                condition=Q(is_of_text=True) | Q(is_material=False, who=Who.NOBODY),
                violation_error_message=_("New lessons and situations ask nobody again."),
            ),
            models.CheckConstraint(name="policy_approval_who", condition=Q(who__in=Who.values)),
            models.CheckConstraint(
                name="policy_approval_asks_with_a_deadline",
                condition=Q(who=Who.NOBODY, due_on=None, people=0)
                | (~Q(who=Who.NOBODY) & Q(due_on__isnull=False)),
                violation_error_message=_("Whoever is asked again gets a deadline."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} approved by {self.approved_by}"
