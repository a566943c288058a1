"""How often claims of a given confidence are right, on a gold file of the codebook's format (part 3).

    uv run python benchmarks/reliability.py GOLD.jsonl            by confidence
    uv run python benchmarks/reliability.py GOLD.jsonl --by rule  by the rule that made the claim
    uv run python benchmarks/reliability.py GOLD.jsonl --news     with the verdicts on general news (news_verdicts.toml)
    uv run python benchmarks/reliability.py ../shared/bench/data/gold.jsonl --record
                                                                  and keep the first in calibration.json

A claim is right if the gold has one of the same measure at overlapping characters with the same number and bounds.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from builder import __version__
from builder.claims.extract import extract_claims
from builder.model import Claim, Document

VERDICTS = Path(__file__).with_name("news_verdicts.toml")


def judged(path: Path) -> Iterator[tuple[Claim, bool]]:
    """Every claim of every document of the file, with whether the gold has it."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        free = list(row["claims"])
        for claim in extract_claims(Document(row["id"], row["text"], title=row.get("title"), published=published)):
            match = next((g for g in free if _same(claim, g)), None)
            if match is not None:
                free.remove(match)
            yield claim, match is not None


def _same(claim: Claim, gold: dict[str, Any]) -> bool:
    overlap = min(claim.end, gold["char_end"]) - max(claim.start, gold["char_start"]) > 0
    bounds = (claim.value, claim.value_low, claim.value_high) == (gold["value"], gold["value_low"], gold["value_high"])
    return overlap and bounds and claim.measure == gold["measure"]


def record(groups: dict[str, list[bool]]) -> None:
    """confidence -> claims and how many of them are right, beside scores.json."""
    rows = [{"confidence": float(key), "claims": len(g), "right": sum(g)} for key, g in sorted(groups.items())]
    command = "uv run python benchmarks/reliability.py ../shared/bench/data/gold.jsonl --record"
    text = json.dumps({"version": __version__, "command": command, "by_confidence": rows}, indent=1)
    (Path(__file__).parent / "calibration.json").write_text(text + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--by", choices=["confidence", "rule", "family"], default="confidence")
    parser.add_argument("--news", action="store_true", help="by rule, the claims of general news counted in")
    parser.add_argument("--record", action="store_true", help="Keep the figures in benchmarks/calibration.json.")
    args = parser.parse_args()
    by = "news" if args.news else args.by
    groups: dict[str, list[bool]] = defaultdict(list)
    for claim, right in judged(args.gold):
        kind = "implicit" if claim.implicit else claim.family
        of = "person" if claim.implicit else "counted"
        keys = {"confidence": f"{claim.confidence:.2f}", "rule": f"{kind:10} {claim.rule}", "family": kind}
        groups[f"{claim.rule:20} {of}" if args.news else keys[args.by]].append(right)
    if args.news:
        for row in tomllib.loads(VERDICTS.read_text("utf-8"))["verdict"]:
            groups[f"{row['rule']:20} {row['of']}"] += [True] * row["right"] + [False] * row["wrong"]
    if args.record:
        record(groups)
    print(f"{by:36} claims  right")
    for key in sorted(groups, reverse=by == "confidence"):
        print(f"{key:36} {len(groups[key]):6}  {sum(groups[key]) / len(groups[key]):.3f}")


if __name__ == "__main__":
    main()
