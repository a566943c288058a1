"""The closed classes of words that show where a source's noun phrase begins and ends (language/en/reporting.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from builder.language.lexicon import Entry, Match, load
from builder.language.tokens import words_of
from builder.model import Sentence

QUOTES = frozenset(['"', "'"])
DASHES = frozenset("-–—―")
JOINTS = frozenset("-'/&.")
_VERBAL = ("auxiliary", "modal", "negation", "be", "adverb")
_OPENING = ("article", "possessive", "determiner", "amount")
_SILENT = frozenset([*_VERBAL, *_OPENING, "link", "border", "person", "group", "thing", "day", "setting"])
_TITLE = 0.6
"""Share of capitals from which a sentence is a title, where they say nothing."""
_BEFORE_DAY = frozenset(["on", "in", "at", "late", "early", "by", "since", "the", "during", "of"])
_BACK_TO_DAY = frozenset(["on", "in", "at", "the", "this", "last", "during", "just", "late", "early", "past", "over"])


@dataclass(frozen=True, slots=True)
class SmallWords:
    """Single words by class; the longer names are unions used as one."""

    day: frozenset[str]
    link: frozenset[str]
    border: frozenset[str]
    adverb: frozenset[str]
    be: frozenset[str]
    modal: frozenset[str]
    negation: frozenset[str]
    person: frozenset[str]
    group: frozenset[str]
    thing: frozenset[str]
    possessive: frozenset[str]
    amount: frozenset[str]
    pronoun: frozenset[str]
    before_verb: frozenset[str]
    """What may stand between a subject and its verb."""
    verbal: frozenset[str]
    """Auxiliaries, modals and forms of "be"."""
    opener: frozenset[str]
    """Articles, possessives, determiners and amounts: a noun phrase begins with them."""
    told: frozenset[str]
    """Finite verbs of saying: "said", "told"."""
    wall: frozenset[str]
    """Words that no source's noun phrase crosses."""
    no_noun: frozenset[str]
    """Words on which no preposition hangs."""
    turn: frozenset[str]
    unsaid: frozenset[str]
    asks: frozenset[str]
    tails: dict[str, tuple[tuple[str, ...], ...]]
    """Settings and dates of several words ("in a statement", "last week") by their last word."""


@cache
def small_words() -> SmallWords:
    """The classes, made once from the lexicon."""
    of = {form: _having("form", form) for form in _SILENT}
    pronoun = of["person"] | of["group"] | of["thing"]
    before_verb = frozenset[str]().union(*(of[form] for form in _VERBAL))
    opener = frozenset[str]().union(*(of[form] for form in _OPENING))
    told = _told()
    wall = before_verb | of["border"] | pronoun | told | {"i", "we", "you"}
    classes = ("day", "link", "border", "adverb", "be", "modal", "negation", "person", "group", "thing", "possessive")
    return SmallWords(
        **{name: of[name] for name in (*classes, "amount")},
        pronoun=pronoun,
        before_verb=before_verb,
        verbal=of["auxiliary"] | of["modal"] | of["be"],
        opener=opener,
        told=told,
        wall=wall,
        no_noun=wall | opener | of["link"] | of["day"] | {"and"},
        turn=_having("turn", "yes"),
        unsaid=_having("said", "no"),
        asks=_having("said", "asks"),
        tails=_tails(),
    )


def _entries() -> tuple[Entry, ...]:
    return load()["reporting"].entries


def _having(feature: str, value: str) -> frozenset[str]:
    """The single words whose entry has this feature."""
    return frozenset(w.lower() for e in _entries() if e.get(feature) == value for w in e.words if " " not in w)


def _told() -> frozenset[str]:
    """Finite verbs of saying, which no noun phrase holds: "said", "told"."""
    return frozenset(w for e in _entries() if e.get("use") == "say" for w, form in e.forms if form in ("past", "s"))


def _tails() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in _entries():
        if entry.get("form") in ("setting", "day"):
            for phrase in map(words_of, entry.words):
                if len(phrase) > 1:
                    found.setdefault(phrase[-1], []).append(phrase)
    return {last: tuple(sorted(phrases, key=len, reverse=True)) for last, phrases in found.items()}


def is_cue(match: Match) -> bool:
    """True for reporting words, False for the small ones beside them."""
    return match.entry.get("form") not in _SILENT


def cue_at(s: Sentence, k: int) -> Match | None:
    """The reporting words that begin at token k."""
    found = load()["reporting"].at(s.tokens.words, k) if k < len(s.tokens) else None
    return found if found is not None and is_cue(found) else None


def word_at(s: Sentence, k: int) -> str:
    """The word at token k; "" before the first, a full stop after the last."""
    words = s.tokens.words
    return "" if k < 0 else words[k] if k < len(words) else "."


def is_wall(s: Sentence, k: int) -> bool:
    """True if no noun phrase crosses token k; "WHO" and "Gaza Now" are names, "who" and "now" are not."""
    word, w = s.tokens.words[k], small_words()
    if word not in w.wall:
        return False
    name = word in w.adverb or word == "who" or in_name(s, k)
    return not (name and capital(s, k) and s.tokens.words[k - 1] not in QUOTES)


