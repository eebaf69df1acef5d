"""What verifying the log found, and what that makes of it."""

from dataclasses import asdict, dataclass, field
from typing import Any

from evidence.models import Verdict


@dataclass(frozen=True)
class Finding:
    """One thing found: how bad, at which entry, the rule in a word, and a sentence."""

    code: int
    seq: int | None
    what: str
    says: str


@dataclass
class Report:
    """All that was found in a log of so many entries, under its newest checkpoint that holds."""

    entries: int = 0
    checkpoint: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: int, what: str, says: str, seq: int | None = None) -> None:
        """Note a finding."""
        self.findings.append(Finding(int(code), seq, what, says))

    def invalid(self, what: str, says: str, seq: int | None = None) -> None:
        """Note what makes the log invalid."""
        self.add(Verdict.INVALID, what, says, seq)

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings."""
        return Verdict(max((one.code for one in self.findings), default=0))

    def first_bad(self) -> int | None:
        """The first entry that something is wrong with."""
        bad = [one.seq for one in self.findings if one.code >= Verdict.INVALID]
        return min((seq for seq in bad if seq is not None), default=None)

    def listed(self) -> list[dict[str, Any]]:
        """The findings as plain values, the worst first."""
        order = sorted(self.findings, key=lambda one: (-one.code, one.seq is None, one.seq or 0))
        return [asdict(one) for one in order]

    def as_json(self) -> dict[str, Any]:
        """The report as `evidence_verify --json` prints it."""
        return {
            "verdict": self.verdict.word,
            "entries": self.entries,
            "checkpoint": self.checkpoint,
            "findings": self.listed(),
        }
