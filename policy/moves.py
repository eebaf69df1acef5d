"""The moves of the tamper drill: what somebody with the database in their hands could do.

Each changes the copy it is made on; what it returns is kept elsewhere, and known to the verifier.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta

from evidence.actions import append, body_at, leaf, make_checkpoint
from evidence.models import Checkpoint, Entry, Head, Kind, Verdict
from policy.models import Acknowledgement, Approval, Block, Edition, Record
from policy.stage import Stage, invent, set_head

Known = Sequence[str]


def nothing(stage: Stage) -> Known:
    return [stage.before, stage.after]


def edit_a_time(stage: Stage) -> Known:
    stage.forge(stage.first, acknowledged_at=stage.now - timedelta(days=30))
    return []


def edit_a_time_and_the_log(stage: Stage) -> Known:
    edit_a_time(stage)
    stage.rebuild({stage.first.seq: stage.commit_of(stage.first)})
    return []


def edit_a_version(stage: Stage) -> Known:
    entry = Entry.objects.get(pk=stage.first.seq)
    entry.body["minor"] += 1
    entry.save()
    return []


def edit_a_row_that_pages_read(stage: Stage) -> Known:
    Acknowledgement.objects.filter(pk=stage.first.pk).update(department_ref="another")
    return []


def delete_an_acknowledgement(stage: Stage) -> Known:
    Acknowledgement.objects.filter(pk=stage.first.pk)._raw_delete("default")
    Record.objects.filter(pk=stage.first.seq)._raw_delete("default")
    return []


def delete_an_acknowledgement_and_its_entry(stage: Stage) -> Known:
    delete_an_acknowledgement(stage)
    Entry.objects.filter(pk=stage.first.seq)._raw_delete("default")
    return []


def insert_a_backdated_one(stage: Stage) -> Known:
    invent(stage.first, round=stage.second.round + 1, now=stage.now - timedelta(days=30))
    return []


def insert_a_backdated_one_among_the_others(stage: Stage) -> Known:
    """The new one takes the first one's place; that one is entered again behind all others."""
    backdated = stage.now - timedelta(days=30)
    invent(stage.first, round=stage.second.round + 1, now=stage.now)
    stage.forge(stage.first, acknowledged_at=backdated, name_at_time="Somebody Else")
    facts = stage.commit_of(stage.first) | {"day": backdated.date().isoformat()}
    stage.rebuild({stage.first.seq: facts})
    return []


def renumber(stage: Stage) -> Known:
    one, other, spare = stage.first.seq, stage.second.seq, 10**9
    for old, new in ((one, spare), (other, one), (spare, other)):
        Entry.objects.filter(pk=old).update(seq=new)
    return []


def swap_salts(stage: Stage) -> Known:
    for row, other in ((stage.first, stage.second), (stage.second, stage.first)):
        Record.objects.filter(pk=row.seq).update(salt=other.record.salt)
    return []


def claim_an_erasure_that_never_was(stage: Stage) -> Known:
    delete_an_acknowledgement(stage)
    head = Head.objects.get()
    facts = {"target": stage.first.seq, "reason": "retention", "run": "x", "signature": ""}
    columns, frontier = leaf(
        head.frontier, body_at(head.size, head.origin, Kind.ERASE, facts, stage.now)
    )
    Entry.objects.create(**columns)
    set_head(frontier)
    return []


def claim_an_erasure_and_keep_the_record(stage: Stage) -> Known:
    facts = {"target": stage.first.seq, "reason": "retention", "run": "x"}
    append(kind=Kind.ERASE, facts=facts, now=stage.now, key=stage.key)
    return []


def erase_with_authority(stage: Stage) -> Known:
    delete_an_acknowledgement(stage)
    claim_an_erasure_and_keep_the_record(stage)
    make_checkpoint(key=stage.key, now=stage.now)
    return [stage.after]


def change_a_published_text(stage: Stage) -> Known:
    Edition.objects.filter(pk=stage.first.edition_id).update(source_da="Alt er tilladt.")
    return []


