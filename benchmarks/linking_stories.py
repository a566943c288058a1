"""How well claims are linked to events: on the short stories of tests/incidents.toml, and on other people's documents.

python -m benchmarks.linking_stories                     pairwise precision and recall, wrong pairs, wrong estimates
python -m benchmarks.linking_stories --thresholds        precision and recall over thresholds
python -m benchmarks.linking_stories --documents FILE    JSON lines of documents (id, text, published ...): how many
                                                         end in one event each
"""

from __future__ import annotations

import argparse
import json
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from builder.linking import THRESHOLD, link
from builder.pipeline import Build, Options, build

STORIES = Path(__file__).parents[1] / "tests" / "incidents.toml"
THRESHOLDS = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0)
Pair = frozenset[str]


@cache
def incidents() -> list[dict[str, Any]]:
    """The stories by incident, each with what its estimates must be."""
    found: list[dict[str, Any]] = tomllib.loads(STORIES.read_text("utf-8"))["incident"]
    return found


def documents() -> Iterable[dict[str, Any]]:
    """The stories as documents; the id of one is incident:number."""
    for incident in incidents():
        for number, story in enumerate(incident["story"], 1):
            yield {"id": f"{incident['name']}:{number}", **story}


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of documents whose main events are one, and those that should be."""

    right: frozenset[Pair]
    said: frozenset[Pair]

    @property
    def precision(self) -> float:
        return len(self.right & self.said) / len(self.said) if self.said else 1.0

    @property
    def recall(self) -> float:
        return len(self.right & self.said) / len(self.right) if self.right else 1.0


def built(rows: Iterable[Mapping[str, Any]]) -> Build:
    """A build of documents, with estimates and without checks."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        done = build([str(file)], Path(folder) / "out", options=Options(check=False))
        assert len(done.claims) and len(done.documents) and done.derived  # read before the folder is gone
        return done


def compared(done: Build, threshold: float = THRESHOLD) -> Found:
    """The pairs of a build of the stories."""
    clusters = dict(zip(done.documents["document_id"], done.documents["wire_cluster"], strict=True))
    linked = link(done.claims, clusters, threshold=threshold)
    said = {
        frozenset(pair)
        for reports in linked.events
        for pair in combinations([r.document for r in reports if r.main], 2)
    }
    names = done.claims["document_id"].unique().tolist()
    right = {frozenset(p) for p in combinations(names, 2) if p[0].split(":")[0] == p[1].split(":")[0]}
    return Found(frozenset(right), frozenset(said))


def wrong_estimates(done: Build) -> list[str]:
    """Each estimate that differs from what its incident says, in words."""
    told = []
    links, estimates = done.derived["links"], done.derived["estimates"]
    for incident in incidents():
        mine = links[links["document_id"].str.startswith(incident["name"] + ":")]
        event = mine["event_id"].value_counts().index[0]
        rows = estimates[(estimates["event_id"] == event) & (estimates["scope"] == "all")]
        for measure, expected in incident["expect"].items():
            some = rows[rows["measure"] == measure]
            best = [tuple(_end(row[e]) for e in ("low", "best", "high")) for row in some.to_dict("records")]
            if tuple(expected) not in best:
                told.append(f"{incident['name']}: {measure} {best} instead of {expected}")
    return told


def _end(value: Any) -> int:
    return -1 if pd.isna(value) else int(value)


def one_event(file: Path) -> str:
    """How many documents of a file end in one event each: all of a document's claims that are linked at all."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    kept = [{k: row[k] for k in ("id", "title", "published", "publisher", "text") if row.get(k)} for row in rows]
    done = built(kept)
    links = done.derived["links"]
    events: defaultdict[str, set[str]] = defaultdict(set)
    for document, event in zip(links["document_id"], links["event_id"], strict=True):
        if isinstance(event, str):
            events[document].add(event)
    counts = Counter(len(found) for found in events.values())
    lines = [
        f"{len(events)} documents with a linked claim, {counts[1]} of them in one event ({counts[1] / len(events):.3f})"
    ]
    return "\n".join([*lines, *(f"  {name}: {len(found)}" for name, found in events.items() if len(found) > 1)])


def report() -> str:
    """Precision, recall, what is wrong."""
    done = built(documents())
    found = compared(done)
    lines = [
        f"{len(list(documents()))} stories, {len(incidents())} incidents, {len(found.right)} pairs of one incident",
        f"precision {found.precision:.3f}, recall {found.recall:.3f}",
        *(f"  not one: {' '.join(sorted(pair))}" for pair in sorted(map(sorted, found.said - found.right))),
        *(f"  missed:  {' '.join(sorted(pair))}" for pair in sorted(map(sorted, found.right - found.said))),
    ]
    wrong = wrong_estimates(done)
    asked = sum(len(incident["expect"]) for incident in incidents())
    return "\n".join([*lines, f"estimates right: {asked - len(wrong)} of {asked}", *(f"  {line}" for line in wrong)])


def thresholds() -> str:
    """Precision and recall over thresholds."""
    done = built(documents())
    found = {value: compared(done, value) for value in THRESHOLDS}
    rows = [f"{value:9.1f}  {one.precision:9.3f}  {one.recall:6.3f}" for value, one in found.items()]
    return "\n".join(["threshold  precision  recall", *rows])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--thresholds", action="store_true")
    asked.add_argument("--documents", type=Path)
    given = asked.parse_args()
    print(one_event(given.documents) if given.documents else thresholds() if given.thresholds else report())


if __name__ == "__main__":
    main()
