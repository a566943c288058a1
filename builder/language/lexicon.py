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
from collections.abc import Iterator, Mapping, Sequence
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

    @property
    def words(self) -> tuple[str, ...]:
        """Every surface form."""
        return tuple(word for word, _ in self.forms)

    def get(self, feature: str, default: str = "") -> str:
        return self.features.get(feature, default)


class Match(NamedTuple):
    """Tokens i..j of a sentence are one of the entry's words, in the named form."""

    i: int
    j: int
    entry: Entry
    form: str = ""


class Phrases:
    """All phrases of one file, for matching on tokens: longest first, in one step per token."""

    __slots__ = ("_first", "entries")

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        first: dict[str, list[tuple[tuple[str, ...], Entry, str]]] = {}
        for entry in entries:
            for phrase, form in entry.forms:
                words = words_of(phrase)
                first.setdefault(words[0], []).append((words, entry, form))
        self._first = {w: sorted(rows, key=lambda r: -len(r[0])) for w, rows in first.items()}

    def at(self, words: Sequence[str], i: int) -> Match | None:
        """The longest phrase that starts at token i."""
        rows = self._first.get(words[i])
        if rows is None:
            return None
        for phrase, entry, form in rows:
            j = i + len(phrase)
            if j == i + 1 or tuple(words[i:j]) == phrase:
                return Match(i, j, entry, form)
        return None

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """All phrases from left to right, longest first, without overlap."""
        if self._first.keys().isdisjoint(words):
            return
        i, first, count = 0, self._first, len(words)
        while i < count:
            found = self.at(words, i) if words[i] in first else None
            if found:
                yield found
                i = found.j
            else:
                i += 1

    def __contains__(self, phrase: object) -> bool:
        words = words_of(phrase) if isinstance(phrase, str) else ()
        return any(words == known for known, _, _ in self._first.get(words[0] if words else "", ()))


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
