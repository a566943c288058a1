"""Checks between the two tables: every claim has its document, and the documents say about claims what is true."""

from __future__ import annotations

import pandas as pd

from builder.validation.rules.registry import Tables, Verdict, check, judge


def _all(t: Tables) -> pd.Series[bool]:
    return pd.Series(True, index=t.rows.index)


@check("document_id", tables=("documents",))
def document_exists(t: Tables) -> Verdict:
    """Each claim's document is a row of the documents table."""
    known = t.rows["document_id"].isin(t.frames["documents"]["document_id"].dropna()).astype(bool)
    return judge(_all(t), ~known)


@check("document_id", tables=("documents",))
def repeats_document(t: Tables, *, columns: list[str]) -> Verdict:
    """What a claim repeats of its document is what the documents table says."""
    documents = t.frames["documents"].dropna(subset=["document_id"]).drop_duplicates("document_id")
    documents = documents.set_index("document_id")
    wrong = pd.Series(False, index=t.rows.index)
    for column in columns:
        here, there = t.rows[column], t.rows["document_id"].map(documents[column])
        same = here.eq(there).fillna(False).astype(bool) | (here.isna() & there.isna())
        wrong |= ~same
    return judge(t.rows["document_id"].isin(documents.index), wrong)


@check("document_id", "n_claims", texts=True)
def text_is_at_hand(t: Tables) -> Verdict:
    """Each document with claims has its text, so that their spans can be checked."""
    return judge(t.rows["n_claims"].gt(0), ~t.rows["document_id"].isin(list(t.texts or ())).astype(bool))


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
    counted = claims.loc[stated.fillna(False).astype(bool), "document_id"].dropna().unique()
    return judge(t.rows[columns].notna().any(axis=1), ~t.rows["document_id"].isin(counted).astype(bool))
