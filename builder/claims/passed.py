"""What later sentences take from earlier ones is taken up only when a claim asks for it.

Most sentences hold no claim, and most documents ask for little. So a sentence without a claim is only noted, and read
for the days, places and names it tells when the next claim of the document is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from builder.claims.carry import Carry, tells_of_event
from builder.mentions.dates import DateMention, find_dates
from builder.mentions.places import PlaceMention, find_places
from builder.model import Sentence


@dataclass(slots=True)
class Told:
    """A sentence that may have told something: what was found in it, or None where nobody has looked yet.

    happened    True where something happened to people or things in it
    counted     whether a number or an event stands in it; None where nobody has looked yet
    """

    sentence: Sentence
    dates: list[DateMention] | None = None
    places: list[PlaceMention] | None = None
    happened: bool = False
    counted: bool | None = None


@dataclass(slots=True)
class Passed:
    """The sentences of a document so far, in order, from the first that `carry` has not heard of.

    counts      whether a sentence has a number or an event in it: what others tell is not taken up
    """

    text: str
    carry: Callable[[], Carry]
    counts: Callable[[Sentence], bool]
    waiting: list[Told] = field(default_factory=list)

    def over(self, sentence: Sentence, counted: bool | None = None) -> None:
        """Go on without reading a sentence."""
        self.waiting.append(Told(sentence, counted=counted))

    def catch_up(self) -> None:
        """Take up the days and places that the sentences so far have told."""
        carry = self.carry()
        for told in self.waiting:
            if told.happened or tells_of_event(told.sentence):
                carry.learn(told.sentence, self._dates(told))
                carry.learn_place(told.sentence, self._places(told))
            if told.dates is not None or self._counted(told):
                carry.learn_since(told.sentence, self._dates(told))
        self.waiting.clear()

    def _counted(self, told: Told) -> bool:
        return self.counts(told.sentence) if told.counted is None else told.counted

    def _dates(self, told: Told) -> list[DateMention]:
        if told.dates is None:
            told.dates = find_dates(told.sentence, self.text)
        return told.dates

    def _places(self, told: Told) -> list[PlaceMention]:
        return find_places(told.sentence, self.text) if told.places is None else told.places
