"""What a front page says of a dataset: how much there is, of what, by whom, from when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder.site.release import Release

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 10
"""Publishers and kinds of source that are listed; the others share a line."""

_LONG = 4
"""A dataset that spans more years than this is shown by year, else by month."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a list of counts: its words, how many, and the share of the largest, 0 to 100. `value` is what the
    explorer's filter calls it, None for a line that is no filter."""

    words: str
    count: int
    share: float
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """`families` has the measures of each family; `times` one bar a year or month, none left out between."""

    claims: int
    documents: dict[str, int]
    publishers: int
    first: str | None
    last: str | None
    families: dict[str, list[Bar]]
    by_publisher: list[Bar]
    by_source: list[Bar]
    times: list[Bar]
    sourced: int


def facts(release: Release) -> Facts:
    """The counts of a release."""
    claims, documents = release.claims, release.documents
    published = sorted(day for day in _strings(claims, "published") if day)
    publishers = Counter(filter(None, _strings(claims, "publisher")))
    sources = Counter(_strings(claims, "source_type"))
    return Facts(
        claims=len(claims),
        documents=dict(Counter(documents["status"].to_pylist())),
        publishers=len(publishers),
        first=published[0] if published else None,
        last=published[-1] if published else None,
        families=_families(claims),
        by_publisher=bars(publishers.most_common(), MOST),
        by_source=bars(((k, n) for k, n in sources.most_common() if k), MOST),
        times=_times(published),
        sourced=len(claims) - sources[None],
    )


def _strings(table: pa.Table, name: str) -> list[str | None]:
    return table[name].cast("string").to_pylist()  # type: ignore[no-any-return]


def _families(claims: pa.Table) -> dict[str, list[Bar]]:
    pairs = Counter(zip(claims["family"].to_pylist(), claims["measure"].to_pylist(), strict=True))
    found: dict[str, list[tuple[str, int]]] = {}
    for (family, measure), count in pairs.most_common():
        found.setdefault(family, []).append((measure, count))
    return {family: bars(found[family]) for family in sorted(found)}


def bars(counts: Iterable[tuple[Any, int]], most: int | None = None) -> list[Bar]:
    """Counts as bars, the first is the largest; what is past `most` is one bar."""
    counts = list(counts)
    largest = max((n for _, n in counts), default=1)
    shown = [Bar(plain(words), n, 100 * n / largest, words) for words, n in counts[:most]]
    rest = counts[most:] if most else []
    total = sum(n for _, n in rest)
    return [*shown, Bar(f"{len(rest)} others", total, min(100.0, 100 * total / largest))] if rest else shown


def plain(value: str) -> str:
    """An allowed value of a column in words."""
    return value.replace("_", " ")


def _times(published: list[str]) -> list[Bar]:
    if not published:
        return []
    width = 4 if int(published[-1][:4]) - int(published[0][:4]) >= _LONG else 7
    counts = Counter(day[:width] for day in published)
    largest = max(counts.values())
    return [
        Bar(t, counts[t], 100 * counts[t] / largest, t) for t in _between(published[0][:width], published[-1][:width])
    ]


def _between(first: str, last: str) -> list[str]:
    """All years or months from one to another."""
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(t[:4]) * 12 + int(t[5:]) - 1 for t in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1)]
