"""Which reports are compared at all: those that share a block, and in a large block only neighbours in time. So the
number of pairs grows with the number of reports, not with its square."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import log

from builder.linking.reports import Report
from builder.linking.score import LATE_DAYS, NEAR

WEEK = 7
RAREST = 5
"""Names of a report that make blocks, rarest first."""
NEIGHBOURS = 10
"""Reports of one block that each is compared with, by date: a block of a common word may hold thousands."""
_PRIOR = 200
"""Reports supposed beside those there are: in a table of three a shared name is as telling as in one of 200."""
_EPOCH = date(1970, 1, 1)


def rarities(reports: Sequence[Report]) -> dict[str, float]:
    """Name or place -> log(reports / reports with it), near 0 for a name that stands everywhere."""
    counts = Counter(name for report in reports for name in report.names | report.places)
    return {name: log((len(reports) + _PRIOR) / (count + 1)) for name, count in counts.items()}


def pairs(reports: Sequence[Report], rarity: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """Pairs of report numbers of different documents, each once, smaller number first."""
    blocks: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for report in reports:
        words = _words(report, rarity)
        for week in _weeks(report):
            for word in words:
                blocks[word, week].append(report.number)
    seen: set[int] = set()
    size = len(reports)
    for members in blocks.values():
        members.sort(key=lambda n: (_when(reports[n]), n))
        for at, first in enumerate(members):
            for second in members[at + 1 : at + 1 + NEIGHBOURS]:
                a, b = (first, second) if first < second else (second, first)
                if a * size + b not in seen and reports[a].document != reports[b].document:
                    seen.add(a * size + b)
                    yield a, b


def _words(report: Report, rarity: Mapping[str, float]) -> frozenset[str]:
    """What makes a report's blocks: its places, its rarest names, its wire cluster, and its kind of event with each
    country and each large figure."""
    rare = sorted(report.names, key=lambda name: (-rarity[name], name))[:RAREST]
    kinds = [f"{kind} {country}" for kind in sorted(report.kinds) for country in sorted(report.countries)]
    figures = [f"{measure} {value:g} {kind}" for measure, value in report.figures for kind in report.kinds]
    return frozenset([*report.places, *rare, f"wire {report.cluster}", *kinds, *figures])


def _weeks(report: Report) -> range:
    """The weeks in which the event may have been; without any date one week that only its like share."""
    if report.dated:
        first, last = _day(report.dated[0]), _day(report.dated[0])
        return range((first - NEAR) // WEEK, (last + NEAR) // WEEK + 1)
    if report.published:
        last = _day(report.published)
        return range((last - LATE_DAYS) // WEEK, (last + 1) // WEEK + 1)
    return range(-1, 0)


def _when(report: Report) -> int:
    if report.dated:
        return _day(report.dated[0])
    return _day(report.published) if report.published else -1


def _day(day: date) -> int:
    return (day - _EPOCH).days
