"""Write what is to be filed into a folder: `archive_export FOLDER`; what is there already stays."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone, translation

from evidence.receipt import ProofBroken
from policy.models import Edition, Guideline
from reports.archive import Filed, campaign_document, edition_document
from reports.campaigns import closed_campaigns


class Command(BaseCommand):
    """Writes each published version and each round that is over as PDF/A and JSON."""

    help = "Write every published version and every round that is over, as PDF/A and JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what the folder lacks, in Danish."""
        folder, now = options["folder"], timezone.now()
        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder.")
        try:
            with translation.override("da"):
                for one in _documents():
                    text = json.dumps(one.data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
                    self._write(folder / f"{one.name}.json", text.encode())
                    self._write(folder / f"{one.name}.pdf", one.pdf(made_at=now))
        except ProofBroken as problem:
            raise CommandError(f"{problem} Run evidence_verify.") from None

    def _write(self, path: Path, content: bytes) -> None:
        if not path.exists():
            path.write_bytes(content)
            self.stdout.write(str(path))


def _documents() -> Iterator[Filed]:
    """Versions, then rounds."""
    for edition in Edition.objects.published().select_related("guideline"):
        yield edition_document(edition)
    today = timezone.localdate()
    for guideline in Guideline.objects.order_by("slug"):
        for campaign in closed_campaigns(guideline, today):
            found = campaign_document(guideline, campaign.assigned_on, today)
            if found is not None:
                yield found
