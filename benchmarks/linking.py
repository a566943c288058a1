"""How long linking and estimating take, with memory, for made-up claims of many events, and how that grows:

    python -m benchmarks.linking [--claims N ...]     default 10000 100000

An event has five claims in two or three documents on average; times are CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pandas as pd

from builder.estimates import estimate
from builder.linking import link
from builder.tables.schema import dtypes

CLAIMS_AN_EVENT = 5
FIRST_DAY, DAYS = date(2012, 1, 1), 3650
KINDS = ("bomb", "flood", "bus crash", "ferry", "shooting", "earthquake", "landslide", "air strike")
SYLLABLES = ("ba", "dor", "kel", "min", "sa", "tor", "vi", "lan", "ros", "gu", "hal", "per")
COUNTRIES = ("TUR", "IND", "PER", "MEX", "NGA", "IRQ", "PAK", "PHL", "COL", "KEN")
SOURCES = (("police", "police"), ("the health ministry", "health_authority"), ("the mayor", "government"), (None, None))


def town(random: Random) -> str:
    """One of some 20,000 names of towns."""
    return "".join(random.choice(SYLLABLES) for _ in range(4)).capitalize()


def cells(claims: int, seed: int = 0) -> Iterator[dict[str, object]]:
    """Claims of claims / 5 events; every tenth event has a lookalike in the same town a week later."""
    for event in range(claims // CLAIMS_AN_EVENT):
        random = Random(seed * 1_000_003 + event - event % 10 // 9)
        place, kind, country = town(random), random.choice(KINDS), random.choice(COUNTRIES)
        day = FIRST_DAY + timedelta(random.randrange(DAYS) + (7 if event % 10 == 9 else 0))
        yield from _event(event, place, kind, country, day, random)


def _event(event: int, place: str, kind: str, country: str, day: date, random: Random) -> Iterator[dict[str, object]]:
    toll = random.randint(2, 90)
    for number in range(CLAIMS_AN_EVENT):
        document = number // 2
        value = toll + 2 * document if number % 2 == 0 else toll // 2 + document
        measure = "killed" if number % 2 == 0 else "injured"
        source, sort = SOURCES[document]
        words = f"A {kind} in {place} on {day:%A} has {measure} {value} people, {source or 'reports'} said."
        row: dict[str, object] = {"claim_id": f"{event}-{number}", "document_id": f"{event}-{document}"}
        row |= {"family": "casualty", "measure": measure, "unit": "person", "qualifier": "exact", "stance": "asserted"}
        row |= {"value": value, "value_low": value, "value_high": value, "value_text": str(value), "implicit": False}
        row |= {"basis": "incremental", "period_start": str(day), "period_end": str(day), "period_precision": "day"}
        row |= {"place_text": place, "country": country, "source_text": source, "source_type": sort}
        row |= {"sentence": words, "char_start": words.find(str(value)), "title": f"{kind} hits {place}"}
        yield row | {"published": str(day + timedelta(document)), "publisher": f"Paper {random.randrange(97)}"}


def table(claims: int) -> pd.DataFrame:
    """The claims as a table with the published columns."""
    made = list(cells(claims))
    return pd.DataFrame({c: pd.Series([row.get(c) for row in made], dtype=k) for c, k in dtypes("claims").items()})


def measured(claims: int) -> tuple[float, float, int, int]:
    """CPU seconds to link, and to make all derived tables; events found; megabytes at most so far."""
    made = table(claims)
    start = time.process_time()
    found = len(link(made).events)
    linked = time.process_time()
    estimate(made)
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return linked - start, done - linked, found, memory


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    print("  claims   events    found   link s   all s   MB at most")
    times = []
    for claims in asked.parse_args().claims:
        link_s, all_s, found, memory = measured(claims)
        times.append(link_s)
        print(f"{claims:8,} {claims // CLAIMS_AN_EVENT:8,} {found:8,} {link_s:8.1f} {all_s:7.1f} {memory:12,}")
    if len(times) > 1:
        print(f"linking grows {times[-1] / times[0]:.1f}-fold")


if __name__ == "__main__":
    main()
