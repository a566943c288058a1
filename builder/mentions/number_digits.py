"""Digits to numbers: thousands set off by commas, points or spaces, decimals, and what is no number at all."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import regex

MAX_DIGITS = 15
"""Longer strings of digits are names (card, case and serial numbers), and floats are exact up to here."""

GLYPHS = {c: Fraction(unicodedata.numeric(c)).limit_denominator(9) for c in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
_GROUPED = regex.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL = regex.compile(r"\d+(?:\.\d+)?")
_COMMA = regex.compile(r"\d+,\d{1,2}")


def parse_digits(word: str) -> float | None:
    """The number that digits with separators spell; None if they are too many or no number (1.2.3.4)."""
    if len(word) > MAX_DIGITS + 6 or sum(c.isdecimal() for c in word) > MAX_DIGITS:
        return None
    if _DECIMAL.fullmatch(word):
        return float(word)
    if _GROUPED.fullmatch(word):
        continental = word.count(".") > 1 or word.find(",") > word.find(".") > 0
        return float(word.replace(".", "").replace(",", ".") if continental else word.replace(",", ""))
    return float(word.replace(",", ".")) if _COMMA.fullmatch(word) else None
