"""People who may be one person with two ids."""

from django.db.models import Count

from people.models import Employee

LISTED = 20


def names_twice() -> list[str]:
    """Names that several records have which are not merged, in Danish order, the first few."""
    rows = (
        Employee.objects.filter(merged_into=None)
        .values("sort_name", "name")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .order_by("sort_name")
    )
    return [row["name"] for row in rows[:LISTED]]
