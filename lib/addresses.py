"""The state that a page keeps in its address."""

from django.http import QueryDict


def query_without(query: QueryDict, *names: str) -> str:
    """The address's other parts, ready to have more put behind them: "" or "a=1&b=2&"."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""