def change_what_pages_show_of_a_text(stage: Stage) -> Known:
    block = Block.objects.filter(edition=stage.first.edition_id).order_by("order")[0]
    Block.objects.filter(pk=block.pk).update(text_da="Alt er tilladt.")
    return []


def change_who_approved(stage: Stage) -> Known:
    Approval.objects.filter(pk=stage.approval.pk).update(approved_by="somebody-else")
    return []


def change_who_approved_and_the_record(stage: Stage) -> Known:
    change_who_approved(stage)
    body = stage.approval.record.body | {"approved_by": "somebody-else"}
    Record.objects.filter(pk=stage.approval.record_id).update(body=body)
    return []


def delete_an_approval(stage: Stage) -> Known:
    Approval.objects.filter(pk=stage.approval.pk)._raw_delete("default")
    Record.objects.filter(pk=stage.approval.record_id)._raw_delete("default")
    return []


def truncate_the_tail(stage: Stage) -> Known:
    stage.cut(stage.second.seq)
    return []


def restore_an_older_copy(stage: Stage) -> Known:
    stage.cut(stage.first.seq)
    Checkpoint.objects.filter(size__gt=stage.first.seq)._raw_delete("default")
    return [stage.after]


def restore_an_older_copy_unseen(stage: Stage) -> Known:
    restore_an_older_copy(stage)
    return []


def rewrite_everything(stage: Stage) -> Known:
    stage.forge(stage.first, name_at_time="Somebody Else")
    stage.rebuild({stage.first.seq: stage.commit_of(stage.first)})
    stage.sign_again()
    return [stage.after]


def rewrite_everything_unseen(stage: Stage) -> Known:
    rewrite_everything(stage)
    return []


Move = Callable[[Stage], Known]
# None: it gets what the untouched log gets; nothing but a checkpoint kept elsewhere would tell.
MOVES: list[tuple[str, Move, Verdict | None]] = [
    ("change nothing", nothing, None),
    ("edit a time", edit_a_time, Verdict.INVALID),
    ("edit a time, and make the log match", edit_a_time_and_the_log, Verdict.DIVERGED),
    ("edit a version", edit_a_version, Verdict.INVALID),
    ("edit what pages show of it", edit_a_row_that_pages_read, Verdict.INVALID),
    ("delete an acknowledgement", delete_an_acknowledgement, Verdict.INVALID),
    (
        "delete an acknowledgement and its entry",
        delete_an_acknowledgement_and_its_entry,
        Verdict.INVALID,
    ),
    ("insert a backdated one", insert_a_backdated_one, Verdict.INVALID),
    (
        "insert a backdated one among the others",
        insert_a_backdated_one_among_the_others,
        Verdict.INVALID,
    ),
    ("renumber", renumber, Verdict.INVALID),
    ("swap salts", swap_salts, Verdict.INVALID),
    ("claim an erasure that never was", claim_an_erasure_that_never_was, Verdict.INVALID),
    ("claim an erasure and keep the record", claim_an_erasure_and_keep_the_record, Verdict.INVALID),
    ("erase with authority", erase_with_authority, Verdict.ERASURES),
    ("change a published text", change_a_published_text, Verdict.INVALID),
    ("change what pages show of a text", change_what_pages_show_of_a_text, Verdict.INVALID),
    ("change who approved", change_who_approved, Verdict.INVALID),
    (
        "change who approved, and its record",
        change_who_approved_and_the_record,
        Verdict.INVALID,
    ),
    ("delete an approval", delete_an_approval, Verdict.INVALID),
    ("truncate the tail", truncate_the_tail, Verdict.DIVERGED),
    ("restore an older copy", restore_an_older_copy, Verdict.DIVERGED),
    ("restore an older copy, no checkpoint kept elsewhere", restore_an_older_copy_unseen, None),
    ("rewrite everything and re-sign it", rewrite_everything, Verdict.DIVERGED),
    ("rewrite and re-sign, no checkpoint kept elsewhere", rewrite_everything_unseen, None),
]
