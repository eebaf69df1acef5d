"""A draft between the one who sends it and the one who reads it."""

from authoring.models import Draft, Submission
from people.models import Employee, Role
from policy.models import Revision
from tests.authoring.writing import change, part_of
from tests.factories.people import Cast, a_person, make_hr

TEXT = "/redaktion/social-media/2.0/1/"
NOTE = "Film er også omfattet, for det spurgte mange om."


def retitle(draft: Draft, by: Employee, title: str = "Sommerfesten på havnen") -> None:
    """The summer party under another title."""
    change(draft, by, title={**part_of(draft)["title"], "da": title})


def second_editor(cast: Cast) -> Employee:
    """Eva, who edits too."""
    return make_hr(a_person("Eva Lund", cast.root), Role.EDITOR)


def put_forward(submission: Submission | None = None) -> dict[str, str]:
    """What the form of a page sends, which was made for this submission or the only one."""
    return {"submission": str((submission or Submission.objects.get()).pk)}


def revision_of(draft: Draft) -> Revision:
    """The draft's revision as it is now."""
    return Revision.objects.select_related("edition").get(draft=draft)
