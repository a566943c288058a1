"""What a document reports in all, from claims as they should be: each case spells out its claims by their words.

A claim of a case is a table: `at` its value_text (found from left to right), `value` or `low` and `high`, and whatever
differs from a plain killed person; `part` is the number of the total it is a part of. `none` in a total is no figure.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builder.language.sentences import sentences
from builder.model import Basis, Claim, Document, Period, Qualifier, Sentence, Stance
from builder.tables.documents import totals
from tests.case_tables import cases

NOTHING = ["none", "none", "none"]


def claim_of(row: dict[str, Any], text: str, at: int, sentence: Sentence) -> Claim:
    """One claim from its row; `at` is where its words stand in the text."""
    value = row.get("value", 1 if row.get("who") else None)
    low, high = row.get("low", value), row.get("high", value)
    day = date.fromisoformat(row["day"]) if "day" in row else None
    return Claim(
        document_id="d",
        start=at,
        end=at + len(row["at"]),
        value_text=row["at"],
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        family="casualty",
        measure=row.get("measure", "killed"),
        value=value,
        value_low=None if low == "none" else low,
        value_high=None if high == "none" else high,
        qualifier=Qualifier(row.get("qualifier", "exact")),
        unit=row.get("unit", "person"),
        rule="case",
        implicit=row.get("who", False),
        subject_text=row.get("subject", row["at"] if row.get("who") else None),
        subject_group=row.get("group", "unspecified"),
        source_text=row.get("source"),
        stance=Stance(row.get("stance", "asserted")),
        basis=Basis(row.get("basis", "incremental")),
        period=Period(day, day),
        part_of=row.get("part"),
    )


def claims_of(case: dict[str, Any]) -> list[Claim]:
    """The claims of a case, each placed in its sentence."""
    text, found, position = case["text"], [], 0
    lines = sentences(text)
    for row in case["claims"]:
        at = text.index(row["at"], position)
        sentence = next(s for s in lines if s.start <= at < s.end)
        found.append(claim_of(row, text, at, sentence))
        position = at + 1
    return found


@pytest.mark.parametrize("case", cases("totals"))
def test_a_document_is_totalled(case: dict[str, Any]) -> None:
    row = totals(Document("d", case["text"]), claims_of(case))
    for measure in ("killed", "injured"):
        got = [row[f"{measure}_{end}"] for end in ("low", "best", "high")]
        assert ["none" if n is None else n for n in got] == case.get(measure, NOTHING), measure


@pytest.mark.parametrize("case", cases("totals"))
def test_a_total_ascends(case: dict[str, Any]) -> None:
    row = totals(Document("d", case["text"]), claims_of(case))
    for measure in ("killed", "injured"):
        known = [n for end in ("low", "best", "high") if (n := row[f"{measure}_{end}"]) is not None]
        assert known == sorted(known)


def test_no_claim_leaves_all_empty() -> None:
    assert set(totals(Document("d", "Nothing happened."), []).values()) == {None}
