"""Checks that read again what was printed: the number from its words, the dates from the EDTF string."""

from __future__ import annotations

from builder.validation.edtf import span
from builder.validation.reread import read
from builder.validation.rules.coded import among
from builder.validation.rules.numbers import NUMBERS
from builder.validation.rules.registry import Tables, Verdict, check


@check("family", "implicit", "qualifier", "value_text", *NUMBERS)
def value_reads_back(t: Tables, *, families: list[str]) -> Verdict:
    """value_text, read a second time by other code, gives the numbers of the row, as far as it can be read."""
    rows = t.rows
    stated = rows["family"].isin(families) & rows["qualifier"].ne("undisclosed") & ~rows["implicit"].fillna(False)
    return among(t, ["value_text", *NUMBERS], stated, _reads)


def _reads(text: object, value: object, low: object, high: object) -> bool | None:
    """Whether the row says what the words say; None where the words cannot be read."""
    bounds = read(text) if isinstance(text, str) else None
    if bounds is None:
        return None
    first, last = bounds
    if first == last:  # one number: whatever the row fills must be it
        filled = [number for number in (value, low, high) if number is not None]
        return bool(filled) and all(number == first for number in filled)
    return value is None and low in (first, None) and high in (last, None) and (low, high) != (None, None)


@check("period_start", "period_end", "period_edtf")
def edtf_agrees(t: Tables) -> Verdict:
    """The EDTF string opens and closes on period_start and period_end; an open end is null. Strings that name a
    season, or leave digits out that only some years share, state no days and are not judged."""
    return among(t, ["period_edtf", "period_start", "period_end"], t.rows["period_edtf"].notna(), _agrees)


def _agrees(edtf: object, start: object, end: object) -> bool | None:
    found = span(str(edtf))
    if found is None:
        return False
    if found.season:
        return None
    return (start, end) == (found.first, found.last)
