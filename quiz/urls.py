"""A learner's situations."""

from django.urls import path

from quiz import views

app_name = "quiz"
urlpatterns = [
    path("samtalekort/<slug:guideline>/", views.cards, name="cards"),
    path("alle-samtalekort/<slug:guideline>/", views.deck, name="deck"),
    path("samtalekort/<slug:guideline>/<slug:card>/", views.card, name="card"),
    path("forloeb/<slug:guideline>/situation/<slug:slug>/", views.situation, name="situation"),
    path(
        "forloeb/<slug:guideline>/situation/<slug:slug>/svar/<int:try_number>/",
        views.feedback,
        name="feedback",
    ),
]
