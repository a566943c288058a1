"""What must hold for any text: spans are exact, bounds are ordered, spacing and typography change no number."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.claims.extract import extract_claims
from builder.model import Claim, Document, Qualifier, Stance
from builder.tables.claims import claim_id

DAY = date(2021, 3, 5)

_NUMBERS = ["Two", "12", "1,200", "At least 30", "Nearly a dozen", "More than forty", "Dozens of", "16-20", "No", "A"]
_NOUNS = ["soldiers", "people", "houses", "children", "police officers", "families", "trucks", "villagers"]
_EVENTS = ["were killed", "died", "were wounded", "are missing", "were destroyed", "have been displaced", "fled"]
_TAILS = [
    ".",
    " in the valley.",
    ", police said.",
    " on Tuesday.",
    ", including two women.",
    " and nine others hurt.",
    ' near the bridge, "as we feared", the mayor said.',
    ".\n\nThe death toll rose to 45.",
    " since March 1, the army's spokesman said; it didn't give names.",
]
_SCRAPS = ["and", "of", "the", ",", ";", "said", "toll", "who", "three", "dead", "$5", "%", "\n", "“", "”", "("]
_PIECES = [*_NUMBERS, *_NOUNS, *_EVENTS, *_SCRAPS]

reports = st.builds(
    lambda parts: " ".join(f"{n} {w} {e}{t}" for n, w, e, t in parts),
    st.lists(st.tuples(*map(st.sampled_from, (_NUMBERS, _NOUNS, _EVENTS, _TAILS))), min_size=1, max_size=3),
)  # fmt: skip
jumbles = st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)
texts = st.one_of(st.text(max_size=200), jumbles, reports, reports.map(str.upper))
seldom = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def extract(text: str) -> list[Claim]:
    return extract_claims(Document("d", text, published=DAY))


def figures(claims: list[Claim]) -> list[tuple[str, float | None, float | None, float | None, Qualifier, str]]:
    """What a claim says, apart from where and how it is written."""
    return [(c.measure, c.value, c.value_low, c.value_high, c.qualifier, c.family) for c in claims]


@seldom
@given(texts)
def test_spans_are_exact_and_inside_their_sentence(text: str) -> None:
    for claim in extract(text):
        assert text[claim.start : claim.end] == claim.value_text != ""
        end = claim.sentence_start + len(claim.sentence)
        assert text[claim.sentence_start : end] == claim.sentence
        assert claim.sentence_start <= claim.start < claim.end <= end


@seldom
@given(texts)
def test_bounds_hold_the_value(text: str) -> None:
    for claim in extract(text):
        bounds = [n for n in (claim.value_low, claim.value, claim.value_high) if n is not None]
        assert bounds == sorted(bounds)
        assert (claim.qualifier is Qualifier.UNDISCLOSED) == (claim.stance is Stance.UNDISCLOSED)
        start, end = claim.period.start, claim.period.end
        assert start is None or end is None or start <= end


@seldom
@given(texts)
def test_ids_are_unique_and_parts_point_to_other_claims(text: str) -> None:
    claims = extract(text)
    assert max(Counter(claim_id(c) for c in claims).values(), default=1) == 1
    for n, claim in enumerate(claims):
        assert claim.part_of is None or (0 <= claim.part_of < len(claims) and claim.part_of != n)


@seldom
@given(texts)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert extract(text) == extract(text)


@seldom
@given(reports, st.sampled_from(["  ", " \u00a0", "\u00a0"]))
def test_other_spaces_change_no_number(text: str, space: str) -> None:
    assert figures(extract(text.replace(" ", space))) == figures(extract(text))


@seldom
@given(reports, st.integers(45, 75))
def test_lines_cut_at_a_width_change_no_number(text: str, width: int) -> None:
    cut = "\n\n".join(wrapped(block, width) for block in text.split("\n\n"))
    assert figures(extract(cut)) == figures(extract(text))


def wrapped(text: str, width: int) -> str:
    """Line breaks in place of spaces, each line as long as the width allows: no character more or less."""
    at = width
    while at < len(text):
        cut = text.rfind(" ", 0, at)
        text = text[:cut] + "\n" + text[cut + 1 :]
        at = cut + 1 + width
    return text


@seldom
@given(reports)
def test_curly_quotes_change_no_number(text: str) -> None:
    curly = text.replace("'", "’")
    while '"' in curly:
        curly = curly.replace('"', "“", 1).replace('"', "”", 1)
    assert figures(extract(curly)) == figures(extract(text))


@seldom
@given(reports)
def test_a_paragraph_about_something_else_changes_nothing(text: str) -> None:
    more = text + "\n\nThe library in the old mill opens at noon, and the river path is lined with poplars."
    assert extract(more) == extract(text)
