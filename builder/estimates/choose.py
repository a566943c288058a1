"""Rival figures to low, best and high: which of them still stand, and which is best."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from statistics import median_low
from types import MappingProxyType
from typing import Any, NamedTuple

from builder.estimates.readings import Reading

_NEVER = date.min


class Choice(NamedTuple):
    """The reading that is best, and the rule that chose it, in words."""

    reading: Reading
    rule: str


@cache
def _sources() -> Mapping[str, Any]:
    return tomllib.loads((files("builder.estimates") / "sources.toml").read_text("utf-8"))


@cache
def _ranks() -> Mapping[str, int]:
    return {kind: n for n, kinds in enumerate(_sources()["rank"]) for kind in kinds}


def rank(reading: Reading) -> int:
    """0 for the sources that count most closely (sources.toml)."""
    kind = reading.first.source_type if reading.named else "voice"
    return _ranks().get(kind or "other", _ranks()["other"])


def line(reading: Reading) -> tuple[str, str]:
    """Whose count a figure is: of one line, the later figure takes the place of the earlier."""
    if reading.relation != "third_party" or reading.first.source_type in _sources()["own_line"]:
        return reading.relation, reading.source
    return "third_party", ""


def standing(readings: Sequence[Reading]) -> list[Reading]:
    """The readings that no other supersedes, in their order."""
    best = [r for r in readings if not any(_supersedes(other, r) for other in readings)]
    firm = [r for r in best if not r.open]
    return firm or best


def _supersedes(new: Reading, old: Reading) -> bool:
    """True if a later figure takes the place of an earlier: of its own line in any case; of another third party's line
    if it is higher, since counts grow. Open words never replace a number, nor what is hedged what is asserted."""
    if new.as_of is None or old.as_of is None or new.as_of <= old.as_of or (new.open and not old.open):
        return False
    if new.hedged and not old.hedged:
        return False
    if line(new) == line(old):
        return True
    return not _party(new) and not _party(old) and new.size >= old.size


def _party(reading: Reading) -> bool:
    """True if whoever counts takes part in what is counted."""
    return reading.relation != "third_party" or reading.first.source_type in _sources()["party"]


def ends(readings: Sequence[Reading], best: Reading) -> tuple[int | None, int | None]:
    """The lowest and the highest figure of those that stand; None where the words leave an end open. A higher figure
    closes the top of a floor ("at least 12", "15"), a lower one the bottom of a ceiling."""
    lows = [(_low(r), r.size) for r in readings]
    highs = [(_high(r), r.size) for r in readings]
    known_low, known_high = [n for n, _ in lows if n is not None], [n for n, _ in highs if n is not None]
    low, high = min(known_low, default=None), max(known_high, default=None)
    if low is not None and any(n is None and size < low for n, size in lows):
        low = None
    if high is not None and any(n is None and size > high for n, size in highs):
        high = None
    if best.figure.best is not None:
        low = None if low is None else min(low, best.figure.best)
        high = None if high is None else max(high, best.figure.best)
    return low, high


def _low(reading: Reading) -> int | None:
    low, best, high = reading.figure
    return best if low is None and high is None else low


def _high(reading: Reading) -> int | None:
    low, best, high = reading.figure
    return best if low is None and high is None else high


def _latest(readings: Sequence[Reading]) -> Choice:
    """Of the figures that the reports hold to, the most specific source's, and of those the latest."""
    order = sorted(readings, key=lambda r: (r.hedged, r.open, rank(r), -(r.as_of or _NEVER).toordinal(), r.order))
    best = next((r for r in order if r.held), order[0])
    return Choice(best, "latest of the most specific source")


def _median(readings: Sequence[Reading]) -> Choice:
    size = median_low([r.size for r in readings])
    return Choice(next(r for r in readings if r.size == size), "median of the figures that stand")


def _lowest(readings: Sequence[Reading]) -> Choice:
    return Choice(min(readings, key=lambda r: (r.size, r.order)), "lowest of the figures that stand")


def _highest(readings: Sequence[Reading]) -> Choice:
    """The highest figure that two independent sources reach; the highest, where there are no two."""
    order = sorted(readings, key=lambda r: (-r.size, r.order))
    for n, one in enumerate(order):
        if independent(order[: n + 1]) > 1:
            return Choice(one, "highest that two independent sources reach")
    return Choice(order[0], "highest of the one source")


RULES: Mapping[str, Callable[[Sequence[Reading]], Choice]] = MappingProxyType(
    {"latest": _latest, "median": _median, "lowest": _lowest, "highest-independent": _highest}
)


def sources(readings: Sequence[Reading]) -> int:
    """Different sources."""
    return len({r.source for r in readings})


def independent(readings: Sequence[Reading]) -> int:
    """Named sources, each once, and papers that name none: those that share a wire cluster or a publisher once; none
    of a document whose figure has a named source as well."""
    named = {r.source for r in readings if r.named}
    citing = {r.report.document for r in readings if r.named}
    groups: list[set[str]] = []
    for reading in readings:
        if not reading.named and reading.report.document not in citing:
            keys = {reading.source, f"wire:{reading.report.cluster}"}
            touched = [g for g in groups if g & keys]
            groups = [g for g in groups if not g & keys] + [keys.union(*touched)]
    return len(named) + len(groups) or 1
