"""Are the tests of numbers, dates and binding strict? A drawn sample of mutants, each run against those tests:
`uv run --group mutation python -m benchmarks.mutation [--sample N] [--seed N]`.

Prints how many of the drawn mutants the tests noticed, by module, and the names of those they did not
(`mutmut show NAME` prints one). What is tested and with which tests stands in pyproject.toml.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter

import click

MUTMUT = (sys.executable, "-m", "mutmut")
NOTICED = ("killed", "timeout", "caught by type check", "suspicious", "segfault")


def _results() -> dict[str, str]:
    """mutant -> status, of all there are."""
    told = subprocess.run([*MUTMUT, "results", "--all", "true"], capture_output=True, text=True, check=True).stdout
    rows = (line.strip().rpartition(": ") for line in told.splitlines())
    return {name: status for name, _, status in rows if name}


@click.command()
@click.option("--sample", default=1000, help="How many mutants are drawn.")
@click.option("--seed", default=1, help="Of the draw.")
def main(sample: int, seed: int) -> None:
    """Draw mutants, run them, report."""
    subprocess.run([*MUTMUT, "run", "no.such.mutant"], capture_output=True, check=False)  # makes them all
    names = sorted(_results())
    if not names:
        sys.exit("mutmut made no mutants")
    drawn = random.Random(seed).sample(names, min(sample, len(names)))
    subprocess.run([*MUTMUT, "run", "--max-children", "1", *drawn], check=False, stdout=subprocess.DEVNULL)
    results = _results()
    tested = {name: results[name] for name in drawn if results[name] not in ("not checked", "no tests")}
    noticed = Counter(name.split(".x")[0] for name, status in tested.items() if status in NOTICED)
    for module, count in sorted(Counter(name.split(".x")[0] for name in tested).items()):
        click.echo(f"{module:45} {noticed[module]:5} of {count:5}")
    click.echo(f"{'all':45} {noticed.total():5} of {len(tested):5}, {noticed.total() / max(1, len(tested)):.1%}")
    for name in sorted(name for name, status in tested.items() if status not in NOTICED):
        click.echo(f"not noticed: {name}")


if __name__ == "__main__":
    main()
