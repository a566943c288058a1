"""The shapes everything else passes along: documents, sentences, mentions, claims.

Each shape is written once, here, and all of them are immutable. Positions are of two sorts and never mixed:
`start`/`end` count characters in the document's text as given; `i`/`j` count tokens of one sentence (half-open).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

FAMILIES = ("casualty", "damage", "statistic")
"""What a claim may be about: people, things, any other stated quantity (codebook, part 1)."""


class Qualifier(StrEnum):
    """How far the words go (codebook, part 2)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    APPROXIMATELY = "approximately"
    RANGE = "range"
    VAGUE = "vague"
    UNDISCLOSED = "undisclosed"


class Stance(StrEnum):
    ASSERTED = "asserted"
    HEDGED = "hedged"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    UNDISCLOSED = "undisclosed"


class Basis(StrEnum):
    INCREMENTAL = "incremental"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    LEVEL = "level"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `text` is exactly what the reader was given: every offset of every claim refers to it.

    published_from  how the date was found: given, metadata, url or text; None with no date
    line            the line, row or record of `path` it stands on
    pages           where each page of the text begins, for what has pages
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = "en"
    path: str | None = None
    author: str | None = None
    published_from: str | None = None
    line: int | None = None
    pages: tuple[int, ...] = ()


class Tokens(Struct, frozen=True, gc=False):
    """The tokens of one sentence as parallel tuples.

    words   lower case, quotes and dashes made plain ("Sept", "'s", "-", "26", "hasn't"); for matching only
    starts  first character of each token in the document's text
    ends    one past its last character
    caps    True where the token begins with a capital letter
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    caps: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, i: int) -> bool:
        """True if token i follows token i-1 with no space between them ("al-Araj", "16-20", "$5")."""
        return 0 < i < len(self.starts) and self.starts[i] == self.ends[i - 1]


@dataclass(frozen=True, slots=True)
class Sentence:
    """text[start:end] of a document; `paragraph` counts from 0, `shouting` is True for text in capitals."""

    index: int
    paragraph: int
    start: int
    end: int
    tokens: Tokens
    shouting: bool = False

    def span(self, i: int, j: int) -> Span:
        """Character span of tokens i..j (half-open)."""
        return Span(self.tokens.starts[i], self.tokens.ends[j - 1])


class Span(NamedTuple):
    """Characters start..end (half-open) of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Number(Struct, frozen=True, gc=False):
    """A number as it stands in a sentence: tokens i..j are value_text, left..right include qualifier and unit words.

    form   digits | words | vague | zero | article | range
    sort   count (may count things or people) | percent | money | measure (physical size) | rate, or a sort that is
           no claim: age | duration | time | date | ordinal | name | list | score
    unit   ISO 4217 for money, "percent", a unit symbol for measures, None for counts
    """

    i: int
    j: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    form: str
    sort: str
    unit: str | None = None
    left: int = 0
    right: int = 0
    cue: str | None = None


class Period(Struct, frozen=True, gc=False):
    """A resolved stretch of days, both ends inclusive; None where nothing is said. precision: day, week, month,
    year, unknown. edtf: the same as an EDTF level 0/1 string, or None."""

    start: date | None
    end: date | None
    precision: str = "unknown"
    edtf: str | None = None


class Attribution(Struct, frozen=True, gc=False):
    """Who says what stands at start..end (characters of the document).

    source_text is as printed, pronouns and short forms resolved to their noun phrase; via is the reporter in between.
    """

    start: int
    end: int
    source_text: str
    source_type: str
    cue: str
    source_span: Span
    via: str | None = None
    hedge: bool = False
    """True if the reporting words themselves distance the writer from the content ("alleged", "reportedly")."""


class Claim(Struct, frozen=True, gc=False):
    """One number a text states (codebook, part 2). Optional fields are None where the text does not say."""

    document_id: str
    start: int
    end: int
    value_text: str
    sentence: str
    sentence_start: int
    family: str
    measure: str
    value: float | None
    value_low: float | None
    value_high: float | None
    qualifier: Qualifier
    unit: str | None
    rule: str
    implicit: bool = False
    subject_text: str | None = None
    subject_group: str | None = None
    subject_party: str | None = None
    source_text: str | None = None
    source_type: str | None = None
    source_via: str | None = None
    source_relation: str | None = None
    cue: str | None = None
    stance: Stance = Stance.ASSERTED
    basis: Basis = Basis.UNKNOWN
    period_text: str | None = None
    period: Period = Period(None, None)
    place_text: str | None = None
    country: str | None = None
    confidence: float = 0.5
    part_of: int | None = None
    """Index of the total in the document's list of claims; the table turns it into a claim_id."""
    trail: tuple[str, ...] = ()
    """The words that made the claim, in the order they were used; `tallybook explain` prints them."""
