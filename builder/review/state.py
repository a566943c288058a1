"""What the page is told: the claim to judge, its fields, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from builder.review.marks import pieces
from builder.review.session import Session
from builder.tables.corrections import correctable
from builder.tables.schema import columns


def state(session: Session) -> dict[str, Any]:
    """The next claim (null when all are judged), and the precision so far."""
    next_id = next(session.left(), None)
    claim = session.release.claims[next_id] if next_id else None
    return {
        "claim": _claim(claim, session) if claim else None,
        "precision": session.precision(),
        "total": len(session.release.claims),
        "undo": bool(session.decisions),
        "folder": str(session.folder),
    }


def _claim(claim: Mapping[str, Any], session: Session) -> dict[str, Any]:
    fixable = correctable()
    text = session.release.texts.get(claim["document_id"])
    return {
        "id": claim["claim_id"],
        "pieces": pieces(claim, text),
        "title": claim["title"],
        "published": claim["published"],
        "publisher": claim["publisher"],
        "url": claim["url"] if str(claim["url"]).startswith(("http://", "https://")) else None,
        "confidence": claim["confidence"],
        "rule": claim["rule"],
        "fields": [
            {
                "name": column.name,
                "value": _words(claim[column.name]),
                "values": ["", *column.values]
                if column.null and column.values
                else list(column.values) or _kinds(column.dtype),
                "dtype": column.dtype,
                "meaning": column.meaning,
            }
            for column in columns("claims")
            if column.name in fixable
        ],
    }


def _kinds(dtype: str) -> list[str]:
    return ["false", "true"] if dtype == "boolean" else []


def _words(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
