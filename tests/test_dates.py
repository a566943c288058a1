"""Dates: what stands in a text, which days that is, and which of them dates a claim."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from builder.claims.periods import period_for
from builder.language.lexicon import load
from builder.language.sentences import sentences
from builder.mentions.dates import DateMention, dateline, find_dates, resolve, resolve_after
from builder.model import Period
from tests.case_tables import cases

FRIDAY = date(2020, 10, 9)


def _dates(text: str) -> list[DateMention]:
    return [m for sentence in sentences(text) for m in find_dates(sentence, text)]


@pytest.mark.parametrize("row", cases("dates"))
def test_dates(row: dict[str, Any]) -> None:
    anchor = date.fromisoformat(row["anchor"]) if row.get("anchor") else None if "anchor" in row else FRIDAY
    mentions = _dates(row["text"])
    periods = [resolve(m, anchor) for m in mentions]
    found = [
        [m.text, m.role.value, str(p.start or ""), str(p.end or "")] for m, p in zip(mentions, periods, strict=True)
    ]
    assert found == row["found"]
    if "reporting" in row:
        assert [m.text for m in mentions if m.of_reporting] == row["reporting"]


@pytest.mark.parametrize(
    ("text", "precision", "edtf"),
    [
        ("on October 7", "day", "2020-10-07"),
        ("since Sept. 27", "day", "2020-09-27/2020-10-09"),
        ("in 2014", "year", "2014"),
        ("in May 2019", "month", "2019-05"),
        ("until May 2019", "month", "../2019-05-31"),
        ("as of Thursday", "day", "../2020-10-08"),
        ("in the 1990s", "year", "199X"),
        ("in the spring of 2014", "unknown", "2014-21"),
        ("last week", "week", "2020-09-28/2020-10-04"),
        ("from 2013 to May 2015", "year", "2013-01-01/2015-05-31"),
        ("in recent days", "unknown", None),
        ("on Feb. 30", "unknown", None),
        ("in the past 36 hours", "day", "2020-10-07/2020-10-09"),
        ("in the past 90 minutes", "day", "2020-10-09"),
        ("in the past fortnight", "week", "2020-09-25/2020-10-09"),
        ("by Monday", "day", "../2020-10-05"),
        ("earlier this year", "year", "2020-01-01/2020-10-09"),
        ("in May '19", "month", "2019-05"),
    ],
)
def test_precision_and_edtf(text: str, precision: str, edtf: str | None) -> None:
    (mention,) = _dates(f"The river rose {text}.")
    period = resolve(mention, FRIDAY)
    assert (period.precision, period.edtf) == (precision, edtf)
    assert edtf is None or parse_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "told", "days"),
    [
        ("Two days later he died.", ("2020-10-01", "2020-10-02", "day"), ("2020-10-04", "2020-10-04")),
        ("He died the previous day.", ("2020-10-01", "2020-10-01", "day"), ("2020-09-30", "2020-09-30")),
        ("He died that evening.", ("2020-10-01", "2020-10-01", "day"), ("2020-10-01", "2020-10-01")),
        ("A year later he died.", ("2019-10-01", "2019-10-01", "day"), ("2020-01-01", "2020-12-31")),
        ("Two days later he died.", ("2020-10-01", "2020-10-31", "month"), ("None", "None")),
        ("He died that week.", ("2020-10-01", "2020-10-01", "day"), ("None", "None")),
        ("He died on Monday.", ("2020-10-01", "2020-10-01", "day"), ("None", "None")),
    ],
)
def test_times_that_count_from_what_was_told(text: str, told: tuple[str, str, str], days: tuple[str, str]) -> None:
    (mention,) = _dates(text)
    period = resolve_after(mention, Period(date.fromisoformat(told[0]), date.fromisoformat(told[1]), told[2]))
    assert (str(period.start), str(period.end)) == days


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        ("MOSCOW — The river rose on Friday.", None, "MOSCOW"),
        ("GENEVA (Agency) -- The river rose.", None, "GENEVA"),
        ("BEIRUT, Oct. 9 (Agency) - The river rose.", None, "BEIRUT"),
        ("Beirut, Oct. 9, 2020 (Agency) – The river rose.", "2020-10-09", "Beirut"),
        ("KYIV, Ukraine (Agency) — The river rose.", None, "KYIV, Ukraine"),
        ("(12)\n\nLA PAZ, 26 MAY 89 (RADIO SUR) -- [TEXT] THE RIVER ROSE TODAY.", "1989-05-26", "LA PAZ"),
        ("PANAMA CITY (PANAMA), 8 NOV 89 (ACAN - EFE) -- [TEXT] THE RIVER ROSE.", "1989-11-08", "PANAMA CITY"),
        ("BOGOTA, NO DATE (RADIO SUR) -- [TEXT] THE RIVER ROSE.", None, "BOGOTA"),
        ("Floods in the north\nTuesday, September 17, 2019\nThe river rose again.", "2019-09-17", None),
        ("The river rose on September 17, 2019 - and fell.", None, None),
        ("The river - a border - rose.", None, None),
        ("Moscow — The river rose on Friday.", None, None),
        ("NY — The river rose.", None, None),
        ("THE RIVER ROSE — AND FELL AGAIN IN ALL THE TOWNS.", None, None),
        ("The river rose.\nIt fell on May 5, 2019, and 3 more.", None, None),
        ("", None, None),
    ],
)
def test_dateline(text: str, day: str | None, place: str | None) -> None:
    assert dateline(sentences(text), text) == (date.fromisoformat(day) if day else None, place)


@pytest.mark.parametrize(
    ("text", "number", "clause", "words"),
    [
        ("On Thursday, 12 died and 5 were hurt.", "12", "12 died", "On Thursday"),
        ("On Thursday, 12 died and 5 were hurt.", "5", "5 were hurt", "On Thursday"),
        ("On Thursday, 12 died and 5 were hurt on Friday.", "5", "5 were hurt on Friday", "on Friday"),
        ("In all 12 died on Monday and 5 on Tuesday.", "12", "In all 12 died on Monday and 5 on Tuesday", "on Monday"),
        ("In all 12 died on Monday and 5 on Tuesday.", "5", "In all 12 died on Monday and 5 on Tuesday", "on Tuesday"),
        ("The army said on Monday 12 had died.", "12", "The army said on Monday 12 had died", None),
        ("So far 12 have died.", "12", "So far 12 have died", None),
        ("He came on Monday; 12 died.", "12", "12 died", None),
    ],
)
def test_the_date_of_a_claim(text: str, number: str, clause: str, words: str | None) -> None:
    (sentence,) = sentences(text)
    starts = sentence.tokens.starts
    at = starts.index(text.index(number))
    i = starts.index(text.index(clause))
    j = sum(start < text.index(clause) + len(clause) for start in starts)
    carried = Period(FRIDAY, FRIDAY, "day", FRIDAY.isoformat())
    found, period, mention = period_for(find_dates(sentence, text), (i, j), at, FRIDAY, carried)
    assert found == words
    assert (mention is None) == (words is None)
    assert words or period == carried


_WORDS = sorted({word for entry in load()["dates"].entries for word in entry.words})
_PIECES = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS).map(str.title),
    st.sampled_from(_WORDS).map(str.upper),
    st.integers(0, 3000).map(str),
    st.sampled_from([",", ".", "-", "–", "th", "'s", "(", ")", "/", ":", "of", "people", "p.m.", "0", "30"]),
    st.text(max_size=4),
)


@given(st.lists(_PIECES, max_size=14).map(" ".join), st.none() | st.dates())
def test_whatever_the_words_dates_are_exact_ordered_and_real(text: str, anchor: date | None) -> None:
    for sentence in sentences(text):
        found = find_dates(sentence, text)
        assert all(a.j <= b.i for a, b in pairwise(found))
        for mention in found:
            assert mention.i < mention.j
            assert sentence.span(mention.i, mention.j).of(text) == mention.text
            period = resolve(mention, anchor)
            assert not (period.start and period.end) or period.start <= period.end
            assert resolve_after(mention, period).precision
    dateline(sentences(text), text)


@given(st.lists(_PIECES, min_size=1, max_size=8).map(" ".join), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_edtf_string_is_one(text: str, anchor: date) -> None:
    for mention in _dates(text):
        if edtf := resolve(mention, anchor).edtf:
            parse_edtf(edtf)
