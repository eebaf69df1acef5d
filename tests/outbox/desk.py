"""What a test does in the worker's database, as a process beside it: `python -m tests.outbox.desk …`."""

import json
import sys
from datetime import timedelta
from typing import Any

import django


def main(what: str, *arguments: str) -> None:
    """`put` addresses, `show` what became of them, or let `time` pass: every lease runs out."""
    django.setup()
    from django.db.models import F
    from django.utils import timezone

    from outbox.actions import LEASE, put
    from outbox.models import Message

    if what == "put":
        for address in arguments:
            key = f"letter/{address}"
            put(key=key, kind="letter", payload={"to": address}, now=timezone.now())
    elif what == "time":
        leased = Message.objects.exclude(leased_until=None)
        leased.update(leased_until=F("leased_until") - LEASE - timedelta(seconds=1))
    else:
        rows: dict[str, Any] = {
            message.payload["to"]: {
                "state": message.state.value,
                "is_leased": bool(message.lease),
                "attempts": message.attempts,
                "problem": message.problem,
            }
            for message in Message.objects.all()
        }
        sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
