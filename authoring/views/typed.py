"""What an editor typed while their sign-in ran out: kept until they have signed in again."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponseBase, QueryDict

from people.permissions import SignedInRequest

P = ParamSpec("P")
View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
TYPED = "typed"


def keeps_typed(view: View[P]) -> View[P]:
    """Leads to the sign-in like any page, but a form that was sent waits in the new session."""

    @login_not_required
    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST" and _was_signed_in(request):
            request.session[TYPED] = {"path": request.path, "body": request.POST.urlencode()}
        return redirect_to_login(request.get_full_path())

    return guarded


def _was_signed_in(request: HttpRequest) -> bool:
    """Whether this browser had a session here: a stranger must not fill the database."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    return Session.objects.filter(pk=key).exists()


def typed_before(request: HttpRequest) -> QueryDict | None:
    """The form that waits for this page, handed out once."""
    waiting = request.session.get(TYPED)
    if not waiting or waiting["path"] != request.path:
        return None
    del request.session[TYPED]
    return QueryDict(waiting["body"])
