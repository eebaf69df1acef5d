"""The learner's way, the manager's team, and HR's mails."""

from django.urls import path

from training.views import (
    about,
    acknowledgement,
    correction,
    learner,
    person,
    reminders,
    rules,
    team,
)

app_name = "training"
urlpatterns = [
    path("", learner.my_training, name="my_training"),
    path("forloeb/<slug:guideline>/begynd/", learner.start, name="start"),
    path("forloeb/<slug:guideline>/arbejde/", learner.work, name="work"),
    path("forloeb/<slug:guideline>/opsummering/", learner.recap, name="recap"),
    path("forloeb/<slug:guideline>/videre/", learner.next_step, name="next_step"),
    path("forloeb/<slug:guideline>/lektion/<slug:slug>/", learner.lesson, name="lesson"),
    path("forloeb/<slug:guideline>/kvittering/", acknowledgement.acknowledge, name="acknowledge"),
    path("forloeb/<slug:guideline>/kvittering/bevis/", acknowledgement.receipt, name="receipt"),
    path(
        "forloeb/<slug:guideline>/kvittering/bevis.json",
        acknowledgement.receipt_json,
        name="receipt_json",
    ),
    path(
        "forloeb/<slug:guideline>/kvittering/bevis.pdf",
        acknowledgement.receipt_file,
        name="receipt_file",
    ),
    path("team/", team.team, name="team"),
    path("team/tildel/", team.assign, name="assign"),
    path("rapporter/paamindelser/", reminders.reminders, name="reminders"),
    path("rapporter/paamindelser/<int:pk>/", reminders.message, name="message"),
    path("rapporter/paamindelser/<int:pk>/stop/", reminders.message_stop, name="message_stop"),
    path("rapporter/paamindelser/<int:pk>/igen/", reminders.message_retry, name="message_retry"),
    path("rapporter/paamindelser/stop/", reminders.mail_hold, name="mail_hold"),
    path("rapporter/paamindelser/fortsaet/", reminders.mail_lift, name="mail_lift"),
    path("regler/", rules.rules, name="rules"),
    path("regler/ny/", rules.rule_add, name="rule_add"),
    path("regler/<int:pk>/", rules.rule, name="rule"),
    path("regler/<int:pk>/slut/", rules.rule_end, name="rule_end"),
    path("regler/<int:pk>/undtag/<int:employee>/", rules.exclude, name="exclude"),
    path("regler/undtagelser/<int:pk>/slut/", rules.end_exclusion, name="end_exclusion"),
    path("team/<int:pk>/", person.person, name="person"),
    path("team/<int:pk>/frist/", person.move_due_date, name="move_due_date"),
    path("team/<int:pk>/orlov/", person.pause, name="pause"),
    path("team/<int:pk>/orlov/<int:leave>/", person.resume, name="resume"),
    path("team/<int:pk>/fritagelse/", person.exempt, name="exempt"),
    path("team/<int:pk>/fritagelse/slut/", person.end_exemption, name="end_exemption"),
    path("team/<int:pk>/papir/", person.on_behalf, name="on_behalf"),
    path("kvitteringer/paa-papir/", correction.paper, name="paper"),
    path("kvitteringer/<int:pk>/ret/", correction.correct, name="correct"),
    path("saadan-bruger-vi-dine-svar/", about.privacy, name="privacy"),
    path("tilgaengelighed/", about.accessibility, name="accessibility"),
    path("was/", about.accessibility_statement, name="accessibility_statement"),
]
