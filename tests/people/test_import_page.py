"""HR's import: a file is uploaded, looked at, confirmed; what was only looked at is forgotten."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings as SettingsWrapper

from audit.models import Event
from people.directory import sample_files
from people.directory.staging import discard_expired
from people.models import Employee, Origin, PersonAlias, StagedImport
from tests.conftest import soup
from tests.factories.people import Cast, a_person, make_manager, today
from tests.people.directory.deliveries import CPR, a_row
from tests.people.import_desk import PATH, SignIn, confirm, everybody, figures, shown, upload


def test_hr_uploads_looks_and_confirms(karin: Client, cast: Cast) -> None:
    new = a_row("4712", "Rikke Ravn", PATH + "Vej og Park", email="rikke@example.org")
    assert upload(karin, everybody(new)).headers["Location"] == "/medarbejdere/import/oversigt/"
    page = shown(karin)
    assert figures(page)["Nye"] == "1"
    assert "Rikke Ravn" in page.select_one("table").get_text()
    assert not Employee.objects.filter(name="Rikke Ravn").exists()
    assert confirm(karin).headers["Location"] == "/medarbejdere/import/"
    rikke = Employee.objects.get(name="Rikke Ravn")
    assert (rikke.username, rikke.origin) == ("rikke", Origin.DIRECTORY)
    page = soup(karin.get("/medarbejdere/import/"))
    assert "Importeret: 1 nye" in page.select_one("[role=status]").get_text()
    assert "Sidste import" in page.select_one("main").get_text()
    event = Event.objects.get(kind="import.applied")
    assert (event.actor, event.detail["join"]) == (cast.hr.directory_id, 1)
    assert not StagedImport.objects.exists()


def test_the_same_file_again_has_nothing_to_do(karin: Client, cast: Cast) -> None:
    content = everybody()
    upload(karin, content)
    page = shown(karin)
    assert figures(page) == {
        "Nye": "0",
        "Flytter": "0",
        "Ændres": "0",
        "Fratræder": "0",
        "Uændrede": "6",
    }
    assert page.select_one(".tone-good")
    assert not page.select("form[action='/medarbejdere/import/udfoer/']")


def test_errors_are_told_with_line_and_column_and_nothing_can_be_confirmed(
    karin: Client, cast: Cast
) -> None:
    upload(karin, everybody(a_row("5", f"Bo {CPR}", PATH + "X"), a_row("", "Ib", PATH + "X")))
    page = shown(karin)
    rows = [
        [cell.get_text().strip() for cell in row.select("th, td")]
        for row in page.select("#fejl + table tbody tr")
    ]
    assert [row[:3] for row in rows] == [
        ["liste.csv", "8", "Navn"],
        ["liste.csv", "9", "Medarbejdernummer"],
    ]
    assert "CPR-nummer" in rows[0][3]
    assert page.select_one(".error-summary")
    assert not page.select("form[action='/medarbejdere/import/udfoer/']")
    assert CPR not in str(page)
    page = karin.post(
        "/medarbejdere/import/udfoer/", {"shown": StagedImport.objects.get().fingerprint}
    )
    assert page.headers["Location"] == "/medarbejdere/import/oversigt/"
    assert Employee.objects.count() == 6


def test_too_many_leaving_is_asked_about_and_the_answer_is_recorded(
    karin: Client, cast: Cast
) -> None:
    everybody()
    rows = everybody().split(b"\r\n")
    upload(karin, b"\r\n".join(row for row in rows if b"Ali" not in row and b"Bo Holm" not in row))
    page = shown(karin)
    assert "2 af 6" in page.select_one("form.panel .notice").get_text()
    assert confirm(karin).headers["Location"] == "/medarbejdere/import/oversigt/"
    assert Employee.objects.get(name="Ali Yilmaz").is_active
    confirm(karin, accepts_leaving="on")
    assert not Employee.objects.get(name="Ali Yilmaz").is_active
    assert Event.objects.get(kind="import.applied").detail["accepted_leaving"] == 1


def test_what_something_has_overtaken_is_shown_again_before_it_is_confirmed(
    karin: Client, cast: Cast
) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    first = StagedImport.objects.get().fingerprint
    a_person("Ole Olsen", cast.roads)
    response = karin.post("/medarbejdere/import/udfoer/", {"shown": first})
    assert response.headers["Location"] == "/medarbejdere/import/oversigt/"
    page = shown(karin)
    assert page.select_one("[role=alert] .tone-warn")
    assert figures(page)["Fratræder"] == "1"
    assert not Employee.objects.filter(name="Rikke Ravn").exists()
    confirm(karin)
    assert Employee.objects.filter(name="Rikke Ravn").exists()


def test_another_file_takes_the_first_ones_place_and_its_preview_must_be_seen(
    karin: Client, cast: Cast
) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    first = StagedImport.objects.get().fingerprint
    upload(karin, everybody(a_row("6", "Ole Olsen", PATH + "Vej og Park")))
    karin.post("/medarbejdere/import/udfoer/", {"shown": first})
    assert Employee.objects.count() == 6
    assert shown(karin).select_one("[role=alert] .tone-warn")


def test_a_file_is_discarded_or_forgotten_after_a_day(karin: Client, cast: Cast) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    karin.post("/medarbejdere/import/kasser/")
    assert not StagedImport.objects.exists()
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    later = timezone.now() + timedelta(hours=25)
    assert "1" in discard_expired(now=later)
    assert not StagedImport.objects.exists()


def test_an_expired_file_can_not_be_confirmed(karin: Client, cast: Cast, client_of: SignIn) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    fingerprint = StagedImport.objects.get().fingerprint
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        again = client_of(cast.hr)
        response = again.post("/medarbejdere/import/udfoer/", {"shown": fingerprint})
        assert response.headers["Location"] == "/medarbejdere/import/"
        assert again.get("/medarbejdere/import/oversigt/").status_code == 302
    assert Employee.objects.count() == 6


def test_who_joins_and_leaves_under_one_name_can_be_said_to_be_one(
    karin: Client, cast: Cast
) -> None:
    double = a_row("4799", "Mette Hansen", PATH + "Vej og Park")
    upload(karin, everybody(double, but="Mette Hansen"))
    page = shown(karin)
    form = page.select_one("form[action='/medarbejdere/import/samme/']")
    given = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    karin.post("/medarbejdere/import/samme/", given)
    assert PersonAlias.objects.get().employee == cast.new_hire
    assert figures(shown(karin))["Flytter"] == "1"
    confirm(karin)
    assert Employee.objects.in_headcount(today()).get(pk=cast.new_hire.pk).name == "Mette Hansen"
    assert Employee.objects.count() == 6
    response = karin.post("/medarbejdere/import/samme/", given)
    assert response.headers["Location"] == "/medarbejdere/import/"


def test_only_a_pair_that_the_preview_shows_can_be_said_to_be_one(
    karin: Client, cast: Cast
) -> None:
    upload(karin, everybody(a_row("5", "Rikke Ravn", PATH + "Vej og Park")))
    karin.post("/medarbejdere/import/samme/", {"joining": "nr:5", "leaving": cast.hr.directory_id})
    assert not PersonAlias.objects.exists()


# The demonstration


def test_a_demonstration_takes_invented_people_alone_and_stays_one(
    cast: Cast, client_of: SignIn, settings: SettingsWrapper
) -> None:
    settings.DEMONSTRATION = True
    Employee.objects.update(origin=Origin.DEMONSTRATION)
    karin = client_of(cast.hr)
    content = sample_files.content_of("fem-filer").read()
    response = upload(karin, content, "fem-filer.zip")
    assert "opdigtede" in soup(response).select_one(".error-summary").get_text()
    upload(karin, content, "fem-filer.zip", is_invented="on")
    confirm(karin)
    assert Employee.objects.filter(origin=Origin.TRIAL).count() == 12
    assert karin.get("/").status_code == 200
    upload(karin, sample_files.content_of("fem-filer-senere").read(), "x.zip", is_invented="on")
    page = shown(karin)
    assert figures(page) == {
        "Nye": "1",
        "Flytter": "1",
        "Ændres": "2",
        "Fratræder": "1",
        "Uændrede": "8",
    }
    confirm(karin)
    upload(karin, sample_files.content_of("fem-filer-med-fejl").read(), "x.zip", is_invented="on")
    assert len(shown(karin).select("#fejl + table tbody tr")) == 4


def test_the_sample_list_can_be_imported(karin: Client, cast: Cast) -> None:
    got = karin.get("/medarbejdere/import/eksempel/liste/")
    content = b"".join(got)
    assert "liste.csv" in got.headers["Content-Disposition"]
    make_manager(cast.hr, cast.root)
    upload(karin, content)
    assert figures(shown(karin))["Nye"] == "6"
    assert karin.get("/medarbejdere/import/eksempel/findes-ikke/").status_code == 404


def test_a_part_of_a_long_preview_is_shown_at_a_time(karin: Client, cast: Cast) -> None:
    rows = [a_row(str(100 + n), f"Nr {n:03}", PATH + "Vej og Park") for n in range(120)]
    upload(karin, everybody(*rows))
    page = shown(karin, "?vis=join&side=3")
    assert len(page.select("table tbody tr")) == 20
    assert page.select_one("nav [rel=prev]")["href"] == "?vis=join&side=2"
    for part in ("move", "change", "leave", "units", "notes", "findes-ikke"):
        assert shown(karin, f"?vis={part}").select_one("h1")
