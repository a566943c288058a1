"""Record the scores of a release in benchmarks/scores.json.

    python ../shared/bench/score.py --json scores.tmp.json
    uv run python -m benchmarks.record scores.tmp.json

The first command scores the coded sets, which are not part of this repository; the second keeps its figures, rounded,
beside the score on the project's own cases (benchmarks/own_cases.py).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.own_cases import SCORES, score
from builder import __version__


def rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in row.items()}


def main() -> None:
    coded = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    scores = {
        "version": __version__,
        "own_cases": {"command": "uv run python -m benchmarks.own_cases", **score()},
        "coded_sets": {
            "command": "python ../shared/bench/score.py --json scores.tmp.json",
            **{name: rounded(row) for name, row in coded.items()},
        },
    }
    SCORES.write_text(json.dumps(scores, indent=1) + "\n", "utf-8")
    print(f"{SCORES}: {len(coded)} figures of the coded sets, own cases {scores['own_cases']}")


if __name__ == "__main__":
    main()
