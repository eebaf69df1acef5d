"""The site map: each room names its own pages; signing in is allauth's."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from people.urls import entrance

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(entrance)),
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
