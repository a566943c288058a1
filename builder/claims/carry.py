"""What a sentence may take from the ones before it: the day and the place of the event they tell of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from builder.language.lexicon import load
from builder.mentions.dates import BETWEEN, POINT, SINCE, WINDOW, DateMention, resolve
from builder.mentions.places import PlaceMention
from builder.model import Period, Sentence

_NEAR = 1
"""So many paragraphs on, a paragraph's own date is forgotten; the main event's stays."""


@dataclass(slots=True)
class Carry:
    """Lives for one document.

    anchor  the day the text was published, or its dateline's
    event   the day of the main event: the first that a sentence about an event states
    begun   the first day of that sentence: of a quake and its aftershock the quake's
    scene   the place of the main event, likewise
    unrest  True where the main event is a protest or the like: arrests are part of it
    aftermath  True while a sentence is read that tells only what followed: arrests have a day and a place of their own
    here    the last such day, and `since` of a running total, with their paragraph
    """

    anchor: date | None
    event: Period | None = None
    begun: date | None = None
    here: Period | None = None
    since: Period | None = None
    aftermath: bool = False
    unrest: bool = False
    place: PlaceMention | None = None
    scene: PlaceMention | None = None
    _dated_in: int = -9
    _coarse_in: int = -9
    _since_in: int = -9
    _placed_in: int = -9

    def learn_since(self, sentence: Sentence, dates: Sequence[DateMention]) -> None:
        """Take up the day a running total of this sentence began."""
        for mention in dates:
            if mention.role == SINCE:
                self.since, self._since_in = resolve(mention, self.anchor), sentence.paragraph

    def learn(self, sentence: Sentence, dates: Sequence[DateMention]) -> None:
        """Take up the day of a sentence that tells of an event."""
        found: list[Period] = []
        named: list[Period] = []
        in_court = _in_court(sentence)
        for mention in dates:
            period = resolve(mention, self.anchor)
            if (
                (mention.role in (POINT, BETWEEN) or (mention.role == WINDOW and brief(period)))
                and not mention.of_reporting
                and period.precision == "day"
                and period.start
                and period.end
            ):
                found.append(period)
                if _names_event(sentence, mention):
                    named.append(period)
        found = named or found
        if in_court:  # "was jailed on Friday for killing two on 3 May": the deed comes first
            found = [min(found, key=lambda one: one.start or date.max)] if len(found) > 1 else []
        if not found:
            self._learn_coarse(sentence, dates, in_court)
        if found:
            self.here, self._dated_in, self._coarse_in = found[0], sentence.paragraph, -9
            if self.event is None:
                self.unrest = _sorts(sentence) == {"unrest"}
                self.event, self.begun = found[0], min(one.start for one in found if one.start)

    def _learn_coarse(self, sentence: Sentence, dates: Sequence[DateMention], in_court: bool) -> None:
        """Take up a month or a year of its own, which dates the rest of the paragraph; only a trial's deed may be the
        main event."""
        for mention in dates:
            period = resolve(mention, self.anchor)
            if mention.role in (POINT, BETWEEN) and not mention.of_reporting and period.precision in _COARSE:
                held = self.event.start if self.event else None
                if held and period.start and period.end and period.start <= held <= period.end:
                    return
                self.here, self._dated_in, self._coarse_in = period, sentence.paragraph, sentence.index
                if in_court and self.event is None:
                    self.event, self.begun = period, period.start
                return

    def learn_place(self, sentence: Sentence, places: Sequence[PlaceMention]) -> None:
        """Take up the place of a sentence that tells of an event."""
        found = next((p for p in places if p.rank == 0 and not p.within), None)
        if found:
            self.place, self._placed_in = found, sentence.paragraph
            self.scene = self.scene or found

    def place_at(self, sentence: Sentence, period: Period, measure: str) -> PlaceMention | None:
        """The place where a sentence states none: the paragraph's, else the main event's if the days agree; what
        follows an event happens elsewhere."""
        if self.aftermath:
            return None
        if self._placed_in == sentence.paragraph:
            return self.place
        if headline(sentence) or measure in _ELSEWHERE or not self.event:
            return None
        return self.scene if period.start in (self.event.start, self.begun) else None

    def day_at(self, sentence: Sentence) -> Period | None:
        """The day an undated claim of this sentence belongs to; headlines may be of other stories."""
        if (self.aftermath and not self.unrest) or headline(sentence):
            return None
        return self.here if self.dated(sentence) else self.event

    def start_at(self, sentence: Sentence) -> date | None:
        """The day an undated running total of this sentence began."""
        if self.since and sentence.paragraph - self._since_in < _NEAR:
            return self.since.start
        return self.begun

    def dated(self, sentence: Sentence) -> bool:
        """True if this sentence's paragraph has stated a day, or the sentence right before it a month or a year."""
        if self._coarse_in >= 0 and sentence.index != self._coarse_in + 1:
            return False
        return sentence.paragraph - self._dated_in < _NEAR

    def total(
        self, sentence: Sentence, period: Period, mention: DateMention | None, reported: Period | None, begins: bool
    ) -> Period:
        """The period of a running total: from its event's day (begins: it has one) to the day it is true of."""
        end = reported.end if reported and reported.end else self.anchor
        start = self.start_at(sentence) if begins else None
        if mention is None:
            return span(start, end)
        if mention.role in (POINT, BETWEEN):
            return span(start if start and period.end and start <= period.end else None, period.end)
        return period


