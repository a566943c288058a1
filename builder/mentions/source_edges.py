"""Where a noun phrase that may be a source begins and ends.

No parts of speech are known here, only the small words of reporting.toml and the nouns and names of sources.toml;
capitals help where the text has them. All positions are tokens of one sentence.
"""

from __future__ import annotations

from functools import lru_cache

from builder.language.lexicon import Match, load
from builder.mentions.small_words import (
    back_over_setting,
    capital,
    cue_at,
    initial,
    is_day,
    is_wall,
    joint,
    small_words,
    word_at,
)
from builder.model import Sentence

_LOOSE = frozenset(["and", "-", "(", ".", "/"])


def known(s: Sentence, i: int, j: int) -> tuple[Match, ...]:
    """The nouns and names of sources.toml in tokens i..j; positions count from i."""
    return _known(s.tokens.words[i:j])


@lru_cache(maxsize=1 << 16)
def _known(words: tuple[str, ...]) -> tuple[Match, ...]:
    """Noun phrases come again and again ("police", "the ministry"): each is looked up once."""
    return tuple(load()["sources"].find(words))


def clause_start(s: Sentence, i: int) -> bool:
    """True if a clause may begin at token i."""
    if i == 0:
        return True
    before, w = s.tokens.words[i - 1], small_words()
    if before == "and" or before in w.border or before in w.adverb or before in w.day:
        return True
    return not before[0].isalnum() and not joint(s, i - 1)


def left_edge(s: Sentence, j: int) -> int:
    """The first token of the noun phrase that ends at j (j itself if there is none)."""
    words, w, k = s.tokens.words, small_words(), j
    if j > 1 and words[j - 1] == "'s" and not capital(s, j - 2) and not (j == 2 and s.tokens.caps[0]):
        return j  # "the mayor's" owns something, "Foster's" may be a firm
    while k > 0:
        if _opens(s, k - 1):
            return _left_of_opener(s, k - 1, j) if k < j else j
        step = _step_left(s, k, j)
        if step == k:
            break
        k = step
    while k < j and (words[k] in w.link or not (_wordy(words[k]) or _year(s, k))):
        k += 1
    return k


def _opens(s: Sentence, k: int) -> bool:
    """True for an article or amount that begins a noun phrase; not in "Jane |A. Roe", "the fly-|half"."""
    inner = initial(s, k) or (s.tokens.glued(k) and s.tokens.words[k - 1] == "-")
    return s.tokens.words[k] in small_words().opener and not inner


def _step_left(s: Sentence, k: int, j: int) -> int:
    """One token further to the left of k, or past a bracket; k itself where the noun phrase ends."""
    words, w, word = s.tokens.words, small_words(), s.tokens.words[k - 1]
    if word == ")" and 3 < k < j and words[k - 3] == "(":
        return k - 3
    if word == "and" or (is_wall(s, k - 1) and not _inner_adverb(s, k - 1, j)):
        return k
    if is_day(s, k - 1) and not (1 < k < j and words[k - 2] == "the" and capital(s, k)):
        return k
    if word in w.link:
        return k - 1 if 1 < k < j and _noun_like(s, k - 2) else k
    numbered = k == j and k > 1 and word.isdigit() and s.tokens.caps[k - 2]  # "Channel 4"
    if not (_wordy(word) or word == "'s" or joint(s, k - 1) or numbered or (k < j and _year(s, k - 1))):
        return k
    return k if k > 1 and _is_verb(s, k - 1, j) else k - 1


def _is_verb(s: Sentence, k: int, j: int) -> bool:
    """True for a past that is no part of the noun phrase: "Reuters |quoted officials", "has |included members"."""
    words, w = s.tokens.words, small_words()
    if words[k].endswith("ed") and (words[k - 1] in w.before_verb - w.adverb or words[k - 1] == "also"):
        return True
    cue = cue_at(s, k) if k + 1 < j and _noun_like(s, k - 1) else None
    return cue is not None and cue.form == "past" and cue.entry.get("use") in ("say", "report", "cite", "show")


def _wordy(word: str) -> bool:
    return word[0].isalpha() or word[0] in "@#"


def _inner_adverb(s: Sentence, k: int, j: int) -> bool:
    """True for "newly" in "of newly filed |records"."""
    words, w = s.tokens.words, small_words()
    return 0 < k < j - 1 and words[k] in w.adverb and (words[k - 1] in w.link or words[k - 1] in w.opener)


def _year(s: Sentence, k: int) -> bool:
    """True for a number that belongs to a name: "the |2014 Community Survey", "|9/11", but not "in 2014"."""
    word = s.tokens.words[k]
    if k + 1 < len(s.tokens) and joint(s, k + 1):
        return True
    year = len(word) == 4 and word.isdigit()
    return year and word_at(s, k - 1) not in small_words().link and word_at(s, k + 1) != ","


def _noun_like(s: Sentence, k: int) -> bool:
    """True if a preposition can hang on token k."""
    word = s.tokens.words[k]
    return word == ")" or (word[0].isalnum() and word not in small_words().no_noun)