def in_name(s: Sentence, k: int) -> bool:
    """True for a verb of saying that is a person's name: "Omar |Said", in a sentence that is no title."""
    if word_at(s, k) not in small_words().told or not capital(s, k) or not s.tokens.caps[k - 1]:
        return False
    letters = [cap for word, cap in zip(s.tokens.words, s.tokens.caps, strict=True) if word[0].isalpha()]
    return sum(letters) < _TITLE * len(letters)


def is_day(s: Sentence, k: int) -> bool:
    """True for a word of a date, except in a newspaper's name."""
    return s.tokens.words[k] in small_words().day and not _in_name(s.tokens.words, k)


def _in_name(words: tuple[str, ...], k: int) -> bool:
    """True for the day of a newspaper: "USA |Today"."""
    names = load()["sources"]
    before, here = names.at(words, k - 1) if k else None, names.at(words, k)
    return (before is not None and before.j > k) or (here is not None and here.j > k + 1)


def capital(s: Sentence, k: int) -> bool:
    """True if token k has a capital that means something."""
    return s.tokens.caps[k] and k > 0 and not s.shouting


def initial(s: Sentence, k: int) -> bool:
    """True for the letter of a name: "Jane |A. Roe"."""
    one = len(s.tokens.words[k]) == 1 and s.tokens.caps[k]
    return one and word_at(s, k + 1) == "." and k + 1 < len(s.tokens) and s.tokens.glued(k + 1)


def joint(s: Sentence, k: int) -> bool:
    """True if token k glues two words together or is glued to one: "state-owned", "AT&T", "Mr. Roe", "user42"."""
    word, glued, more = s.tokens.words[k], s.tokens.glued(k), k + 1 < len(s.tokens)
    if word == "&":
        return True
    if word == ".":
        return glued and more and s.tokens.words[k + 1][0].isalnum()
    if word in JOINTS:
        return glued and more and s.tokens.glued(k + 1) and s.tokens.words[k + 1][0].isalnum()
    return glued and word[0].isdigit()


def skip_setting(s: Sentence, k: int) -> int:
    """The first token at or after k that is no date, adverb or setting ("on Thursday", "in a statement")."""
    words, n, phrases = s.tokens.words, len(s.tokens), load()["reporting"]
    while k < n:
        found = phrases.at(words, k)
        form = found.entry.get("form") if found else ""
        if found and form in ("setting", "adverb"):
            k = found.j
        elif found and form == "day":
            k = _skip_date(s, found.j)
        elif words[k] in _BEFORE_DAY and k + 1 < n and is_day(s, k + 1):
            k = _skip_date(s, k + 2)
        else:
            break
    return k


def _skip_date(s: Sentence, k: int) -> int:
    words, n = s.tokens.words, len(s.tokens)
    while k < n and (is_day(s, k) or words[k][0].isdigit() or (words[k] == "." and s.tokens.glued(k) and k + 1 < n)):
        k += 1
    return k


def back_over_setting(s: Sentence, j: int) -> int:
    """The first token of the adverbs, auxiliaries, dates and settings that end at j."""
    words, w = s.tokens.words, small_words()
    while j > 0:
        if words[j - 1] in w.before_verb or _adverb(s, j - 1):
            j -= 1
            continue
        k = min(_back_over_date(s, j), _back_over_phrase(s, j), _back_over_comma(s, j))
        if k == j:
            break
        j = k
    return j


def _adverb(s: Sentence, k: int) -> bool:
    """True for adverbs that no list holds: "incorrectly"."""
    word = s.tokens.words[k]
    if not word.endswith("ly") or len(word) <= 5 or k == 0 or s.tokens.caps[k]:
        return False
    return load()["sources"].at(s.tokens.words, k) is None


def _back_over_date(s: Sentence, j: int) -> int:
    words, k = s.tokens.words, j
    while k > 1 and (
        is_day(s, k - 1) or (words[k - 1][0].isdigit() and _dates(s, k, j)) or (words[k - 1] == ":" and k < j)
    ):
        k -= 1
    while 0 < k < j and (words[k - 1] in _BACK_TO_DAY or words[k - 1] in small_words().amount):
        k -= 1
    return k if k > 0 else j


def _dates(s: Sentence, k: int, j: int) -> bool:
    """True if the number before token k is part of a date that ends at j: "Sept. 27", "1:29 AM", "in 2003"."""
    words = s.tokens.words
    year = len(words[k - 1]) == 4 and words[k - 2] == "in"
    return k < j or year or is_day(s, k - 2)


def _back_over_phrase(s: Sentence, j: int) -> int:
    """The start of a setting or date of several words that ends at j."""
    words = s.tokens.words
    for phrase in small_words().tails.get(words[j - 1], ()):
        if words[max(0, j - len(phrase)) : j] == phrase:
            return j - len(phrase)
    return j


def _back_over_comma(s: Sentence, j: int) -> int:
    """Past a comma that closes an inserted date or setting: "the army, on Monday, said"."""
    if s.tokens.words[j - 1] != "," or j < 2:
        return j
    k = j - 1
    inner = min(_back_over_date(s, k), _back_over_phrase(s, k))
    return inner - 1 if 1 < inner < k and s.tokens.words[inner - 1] == "," else j
