"""One event as a row: what most of its reports say of when, where and what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from builder import __version__
from builder.estimates.readings import source_of
from builder.linking import Report, Row


def hashed(*parts: object) -> str:
    """16 hex digits."""
    return blake2b("\0".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def event_id(rows: Sequence[Row]) -> str:
    """Of its first claim, by publication and then by the order of the table."""
    first = min(rows, key=lambda row: (row.published or date.max, row.at))
    return hashed("event", first.id)


def event_row(name: str, reports: Sequence[Report], weakest: float | None) -> dict[str, Any]:
    rows = [row for report in reports for row in report.rows]
    start, end, precision = _dates(reports)
    published = [report.published for report in reports if report.published]
    return {
        "event_id": name,
        "date_start": _iso(start),
        "date_end": _iso(end),
        "date_precision": precision,
        "place_text": _most(_places(reports)),
        "country": _most(row.claim.country for row in rows),
        "cause": _cause(reports),
        "title": _title(reports),
        "first_published": _iso(min(published, default=None)),
        "last_published": _iso(max(published, default=None)),
        "n_documents": len({report.document for report in reports}),
        "n_claims": len(rows),
        "n_sources": len({source_of(row) for row in rows}),
        "n_independent": _independent(rows),
        "link_score": None if weakest is None else round(weakest, 2),
        "builder_version": __version__,
    }


def _independent(rows: Sequence[Row]) -> int:
    """As for an estimate (choose.py), over all claims of the event."""
    named = {source_of(row) for row in rows if row.claim.source_text is not None}
    citing = {row.claim.document_id for row in rows if row.claim.source_text is not None}
    groups: list[set[str]] = []
    for row in rows:
        if row.claim.source_text is None and row.claim.document_id not in citing:
            keys = {source_of(row), f"wire:{row.cluster}"}
            touched = [g for g in groups if g & keys]
            groups = [g for g in groups if not g & keys] + [keys.union(*touched)]
    return len(named) + len(groups) or 1


def _dates(reports: Sequence[Report]) -> tuple[date | None, date | None, str]:
    """The dates that most reports give, the finest first."""
    dated = [report.dated for report in reports if report.dated]
    if not dated:
        return None, None, "unknown"
    fine = [one for one in dated if one[2] == "day"] or dated
    return Counter(fine).most_common(1)[0][0]


def _places(reports: Sequence[Report]) -> list[str | None]:
    """Each report's places, once each, so that a long report has no more say."""
    return [p for report in reports for p in dict.fromkeys(row.claim.place_text for row in report.rows) if p]


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def _cause(reports: Sequence[Report]) -> str | None:
    """The word for what happened that most reports use."""
    return _most(w for report in reports for w in dict.fromkeys(cause.words for cause in report.causes))


def _title(reports: Sequence[Report]) -> str | None:
    first = sorted((r for r in reports if r.main), key=lambda r: (r.published or date.max, r.number))
    return next((report.rows[0].title for report in first if report.rows[0].title), None)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
