"""Floors: a rule that nothing in the table falls under passes without a word. These say so."""

from __future__ import annotations

import re
from typing import Any

from builder.validation.rules.registry import Tables, Verdict, check

DIGIT = re.compile("[0-9]")


@check()
def applies_somewhere(t: Tables, *, of: str, given: dict[str, Any] = {}, from_rows: int = 1) -> Verdict:  # noqa: B006
    """Another check found a row to check, in a table of at least `from_rows` rows (a small one may lack what is rare;
    an empty one is the business of claims_where_numbers)."""
    verdict = t.verdict(of, given)
    if verdict.skipped or verdict.error or len(t.rows) < from_rows:
        return Verdict(skipped=verdict.skipped, error=verdict.error)
    if verdict.checked:
        return Verdict(checked=verdict.checked)
    return Verdict(failed=1, detail=f"not one of {len(t.rows)} rows")


@check()
def claims_where_numbers(t: Tables, *, documents: int) -> Verdict:
    """The claims table is not empty although at least so many texts hold a digit.

    One article about a football match may hold numbers and no claim; a whole corpus that gives nothing is a fault.
    Counts digits only: number words are the lexicon's, which checks do not read.
    """
    if len(t.rows):
        return Verdict(checked=len(t.rows))
    if t.texts is None:
        return Verdict(skipped="the texts were not given")
    numbered = sum(1 for text in t.texts.values() if DIGIT.search(text))
    if numbered < documents:
        return Verdict()
    return Verdict(failed=1, detail=f"no claims, although {numbered} of {len(t.texts)} texts hold numbers")
