"""Who has spoken so far in a document, and whom "he", "the ministry" or a bare surname mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from builder.language.lexicon import load
from builder.mentions.source_types import source_type
from builder.mentions.sources import Source, is_pronoun, small_words
from builder.model import Sentence, Span

_CORPORATE = frozenset(["media", "igo", "ngo", "company", "document"])


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
        words = s.tokens.words[source.i : source.j]
        if len(words) == 1 and is_pronoun(words[0]):
            return self._pronoun(words[0])
        speaker = self._new(s, source)
        earlier = self._earlier(speaker, definite=words[0] in small_words("article", "determiner"))
        if earlier is not None:
            speaker = earlier if speaker.names <= earlier.names else speaker._replace(type=earlier.type)
        self.known.append(speaker)
        return speaker

    def _pronoun(self, word: str) -> Speaker | None:
        wanted = next(n for n in ("person", "group", "thing") if word in small_words(n))
        for speaker in reversed(self.known):
            if speaker.number == wanted or (wanted == "group" and speaker.number == "thing"):
                self.known.append(speaker)
                return speaker
        return None

    def _new(self, s: Sentence, source: Source) -> Speaker:
        span = s.span(source.i, source.j)
        kind = source_type(s, source, self.text)
        words, caps = s.tokens.words[source.i : source.j], s.tokens.caps[source.i : source.j]
        nouns = frozenset(" ".join(words[m.i : m.j]) for m in load()["sources"].find(words))
        first = source.i == 0
        names = frozenset(
            w for k, (w, cap) in enumerate(zip(words, caps, strict=True)) if cap and not s.shouting and w not in nouns and w[0].isalpha() and w not in small_words("article", "determiner", "link") and not (first and k == 0 and len(words) > 1 and not caps[1])
        )
        return Speaker(" ".join(span.of(self.text).split()), span, kind or "", names, nouns, _number(words, names, kind))

    def _earlier(self, speaker: Speaker, definite: bool) -> Speaker | None:
        """The last speaker of the same name, or of the same noun for "the ministry"."""
        for other in reversed(self.known):
            if speaker.names and speaker.names <= other.names and other.type:
                return other
            if not speaker.names and definite and speaker.nouns and speaker.nouns <= other.nouns and len(other.nouns) <= 3:
                return other
        return None


def _number(words: tuple[str, ...], names: frozenset[str], kind: str | None) -> str:
    head = next((words[k - 1] for k in range(1, len(words)) if words[k] in small_words("link") or words[k] in (",", "(")), words[-1])
    if (head.endswith("s") and not names) or head in ("police", "people", "media") or "and" in words:
        return "group"
    if kind in _CORPORATE or (head in load()["sources"] and not names):
        return "thing" if not _personal(head) else "person"
    return "person"


def _personal(head: str) -> bool:
    """Heads that end as agents do: "spokesman", "governor", "witness"."""
    return head.endswith(("man", "woman", "person", "or", "er", "ist", "ant", "cial", "ness", "ian", "ee"))
