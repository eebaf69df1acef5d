"""The site's addresses, and an empty signed-in page to compare the others with."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from config.urls import urlpatterns as site


def empty(request: HttpRequest) -> HttpResponse:
    """The frame that every page has, with nothing in it."""
    return TemplateResponse(request, "base.html")


urlpatterns = [path("tom/", empty, name="empty"), *site]
