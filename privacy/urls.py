"""How answers are used, what is held about oneself, and HR's page of what is erased."""

from django.urls import path

from privacy.views import about, mine, retention

app_name = "privacy"
urlpatterns = [
    path("saadan-bruger-vi-dine-svar/", about.privacy, name="privacy"),
    path("mine-oplysninger/", mine.mine, name="mine"),
    path("mine-oplysninger/mine-oplysninger.json", mine.mine_json, name="mine_json"),
    path("mine-oplysninger/mine-oplysninger.pdf", mine.mine_pdf, name="mine_pdf"),
    path("mine-oplysninger/kvittering/<int:pk>.json", mine.mine_receipt, name="mine_receipt"),
    path("rapporter/sletning/", retention.retention, name="retention"),
]
