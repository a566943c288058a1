"""Who has spoken so far in a document, and whom "he", "the ministry" or a bare surname mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from builder.mentions.known_names import Occurrences
from builder.mentions.small_words import capital, skip_setting, small_words
from builder.mentions.source_edges import known, left_edge
from builder.mentions.source_types import (
    head_end,
    is_body,
    is_crowd,
    is_named_person,
    is_paper,
    is_person,
    is_plural,
    source_type,
)
from builder.mentions.sources import Source, is_pronoun, looks_like_source, source_after
from builder.model import Sentence, Span

_MOST_NOUNS = 4


class Speaker(NamedTuple):
    """A source as first printed in full, with what later mentions of it may say."""

    text: str
    span: Span
    type: str
    names: frozenset[str]
    nouns: frozenset[str]
    number: str
    """person, group or thing: which pronoun may stand for it."""
    heard: int = 0
    """The sentence it last spoke in."""


@dataclass
class Speakers:
    """The sources of one document in the order they spoke."""

    text: str
    sentences: Sequence[Sentence]
    known: list[Speaker] = field(default_factory=list)
    _introduced: dict[tuple[str, ...], str] = field(default_factory=dict)

    @cached_property
    def _where(self) -> Occurrences:
        return Occurrences(self.text, [s for s in self.sentences if not s.shouting])

    def hear(self, s: Sentence, source: Source) -> Speaker:
        """The speaker a source phrase means, remembered for later mentions."""
        if is_pronoun(s, source):
            return self._pronoun(s, source)
        speaker = self.new(s, source)
        speaker = self._known_as(speaker, is_paper(s, source), s.tokens.words[source.i] in small_words().opener)
        if speaker.names and speaker.type in ("", "document"):
            speaker = speaker._replace(type=self._introduction(s, source) or speaker.type)
        self.known.append(speaker)
        return speaker

    def called(self, span: Span) -> Speaker:
        """Who speaks under a label of a transcript ("LIND"): one of that name who is known, else the label itself."""
        text = span.of(self.text)
        names = frozenset(text.lower().split())
        return self._known_as(Speaker(text, span, "", names, frozenset(), "person"), False)

    def _known_as(self, speaker: Speaker, paper: bool, definite: bool = True) -> Speaker:
        """The earlier speaker of this name; a paper keeps its own words and takes the type of its owner."""
        earlier = self._earlier(speaker, definite)
        if earlier is None:
            return speaker
        if paper and speaker.names:
            return speaker._replace(type=earlier.type)
        return earlier._replace(heard=speaker.heard)

    def _introduction(self, s: Sentence, source: Source) -> str:
        """The type of a bare name by the words that stand beside it elsewhere: "Senator Jane Roe, who ..."."""
        names = tuple(s.tokens.words[k] for k in range(source.i, source.j) if _names(s, k, source.i, source.j))[-2:]
        if not names or "and" in s.tokens.words[source.i : source.j]:
            return ""
        if names not in self._introduced:
            self._introduced[names] = next(
                (found for other in self._where.holding(names[-1]) if (found := self._beside(other, names))), ""
            )
        return self._introduced[names]

    def _beside(self, s: Sentence, names: tuple[str, ...]) -> str:
        words = s.tokens.words
        if names[-1] not in words or s.shouting:
            return ""
        k = words.index(names[-1])
        if not s.tokens.caps[k] or words[k - len(names) + 1 : k + 1] != names:
            return ""
        i = next((m for m in range(k, 0, -1) if words[m - 1] in small_words().link), 0)
        i = max(i, left_edge(s, k + 1))
        if k > 1 and words[k - 1] == "(":  # "the Ministry of Health (MoH)"
            return source_type(s, Source(left_edge(s, k - 1), k - 1), self.text) or ""
        note = source_after(s, k)
        here = Source(min(i, k), k + 1, note.note if note and note.j == k + 1 else (0, 0))
        return source_type(s, here, self.text) or ""

    def _pronoun(self, s: Sentence, source: Source) -> Speaker:
        """The last who spoke, or the subject of a sentence in between, if the pronoun can stand for it."""
        wanted = _number_of(s.tokens.words[source.i])
        span = s.span(source.i, source.j)
        fits = [one for one in self.known if _stands(wanted, one)]
        last = fits[-1] if fits else Speaker(span.of(self.text), span, "", frozenset(), frozenset(), wanted)
        speaker = self._since(s, source.i, wanted, fits[-1] if fits else None) or last
        self.known.append(speaker)
        return speaker

    def _since(self, s: Sentence, before: int, wanted: str, last: Speaker | None) -> Speaker | None:
        """Who is the subject of one of the two sentences before and came up after the last speaker did; for "it", of
        the words before it in its own sentence, too."""
        if wanted == "thing" and (last is None or last.heard < s.index - 1) and (own := self._of(s, before, wanted)):
            return own
        for other in reversed(self.sentences[max(0, s.index - 2) : s.index]):
            if last is not None and last.heard >= other.index:
                return None
            if found := self._of(other, len(other.tokens), wanted):
                return found
        return None

    def _of(self, s: Sentence, before: int, wanted: str) -> Speaker | None:
        """The subject of a sentence, if a pronoun of this number can stand for it."""
        source = source_after(s, _past_opening(s, before))
        source = source._replace(j=_last_noun(s, source)) if source else None
        if source is None or source.j > before or is_pronoun(s, source) or not _may_be(s, source, wanted):
            return None
        words = s.tokens.words
        if ")" in words[source.i : source.j]:  # "The Lakeside Bank (LB) praised Ana Ruiz"
            source = source._replace(j=words.index(")", source.i) + 1)
        found = self.new(s, source)
        if wanted == "thing" and not self._is_body(s, source, found):
            return None
        earlier = self._known_as(found, False)
        return found if wanted != "person" and earlier.number == "person" else earlier

    def _is_body(self, s: Sentence, source: Source, found: Speaker) -> bool:
        """True for a known noun, for names in capitals, and for a first word that is a name elsewhere ("Sony")."""
        words, i = s.tokens.words, source.i
        if not is_body(s, source):
            return False
        named = any(capital(s, k) for k in range(i, head_end(s, i, source.j))) and words[i] not in ("a", "an")
        if found.nouns or named:
            return True
        named = i == 0 and source.j == 1 and words[0] not in small_words().opener and s.tokens.words[1] != "-"
        return named and any(capital(other, k) for other, k in self._uses(words[0]))

    def _uses(self, word: str) -> Iterator[tuple[Sentence, int]]:
        """Where else a word stands."""
        for other in self._where.holding(word):
            if word in other.tokens.words:
                yield other, other.tokens.words.index(word)

    def subject(self, s: Sentence, before: int) -> Speaker | None:
        """Whom ", saying ..." belongs to where nobody has spoken yet: the subject of the sentence, if it can speak."""
        source = source_after(s, _past_opening(s, before))
        if source is None or source.j > before:
            return None
        source = source._replace(j=_last_noun(s, source))
        if not looks_like_source(s, source) and not (s.shouting and known(s, *source.note)):
            return None
        return self.hear(s, source)

    def retype(self, speaker: Speaker, kind: str) -> Speaker:
        """The speaker again, now known to be of this kind."""
        known_as = speaker._replace(type=kind)
        self.known = [known_as if one is speaker else one for one in self.known]
        return known_as

    def new(self, s: Sentence, source: Source) -> Speaker:
        """A speaker by the words of one noun phrase alone."""
        i, j = source.i, source.j
        span, words = s.span(i, j), s.tokens.words
        nouns = frozenset(word for m in known(s, i, j) for word in words[i + m.i : i + m.j])
        names = frozenset(words[k] for k in range(i, j) if _names(s, k, i, j) and words[k] not in nouns)
        number = "group" if is_plural(s, source) else "person" if is_person(s, source) else "thing"
        return Speaker(
            text=" ".join(span.of(self.text).split()),
            span=span,
            type=source_type(s, source, self.text) or "",
            names=names,
            nouns=nouns,
            number=number,
            heard=s.index,
        )

    def _earlier(self, speaker: Speaker, definite: bool) -> Speaker | None:
        """The last speaker of the same name, or of the same noun for "the ministry"."""
        for other in reversed(self.known):
            if speaker.names:
                alike = not speaker.nouns or speaker.nouns & other.nouns
                if alike and other.type and speaker.names <= other.names and _may_shorten(speaker, other):
                    return other
            elif definite and speaker.nouns and speaker.nouns <= other.nouns and len(other.nouns) <= _MOST_NOUNS:
                return other
        return None


def _may_shorten(name: Speaker, other: Speaker) -> bool:
    """False where a bare name is only part of the other: "BA" is no "BA chairman Omar Diaz", no "BA survey"."""
    if not other.nouns or name.nouns:
        return True
    if other.number == "person":
        return _surname(other) in name.names
    return other.number != "thing" or other.type not in ("document", "expert")


def _surname(one: Speaker) -> str:
    """The last word of a person's name: of "Omar Diaz, the BA chairman", of "the BA chairman, Omar Diaz"."""
    for part in (one.text.split(",")[0], one.text):
        words = [word.lower().strip(".,") for word in part.split()]
        if found := next((word for word in reversed(words) if word in one.names), ""):
            return found
    return ""


