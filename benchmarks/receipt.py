"""Times a receipt's PDF against its limits: `python -m benchmarks.receipt` (needs no database)."""

import os
import statistics
import sys
import time
from datetime import UTC, datetime

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from evidence.receipt import Proof  # noqa: E402 - settings come first
from lib.texts import Text  # noqa: E402 - as above
from training.receipts import Fact, Receipt, receipt_pdf  # noqa: E402 - as above

TIMES = 200
MOST_MILLISECONDS = 50
MOST_BYTES = 50_000
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def a_receipt(number: int) -> Receipt:
    """Nobody's, and like no other: typst keeps what it has laid out once."""
    return Receipt(
        title=Text("Retningslinje for ansattes brug af sociale medier", "da"),
        name=f"Søren Ågård {number}",
        edition="1.0",
        statement=Text(f"Jeg har læst og forstået retningslinjen ({number}).", "da"),
        facts=[
            Fact("Kvitteret", f"mandag den 23. november 2026 kl. 11.{number:03}"),
            Fact("Navn", f"Søren Ågård {number}"),
            Fact("Medarbejdernummer", str(4711 + number)),
            Fact("Afdeling", f"Plejecenter Mølleparken {number}"),
            Fact("Version og sprog", "1.0 · Dansk"),
            Fact("Tekstens fingeraftryk (SHA-256)", f"{number:064x}", is_code=True),
        ],
        explanation="Fingeraftrykket er regnet ud fra præcis den tekst, du kvitterede for.",
    )


def main() -> None:
    """The first, which loads the fonts, then many: time and size, each as a share of its limit."""
    milliseconds, sizes = [], []
    for number in range(TIMES + 1):
        receipt = a_receipt(number)
        started = time.perf_counter()
        sizes.append(len(receipt_pdf(receipt, Proof(number, f"{number:064x}", None), now=NOW)))
        milliseconds.append((time.perf_counter() - started) * 1000)
    first, later = milliseconds[0], milliseconds[1:]
    slow = statistics.quantiles(later, n=100)[98]
    sys.stdout.write(
        f"first                {first:7.1f} ms\n"
        f"median of {TIMES}        {statistics.median(later):7.1f} ms, "
        f"{statistics.median(later) / MOST_MILLISECONDS:.2f} of {MOST_MILLISECONDS} ms\n"
        f"99 of 100 within     {slow:7.1f} ms, {slow / MOST_MILLISECONDS:.2f} of the same\n"
        f"largest              {max(sizes) / 1000:7.1f} kB, {max(sizes) / MOST_BYTES:.2f} of "
        f"{MOST_BYTES // 1000} kB\n"
    )


if __name__ == "__main__":
    main()
