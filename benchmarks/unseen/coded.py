"""Reads the coded articles of benchmarks/unseen/round*.toml: the shorthand of their claims, spelled out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from builder.model import Document

FOLDER = Path(__file__).parent
ENDS = ("low", "best", "high")

_NUMBER = re.compile(r"(?P<sign>>=|<=|>|<|~|v)?(?P<low>\d[\d.]*)(?:-(?P<high>\d+))?$")
_QUALIFIERS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "~": "approximately"}
_OF_THINGS = frozenset({"destroyed", "damaged", "shot_down"})
Bounds = tuple[float | None, float | None, float | None, str]
"""Value, low, high and qualifier."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One claim as a person coded it; start..end count characters of the article's text."""

    start: int
    end: int
    measure: str
    number: Bounds
    implicit: bool
    group: str | None
    source: str | None
    stance: str
    basis: str
    period: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Article:
    document: Document
    claims: tuple[Coded, ...]
    totals: dict[str, float | None]


def rounds() -> list[str]:
    """The names of the rounds, oldest first."""
    return sorted(path.stem for path in FOLDER.glob("round*.toml"))


def articles(name: str) -> Iterator[Article]:
    """The articles of a round. Raises ValueError where a line cannot be read, naming article and line."""
    for row in tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["article"]:
        document = Document(f"{name}-{row['id']}", row["text"], published=date.fromisoformat(row["published"]))
        yield Article(document, tuple(_claims(row)), _totals(row["totals"]))


def _claims(row: dict[str, Any]) -> Iterator[Coded]:
    at = 0
    for line in row["claims"].strip().splitlines():
        try:
            claim = _claim([part.strip() for part in line.split(" | ")], row, at)
        except (ValueError, KeyError, IndexError) as error:
            raise ValueError(f"{row['id']}: {line!r}: {error}") from error
        at = max(at, claim.start - 200)
        yield claim


def _claim(parts: list[str], row: dict[str, Any], at: int) -> Coded:
    measure, anchor, number, group, source, stance, basis, period = (
        parts + ["unspecified", "-", "asserted", "", ""][len(parts) - 3 :]
    )
    before, value, after = re.fullmatch(r"(.*)\[(.+)\](.*)", anchor).groups()  # type: ignore[union-attr]
    start = row["text"].index(before + value + after, at) + len(before)
    basis = basis or "incremental"
    group = "-" if measure in _OF_THINGS else group
    return Coded(
        start, start + len(value), measure, _number(number), number == "i", _none(group), _none(source), stance, basis,
        _period(period, basis, row),
    )  # fmt: skip


def _number(text: str) -> Bounds:
    if text == "?":
        return None, None, None, "undisclosed"
    found = _NUMBER.match("1" if text == "i" else text)
    if found is None:
        raise ValueError(f"no number: {text!r}")
    sign, low, high = found["sign"], float(found["low"]), found["high"]
    if high:
        return None, low, float(high), "vague" if sign == "v" else "range"
    if sign == "v":
        return None, low, None, "vague"
    if sign is None:
        return low, low, low, "exact"
    return low, low if sign in (">=", ">") else None, low if sign in ("<=", "<") else None, _QUALIFIERS[sign]


def _period(text: str, basis: str, row: dict[str, Any]) -> tuple[str | None, str | None]:
    published = row["published"]
    if not text and basis == "stock":
        return published, published
    start, _, end = (text or row["day"]).partition("..")
    return _none(start), published if not text and basis == "cumulative" else _none(end or start)


def _none(text: str) -> str | None:
    return None if text in ("-", "") else text


def _totals(text: str) -> dict[str, float | None]:
    found: dict[str, float | None] = {f"{name}_{end}": None for name in ("killed", "injured") for end in ENDS}
    for part in filter(None, (p.strip() for p in text.split(";"))):
        name, *ends = part.split()
        said = zip(ENDS, ends, strict=True)
        found |= {f"{name}_{end}": float(value) for end, value in said if value != "-"}
    return found
