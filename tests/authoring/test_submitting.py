"""From a draft to what is published: one person sends it, a second approves it, HR says whom it asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from audit.models import Event
from authoring.asking import Choice, NumberChanged, people_asked, publish_and_ask, reach_of
from authoring.changes import save_part
from authoring.drafts import InReview, Start, discard_draft
from authoring.export import module_of
from authoring.hanging import Overtaken, confirm_part
from authoring.models import Confirmation, Draft, Outcome, Submission
from authoring.parts import PartKind, Ref, part_in
from authoring.submitting import (
    NotConfirmed,
    NotSent,
    approve,
    publish_approved,
    send_back,
    submit,
    to_confirm,
    withdraw,
)
from evidence.models import Entry, Kind, Verdict
from evidence.notes import SigningKey
from evidence.verification import verify
from lib.frozen import thaw
from people.models import Employee, Placement, Role
from policy.approving import Asked
from policy.models import Approval, Edition, Record, Revision, Who
from tests.authoring.desk import DRAFT, Desk, SignIn
from tests.conftest import soup
from tests.factories.authoring import (
    a_draft,
    a_text,
    approved,
    confirm_all,
    published,
    rewrite,
    sent,
)
from tests.factories.people import Cast, a_person, make_hr, today
from tests.factories.policy import shown, the_guideline, the_revision
from tests.factories.training import an_assignment, complete, work_through
from training.actions import acknowledge_module
from training.models import Assignment, Completion, RoundReason
from training.states import State, state_on

TEXT = "/redaktion/social-media/2.0/1/"
PARTY = Ref(PartKind.SITUATION, "summer-party")
NOTE = "Film er også omfattet, for det spurgte mange om."


def retitle(draft: Draft, by: Employee, title: str = "Sommerfesten på havnen") -> None:
    part: Any = part_in(module_of(Revision.objects.get(draft=draft)), PARTY)
    version = draft.changes.filter(part=PARTY.key).count()
    changed = {**part, "title": {**part["title"], "da": title}}
    save_part(draft, PARTY, changed, version=version, by=by, now=timezone.now())


def second_editor(cast: Cast) -> Employee:
    return make_hr(a_person("Eva Lund", cast.root), Role.EDITOR)


def put_forward(submission: Submission | None = None) -> dict[str, str]:
    """What the form of a page sends, which was made for this submission or the only one."""
    return {"submission": str((submission or Submission.objects.get()).pk)}


def now_is(draft: Draft) -> Revision:
    return Revision.objects.select_related("edition").get(draft=draft)


# Sending


def test_a_draft_in_review_cannot_be_changed_until_it_is_withdrawn(cast: Cast) -> None:
    draft = a_draft(cast.editor)
    submission = sent(draft, cast.editor)
    with pytest.raises(InReview):
        retitle(draft, cast.editor)
    with pytest.raises(InReview):
        discard_draft(draft, by=cast.editor, now=timezone.now())
    with pytest.raises(InReview):
        sent(draft, cast.editor)
    withdraw(submission, by=cast.editor, now=timezone.now())
    retitle(draft, cast.editor)
    assert Submission.objects.get().outcome == Outcome.WITHDRAWN
    assert [one.kind for one in Event.objects.filter(kind__contains="draft.").order_by("pk")] == [
        "draft.opened",
        "draft.sent",
        "draft.withdrawn",
        "draft.saved",
    ]


def test_what_is_typed_while_somebody_sends_the_draft_is_not_lost(
    cast: Cast, client_of: SignIn
) -> None:
    draft, henrik = a_draft(cast.editor), client_of(cast.editor)
    desk = Desk(henrik, "situation/summer-party")
    desk.write(story_da="En helt ny historie.")
    submission = sent(draft, cast.editor)
    desk.press()
    assert (desk.status, "En helt ny historie." in desk.text()) == (409, True)
    assert henrik.get(desk.path).headers["Location"] == f"{DRAFT}gennemsyn/"
    assert henrik.get(DRAFT).headers["Location"] == f"{DRAFT}gennemsyn/"
    withdraw(submission, by=cast.editor, now=timezone.now())
    assert henrik.get(desk.path).status_code == 200


@pytest.mark.parametrize(("is_material", "number"), [(True, "2.0"), (False, "1.1")])
@pytest.mark.parametrize("start", [Start.MAJOR, Start.MINOR])
def test_whether_it_changes_what_applies_gives_the_number(
    start: Start, is_material: bool, number: str, cast: Cast
) -> None:
    draft = a_draft(cast.editor, start)
    sent(draft, cast.editor, is_material=is_material)
    assert now_is(draft).edition.number == number


def test_a_small_change_is_an_edition_of_its_own_hashed_and_logged(
    cast: Cast, log_key: SigningKey
) -> None:
    draft = a_draft(cast.editor, Start.MINOR)
    part: Any = part_in(module_of(draft.revision), Ref(PartKind.TEXT))
    for at, block in enumerate(part["blocks"]):
        block["was"] = at
    part["blocks"][-1]["text"]["en"] += " Ask if in doubt."
    save_part(draft, Ref(PartKind.TEXT), part, version=0, by=cast.editor, now=timezone.now())
    before = Edition.objects.get(major=1, minor=0)
    edition = published(draft, cast, is_material=False).edition
    assert edition.number == "1.1"
    assert edition.text_sha256("en") != before.text_sha256("en")
    assert edition.text_sha256("da") == before.text_sha256("da")
    logged = [one.body for one in Entry.objects.filter(kind=Kind.PUBLISH)]
    assert {(one["major"], one["minor"], one["lang"]) for one in logged} >= {
        (1, minor, language) for minor in (0, 1) for language in ("da", "en", "de")
    }
    assert not Approval.objects.get(revision__edition=edition).is_material
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_an_editor_is_asked_what_has_changed_and_whether_it_applies(
    cast: Cast, client_of: SignIn
) -> None:
    a_text(cast.editor)
    henrik = client_of(cast.editor)
    page = soup(henrik.get(f"{TEXT}send/"))
    assert not page.select("main input[checked]")
    assert "Den bliver udgivet og registreret på samme måde." in page.get_text()
    refused = henrik.post(f"{TEXT}send/", {"note": ""})
    assert refused.status_code == 422
    assert [one.get_text() for one in soup(refused).select(".error-summary a")] == [
        "Ændringsnote: Skriv, hvad der er ændret, og hvorfor.",
        "Vælg, om det ændrer, hvad der gælder.",
    ]
    response = henrik.post(f"{TEXT}send/", {"note": NOTE, "weight": "material"})
    assert response.headers["Location"] == f"{TEXT}gennemsyn/"
    submission = Submission.objects.get()
    assert (submission.note, submission.is_material, submission.sent_by) == (
        NOTE,
        True,
        cast.editor,
    )


# The second person


def test_nobody_approves_what_they_sent_or_wrote(cast: Cast, client_of: SignIn) -> None:
    eva = second_editor(cast)
    draft = a_draft(cast.editor)
    retitle(draft, eva)
    submission = sent(draft, cast.editor)
    for somebody in (cast.editor, eva, cast.new_hire, cast.manager):
        with pytest.raises(PermissionDenied):
            approve(submission, by=somebody, now=timezone.now())
        with pytest.raises(PermissionDenied):
            send_back(submission, reason="Nej.", by=somebody, now=timezone.now())
    assert (
        client_of(cast.editor).post(f"{DRAFT}gennemsyn/godkend/", put_forward()).status_code == 403
    )
    page = soup(client_of(cast.editor).get(f"{DRAFT}gennemsyn/"))
    assert "Du har sendt kladden" in page.get_text()
    assert "Godkend" not in [one.get_text() for one in page.select("main button")]
    assert "Du har skrevet i kladden" in client_of(eva).get(f"{DRAFT}gennemsyn/").content.decode()
    assert not Approval.objects.exists()


def test_the_database_refuses_an_approval_by_the_sender(cast: Cast) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(
            approved_at=timezone.now(), approved_by=cast.editor
        )


@pytest.mark.parametrize("who", ["another editor", "HR"])
def test_a_second_person_approves_lessons_and_situations_which_publishes_them(
    who: str, cast: Cast, client_of: SignIn
) -> None:
    reader = cast.hr if who == "HR" else second_editor(cast)
    draft = a_draft(cast.editor)
    retitle(draft, cast.editor)
    submit(draft, note=NOTE, is_material=True, by=cast.editor, now=timezone.now())
    page = soup(client_of(reader).get(f"{DRAFT}gennemsyn/"))
    assert NOTE in page.get_text()
    assert page.select_one("main .changes ins").get_text() == "[nyt: havnen]"
    response = client_of(reader).post(f"{DRAFT}gennemsyn/godkend/", put_forward(), follow=True)
    assert "Udgivet: version 1.0, forløb nr. 2." in response.content.decode()
    revision = Revision.objects.current(the_guideline())
    assert revision is not None
    assert (revision.number, revision.published_by) == (2, reader.name)
    approval = Approval.objects.get()
    assert (approval.revision, approval.is_of_text, approval.is_material) == (
        revision,
        False,
        False,
    )
    assert (approval.sent_by, approval.approved_by, approval.note, approval.who) == (
        cast.editor.directory_id,
        reader.directory_id,
        NOTE,
        Who.NOBODY,
    )
    assert Event.objects.get(kind="draft.approved").actor == reader.directory_id
    assert Event.objects.get(kind="draft.published").actor == reader.directory_id


def test_a_draft_sent_back_comes_with_a_sentence_and_can_be_written_on(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_draft(cast.editor)
    sent(draft, cast.editor)
    karin = client_of(cast.hr)
    assert karin.post(f"{DRAFT}gennemsyn/retur/", {"reason": " "}).status_code == 422
    response = karin.post(f"{DRAFT}gennemsyn/retur/", {"reason": "Historien er for lang."})
    assert response.headers["Location"] == "/redaktion/"
    page = soup(client_of(cast.editor).get(DRAFT)).select_one("main")
    assert "Karin Ågård sendte kladden tilbage" in page.get_text()
    assert "Historien er for lang." in page.get_text()
    retitle(draft, cast.editor)
    assert sent(draft, cast.editor).closed_at is None
    assert Event.objects.get(kind="draft.returned").actor == cast.hr.directory_id


def test_what_somebody_withdrew_cannot_be_approved(cast: Cast, client_of: SignIn) -> None:
    submission = sent(a_draft(cast.editor), cast.editor)
    client_of(cast.editor).post(f"{DRAFT}traek-tilbage/")
    for act in (approve, withdraw):
        with pytest.raises(NotSent):
            act(submission, by=cast.hr, now=timezone.now())
    assert client_of(cast.hr).post(f"{DRAFT}gennemsyn/godkend/").status_code == 404


def test_what_was_sent_anew_is_not_approved_with_the_page_of_what_was_sent_before(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_draft(cast.editor)
    retitle(draft, cast.editor)
    before = sent(draft, cast.editor)
    karin = client_of(cast.hr)
    [read] = soup(karin.get(f"{DRAFT}gennemsyn/")).select("main form[action$='/godkend/']")
    form = {one["name"]: one["value"] for one in read.select("input[name]")}
    withdraw(before, by=cast.editor, now=timezone.now())
    retitle(draft, cast.editor, "Alt er tilladt")
    sent(draft, cast.editor)
    response = karin.post(f"{DRAFT}gennemsyn/godkend/", form, follow=True)
    assert "Den er ændret, siden du så den." in response.content.decode()
    assert "Alt er tilladt" in response.content.decode()
    assert not Approval.objects.exists()


def test_what_was_approved_anew_is_not_published_with_the_page_of_before(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_text(cast.editor)
    before = approved(draft, cast)
    withdraw(before, by=cast.editor, now=timezone.now())
    approved(draft, cast)
    shown_before = {**put_forward(before), "who": "nobody", "people": "0", "publish": "1"}
    response = client_of(cast.hr).post(f"{TEXT}udgiv/", shown_before)
    assert response.headers["Location"] == f"{TEXT}gennemsyn/"
    assert not Approval.objects.exists()


# What hangs on a changed clause


def test_each_lesson_and_situation_on_a_changed_clause_is_confirmed_by_somebody(
    cast: Cast, client_of: SignIn
) -> None:
    draft = a_text(cast.editor)
    hanging = to_confirm(draft)
    module = module_of(now_is(draft))
    named = {
        one["id"]
        for name in ("lessons", "situations")
        for one in module[name]
        if "C4" in one["clauses"]
        or any(
            option["quote"] and option["quote"]["clause"] == "C4"
            for option in one.get("options", [])
        )
    }
    assert {one.ref.id for one in hanging} == named != set()
    assert {tuple(one.clauses) for one in hanging} == {("C4",)}
    submission = sent(draft, cast.editor)
    with pytest.raises(NotConfirmed):
        approve(submission, by=cast.hr, now=timezone.now())
    karin = client_of(cast.hr)
    assert karin.post(f"{TEXT}gennemsyn/godkend/", put_forward()).status_code == 409
    page = soup(karin.get(f"{TEXT}bekraeft/"))
    forms = page.select("main form")
    assert len(forms) == len(hanging)
    assert page.select_one("main ins").get_text() == "[nyt:  Tænk dig om.]"
    for form in forms:
        karin.post(form["action"], {"sha256": form.select_one("[name=sha256]")["value"]})
    assert {one.part for one in Confirmation.objects.all()} == {one.ref.key for one in hanging}
    assert {one.confirmed_by for one in Confirmation.objects.all()} == {cast.hr}
    done = soup(karin.get(f"{TEXT}bekraeft/")).select_one("main").get_text()
    assert "Det hele er bekræftet." in done
    assert "Bekræftet af Karin Ågård" in done
    assert approve(submission, by=cast.hr, now=timezone.now()).approved_by == cast.hr


def test_a_part_that_is_changed_after_it_was_confirmed_is_confirmed_again(cast: Cast) -> None:
    draft = a_text(cast.editor)
    confirm_all(draft, cast.editor)
    [first, *rest] = to_confirm(draft)
    assert all(one.confirmation for one in (first, *rest))
    part: Any = part_in(module_of(now_is(draft)), first.ref)
    changed = {**part, "title": {**part["title"], "da": "En anden titel"}}
    save_part(draft, first.ref, changed, version=0, by=cast.editor, now=timezone.now())
    [again, *others] = to_confirm(draft)
    assert again.confirmation is None
    assert all(one.confirmation for one in others)
    with pytest.raises(Overtaken):
        confirm_part(draft, first.ref, sha256=first.sha256, by=cast.hr, now=timezone.now())
    with pytest.raises(Overtaken):  # hangs on nothing that has changed
        confirm_part(draft, Ref(PartKind.SITUATION, "x"), sha256="", by=cast.hr, now=timezone.now())


def test_the_words_of_a_changed_clause_are_part_of_what_is_confirmed(cast: Cast) -> None:
    draft = a_text(cast.editor)
    confirm_all(draft, cast.editor)
    rewrite(draft, cast.editor, words=" Altid.")
    assert not any(one.confirmation for one in to_confirm(draft))


# HR publishes a text, and says whom it asks


def test_a_text_is_published_by_hr_alone_and_only_once_approved(
    cast: Cast, client_of: SignIn
) -> None:
    draft, eva = a_text(cast.editor), second_editor(cast)
    submission = sent(draft, cast.editor)
    with pytest.raises(NotSent):
        publish_approved(submission, asked=Asked(), by=cast.hr, now=timezone.now())
    assert client_of(cast.hr).get(f"{TEXT}udgiv/").status_code == 404
    confirm_all(draft, eva)
    approve(submission, by=eva, now=timezone.now())
    assert now_is(draft).published_at is None
    with pytest.raises(PermissionDenied):
        publish_approved(submission, asked=Asked(), by=eva, now=timezone.now())
    said = client_of(eva).get(f"{TEXT}gennemsyn/").content.decode()
    assert "Nu vælger HR, hvem der skal kvittere igen" in said
    publish_and_ask(submission, choice=Choice(Who.NOBODY), people=0, by=cast.hr, now=timezone.now())
    approval = Approval.objects.get()
    assert (approval.approved_by, approval.published_by) == (
        eva.directory_id,
        cast.hr.directory_id,
    )
    assert (approval.is_of_text, approval.is_material) == (True, True)


def test_the_approval_is_committed_to_in_the_log_and_names_nobody_there(
    cast: Cast, log_key: SigningKey
) -> None:
    published(a_text(cast.editor), cast)
    entry = Entry.objects.get(kind=Kind.APPROVE)
    assert set(entry.body) == {
        *("v", "log", "seq", "kind", "day", "commit"),
        *("guideline", "major", "minor", "module_version"),
    }
    approval = Approval.objects.get()
    assert approval.record.entry == entry
    assert approval.record.body["approved_by"] == cast.hr.directory_id
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


@pytest.mark.parametrize("what", ["row", "record", "both"])
def test_an_approval_that_is_tampered_with_is_found(
    what: str, cast: Cast, log_key: SigningKey
) -> None:
    published(a_text(cast.editor), cast)
    approval = Approval.objects.get()
    for table in ("policy_approval", "policy_record"):
        thaw(table, "default")
    if what != "record":
        Approval.objects.update(approved_by="p999")
    if what != "row":
        body = {**approval.record.body, "approved_by": "p999"}
        Record.objects.filter(pk=approval.record_id).update(body=body)
    assert verify(keys=[log_key.public]).verdict == Verdict.INVALID


def test_what_is_loaded_from_files_has_no_approval(cast: Cast) -> None:
    assert the_revision().published_by == "guideline_load"
    assert not Approval.objects.filter(revision=the_revision()).exists()


# Whom it asks


def crowd(cast: Cast) -> dict[str, Employee]:
    """Mette is done, Ali is done in German, Bo is on his way, Anne was asked and has not begun."""
    complete(an_assignment(cast.new_hire, cast.manager))
    german = an_assignment(cast.colleague, cast.other_manager)
    work_through(german)
    acknowledge_module(german, shown=shown("de"), now=timezone.now())
    work_through(an_assignment(cast.other_manager, cast.hr))
    an_assignment(cast.manager, cast.hr)
    gone = a_person("Per Dahl", cast.roads)
    complete(an_assignment(gone, cast.other_manager))
    gone.placements.update(to_on=today(), to_recorded_at=timezone.now())
    return {"mette": cast.new_hire, "ali": cast.colleague, "bo": cast.other_manager}


@pytest.mark.parametrize(
    ("who", "names"),
    [
        (Who.NOBODY, []),
        (Who.ALL, ["Ali Yilmaz", "Mette Hansen"]),
        (Who.DEPARTMENTS, ["Mette Hansen"]),
        (Who.TRANSLATED, ["Ali Yilmaz"]),
    ],
)
def test_each_choice_hits_those_it_says_and_opens_them_a_round(
    who: Who, names: list[str], cast: Cast, log_key: SigningKey
) -> None:
    crowd(cast)
    due_on = None if who == Who.NOBODY else today() + timedelta(days=30)
    departments = {cast.health.pk} if who == Who.DEPARTMENTS else set()
    choice = Choice(who, departments, due_on)
    hit = people_asked(the_guideline(), choice, today())
    assert sorted(hit.values_list("name", flat=True)) == names
    published(a_text(cast.editor), cast, choice)
    new = Assignment.objects.open().filter(reason=RoundReason.EDITION)
    assert sorted(new.values_list("employee__name", flat=True)) == names
    assert {one.round for one in new} <= {2}
    approval = Approval.objects.get()
    assert (approval.who, approval.people, approval.due_on) == (who, len(names), due_on)
    assert approval.departments == [cast.health.directory_id for _one in departments]
    for employee in (cast.new_hire, cast.colleague):
        state = State.EXPIRED if employee.name in names else State.COMPLETED
        assert state_on(employee, the_guideline(), today())[0] == state
    assert state_on(cast.other_manager, the_guideline(), today())[0] == State.IN_PROGRESS
    assert state_on(cast.manager, the_guideline(), today())[0] == State.NOT_STARTED
    assert verify(keys=[log_key.public]).verdict < Verdict.DIVERGED


def test_the_numbers_to_choose_by_are_those_of_each_choice(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    crowd(cast)
    with django_assert_num_queries(4):
        reach = reach_of(the_guideline(), today())
    assert (reach.all, reach.translated) == (2, 1)
    assert [(depth, name, count) for depth, _key, name, count in reach.departments] == [
        (0, "Sønderborg Kommune", 2),
        (1, "Sundhed og Senior", 1),
        (2, "Plejecenter Mølleparken", 1),
        (1, "Vej og Park", 1),
    ]


def test_hr_sees_the_number_before_and_it_must_still_hold(cast: Cast, client_of: SignIn) -> None:
    crowd(cast)
    approved(a_text(cast.editor), cast)
    karin = client_of(cast.hr)
    page = soup(karin.get(f"{TEXT}udgiv/"))
    assert not page.select("main input[checked]")
    labels = [one.get_text(" ", strip=True) for one in page.select("main label")]
    assert "Alle, 2 medarbejdere" in labels
    assert "De, der kun har set en oversættelse, 1 medarbejder" in labels
    here = put_forward()
    refused = karin.post(f"{TEXT}udgiv/", {**here, "who": "all"})
    assert refused.status_code == 422
    assert "Den, der skal kvittere igen, får en frist." in refused.content.decode()
    assert karin.post(f"{TEXT}udgiv/", {**here, "who": "departments"}).status_code == 422
    choice = {**put_forward(), "who": "all", "due_on": str(today() + timedelta(days=30))}
    seen = soup(karin.post(f"{TEXT}udgiv/", choice))
    assert "2 medarbejdere skal kvittere igen." in seen.select_one("#people").get_text()
    assert Revision.objects.current(the_guideline()) == the_revision()
    late = an_assignment(a_person("Ida Sø", cast.roads), cast.other_manager)
    complete(late)
    changed = karin.post(f"{TEXT}udgiv/", {**choice, "people": "2", "publish": "1"})
    assert changed.status_code == 409
    assert "3 medarbejdere skal kvittere igen." in changed.content.decode()
    done = karin.post(f"{TEXT}udgiv/", {**choice, "people": "3", "publish": "1"}, follow=True)
    assert "3 medarbejdere skal kvittere igen." in done.content.decode()
    assert Approval.objects.get().people == 3


def many_done(cast: Cast, count: int) -> None:
    """So many people who are done with their round."""
    revision, now, begun = the_revision(), timezone.now(), today() - timedelta(days=100)
    people = Employee.objects.bulk_create(
        Employee(directory_id=f"m{one}", username=f"m{one}", name=f"M {one}", hired_on=begun)
        for one in range(count)
    )
    Placement.objects.bulk_create(
        Placement(employee=one, department=cast.roads, from_on=begun, recorded_at=now)
        for one in people
    )
    rounds = Assignment.objects.bulk_create(
        Assignment(
            employee=one,
            guideline=the_guideline(),
            round=1,
            assigned_at=now,
            assigned_by=cast.hr,
            reason=RoundReason.ASSIGNED,
        )
        for one in people
    )
    done = {"revision": revision, "edition": revision.edition, "completed_at": now}
    Completion.objects.bulk_create(Completion(assignment=one, **done) for one in rounds)


def test_thousands_are_asked_with_the_number_that_the_page_itself_sends(
    cast: Cast, client_of: SignIn
) -> None:
    many_done(cast, 1001)
    approved(a_text(cast.editor), cast)
    karin = client_of(cast.hr)
    choice = {**put_forward(), "who": "all", "due_on": str(today() + timedelta(days=30))}
    seen = soup(karin.post(f"{TEXT}udgiv/", choice))
    assert "1.001 medarbejdere" in seen.select_one("#people").get_text()
    people = seen.select_one("input[name=people]")["value"]
    done = karin.post(f"{TEXT}udgiv/", {**choice, "people": people, "publish": "1"})
    assert done.headers["Location"] == "/redaktion/"
    assert Approval.objects.get().people == 1001


def test_a_number_that_was_not_shown_publishes_nothing(cast: Cast) -> None:
    submission = approved(a_text(cast.editor), cast)
    with pytest.raises(NumberChanged):
        publish_and_ask(
            submission, choice=Choice(Who.NOBODY), people=1, by=cast.hr, now=timezone.now()
        )
    assert not Approval.objects.exists()


def test_asking_many_costs_no_more_queries_than_asking_one(cast: Cast) -> None:
    counts = []
    for number in (1, 8):
        for one in range(number):
            person = a_person(f"P{number} {one}", cast.roads, username=f"p{number}-{one}")
            complete(an_assignment(person, cast.other_manager))
        submission = approved(a_text_again(cast), cast)
        choice = Choice(Who.ALL, due_on=today() + timedelta(days=9))
        people = people_asked(the_guideline(), choice, today()).count()
        with CaptureQueriesContext(connection) as queries:
            publish_and_ask(
                submission, choice=choice, people=people, by=cast.hr, now=timezone.now()
            )
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2


def a_text_again(cast: Cast) -> Draft:
    draft = a_draft(cast.editor, Start.MAJOR)
    rewrite(draft, cast.editor, words=f" Igen {draft.pk}.")
    return draft
