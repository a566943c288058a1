"""Planted duplicates and wire copies, and how many are found: `python -m benchmarks.duplicates [FILE.jsonl] [SEED]`.

Every report may come again to the letter, from its own address with a changed word, with another introduction, with its
tail cut, with words changed here and there, or with another toll. The first two are duplicates, the others versions of
it; a version with another toll that is merged away is an error of its own. Without a file the reports are made up.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from builder.pipeline import Options, build
from tests.stories import story

MADE = 400
INTRODUCTIONS = [
    "From our correspondents in the region and the capital, with files from the agencies and local radio. ",
    "(Recasts first paragraph, adds details, background and reaction from the government in the capital.) ",
    "Updated this evening with more from the scene and a statement by the family of one of the owners. ",
]
COPIES = ("same", "address")
VERSIONS = ("introduction", "tail", "words", "toll")


def reports(file: str | None) -> list[str]:
    if file is None:
        return [story(seed, dead=3 + seed % 90) for seed in range(MADE)]
    texts = [json.loads(line)["text"] for line in Path(file).read_text("utf-8").splitlines()]
    return [text for text in texts if len(text.split()) >= 120]


def planted(texts: list[str], chance: random.Random) -> list[dict[str, str]]:
    """Rows of reports and of what comes again of them, in an order in which each first stands before its copies."""
    families = _families(texts)
    rows = [{"family": family, "kind": "first", "text": text} for family, text in zip(families, texts, strict=True)]
    for n, text in enumerate(texts):
        for kind in chance.sample([*COPIES, *VERSIONS], chance.choice([0, 0, 1, 2, 3])):
            if changed := _changed(kind, text, chance):
                at = chance.randrange(n + 1, len(rows) + 1)
                rows.insert(at, {"family": families[n], "kind": kind, "text": changed, "of": str(n)})
    rows.sort(key=lambda row: row["kind"] != "first")  # stable: firsts, then the rest in the order chance gave them
    return [row | {"id": str(n), "url": f"https://a.example/{_address(row, n)}"} for n, row in enumerate(rows)]


def _address(row: dict[str, str], number: int) -> str:
    return f"copy/{row['of']}" if row["kind"] == "address" else f"copy/{number}"


def _families(texts: list[str]) -> list[str]:
    """The family of each report: that of the first before it with which it shares half of its three-word runs, counted
    out, so that versions which nobody planted are no errors."""
    holders: dict[str, list[int]] = {}
    sizes: list[int] = []
    families: list[str] = []
    for n, text in enumerate(texts):
        words = re.findall(r"\w+", text.lower())
        runs = {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}
        shared = Counter(m for run in runs for m in holders.get(run, ()))
        alike = [m for m, both in shared.items() if both / (len(runs) + sizes[m] - both) >= 0.5]
        families.append(families[min(alike)] if alike else str(n))
        sizes.append(len(runs))
        for run in runs:
            holders.setdefault(run, []).append(n)
    return families


def _changed(kind: str, text: str, chance: random.Random) -> str | None:
    words = text.split(" ")
    if kind == "same":
        return text
    if kind == "address":
        return text + " Edited for length by the desk."
    if kind == "introduction":
        rest = re.split(r"(?<=\.)\s+", text, maxsplit=1)[-1]
        return chance.choice(INTRODUCTIONS) + (rest if chance.random() < 0.5 else text)
    if kind == "tail":
        return " ".join(words[: int(len(words) * chance.uniform(0.55, 0.9))])
    if kind == "words":
        return " ".join("meanwhile" if chance.random() < 0.04 else word for word in words)
    toll = re.search(r"\b[1-9][0-9]?\b", text)
    return None if toll is None else f"{text[: toll.start()]}{int(toll[0]) + 7}{text[toll.end() :]}"


def score(rows: list[dict[str, str]]) -> Iterator[str]:
    """Lines: pairs in one cluster, duplicates by status, tolls merged away."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in.jsonl")
        lines = [json.dumps({key: row[key] for key in ("id", "url", "text")}) for row in rows]
        source.write_text("\n".join(lines), "utf-8")
        table = build([str(source)], Path(folder, "out"), options=Options(check=False, texts=False)).documents
    cluster = dict(zip(table["document_id"], table["wire_cluster"], strict=True))
    status = dict(zip(table["document_id"], table["status"], strict=True))
    true, said = _pairs(rows, lambda row: row["family"]), _pairs(rows, lambda row: cluster[row["id"]])
    yield f"clusters    {_figures(true, said)}"
    copies = {row["id"] for row in rows if row["kind"] in COPIES}
    yield f"duplicates  {_figures(copies, {i for i in status if status[i] == 'duplicate'})}"
    found = Counter(row["kind"] for row in rows if cluster[row["id"]] == cluster[_first(rows, row)])
    for kind, count in sorted(Counter(row["kind"] for row in rows).items()):
        yield f"  {kind:13} {found[kind]} of {count} in the cluster of their first"
    yield f"tolls merged away: {sum(row['kind'] == 'toll' and status[row['id']] != 'read' for row in rows)}"


def _first(rows: list[dict[str, str]], row: dict[str, str]) -> str:
    return rows[int(row["family"])]["id"]


def _pairs(rows: list[dict[str, str]], key: object) -> set[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row["id"])  # type: ignore[operator]
    return {pair for held in groups.values() for pair in combinations(held, 2)}


def _figures(true: set[object], said: set[object]) -> str:  # type: ignore[type-arg]
    right = len(true & said)
    return f"precision {right / max(1, len(said)):.3f}  recall {right / max(1, len(true)):.3f}  ({len(true)} planted)"


if __name__ == "__main__":
    file = sys.argv[1] if len(sys.argv) > 1 else None
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(*score(planted(reports(file), random.Random(seed))), sep="\n")
