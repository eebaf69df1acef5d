"""The guideline's own pages."""

from django.urls import path

from policy import views

app_name = "policy"
urlpatterns = [
    path("retningslinjer/", views.guidelines, name="guidelines"),
    path("maa-jeg-dele-det/", views.helper, name="helper"),
    path("retningslinjer/<slug:slug>/", views.guideline, name="guideline"),
    path(
        "retningslinjer/<slug:slug>/version/<int:major>.<int:minor>/", views.edition, name="edition"
    ),
    path(
        "retningslinjer/<slug:slug>/version/<int:major>.<int:minor>/aendringer/",
        views.changes,
        name="changes",
    ),
]
