"""Words that mean many things (`released`, `beat`, `bodies`, `cases`): they count only where the passage is about harm
or illness. A passage is the sentence and its neighbours."""

from __future__ import annotations

from builder.claims.bind import Bond
from builder.claims.context import Context, Reading
from builder.language.lexicon import load
from builder.mentions.chunks import Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.model import Sentence, Tokens

_WINDOW = 2
"""Sentences to either side that belong to the passage."""
_OPEN = frozenset({"other", "unspecified"})
_PLAIN = frozenset({"killed", "injured", "detained", "abducted", "hospitalized"})
"""What happens to persons only, so that a capitalised word it happens to is one."""
_NUMBERED = frozenset({"missing", "injured"})
"""What a number without a noun is said to be in headlines ("12 missing")."""
_MEANS = {"harm": ("harm", "nature"), "trouble": ("nature", "disaster")}
"""The topics that satisfy a need."""
_TOPICS = frozenset({"harm", "illness", "trouble"})
"""Needs that only a topic satisfies."""
_SMALL = 4
"""Letters from which a word of a title has a capital."""
UNLESS_PEOPLE = "harm-or-people"


def means_harm(context: Context, reading: Reading, bond: Bond) -> bool:
    """False if the bond's effect or noun has another sense here."""
    needs, never = _needs(reading, bond)
    if not _sure(reading, bond, needs, never) or _elsewhere(context, reading, bond, needs, never):
        return False
    return never == "works" or _told(context, reading, bond, needs)


def _elsewhere(context: Context, reading: Reading, bond: Bond, needs: str | None, never: str | None) -> bool:
    """True if the sentence is of a story, animals, prices, a contest, machines or works."""
    at = reading.sentence.index
    if "fiction" in topics(context, at) or any(test(reading, bond) for test in _ODD):
        return True
    if needs == "illness" and ("computing" in topics(context, at) or _in_cases(reading, bond)):
        return True
    if bond.measure == "damaged" and bond.effect is None and _near(context, at, "computing"):
        return True
    if never == "contest" and "works" in topics(context, at) and not _people(reading, bond):
        return "harm" not in topics(context, at)
    if _in_story(context, reading, bond):
        return True
    if never == "works":
        return not _people(reading, bond) and (_near(context, at, never) or not _near(context, at, "harm"))
    if never == "computing":
        return _near(context, at, never)
    return never == "contest" and (never in topics(context, at) or _score(reading))


def _in_story(context: Context, reading: Reading, bond: Bond) -> bool:
    """`his father is killed`, told in the present where a story is: in its neighbours too."""
    effect = reading.line.chunks[bond.effect].data if bond.effect is not None else None
    person = isinstance(reading.line.chunks[bond.chunk].data, Individual)
    present = isinstance(effect, Effect) and reading.sentence.tokens.words[effect.start] in ("is", "are", "gets")
    return person and present and _near(context, reading.sentence.index, "fiction")


def _told(context: Context, reading: Reading, bond: Bond, needs: str | None) -> bool:
    """True if the passage has the topic that the effect or noun needs."""
    at = reading.sentence.index
    if not needs or needs == "name":
        return not _unknown(reading, bond) or any(_near(context, at, topic) for topic in ("harm", "nature", "disaster"))
    if needs == "harm-here":
        return _topic_here(reading)
    if needs == UNLESS_PEOPLE and _people(reading, bond):
        return True
    if needs == "harm" and bond.effect is None and "find" in topics(context, at):
        return True
    topic = "harm" if needs == UNLESS_PEOPLE else needs
    return any(_near(context, at, near) for near in _MEANS.get(topic, (topic,)))


def about(context: Context, sentence: Sentence, needs: str) -> bool:
    """False if a passage surely is not about what a word needs: before anything else of the sentence is read."""
    if needs == "harm-here":
        return not topics(context, sentence.index).isdisjoint(_MEANS["harm"])
    return needs not in _TOPICS or any(_near(context, sentence.index, near) for near in _MEANS.get(needs, (needs,)))


def _near(context: Context, at: int, topic: str) -> bool:
    """True if the passage around sentence `at` has words of the topic."""
    return any(topic in topics(context, k) for k in range(at - _WINDOW, at + _WINDOW + 1))


def _unknown(reading: Reading, bond: Bond) -> bool:
    """True if a noun that no lexicon has is said to be missing ("many clues are missing")."""
    counted = reading.line.chunks[bond.chunk].data
    return isinstance(counted, Quantity) and counted.phrase.kind == "unknown" and bond.measure == "missing"


def _sure(reading: Reading, bond: Bond, needs: str | None, never: str | None) -> bool:
    """False for a capitalised word that may be a thing, where the effect may befall things."""
    person = reading.line.chunks[bond.chunk].data
    if not isinstance(person, Individual) or person.sure:
        return True
    return bond.measure in _PLAIN and not needs and not (never and bond.rule.startswith("object"))