def span(start: date | None, end: date | None) -> Period:
    """From a day to a day, with its EDTF form."""
    if start and end and start > end:
        start = None
    if start is None and end is None:
        return Period(None, None)
    return Period(start, end, "day", f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}")


def day(end: date | None) -> Period:
    """One day, for what is true at a time."""
    return Period(end, end, "day", end.isoformat()) if end else Period(None, None)


def tells_of_event(sentence: Sentence) -> bool:
    """True if the sentence names an attack, an accident, a storm ... (an illness lasts too long to have a day)."""
    return not _SUDDEN.isdisjoint(_sorts(sentence))


def _names_event(sentence: Sentence, mention: DateMention) -> bool:
    """True for `Tuesday's deadly blast`: the day is the event's, whatever else the sentence dates."""
    words = sentence.tokens.words
    behind = words[mention.j + 1 : mention.j + 1 + _CALLED]
    return words[mention.j : mention.j + 1] == ("'s",) and next(load()["events"].find(behind), None) is not None


_CALLED = 4
"""Words that may call an event by its kind."""


def _in_court(sentence: Sentence) -> bool:
    """True if a sentence tells of a trial, whose day is not the deed's."""
    words = sentence.tokens.words
    return "jailed" in words or any(m.entry.get("sort") == "court" for m in load()["topics"].find(words))


def brief(period: Period) -> bool:
    """True for a window of a day or two (`over the past day`), short enough to be the time of an event."""
    return bool(period.start and period.end and (period.end - period.start).days <= _BRIEF)


_COARSE = frozenset({"month", "year"})
_BRIEF = 2
"""Days."""


def _sorts(sentence: Sentence) -> set[str]:
    """The sorts of events a sentence names."""
    return {m.entry.get("sort") for m in load()["events"].find(sentence.tokens.words)}


def headline(sentence: Sentence) -> bool:
    """True for a line in title case: a heading, a menu, a link to another story."""
    if sentence.shouting or sentence.tokens.words[-1] in _CLOSED:
        return False
    words = [cap for word, cap in zip(sentence.tokens.words, sentence.tokens.caps, strict=True) if len(word) > 3]
    return len(words) > 2 and sum(words) > 0.7 * len(words)


def only_followed(measures: Collection[str]) -> bool:
    """True if a sentence whose claims have these measures tells only of arrests and releases."""
    return bool(measures) and set(measures) <= _FOLLOWS


_FOLLOWS = frozenset({"detained", "released"})
_ELSEWHERE = _FOLLOWS | {"hospitalized"}
"""What does not happen at the scene of the main event, unless its own paragraph says so."""
_CLOSED = frozenset(".!?\"'”’)")
_SUDDEN = frozenset({"attack", "accident", "nature", "unrest"})
