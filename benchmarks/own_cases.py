"""The score on the project's own cases (tests/cases/en/claims*.toml), known gaps included.

    uv run python -m benchmarks.own_cases            print it
    uv run python -m benchmarks.own_cases --write    and record it in benchmarks/scores.json, as a release does

found: claims with the same words and measure; whole: claims with every field right that the case states.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from builder.claims.extract import extract_claims
from builder.model import Claim, Document

ROOT = Path(__file__).parents[1]
SCORES = ROOT / "benchmarks" / "scores.json"


def cases() -> Iterator[dict[str, Any]]:
    for path in sorted((ROOT / "tests" / "cases" / "en").glob("claims*.toml")):
        yield from tomllib.loads(path.read_text("utf-8"))["case"]


def score() -> dict[str, float]:
    """found and whole as F1, over all casualty and damage claims of all cases."""
    found = whole = made = stated = 0
    for case in cases():
        published = date.fromisoformat(case["published"]) if "published" in case else None
        claims = [
            c for c in extract_claims(Document("case", case["text"], published=published)) if c.family != "statistic"
        ]
        made, stated = made + len(claims), stated + len(case["claims"])
        for row in case["claims"]:
            match = next((c for c in claims if _is(c, row, ("value_text", "measure"))), None)
            if match:
                claims.remove(match)
                found += 1
                whole += _is(match, row, tuple(set(row) - {"part_of"}))
    return {"found": _f1(found, made, stated), "whole": _f1(whole, made, stated)}


def _is(claim: Claim, row: dict[str, Any], fields: tuple[str, ...]) -> bool:
    return all(_field(claim, name) == (None if row[name] == "none" else row[name]) for name in fields if name in row)


def _field(claim: Claim, name: str) -> Any:
    if name.startswith("period_") and name != "period_text":
        value = getattr(claim.period, name.removeprefix("period_"))
        return value.isoformat() if isinstance(value, date) else value
    return getattr(claim, name)


def _f1(hits: int, made: int, stated: int) -> float:
    return round(2 * hits / (made + stated), 4) if made + stated else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="record the score in benchmarks/scores.json")
    args = parser.parse_args()
    now = score()
    print(json.dumps(now))
    if args.write:
        scores = json.loads(SCORES.read_text("utf-8"))
        scores["own_cases"] = {"command": "uv run python -m benchmarks.own_cases", **now}
        SCORES.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
