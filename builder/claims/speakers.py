"""Who has spoken so far in a document, and whom "he", "the ministry" or a bare surname mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from builder.mentions.small_words import small_words
from builder.mentions.source_types import is_person, is_plural, source_type
from builder.mentions.sources import Source, is_pronoun, known
from builder.model import Sentence, Span


class Speaker(NamedTuple):
    """A source as first printed in full, with what later mentions of it may say."""

    text: str
    span: Span
    type: str
    names: frozenset[str]
    nouns: frozenset[str]
    number: str
    """person, group or thing: which pronoun may stand for it."""


@dataclass(slots=True)
class Speakers:
    """The sources of one document in the order they spoke."""

    text: str
    known: list[Speaker] = field(default_factory=list)

    def hear(self, s: Sentence, source: Source) -> Speaker | None:
        """The speaker a source phrase means; a new one is remembered. None for a pronoun that stands for nobody here."""
        if is_pronoun(s, source):
            return self._pronoun(s, source)
        speaker = self.new(s, source)
        earlier = self._earlier(speaker, definite=s.tokens.words[source.i] in small_words().opener)
        if earlier is not None:
            speaker = earlier if speaker.names <= earlier.names else speaker._replace(type=earlier.type)
        self.known.append(speaker)
        return speaker

    def _pronoun(self, s: Sentence, source: Source) -> Speaker | None:
        word, w = s.tokens.words[source.i], small_words()
        wanted = "person" if word in w.person else "group" if word in w.group else "thing"
        for speaker in reversed(self.known):
            if speaker.number == wanted or (wanted == "group" and speaker.number == "thing"):
                self.known.append(speaker)
                return speaker
        span = s.span(source.i, source.j)
        return Speaker(span.of(self.text), span, "", frozenset(), frozenset(), wanted)

    def new(self, s: Sentence, source: Source) -> Speaker:
        """A speaker by the words of one noun phrase alone."""
        i, j = source.i, source.j
        span, words = s.span(i, j), s.tokens.words
        nouns = frozenset(" ".join(words[i + m.i : i + m.j]) for m in known(s, i, j))
        names = frozenset(words[k] for k in range(i, j) if _names(s, k, i, j) and words[k] not in nouns)
        number = "group" if is_plural(s, source) else "person" if is_person(s, source) else "thing"
        return Speaker(" ".join(span.of(self.text).split()), span, source_type(s, source, self.text) or "", names, nouns, number)

    def _earlier(self, speaker: Speaker, definite: bool) -> Speaker | None:
        """The last speaker of the same name, or of the same noun for "the ministry"."""
        for other in reversed(self.known):
            if speaker.names and speaker.names <= other.names and other.type:
                return other
            if not speaker.names and definite and speaker.nouns and speaker.nouns <= other.nouns and len(other.nouns) <= 3:
                return other
        return None


def _names(s: Sentence, k: int, i: int, j: int) -> bool:
    """True if token k of the noun phrase i..j is part of a name."""
    word, w = s.tokens.words[k], small_words()
    if not s.tokens.caps[k] or s.shouting or not word[0].isalpha() or word in w.opener or word in w.link:
        return False
    return k > 0 or j - i == 1 or s.tokens.caps[1]