def _left_of_opener(s: Sentence, k: int, j: int) -> int:
    """A noun phrase goes on to the left of its article only through a preposition: "a spokesman for |the governor"."""
    words, w = s.tokens.words, small_words()
    while k > 0 and (words[k - 1] in w.opener or words[k - 1] == "all"):
        k -= 1
    if k > 1 and words[k - 1] == "of" and words[k - 2] in w.opener:
        return k - 2
    if k > 2 and words[k - 1] == "by" and (first := _of_paper(s, k - 1)) < k - 1:
        return first
    if k > 1 and words[k - 1] in w.link and _noun_like(s, k - 2):
        first = left_edge(s, k - 1)
        if first < k - 1 and (known(s, first, k - 1) or not known(s, k, j)):
            return first
    return k


def _of_paper(s: Sentence, k: int) -> int:
    """The start of a paper that somebody handed out at some time: "|a study released on Friday" by; k if none is."""
    end = back_over_setting(s, k)
    if not 1 < end < k or not s.tokens.words[end - 1].endswith("ed"):
        return k
    end -= 1
    end -= s.tokens.words[end - 1] in small_words().be
    first = left_edge(s, end)
    return first if first < end and known(s, first, end) else k


def coordinated(s: Sentence, i: int) -> int:
    """The start of "the army and |the police", "A, B and |C" where tokens from i on are the last member."""
    words = s.tokens.words
    if i < 2 or words[i - 1] not in ("and", ",") or (words[i - 1] == "," and not _listed(s, i)):
        return i
    end = i - 2 if words[i - 2 : i] == (",", "and") else i - 1
    first = left_edge(s, end)
    if first >= end or not (capital(s, end - 1) or known(s, first, end)):
        return i
    if word_at(s, first - 1) == "," and _listed(s, first):
        return coordinated(s, first)
    return first if clause_start(s, first) else i


def _listed(s: Sentence, i: int) -> bool:
    """True if the member at i, after a comma, is followed by another: ", B and C"."""
    return capital(s, i) and "and" in s.tokens.words[i + 1 : i + 6]


def right_edge(s: Sentence, i: int, single: bool = False) -> int:
    """One past the last token of the noun phrase that begins at i; `single` stops at "and"."""
    words, w, k = s.tokens.words, small_words(), i
    fresh = True  # an article or amount may stand here
    while k < len(words) and not is_wall(s, k) and not is_day(s, k):
        word = words[k]
        if _opens(s, k):
            if not fresh:
                break
        elif word in w.link or word == "and":
            if fresh or (single and word == "and") or not _goes_on(s, k):
                break
            fresh = True
        elif not _belongs(s, k) or (not fresh and _says(s, k)):
            break
        else:
            fresh = False
        k += 1
    while k > i and (words[k - 1] in w.opener or words[k - 1] in w.link or words[k - 1] in _LOOSE):
        k -= 1
    return k


def _belongs(s: Sentence, k: int) -> bool:
    """True if token k can be part of a noun phrase at all."""
    word = s.tokens.words[k]
    return _wordy(word) or word == "'s" or joint(s, k) or _bracket(s, k) or _year(s, k)


def _says(s: Sentence, k: int) -> bool:
    """True if a reporting verb stands at k with something to say after it: "the network |depict two"."""
    cue = cue_at(s, k)
    if cue and cue.form == "s" and cue.entry.get("use") == "show" and not capital(s, k):
        return True
    after = word_at(s, cue.j) if cue else "."
    return after in small_words().opener or after[0].isdigit() or after == "that"


def _bracket(s: Sentence, k: int) -> bool:
    """True within "(JHU)": an abbreviation in brackets."""
    if s.tokens.words[k] == "(":
        return word_at(s, k + 2) == ")"
    return s.tokens.words[k] == ")" and word_at(s, k - 2) == "("


def _goes_on(s: Sentence, k: int) -> bool:
    """True if the preposition or "and" at k goes on with the noun phrase before it."""
    word, after = s.tokens.words[k], word_at(s, k + 1)
    if after == "." or after[0].isdigit():
        return False
    if word == "and":
        return _next_member(s, k + 1)
    found = load()["reporting"].at(s.tokens.words, k)
    if is_day(s, k + 1) or (found and found.entry.get("form") == "setting"):
        return False
    if word == "by":
        return s.tokens.caps[k + 1] or bool(known(s, k + 1, k + 4))
    return word not in ("on", "to", "against") or word_at(s, k - 1) == "close"


def _next_member(s: Sentence, k: int) -> bool:
    """True if the noun phrase at k, after "and", is another source."""
    if is_wall(s, k):
        return False
    j = right_edge(s, k, single=True)
    if j <= k or word_at(s, j) in small_words().be:
        return False
    return bool(known(s, k, j)) or all(capital(s, m) or not s.tokens.words[m][0].isalpha() for m in range(k, j))
