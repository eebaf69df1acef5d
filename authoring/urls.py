"""The editor's pages, those of the second person and HR, and the one on which a learner flags a situation."""

from django.urls import path

from authoring.views import arrange, drafts, flags, parts, preview, submissions

DRAFT = "redaktion/<slug:guideline>/<str:edition>/<int:revision>/"
MET = "forloeb/<slug:guideline>/situation/<slug:slug>/"

app_name = "authoring"
urlpatterns = [
    path("redaktion/", drafts.overview, name="overview"),
    path("redaktion/meldinger/", flags.flags, name="flags"),
    path("redaktion/meldinger/<int:flag>/", flags.flag, name="flag"),
    path("redaktion/ny/<slug:guideline>/", drafts.open_draft, name="open"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}tjek/", drafts.check, name="check"),
    path(f"{DRAFT}oversaettelser/", drafts.translations, name="translations"),
    path(f"{DRAFT}send/", submissions.send, name="send"),
    path(f"{DRAFT}traek-tilbage/", submissions.withdraw, name="withdraw"),
    path(f"{DRAFT}gennemsyn/", submissions.review, name="review"),
    path(f"{DRAFT}gennemsyn/godkend/", submissions.approve, name="approve"),
    path(f"{DRAFT}gennemsyn/retur/", submissions.send_back, name="send_back"),
    path(f"{DRAFT}bekraeft/", submissions.confirmations, name="confirmations"),
    path(f"{DRAFT}bekraeft/<str:kind>/<slug:slug>/", submissions.confirm, name="confirm"),
    path(f"{DRAFT}udgiv/", submissions.publish, name="publish"),
    path(f"{DRAFT}kasser/", drafts.discard, name="discard"),
    path(f"{DRAFT}tilfoej/<str:kind>/", arrange.add, name="add"),
    path(f"{DRAFT}rediger/<str:kind>/", parts.part, name="part"),
    path(f"{DRAFT}rediger/<str:kind>/<slug:slug>/", parts.part, name="part"),
    path(f"{DRAFT}vis/<str:kind>/", preview.preview, name="preview"),
    path(f"{DRAFT}vis/<str:kind>/<slug:slug>/", preview.preview, name="preview"),
    path(f"{DRAFT}historik/<str:kind>/", parts.history, name="history"),
    path(f"{DRAFT}historik/<str:kind>/<slug:slug>/", parts.history, name="history"),
    path(f"{DRAFT}flyt/<str:kind>/<slug:slug>/", arrange.move, name="move"),
    path(f"{DRAFT}fjern/<str:kind>/<slug:slug>/", arrange.remove, name="remove"),
    path(f"{DRAFT}genskab/<str:kind>/<slug:slug>/", arrange.put_back, name="put_back"),
    path(f"{MET}meld/", flags.flag_situation, name="flag_situation"),
    path(f"{MET}meld/tak/", flags.flagged, name="flagged"),
]
