"""What HR has ordered: a file, reports by mail, a token."""

from django.http import QueryDict
from django.utils import timezone

from people.models import Employee
from reports.making import make_files, order_file
from reports.models import ApiToken, Report, ReportFile, ReportSchedule, Rhythm, Scope
from reports.orders import Order
from reports.schedules import add_schedule
from reports.tokens import make_token
from tests.factories.people import today
from tests.factories.policy import the_guideline


def a_report_file(by: Employee) -> ReportFile:
    """A list of employees that the worker has made for somebody in HR."""
    query = QueryDict(mutable=True)
    order = Order(Report.EMPLOYEES, the_guideline(), query, names=True)
    now = timezone.now()
    file = order_file(order, suffix="csv", day=today(), language="da", by=by, now=now)
    make_files(now=now)
    return ReportFile.objects.get(pk=file.pk)


def a_schedule(by: Employee) -> ReportSchedule:
    """That somebody in HR gets the whole organisation's status every Monday."""
    return add_schedule(
        recipient=by,
        report=Report.STATUS,
        suffix="pdf",
        guideline=the_guideline(),
        department=None,
        rhythm=Rhythm.WEEKLY,
        day=1,
        by=by,
        now=timezone.now(),
    )


def a_token(by: Employee) -> ApiToken:
    """A token for figures."""
    made, _secret = make_token(
        name="Intranet", scope=Scope.FIGURES, days=90, by=by, now=timezone.now()
    )
    return made
