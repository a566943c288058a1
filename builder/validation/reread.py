"""A second reading of value_text, made without the code and the words that made the claim.

`read("1,200")` is (1200, 1200), `read("16-20")` is (16, 20), `read("dozens")` is (24, None); what it cannot read for
certain is None and is not judged.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Bounds = tuple[float, float | None]
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{2,3})+(?:\.[0-9]+)?")
LETTERED = re.compile(r"([0-9][0-9,.]*[0-9]|[0-9])(k|m|bn)")
RANGE = re.compile(r"(?:between )?(.+?)(?: ?(?:-|to|and|or) ?)(.+)", re.DOTALL)
DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "’": "'"})
LEAST = 2
"""`a dozen` and `dozens`: of words for many, the plural alone is vague."""


class Words(NamedTuple):
    ones: Mapping[str, float]
    scales: Mapping[str, float]
    vague: Mapping[str, list[float]]
    whole: Mapping[str, list[float]]


@cache
def _words() -> Words:
    data: dict[str, Any] = tomllib.loads((Path(__file__).parent / "numbers.toml").read_text("utf-8"))
    return Words(**data)


@cache
def read(printed: str) -> Bounds | None:
    """The bounds the words state: both the same for one number, an open end for a vague word; None if not certain."""
    text = " ".join(printed.lower().translate(DASHES).split())
    words = _words()
    for table in (words.whole, words.vague):
        if text in table:
            return _bounds(table[text])
    if text.startswith("a ") and text[2:] in words.vague:
        return _bounds(words.vague[text[2:]])
    number = _number(text)
    return (number, number) if number is not None else _range(text)


def _bounds(given: list[float]) -> Bounds:
    return given[0], given[1] if len(given) > 1 else None


def _number(text: str) -> float | None:
    """Digits, words, or digits and a scale word: 1,200; twenty-six; 2.3 million; three hundred and five."""
    if DIGITS.fullmatch(text):
        return float(text.replace(",", ""))
    if lettered := LETTERED.fullmatch(text):
        text = f"{lettered[1]} {lettered[2]}"
    parts = [part for part in text.replace("-", " ").split() if part != "and"]
    return _spelled(parts) if parts else None


def _spelled(parts: list[str]) -> float | None:
    """Additions up to a hundred, scales from there: each must be smaller than the one before it. Digits come once."""
    words, total, now = _words(), 0.0, 0.0
    last = float("inf")
    for n, part in enumerate(parts):
        if part in words.scales:
            scale = words.scales[part]
            if n == 0 or (scale > LEAST * 50 and scale >= last):
                return None
            now, total, last = _scaled(now, total, scale, last)
        elif part in words.ones and _adds(now, words.ones[part], n):
            now += words.ones[part]
        elif DIGITS.fullmatch(part) and n == 0:
            now = float(part.replace(",", ""))
        else:
            return None
    return total + now


def _scaled(now: float, total: float, scale: float, last: float) -> tuple[float, float, float]:
    """`three hundred` goes on (`thousand` may follow); a thousand and more is closed."""
    return (now * scale, total, last) if scale <= 100 else (0.0, total + now * scale, scale)


def _adds(now: float, one: float, at: int) -> bool:
    """`twenty six` and `hundred six` add up; `six twenty` and `two no` do not."""
    return at == 0 or (
        0 < one < 100 and (now == 0 or now % 100 == 0 or (one < 10 and now % 10 == 0 and now % 100 > 10))
    )


def _range(text: str) -> Bounds | None:
    """Two numbers with a word or a dash between them, the first below the second."""
    if not (found := RANGE.fullmatch(text)):
        return None
    low, high = _number(found[1].strip()), _number(found[2].strip())
    if low is None or high is None:
        return None
    scale = next((s for word, s in _words().scales.items() if found[2].endswith(word) and s > 100), 1.0)
    if low < high and low * scale < high and scale > 1 and DIGITS.fullmatch(found[1].strip()):
        low *= scale  # `10 to 15 million`
    return (low, high) if low < high else None
