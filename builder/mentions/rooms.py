"""The lexicon files that noun phrases are read with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from builder.language.lexicon import Phrases, load


@dataclass(frozen=True, slots=True)
class Rooms:
    """The lexicon files that noun phrases are read with."""

    subjects: Phrases
    things: Phrases
    effects: Phrases
    grammar: Phrases
    modifiers: Phrases
    nations: Phrases


@cache
def rooms() -> Rooms:
    lexicon = load()
    names = ("subjects", "things", "effects", "grammar", "modifiers", "nationalities")
    return Rooms(*(lexicon[name] for name in names))
