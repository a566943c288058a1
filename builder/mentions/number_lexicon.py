"""The lexicons of the number grammar, compiled once into look-ups on tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from builder.language.lexicon import Entry, Phrases, load
from builder.language.tokens import Spots, words_of
from builder.mentions.number_digits import GLYPHS

Backward = Mapping[tuple[str, ...], Entry]
"""Phrases by all their words, for looking back from a number."""

_NO_START = frozenset({"function", "person", "suffix", "superlative"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Number words (numbers.toml): single words as tables; `phrases` also finds those of several words.

    small      one to ninety: kind (unit, teen, tens) and worth       scales, suffixes, plurals, fractions: worth
    counted    plurals that a number may multiply ("3 dozens")
    functions  words that cannot be a counted noun; wholes may follow "half", as may verbs of many; pointing words
               make "one" a pronoun
    persons    plurals without an -s     compared: last words of qualifiers ("than", "nearly")
    starts     words with which a number may begin; after_article: those that make one of "a" ("a dozen")
    months     names of months (dates.toml)
    """

    phrases: Phrases
    small: Mapping[str, tuple[str, float]]
    scales: Mapping[str, float]
    suffixes: Mapping[str, float]
    plurals: Mapping[str, float]
    counted: Mapping[str, float]
    fractions: Mapping[str, float]
    ordinals: Mapping[str, float]
    functions: frozenset[str]
    wholes: frozenset[str]
    many: frozenset[str]
    pointing: frozenset[str]
    superlatives: frozenset[str]
    persons: frozenset[str]
    compared: frozenset[str]
    starts: frozenset[str]
    after_article: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """qualifiers.toml: those before a number by all their words, `last` for a quick no."""

    before: Backward
    last: frozenset[str]
    after: Phrases


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands beside a number (units.toml, number_contexts.toml)."""

    units: Phrases
    old: Phrases
    signs: Backward
    heads: Backward
    ages: Backward
    years: Backward
    words: Mapping[str, frozenset[str]]
    extents: frozenset[str]
    counted: frozenset[str]
    points: frozenset[str]


def _words(entries: Iterable[Entry], **features: str) -> frozenset[str]:
    wanted = features.items()
    return frozenset(w.lower() for e in entries if wanted <= e.features.items() for w in e.words)


def _table(entries: Iterable[Entry], *kinds: str) -> Mapping[str, float]:
    rows = {w.lower(): float(e.get("value")) for e in entries if e.get("kind") in kinds for w in e.words}
    return MappingProxyType(rows)


def _backward(entries: Iterable[Entry], key: str, value: str) -> Backward:
    return MappingProxyType({words_of(w): e for e in entries if e.get(key) == value for w in e.words})


def _phrases(entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    return (words_of(w) for e in entries if e.get("kind") not in _NO_START for w in e.words)


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    phrases = load(language)["numbers"]
    entries = phrases.entries
    units = [(e, e.get("kind")) for e in entries if e.get("kind") in ("unit", "teen", "tens")]
    small = {w: (kind, float(e.get("value"))) for e, kind in units for w in e.words}
    fractions = _table(entries, "fraction")
    second = [p[1] for p in _phrases(entries) if p[0] in ("a", "an")]
    ordinals = {w: n for w, n in fractions.items() if not w.endswith("s") and w not in ("half", "quarter")}
    return Vocabulary(
        phrases=phrases,
        small=MappingProxyType(small),
        scales=_table(entries, "scale", "dozen"),
        suffixes=_table(entries, "suffix"),
        plurals=_table(entries, "plural"),
        counted=_table([e for e in entries if not e.get("only_before")], "plural"),
        fractions=fractions,
        ordinals=MappingProxyType({**ordinals, **_table(entries, "ordinal")}),
        functions=_words(entries, kind="function"),
        wholes=_words(entries, whole="yes"),
        many=_words(entries, many="yes"),
        pointing=_words(entries, pointing="yes"),
        superlatives=_words(entries, kind="superlative") | _words(entries, superlative="yes"),
        persons=_words(entries, kind="person"),
        compared=qualifiers(language).last,
        starts=frozenset(p[0] for p in _phrases(entries)) | {"an", "another", "between"},
        after_article=frozenset(second).union(_table(entries, "scale", "dozen"), fractions),
        months=_words(load(language)["dates"].entries, kind="month"),
    )


@cache
def starts() -> Spots:
    """Where a number may begin."""
    known = vocabulary().starts
    return Spots(lambda word: word in known or word[0].isdecimal() or word[0] in GLYPHS)


@cache
def qualifiers(language: str = "en") -> Qualifiers:
    entries = load(language)["qualifiers"].entries
    before = _backward(entries, "place", "before")
    after = Phrases([e for e in entries if e.get("place") == "after"])
    return Qualifiers(before, frozenset(phrase[-1] for phrase in before), after)


@cache
def surroundings(language: str = "en") -> Surroundings:
    lexicon = load(language)
    units, contexts = lexicon["units"], lexicon["number_contexts"].entries
    kinds = {e.get("kind") for e in contexts}
    return Surroundings(
        units=units,
        old=Phrases([e for e in contexts if e.get("kind") == "old"]),
        signs=_backward(units.entries, "place", "before"),
        heads=_backward(contexts, "kind", "head"),
        ages=_backward(contexts, "kind", "age"),
        years=_backward(contexts, "kind", "year"),
        words=MappingProxyType({kind: _words(contexts, kind=kind) for kind in kinds}),
        counted=_words(contexts, kind="noun") | _words(contexts, counted="yes"),
        points=frozenset(f for w in _words(contexts, points="yes") for f in (w, f"{w}s")),
        extents=_words(contexts, kind="extent") | _words(contexts, extent="yes"),
    )
