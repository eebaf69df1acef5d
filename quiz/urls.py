"""A learner's situations."""

from django.urls import path

from quiz import views

app_name = "quiz"
urlpatterns = [
    path("forloeb/<slug:guideline>/situation/<slug:slug>/", views.situation, name="situation"),
    path(
        "forloeb/<slug:guideline>/situation/<slug:slug>/svar/<int:try_number>/",
        views.feedback,
        name="feedback",
    ),
]