def _needs(reading: Reading, bond: Bond) -> tuple[str | None, str | None]:
    """The topic that must be near, and the one that must not be in the sentence."""
    chunks = reading.line.chunks
    if bond.effect is not None:
        effect = chunks[bond.effect].data
        return (effect.entry.get("needs"), effect.entry.get("never")) if isinstance(effect, Effect) else (None, None)
    counted = chunks[bond.chunk].data
    return (counted.phrase.needs, None) if isinstance(counted, Quantity) else (None, None)


def _no_aircraft(reading: Reading, bond: Bond) -> bool:
    """`three others were intercepted`: shot down only where something that flies was counted before."""
    counted = reading.line.chunks[bond.chunk].data
    bare = isinstance(counted, Quantity) and counted.phrase.kind == "bare"
    return bond.measure == "shot_down" and bare and "M" not in reading.line.kinds[: bond.chunk]


def _price(reading: Reading, bond: Bond) -> bool:
    """`save the pensioner £100`: nobody is rescued where money stands behind."""
    return bond.measure == "rescued" and reading.line.kinds[bond.chunk + 1 : bond.chunk + 2] == "S"


def _animals(reading: Reading, bond: Bond) -> bool:
    """`91 foxes died; four were killed by hounds`: a bare number behind a number of animals counts animals."""
    chunks = reading.line.chunks
    counted = chunks[bond.chunk].data
    if not isinstance(counted, Quantity) or counted.phrase.kind != "bare":
        return False
    before = [c.data.phrase.kind for c in chunks[: bond.chunk] if isinstance(c.data, Quantity)]
    return bool(before) and before[-1] == "animal"


def _title(reading: Reading, bond: Bond) -> bool:
    """`the best-seller “Seven Who Were Killed”`, `The 101 Dead Men play on Friday`: the name of a work or a band, all
    in quotation marks or behind an article, every word of weight with a capital, in a sentence that has others."""
    if reading.sentence.shouting:
        return False
    tokens, chunks = reading.sentence.tokens, reading.line.chunks
    ends = (chunks[bond.chunk], chunks[bond.chunk if bond.effect is None else bond.effect])
    i, j = min(c.i for c in ends), max(c.j for c in ends)
    if i == 0 or j >= len(tokens) or not all(_weighty(tokens, k) for k in range(i, j)):
        return False
    quoted = tokens.words[i - 1] == '"' and tokens.words[j] == '"'
    named = tokens.words[i - 1] == "the" and bond.effect is None and j - i > 2 and j < len(tokens) - 1
    return quoted or named


def _weighty(tokens: Tokens, k: int) -> bool:
    """True for a word as titles print it: with a capital, a number in digits, or a small one between others."""
    return tokens.caps[k] or tokens.words[k].isdigit() or len(tokens.words[k]) < _SMALL


def _in_cases(reading: Reading, bond: Bond) -> bool:
    """`in many cases` says how often, not how many were ill."""
    counted = reading.line.chunks[bond.chunk].data
    if not isinstance(counted, Quantity) or bond.effect is not None:
        return False
    return counted.number.left > 0 and reading.sentence.tokens.words[counted.number.left - 1] == "in"


_ODD = (_animals, _no_aircraft, _price, _title)


def _score(reading: Reading) -> bool:
    """`6-3 6-1`: digits joined by a dash, the second one glued on."""
    words, glued = reading.sentence.tokens.words, reading.sentence.tokens.glued
    return any(
        words[k] in "-–" and glued(k) and glued(k + 1) and words[k - 1].isdigit() and words[k + 1].isdigit()
        for k in range(1, len(words) - 1)
    )


def _people(reading: Reading, bond: Bond) -> bool:
    """True if what is counted is people by its own words, not only by a capital or a bare number."""
    counted = reading.line.chunks[bond.chunk].data
    if isinstance(counted, Individual):
        return not counted.named or counted.kin or counted.group not in _OPEN
    if not isinstance(counted, Quantity):
        return False
    stated = counted.number.form != "vague" or bond.measure == "injured"
    alone = counted.phrase.kind == "bare" and stated and bond.measure in _NUMBERED
    buried = counted.phrase.kind == "thing" and bond.measure == "destroyed"
    return alone or buried or counted.phrase.kind == "person"


def _topic_here(reading: Reading) -> bool:
    """True if the sentence itself tells of harm, other than in the capitals of a title ("The Killing Fields")."""
    tokens = reading.sentence.tokens
    return any(
        m.entry.get("sort") in _MEANS["harm"] and (m.i == 0 or reading.sentence.shouting or not tokens.caps[m.i])
        for m in load()["topics"].find(tokens.words)
    )


def topics(context: Context, index: int) -> frozenset[str]:
    """The topics a sentence has words of, read once."""
    if not 0 <= index < len(context.sentences):
        return frozenset()
    if index not in context.topics:
        words = context.sentences[index].tokens.words
        context.topics[index] = frozenset(m.entry.get("sort") for m in load()["topics"].find(words))
    return context.topics[index]
