"""What the tamper drill's moves are made on: a copy of the log, and what was invented at its end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence.actions import leaf, make_checkpoint
from evidence.canonical import timestamp
from evidence.commitments import commitment
from evidence.models import Checkpoint, Entry, Head
from evidence.notes import SigningKey
from evidence.tree import Frontier
from policy.actions import write_acknowledgement
from policy.approving import write_approval
from policy.models import Acknowledgement, Approval, Record, Revision


@dataclass
class Stage:
    """The copy on which moves are made: an invented approval and two acknowledgements at the log's end.

    `key` is one that the drill made up, and handed the copied log over to. `before` is the checkpoint
    ahead of the two acknowledgements, `after` the one that covers them.
    """

    key: SigningKey
    now: datetime
    approval: Approval
    first: Acknowledgement
    second: Acknowledgement
    before: str
    after: str

    def rebuild(self, changed: dict[int, dict[str, Any]]) -> None:
        """Make the log anew with these entries' facts changed: hashes, head and all but signatures."""
        frontier = Frontier()
        for entry in Entry.objects.order_by("seq"):
            columns, frontier = leaf(frontier, entry.body | changed.get(entry.seq, {}))
            Entry.objects.filter(pk=entry.pk).update(**columns)
        set_head(frontier)

    def sign_again(self) -> None:
        """Replace the checkpoints by one of the log as it stands, signed with its key."""
        Checkpoint.objects.all()._raw_delete("default")
        make_checkpoint(key=self.key, now=self.now)

    def forge(self, row: Acknowledgement, **changes: Any) -> None:
        """Change an acknowledgement and its record, both to the same."""
        Acknowledgement.objects.filter(pk=row.pk).update(**changes)
        body = row.record.body
        if at := changes.get("acknowledged_at"):
            body = body | {"at": timestamp(at)}
        if name := changes.get("name_at_time"):
            body = body | {"name_at_time": name}
        Record.objects.filter(pk=row.seq).update(body=body)

    def commit_of(self, row: Acknowledgement) -> dict[str, Any]:
        """What the entry would have to say for the record as it is now."""
        record = Record.objects.get(pk=row.seq)
        return {"commit": commitment(bytes(record.salt), record.body)}

    def cut(self, size: int) -> None:
        """Do away with all entries from `size` on, and with what belongs to them."""
        Acknowledgement.objects.filter(record_id__gte=size)._raw_delete("default")
        Record.objects.filter(pk__gte=size)._raw_delete("default")
        Entry.objects.filter(pk__gte=size)._raw_delete("default")
        frontier = Frontier()
        for body in Entry.objects.order_by("seq").values_list("body", flat=True):
            _columns, frontier = leaf(frontier, body)
        set_head(frontier)


def set_head(frontier: Frontier) -> None:
    """Let the log's head say that it goes as far as this."""
    Head.objects.update(size=frontier.size, peaks=[peak.hex() for peak in frontier.peaks])


def invent(model: Acknowledgement, *, round: int, now: datetime) -> Acknowledgement:  # noqa: A002 - the field's word
    """Write an acknowledgement that nobody made, the like of `model`, in another round."""
    last = Acknowledgement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    row = Acknowledgement(
        pk=last + 1,
        **{name: getattr(model, name) for name in COPIED},
        round=round,
        acknowledged_at=now,
        recorded_at=now,
    )
    return write_acknowledgement(row, more={"quiz_completed": True, "auth": "drill"}, now=now)


COPIED = (
    *("employee", "edition", "revision", "language", "text_sha256", "statement_sha256"),
    *("name_at_time", "department_ref"),
)


def invent_approval(revision: Revision, *, now: datetime) -> Approval:
    """Write that two people published this revision, which it may have an approval of besides."""
    last = Approval.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    row = Approval(
        pk=last + 1,
        revision=revision,
        is_of_text=False,
        is_material=False,
        note="drill",
        sent_at=now,
        sent_by="one",
        approved_at=now,
        approved_by="another",
        published_at=now,
        published_by="another",
    )
    return write_approval(row, now=now)