def _number_of(pronoun: str) -> str:
    w = small_words()
    if pronoun in w.person or pronoun in ("his", "her"):
        return "person"
    return "group" if pronoun in w.group or pronoun == "their" else "thing"


def _stands(wanted: str, one: Speaker) -> bool:
    """True if a pronoun of this number may stand for one who has spoken; "Borders" looks like many and may be "it"."""
    bare = bool(one.names) and not one.nouns and (one.number == "group" or " " not in one.text)
    firm = wanted == "thing" and bare
    return one.number == wanted or firm or (wanted == "group" and one.number == "thing")


def _may_be(s: Sentence, source: Source, wanted: str) -> bool:
    """True if "he", "they" or "it" may stand for a subject that has not spoken yet."""
    if wanted == "person":
        return is_named_person(s, source)
    return looks_like_source(s, source) and (wanted == "thing" or is_crowd(s, source))


def _past_opening(s: Sentence, before: int) -> int:
    """The token where the subject of a sentence begins: after "On Friday,", "In the capital,", "But"."""
    words, w, k = s.tokens.words, small_words(), skip_setting(s, 0)
    while k < before and (words[k] == "," or words[k] in w.turn):
        k = skip_setting(s, k + 1)
    opening = k > 0 or words[0] in w.link or words[0] in w.border
    if opening and words[k - 1] != "," and "," in words[k:before]:
        k = skip_setting(s, words.index(",", k) + 1)
    return k


def _last_noun(s: Sentence, source: Source) -> int:
    """The end of a subject that may have run into its verb: its last capital or known noun."""
    last = max((source.i + m.j for m in known(s, source.i, source.j)), default=source.i)
    names = max((k + 1 for k in range(source.i, source.j) if capital(s, k)), default=source.i)
    return max(last, names, source.i + 1)


def _names(s: Sentence, k: int, i: int, j: int) -> bool:
    """True if token k of the noun phrase i..j is part of a name."""
    word, w = s.tokens.words[k], small_words()
    if not s.tokens.caps[k] or s.shouting or not word[0].isalpha() or word in w.opener or word in w.link:
        return False
    return k > 0 or j - i == 1 or s.tokens.caps[1] or s.tokens.words[1] == "'s"
