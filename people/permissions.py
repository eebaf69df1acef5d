"""Who may enter: everything needs a sign-in (LoginRequiredMiddleware), these need a role as well."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.authentication import get_authentication_records
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from people.models import Employee, Origin
from people.sign_in.second_step import way_to_second_step

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request behind the sign-in: its user is an employee with their roles."""

    user: Employee


def signed_in_by(request: SignedInRequest) -> str:
    """How the person signed in, as words with "+" between: "password", "demonstration"."""
    methods = [str(one["method"]) for one in get_authentication_records(request, request.user)]
    if request.user.origin == Origin.DEMONSTRATION:
        return "demonstration"
    return "+".join(methods) or "session"


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def _only(
    may: Callable[[Employee], bool], by_role: Callable[[Employee], bool] = lambda employee: True
) -> Callable[[View[P]], View[P]]:
    """Opens a view to those who `may`; those who may `by_role` need a strong sign-in as well."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(
            request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            if by_role(request.user) and (way := way_to_second_step(request, request.user)):
                return redirect(way)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def way_by_role(request: SignedInRequest) -> str | None:
    """Where HR goes first, before a page that others open as well shows what only a role may read; None
    where nothing is missing, and for those who are not HR.
    """
    return way_to_second_step(request, request.user) if request.user.is_hr else None


hr_only = _only(lambda employee: employee.is_hr)
manager_only = _only(
    lambda employee: employee.is_manager or employee.is_hr, by_role=lambda employee: employee.is_hr
)
# What is one's own and may hold what a role reads: the role needs its second step here too.
own_by_role = _only(lambda employee: True, by_role=lambda employee: employee.reads_figures)
editor_or_hr_only = _only(lambda employee: employee.is_editor or employee.is_hr)
editor_only = _only(lambda employee: employee.is_editor)
reviewer_only = _only(lambda employee: employee.is_editor or employee.is_hr)
reports_only = _only(lambda employee: employee.reads_names)
figures_only = _only(lambda employee: employee.reads_figures)
