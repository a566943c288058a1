"""The words between the mentions: one letter for each small word, sign, verb, adverb or other word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder.language.lexicon import Match
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms
from builder.model import Sentence

_LETTER = {
    "be": "b", "have": "b", "do": "b", "modal": "b", "not": "b", "prep": "p", "border": "s", "and": "&", "with": "c",
    "relative": "r", "include": "h", "det": "w", "pronoun": "w", "adverb": "a", "verb": "v", "to": "t", "each": "a",
    "whom": "m", "some": "w",
}  # fmt: skip
_DEAD = frozenset({"killed", "injured", "casualties", "infected", "hospitalized"})
"""What counted nouns say happened that are as often no people but events ("deaths", "injuries")."""
_SIGN = {",": ",", ";": ";", ":": ";", "|": ";", "-": ";", "–": ";", "—": ";", "(": "(", ")": ")", "[": "(", "]": ")"}
_ADVERB_TAIL = "ly"
_ARTICLES = frozenset({"the", "a", "an"})
"""Behind one, a word in -ed describes a noun."""


def plain_words(sentence: Sentence, k: int, stop: int) -> Iterator[tuple[str, int, int, Individual | None]]:
    """Letter, first token, end and, for he and she, the person of every word or sign of k..stop that no finder took."""
    words, room = sentence.tokens.words, rooms()
    while k < stop:
        word = words[k]
        small = room.grammar.at(words, k)
        if small and small.j <= stop:
            yield _small(small)
            k = small.j
            continue
        people = room.subjects.at(words, k)
        if people and people.j - k > 1 and people.j <= stop and people.form != "one" and _counted(people):
            yield "N", k, people.j, None
            k = people.j
            continue
        letter = _sign(sentence, k) if not word[0].isalnum() else _word(sentence, k)
        if letter:
            yield letter, k, k + 1, None
        k += 1


def _small(m: Match) -> tuple[str, int, int, Individual | None]:
    gender = m.entry.get("gender")
    if gender and m.entry.get("class") == "pronoun":
        return "H", m.i, m.j, Individual(m.i, m.j, gender, pronoun=True)
    return _LETTER[m.entry.get("class")], m.i, m.j, None


def _sign(sentence: Sentence, k: int) -> str:
    word, words = sentence.tokens.words[k], sentence.tokens.words
    if word == "-" and words[k + 1 : k + 2] == ("-",) and words[k - 1] != "-":
        return ";"
    if word == ";" and (words.count(";") > 1 or words[k + 1 : k + 2] == ("and",)):
        return ","  # a list
    if word in "-–" and sentence.tokens.glued(k):
        return ""
    return _SIGN.get(word, "")


def _word(sentence: Sentence, k: int) -> str:
    """People without a number, a verb or adverb by its ending, or any other word."""
    word, words, room = sentence.tokens.words[k], sentence.tokens.words, rooms()
    noun = room.subjects.at(words, k)
    if noun and noun.form != "one" and _counted(noun):
        return "N"
    if len(word) > 4 and word.endswith("ed"):
        return "w" if k and (words[k - 1] in _ARTICLES or _describes(words, k)) else "v"
    return "a" if len(word) > 4 and word.endswith(_ADVERB_TAIL) else "w"


def _describes(words: Sequence[str], k: int) -> bool:
    """True for the first word of a name that modifies or counts ("the Northern Armed Forces")."""
    known = rooms().modifiers.at(words, k)
    return known is not None and known.j - known.i > 1


def _counted(noun: Match) -> bool:
    """True for a noun for people, not for what happened to them."""
    return noun.entry.get("measure") not in _DEAD
