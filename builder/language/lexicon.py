"""The lexicon: words as data, one TOML file a room of the language, read strictly.

A file is a `[schema]` table and `[[entry]]` tables. The schema names the features an entry of this file may have
and, as a list, the values each may take (an empty list: any string). An entry is

    words     phrases, cut into tokens as a text is; matched whole, ignoring case
    inflect   optional, "noun" or "verb": the words are base forms and stand for all their forms (inflect.py)
    example   a sentence with `{}` where any of the words may stand: tests put each word there and look for it
    counter   optional sentences in which the entry must not be found where its words stand
    ...       the features

Anything else stops with file, entry and value (`LexiconError`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from builder.language.inflect import forms_of
from builder.language.tokens import words_of


class LexiconError(ValueError):
    """A lexicon file says something the schema does not know."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One group of words that behave alike."""

    file: str
    forms: tuple[tuple[str, str], ...]
    """(surface form, name of the form), e.g. ("soldiers", "many"); the name is "" where nothing inflects."""
    example: str
    counter: tuple[str, ...] = ()
    features: Mapping[str, str] = field(default_factory=dict)
    get: Callable[[str], str] = field(init=False, repr=False)
    """The value of a feature, "" without one: asked millions of times, hence the dictionary's own method."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "get", _Features(self.features).__getitem__)

    @property
    def words(self) -> tuple[str, ...]:
        """Every surface form."""
        return tuple(word for word, _ in self.forms)


class _Features(dict[str, str]):
    """Features by name, "" for those an entry has not."""

    def __missing__(self, feature: str) -> str:
        return ""


class Match(NamedTuple):
    """Tokens i..j of a sentence are one of the entry's words, in the named form."""

    i: int
    j: int
    entry: Entry
    form: str = ""


_new = tuple.__new__
"""Makes a Match at half the price of calling it."""
_Row = tuple[int, tuple[str, ...], Entry, str]
_Node = tuple[tuple[Entry, str] | None, dict[str, list[_Row]]]
"""What may follow a first word: the entry and form of the word alone, and longer phrases by their second word, longest
first."""


def _node(rows: Sequence[_Row]) -> _Node:
    """Of two phrases of the same words the first written counts."""
    longer: dict[str, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: -row[0]):
        if row[0] > 1:
            longer.setdefault(row[1][1], []).append(row)
    return next(((entry, form) for size, _, entry, form in rows if size == 1), None), longer


class Phrases:
    """All phrases of one file, for matching on tokens: longest first, in one step per token."""

    __slots__ = ("_first", "entries")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        first: dict[str, list[_Row]] = {}
        for entry in entries:
            for phrase, form in entry.forms:
                words = words_of(phrase)
                first.setdefault(words[0], []).append((len(words), words, entry, form))
        self._first = {word: _node(rows) for word, rows in first.items()}

    def at(self, words: Sequence[str], i: int) -> Match | None:
        """The longest phrase that starts at token i."""
        node = self._first.get(words[i])
        if node is None:
            return None
        alone, longer = node
        if longer and (rows := longer.get(words[i + 1] if i + 1 < len(words) else "")):
            for size, phrase, entry, form in rows:
                if size == 2 or tuple(words[i : i + size]) == phrase:
                    return _new(Match, (i, i + size, entry, form))
        return _new(Match, (i, i + 1, *alone)) if alone else None

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """All phrases from left to right, longest first, without overlap."""
        if self._first.keys().isdisjoint(words):
            return
        reached, first = 0, self._first
        for i, word in enumerate(words):
            if word in first and i >= reached and (found := self.at(words, i)):
                yield found
                reached = found.j

    def begins(self, word: str) -> bool:
        """True if a phrase begins with this word."""
        return word in self._first

    def spots(self, words: Sequence[str]) -> list[int]:
        """The tokens at which a phrase may begin."""
        first = self._first
        return [i for i, word in enumerate(words) if word in first]

    def marks(self, words: Sequence[str]) -> list[Match | None]:
        """For each token the longest phrase that begins there."""
        first = self._first
        return [self.at(words, i) if word in first else None for i, word in enumerate(words)]

    def __contains__(self, phrase: object) -> bool:
        words = words_of(phrase) if isinstance(phrase, str) else ()
        found = self.at(words, 0) if words else None
        return found is not None and found.j == len(words)


Lexicon = Mapping[str, Phrases]


def _entry(file: str, number: int, row: dict[str, Any], schema: Mapping[str, list[str]]) -> Entry:
    where = f"{file}, entry {number} ({', '.join(row.get('words', [])[:2])})"
    for key in ("words", "example"):
        if not row.get(key):
            raise LexiconError(f"{where}: '{key}' is missing or empty")
    if "{}" not in row["example"]:
        raise LexiconError(f"{where}: the example has no {{}} for its words: {row['example']!r}")
    inflect = row.get("inflect", "")
    if inflect not in ("", "noun", "verb"):
        raise LexiconError(f"{where}: inflect = {inflect!r} is neither noun nor verb")
    features = {k: v for k, v in row.items() if k not in ("words", "inflect", "example", "counter")}
    for key, value in features.items():
        if key not in schema:
            raise LexiconError(f"{where}: unknown feature '{key}'")
        if not isinstance(value, str) or (schema[key] and value not in schema[key]):
            raise LexiconError(f"{where}: {key} = {value!r} is not one of {', '.join(schema[key])}")
    forms = tuple(form for word in row["words"] for form in forms_of(word, inflect))
    return Entry(file, forms, row["example"], tuple(row.get("counter", ())), MappingProxyType(features))


def read_phrases(name: str, source: str) -> Phrases:
    """One lexicon file's text as phrases; `name` is for messages."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: {error}") from error
    if unknown := set(data) - {"schema", "entry"}:
        raise LexiconError(f"{name}: unknown table '{sorted(unknown)[0]}'")
    schema = data.get("schema", {})
    return Phrases([_entry(name, n, row, schema) for n, row in enumerate(data.get("entry", []), 1)])


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language: file name without ending -> its phrases. Read once per process."""
    folder = files("builder.language") / language
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return MappingProxyType({n[:-5]: read_phrases(f"{language}/{n}", (folder / n).read_text("utf-8")) for n in names})


@cache
def words_with(room: str, feature: str, *values: str) -> frozenset[str]:
    """The words, as written, of those entries of an English file whose feature has one of the values."""
    return frozenset(word for e in load()[room].entries if e.get(feature) in values for word in e.words)
