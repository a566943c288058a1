"""What must hold for any text, asked of very many: `uv run python -m benchmarks.invariants [--texts N] [--seed N]`.

Prints how many texts broke what, with one example each, and how many made reports were read back as they were written;
exit code 1 if anything broke.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

import click

from tests.invariants import broken, text_of, untold
from tests.made import many


@click.command()
@click.option("--texts", default=200_000, help="How many texts.")
@click.option("--reports", default=50_000, help="How many made reports are read back.")
@click.option("--seed", default=1_000_000, help="The first text's seed; the others follow.")
def main(texts: int, reports: int, seed: int) -> None:
    """Ask all invariants of texts made from consecutive seeds."""
    start = time.process_time()
    found: Counter[str] = Counter()
    for number in range(seed, seed + texts):
        for why in _troubles(number):
            if not found[why]:
                click.echo(f"seed {number}: {why}: {text_of(number)!r}")
            found[why] += 1
    missed = Counter(why for report in many(seed, reports) if (why := untold(report)))
    click.echo(f"{texts:,} texts from seed {seed:,}: {sum(found.values())} broken")
    share = 1 - sum(missed.values()) / reports
    click.echo(f"{reports:,} made reports: {share:.2%} read back; otherwise: {dict(missed.most_common())}")
    click.echo(f"{time.process_time() - start:.0f} s of CPU")
    sys.exit(bool(found))


def _troubles(seed: int) -> list[str]:
    try:
        return list(broken(text_of(seed), report=seed % 3 == 0))
    except Exception as error:  # whatever it is: it must not happen
        return [f"{type(error).__name__}: {error}"]


if __name__ == "__main__":
    main()
