"""Files → site → files: what an editor types comes back as typed, and all else as it was."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.actions import load
from authoring.changes import save_part
from authoring.desks import Desk
from authoring.drafts import Start, discard_draft
from authoring.export import module_of
from authoring.files import read, write
from authoring.forms import PartForm
from authoring.models import Draft
from authoring.parts import Ref, part_in, refs_of, with_part
from authoring.rules import Module, problems_of
from authoring.shapes import Field, Group, Leaf, Many, Texts, Tree, count_name, join, leaves
from lib.cpr import looks_like_cpr
from policy.models import Revision
from tests.factories.authoring import a_draft
from tests.factories.people import Cast

FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LETTERS = st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n æøå'\"<&-")
WORDS = st.text(LETTERS, max_size=60).filter(lambda text: not looks_like_cpr(text))
BUTTONS = st.sampled_from(["add", "remove", "up", "down"])


class Wish(NamedTuple):
    """What an editor does to one part: which, the buttons pressed, what is typed into which texts."""

    part: int
    buttons: list[str]
    typed: list[tuple[int, str]]


WISHES = st.builds(
    Wish,
    st.integers(0, 400),
    st.lists(BUTTONS, max_size=2),
    st.lists(st.tuples(st.integers(0, 400), WORDS), max_size=6),
)


def of(draft: Draft) -> Module:
    return module_of(Revision.objects.get(draft=draft))


def edit(draft: Draft, cast: Cast, wish: Wish) -> None:
    """Do it through the form and the action, and see that it came to that and to nothing else."""
    before = of(draft)
    refs = refs_of(before, with_text=not draft.is_of_published_text)
    ref = refs[wish.part % len(refs)]
    desk = Desk.at(draft, ref)
    form = desk.form()
    for button in wish.buttons:
        form = press(desk, form, button, wish.part)
    texts = [one for one in leaves(form.layout, form.tree) if isinstance(one.field, Texts)]
    typed = {texts[at % len(texts)].name: words for at, words in wish.typed}
    sent = desk.posted(as_sent(form, typed))
    if not sent.is_valid():
        return  # refused at a field: an option's text may be too long, a group half filled
    version = sent.cleaned_data["version"]
    save_part(draft, ref, sent.edited(), version=version, by=cast.editor, now=timezone.now())
    after = of(draft)
    assert with_part(after, ref, part_in(before, ref)) == before
    stays(form, part_in(after, ref), typed)


def press(desk: Desk, form: PartForm, button: str, which: int) -> PartForm:
    """A button of one of the form's lists. A clause may be named elsewhere: the text keeps its own."""
    lists = [one.name for one in form.layout if isinstance(one, Many) and one.name != "blocks"]
    if not lists:
        return form
    name = lists[which % len(lists)]
    return desk.rearranged(form, f"add:{name}" if button == "add" else f"{button}:{name}-1")


def as_sent(form: PartForm, typed: dict[str, str]) -> QueryDict:
    """The form as a browser sends it, line breaks and all."""
    sent: dict[str, Any] = dict(lengths(form.layout, form.tree))
    for field in form:
        value = field.value()
        if value is True:
            value = "on"
        if value not in (None, False):
            sent[field.html_name] = value
    sent |= typed
    lines = {
        name: value.replace("\n", "\r\n") if isinstance(value, str) else value
        for name, value in sent.items()
    }
    return QueryDict(urlencode(lines, doseq=True))


def lengths(fields: Sequence[Field], tree: Tree, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The hidden fields that say how long the lists are."""
    for field in fields:
        name, value = join(prefix, field.name), (tree or {}).get(field.name)
        if isinstance(field, Group):
            yield from lengths(field.fields, value, name)
        elif isinstance(field, Many):
            yield count_name(name), len(value or [])
            for at, item in enumerate(value or []):
                yield from lengths(field.fields, item, join(name, at))


def stays(form: PartForm, part: Any, typed: dict[str, str]) -> None:
    """Each text of the part is what was typed, else what the form had."""
    for leaf in leaves(form.layout, form.tree):
        if isinstance(leaf.field, Texts):
            words = typed.get(leaf.name, str(form[leaf.name].value() or ""))
            if leaf.field.is_line and "\n" in words:
                words = " ".join(words.split())
            assert held(part, leaf) == (words if words.strip() else None), leaf.name


def held(part: Any, leaf: Leaf) -> Any:
    """What the part has in a field's place; nothing where a group went with all that was in it."""
    for step in leaf.name.split("-"):
        if part is None:
            return None
        part = part[int(step)] if isinstance(part, list) else part[step]
    return part


@pytest.mark.parametrize("start", [Start.REVISION, Start.MAJOR])
@FEW
@given(wishes=st.lists(WISHES, min_size=1, max_size=4))
def test_what_is_edited_on_the_site_survives_export_and_load(
    start: Start, cast: Cast, tmp_path: Path, wishes: list[Wish]
) -> None:
    draft = a_draft(cast.editor, start)
    for wish in wishes:
        edit(draft, cast, wish)
    exported = of(draft)
    if not problems_of(exported):  # what breaks a rule is not loaded from files either
        write(exported, tmp_path)
        assert read(tmp_path) == exported
    discard_draft(draft, by=cast.editor, now=timezone.now())
    loaded = load(exported, by="Bo", now=timezone.now(), publishing=False).revision
    assert module_of(loaded) == exported
    discard_draft(Draft.objects.get(revision=loaded), by=cast.editor, now=timezone.now())


def test_the_address_of_a_part_is_read_back() -> None:
    for key in ("situation/summer-party", "recap", "text"):
        assert Ref.of(key).key == key
