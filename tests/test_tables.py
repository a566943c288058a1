"""Tables: exactly the columns of columns.toml, ids that stay, and nothing lost between a claim and its row."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from msgspec.structs import replace

from builder import __version__
from builder.model import Basis, Claim, Document, Period, Qualifier, Stance
from builder.tables.claims import Columns, claim_id, claims_frame, documents_frame
from builder.tables.schema import dtypes

TEXT = "The ministry said five people, including two officers, were killed since Sept. 27."
DOCUMENT = Document("d1", TEXT, "Toll", date(2020, 10, 9), "Coast Wire", "https://example.org/1", "en", "in/a.txt")

TOTAL = Claim(
    document_id="d1",
    start=18,
    end=22,
    value_text="five",
    sentence=TEXT,
    sentence_start=0,
    family="casualty",
    measure="killed",
    value=5.0,
    value_low=5.0,
    value_high=5.0,
    qualifier=Qualifier.EXACT,
    unit="person",
    rule="r1",
    subject_text="people",
    subject_group="unspecified",
    source_text="The ministry",
    source_type="government",
    source_relation="unknown",
    cue="said",
    stance=Stance.ASSERTED,
    basis=Basis.CUMULATIVE,
    period_text="since Sept. 27",
    period=Period(date(2020, 9, 27), date(2020, 10, 9), "day", "2020-09-27/2020-10-09"),
    place_text=None,
    confidence=0.75,
)
PART = Claim(
    document_id="d1",
    start=41,
    end=44,
    value_text="two",
    sentence=TEXT,
    sentence_start=0,
    family="casualty",
    measure="killed",
    value=None,
    value_low=2.0,
    value_high=None,
    qualifier=Qualifier.VAGUE,
    unit="person",
    rule="r2",
    implicit=True,
    part_of=0,
)


def test_columns_and_dtypes_are_those_of_the_schema() -> None:
    for frame, table in [
        (claims_frame([(DOCUMENT, [TOTAL])]), "claims"),
        (documents_frame([(DOCUMENT, [])]), "documents"),
    ]:
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == dtypes(table)
        assert list(frame.columns) == list(dtypes(table))


def test_a_table_of_nothing_has_the_same_columns() -> None:
    assert dict(claims_frame([]).dtypes) == dict(claims_frame([(DOCUMENT, [TOTAL])]).dtypes)
    assert len(claims_frame([(DOCUMENT, [])])) == 0


def test_a_claim_as_a_row() -> None:
    (row,) = claims_frame([(DOCUMENT, [TOTAL])]).to_dict("records")
    given = {name: value for name, value in row.items() if not pd.isna(value)}
    assert given == {
        "claim_id": "4d2f3165f995329b",
        "document_id": "d1",
        "family": "casualty",
        "measure": "killed",
        "value_text": "five",
        "value": 5.0,
        "value_low": 5.0,
        "value_high": 5.0,
        "qualifier": "exact",
        "unit": "person",
        "implicit": False,
        "subject_text": "people",
        "subject_group": "unspecified",
        "source_text": "The ministry",
        "source_type": "government",
        "source_relation": "unknown",
        "cue": "said",
        "stance": "asserted",
        "basis": "cumulative",
        "period_text": "since Sept. 27",
        "period_start": "2020-09-27",
        "period_end": "2020-10-09",
        "period_precision": "day",
        "period_edtf": "2020-09-27/2020-10-09",
        "sentence": TEXT,
        "char_start": 18,
        "char_end": 22,
        "rule": "r1",
        "confidence": 0.75,
        "published": "2020-10-09",
        "publisher": "Coast Wire",
        "title": "Toll",
        "url": "https://example.org/1",
        "language": "en",
        "builder_version": __version__,
        "policy": "literal",
    }


def test_a_part_names_its_total() -> None:
    frame = claims_frame([(DOCUMENT, [TOTAL, PART])])
    assert frame["part_of"].tolist() == [pd.NA, claim_id(TOTAL)]
    assert frame.loc[1, "value"] is pd.NA
    assert frame.loc[1, "value_low"] == 2.0


def test_an_id_depends_on_document_span_and_measure_alone() -> None:
    assert claim_id(TOTAL) == claim_id(replace(TOTAL, value=6.0, rule="other", subject_text=None))
    others = [
        replace(TOTAL, document_id="d2"),
        replace(TOTAL, start=17),
        replace(TOTAL, end=23),
        replace(TOTAL, measure="injured"),
    ]
    assert len({claim_id(claim) for claim in [TOTAL, *others]}) == 5


def test_a_document_as_a_row() -> None:
    (row,) = documents_frame([(DOCUMENT, [TOTAL, PART])]).to_dict("records")
    assert list(row.values())[:14] == [
        "d1", "2020-10-09", None, "Coast Wire", None, "Toll", "https://example.org/1", "en", "in/a.txt", None,
        "read", None, "d1", 2,
    ]  # fmt: skip


def test_a_row_of_other_columns_is_refused_whole() -> None:
    table = Columns("documents")
    with pytest.raises(KeyError, match=r"columns differ.*document_id"):
        table.add({"path": "x"})
    assert len(table.frame()) == 0
