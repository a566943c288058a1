"""Checks between the two tables: every claim has its document, and the documents say about claims what is true."""

from __future__ import annotations

import pandas as pd

from builder.validation.rules.joins import document_places, of_document
from builder.validation.rules.registry import Tables, Verdict, check, judge


def _all(t: Tables) -> pd.Series[bool]:
    return pd.Series(True, index=t.rows.index)


@check("document_id", tables=("documents",))
def document_exists(t: Tables) -> Verdict:
    """Each claim's document is a row of the documents table."""
    return judge(_all(t), pd.Series(document_places(t) < 0, index=t.rows.index))


@check("document_id", tables=("documents",))
def repeats_document(t: Tables, *, columns: list[str]) -> Verdict:
    """What a claim repeats of its document is what the documents table says."""
    wrong = pd.Series(False, index=t.rows.index)
    for column in columns:
        here, there = t.rows[column], of_document(t, column)
        same = here.eq(there).fillna(False).astype(bool) | (here.isna() & there.isna())
        wrong |= ~same
    return judge(pd.Series(document_places(t) >= 0, index=t.rows.index), wrong)


@check("document_id", "n_claims", texts=True)
def text_is_at_hand(t: Tables) -> Verdict:
    """Each document with claims has its text, so that their spans can be checked."""
    texts = t.texts or {}
    here = [i in texts for i in t.rows["document_id"].astype(object).tolist()]
    return judge(t.rows["n_claims"].gt(0), ~pd.Series(here, index=t.rows.index, dtype=bool))


@check("document_id", "n_claims", tables=("claims",))
def claims_are_counted(t: Tables) -> Verdict:
    """n_claims is the number of rows the document has in the claims table."""
    counts = t.frames["claims"]["document_id"].value_counts()
    found = t.rows["document_id"].map(counts).fillna(0)
    return judge(t.rows["n_claims"].notna(), t.rows["n_claims"].ne(found))


@check("document_id", tables=("claims",))
def total_has_claims(t: Tables, *, columns: list[str], measures: list[str]) -> Verdict:
    """A document with a total has a claim of one of these measures (a silence states none): no claim, no total."""
    claims = t.frames["claims"]
    stated = claims["measure"].isin(measures) & claims["qualifier"].ne("undisclosed")
    counted = set(claims["document_id"][stated.fillna(False).astype(bool)].astype(object).tolist())
    bare = [i not in counted for i in t.rows["document_id"].astype(object).tolist()]
    return judge(t.rows[columns].notna().any(axis=1), pd.Series(bare, index=t.rows.index, dtype=bool))
