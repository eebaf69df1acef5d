"""The site map: each room names its own pages; sign-in and sign-out are allauth's."""

from allauth.account import views as account
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("log-ind/", login_not_required(account.login), name="account_login"),
    path(
        "log-ind/ikke-ansat/",
        login_not_required(account.account_inactive),
        name="account_inactive",
    ),
    path("log-af/", login_not_required(account.logout), name="account_logout"),
    path("", include("people.urls")),
    path("", include("training.urls")),
    path("", include("quiz.urls")),
    path("", include("policy.urls")),
    path("", include("authoring.urls")),
    path("", include("reports.urls")),
    path("", include("privacy.urls")),
]

if settings.DEBUG:
    from config.gallery import gallery

    urlpatterns.append(path("galleri/", gallery, name="gallery"))

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many"
handler500 = "config.errors.server_error"
