"""What is known of a document while its sentences are read, and one sentence with all its mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from msgspec import Struct

from builder.claims.attribution import find_attributions
from builder.claims.carry import Carry
from builder.claims.passed import Passed
from builder.claims.silence import withholds
from builder.claims.stance import cues
from builder.language.lexicon import Match
from builder.language.sentences import sentences
from builder.mentions.chunks import Chunked, chunk, states
from builder.mentions.dates import DateMention, dateline, find_dates
from builder.mentions.effects import names_event
from builder.mentions.individuals import Individual
from builder.mentions.known_names import KnownNames, known_names
from builder.mentions.losses import names_loss
from builder.mentions.name_parts import name_words
from builder.mentions.noun_phrases import rooms
from builder.mentions.numbers import find_numbers
from builder.mentions.parties import PartyMention, find_parties
from builder.mentions.places import PlaceMention, find_places
from builder.model import Attribution, Document, Number, Sentence


@dataclass(eq=False)
class Context:
    """One document: its sentences, who says what in it, the names it uses, and what later sentences take from earlier
    ones.

    told       of every mention of a person: its first character, the words of the name, the group given there
    learned    the sentences read for that
    called_at  first character of a claim -> the words of its person's name
    topics     sentence -> what it is about, as far as asked (claims/senses.py)
    called     the words of names in text all in capitals
    """

    document: Document
    sentences: Sequence[Sentence]
    told: list[tuple[int, frozenset[str], str | None]] = field(default_factory=list)
    learned: set[int] = field(default_factory=set)
    called_at: dict[int, frozenset[str]] = field(default_factory=dict)
    topics: dict[int, frozenset[str]] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def attributions(self) -> Sequence[Attribution]:
        return find_attributions(self.document.text, self.sentences)

    @cached_property
    def names(self) -> KnownNames:
        return known_names(self.sentences, self.text)

    @cached_property
    def carry(self) -> Carry:
        return Carry(self.document.published or dateline(self.sentences, self.text)[0])

    @cached_property
    def passed(self) -> Passed:
        return Passed(self.text, lambda: self.carry, lambda sentence: tells(sentence) or counts(self, sentence))


class Reading(Struct, frozen=True, gc=False):
    """One sentence with all its mentions."""

    sentence: Sentence
    line: Chunked
    dates: list[DateMention]
    places: list[PlaceMention]
    parties: list[PartyMention]
    cues: list[Match]


def open_document(document: Document) -> Context:
    """Everything that is read once a document; what not every document needs is read when it is asked for."""
    return Context(document, sentences(document.text, document.title))


def glance(context: Context, sentence: Sentence) -> Reading | None:
    """All mentions of a sentence that may hold a claim: one with a number of something or with something that happened
    to people or things, and all text in capitals, for the names in it. None for the others, which are passed over: they
    must cost next to nothing."""
    numbers = find_numbers(sentence, context.text)
    if sentence.shouting or tells(sentence) or any(map(states, numbers)):
        return read(context, sentence, numbers)
    counted = any(map(is_said, numbers))
    if counted and names_loss(sentence.tokens.words):
        return read(context, sentence, numbers)
    context.passed.over(sentence, counted)
    return None


def tells(sentence: Sentence) -> bool:
    """True if the words of a sentence may tell that something happened, or that somebody does not say how much."""
    words = sentence.tokens.words
    return next(rooms().effects.find(words), None) is not None or withholds(words) or names_event(words)


def counts(context: Context, sentence: Sentence) -> bool:
    """True for a sentence with a number of any sort."""
    return any(map(is_said, find_numbers(sentence, context.text)))


def is_said(number: Number) -> bool:
    """False for an article."""
    return number.form != "article"


def read(context: Context, sentence: Sentence, numbers: list[Number] | None = None) -> Reading:
    """All mentions of one sentence."""
    text = context.text
    dates = find_dates(sentence, text)
    numbers = find_numbers(sentence, text) if numbers is None else numbers
    parties = find_parties(sentence, text)
    dated = {k for d in dates for k in range(d.i, d.j)}
    places = [p for p in find_places(sentence, text) if p.i not in dated]
    barred = {k for p in parties for k in range(p.i, p.j)} | {k for p in places for k in range(p.i, p.j)}
    names = KnownNames(context.called, context.called) if sentence.shouting else context.names
    line = chunk(sentence, numbers, dates, names, barred)
    _learn_names(context, line)
    return Reading(sentence, line, dates, places, parties, cues(line))


def _learn_names(context: Context, line: Chunked) -> None:
    """Take up the names of a sentence in capitals: later ones may use one word of them."""
    if line.sentence.shouting:
        for c in line.chunks:
            if isinstance(c.data, Individual) and not c.data.many:
                context.called.update(name_words(line.sentence, c.data.i, c.data.j))
                context.called.update(name_words(line.sentence, c.i, c.j))
