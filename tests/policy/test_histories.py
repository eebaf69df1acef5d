"""Whatever happens in whatever order, the log verifies after each step and old receipts still prove."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evidence.models import Verdict
from evidence.notes import SigningKey
from evidence.standalone import check_receipt
from policy.actions import publish, record_acknowledgement, shown_text
from policy.checkpoints import take_checkpoint
from policy.corrections import Right, correct_acknowledgement
from policy.erasure import ErasureReason, erase_record
from policy.models import Acknowledgement, Block, Edition, Method, Revision
from policy.receipts import receipt_for
from tests.evidence.logs import verdict
from tests.factories.people import Cast
from tests.factories.policy import the_guideline

LANGUAGES = ("da", "en", "de")
CAST = ("new_hire", "colleague", "manager", "other_manager", "editor")


@dataclass
class History:
    """What has happened so far, and the receipts that must still prove."""

    cast: Cast
    key: SigningKey
    erasures: int = 0
    minutes: int = 0
    receipts: dict[int, Any] = field(default_factory=dict)

    @property
    def now(self) -> Any:
        self.minutes += 7
        return timezone.now() + timedelta(minutes=self.minutes)

    def newest(self) -> Revision:
        current = Revision.objects.current(the_guideline())
        assert current is not None
        return current

    def latest(self, choice: int, **only: Any) -> Acknowledgement | None:
        rows = list(Acknowledgement.objects.latest().filter(**only).order_by("pk"))
        return rows[choice % len(rows)] if rows else None

    def acknowledge(self, choice: int) -> None:
        revision = self.newest()
        method = [Method.SELF, Method.PAPER, Method.ON_BEHALF][choice % 3]
        by_others: dict[str, Any] = {
            "actor_ref": "hr",
            "witness_ref": "anne",
            "basis_note": "Ark å",
        }
        record_acknowledgement(
            employee=getattr(self.cast, CAST[choice % len(CAST)]),
            department_ref="d",
            revision=revision,
            round=1 + choice % 2,
            shown=shown_text(revision.edition, LANGUAGES[choice % 3]),
            now=self.now,
            method=method,
            **(by_others if method != Method.SELF else {}),
        )

    def correct(self, choice: int) -> None:
        row = self.latest(choice, method=Method.PAPER)
        if row is None:
            return
        right = Right(choice % 2 == 0, LANGUAGES[choice % 3], f"Andet ark {choice}")
        correct_acknowledgement(
            row, right=right, note="Fejl", run="c1", by=self.cast.hr, key=self.key, now=self.now
        )

    def publish(self, choice: int) -> None:
        last = self.newest().edition
        source = {f"source_{one}": f"Tekst {choice} {last.number} {one}" for one in LANGUAGES}
        edition = Edition.objects.create(
            guideline=last.guideline,
            major=last.major + choice % 2,
            minor=last.minor + 1,
            **{f"title_{one}": "T" for one in LANGUAGES},
            **{f"statement_{one}": f"Læst {choice}" for one in LANGUAGES},
            **source,
        )
        text = {name.replace("source", "text"): words for name, words in source.items()}
        Block.objects.create(edition=edition, order=1, type="paragraph", **text)
        revision = Revision.objects.create(edition=edition, number=1)
        publish(revision, by="Test", now=self.now)

    def erase(self, choice: int) -> None:
        rows = list(Acknowledgement.objects.order_by("pk"))
        if not rows:
            return
        row, now = rows[choice % len(rows)], self.now
        chain = {row.seq}
        while (later := Acknowledgement.objects.filter(replaces=row).first()) is not None:
            row = later
            chain.add(row.seq)
        erase_record(
            rows[choice % len(rows)],
            reason=ErasureReason.RETENTION,
            run="r1",
            key=self.key,
            now=now,
        )
        self.erasures += len(chain)
        for seq in chain:
            self.receipts.pop(seq, None)

    def sign(self, choice: int) -> None:
        take_checkpoint(now=self.now)

    def check(self) -> None:
        """The log is sound, every receipt given out proves as it did, and new ones are given out."""
        report = verdict()
        assert report.verdict <= Verdict.ERASURES, report.listed()
        says = [one.says for one in report.findings if one.what == "erasures"]
        assert [one.split()[0] for one in says] == ([str(self.erasures)] if self.erasures else [])
        rows = {row.seq: row for row in Acknowledgement.objects.all()}
        assert self.receipts.keys() <= rows.keys()
        for seq, row in rows.items():
            receipt = receipt_for(row)
            if receipt is not None:
                assert self.receipts.setdefault(seq, receipt) == receipt
        for receipt in self.receipts.values():
            assert check_receipt.check(receipt) == self.key.public.fingerprint


STEPS: dict[str, Callable[[History, int], None]] = {
    "acknowledge": History.acknowledge,
    "correct": History.correct,
    "publish": History.publish,
    "erase": History.erase,
    "sign": History.sign,
}
# Acknowledging is what happens most.
NAMES = st.sampled_from(["acknowledge", "acknowledge", "acknowledge", *STEPS])
HISTORIES = st.lists(st.tuples(NAMES, st.integers(0, 29)), min_size=1, max_size=14)


@pytest.fixture
def people(cast: Cast, log_key: SigningKey) -> tuple[Cast, SigningKey]:
    return cast, log_key


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=HISTORIES)
def test_after_each_step_of_any_history_all_holds(
    people: tuple[Cast, SigningKey], steps: list[tuple[str, int]]
) -> None:
    with transaction.atomic():
        history = History(*people)
        for name, choice in steps:
            STEPS[name](history, choice)
            history.check()
        transaction.set_rollback(True)


def test_a_history_in_which_everything_happens(people: tuple[Cast, SigningKey]) -> None:
    history = History(*people)
    for choice, name in enumerate(["acknowledge", "acknowledge", "correct", "sign", *STEPS] * 3):
        STEPS[name](history, choice)
        history.check()
    assert history.erasures
    assert history.receipts
    assert Acknowledgement.objects.exclude(corrected_by="").exists()
