"""Where the noun phrase of a source begins and ends: before a reporting verb, after "according to".

No parts of speech are known here, only small closed classes of words (language/en/reporting.toml) and the nouns of
sources.toml; capitals help where the text has them. All positions are tokens of one sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from builder.language.lexicon import load
from builder.model import Sentence

_JOINTS = frozenset("-'/&’.")
_CLOSERS = frozenset(["'s", ")"])


class Source(NamedTuple):
    """Tokens i..j are the noun phrase; tokens note.. of the sentence (an apposition or relative clause) say more of it."""

    i: int
    j: int
    note: tuple[int, int] = (0, 0)


@cache
def small_words(*forms: str) -> frozenset[str]:
    """The single words of reporting.toml that have one of these forms."""
    entries = load()["reporting"].entries
    return frozenset(w.lower() for e in entries if e.get("form") in forms for w in e.words if " " not in w)


@cache
def _said_so() -> frozenset[str]:
    """Finite reporting verbs that no noun phrase holds: "said", "told"."""
    entries = load()["reporting"].entries
    return frozenset(w for e in entries if e.get("use") == "say" for w, form in e.forms if form in ("past", "s"))


def is_pronoun(word: str) -> bool:
    return word in small_words("person", "group", "thing")


def names_source(s: Sentence, i: int, j: int) -> bool:
    """True if tokens i..j hold a noun or name of sources.toml."""
    return any(True for _ in load()["sources"].find(s.tokens.words[i:j]))


def capital(s: Sentence, k: int) -> bool:
    """True if token k has a capital that means something."""
    return s.tokens.caps[k] and k > 0 and not s.shouting


def looks_like_source(s: Sentence, source: Source) -> bool:
    """True for a pronoun, a name or a noun that can speak."""
    i, j = source.i, source.j
    if j - i == 1 and is_pronoun(s.tokens.words[i]):
        return True
    return names_source(s, i, j) or any(capital(s, k) or (k == 0 and s.tokens.caps[0] and not s.shouting and j == 1) for k in range(i, j))


def _noun_like(s: Sentence, k: int) -> bool:
    """True if token k can end the noun phrase that a preposition hangs on."""
    word = s.tokens.words[k]
    if word in _CLOSERS:
        return word == ")"
    return word[0].isalpha() and word not in _not_nouns()


@cache
def _not_nouns() -> frozenset[str]:
    return small_words("auxiliary", "be", "adverb", "article", "determiner", "link", "border", "person", "group", "thing", "day") | {"and"} | _said_so()


@cache
def _walls() -> frozenset[str]:
    """Words that no source's noun phrase crosses."""
    return small_words("auxiliary", "be", "adverb", "border", "person", "group", "thing") | {"i", "we", "you"} | _said_so()


def _is_day(s: Sentence, k: int) -> bool:
    return s.tokens.words[k] in small_words("day")


def skip_setting(s: Sentence, k: int) -> int:
    """The first token at or after k that is no date, adverb or setting ("on Thursday", "in a statement")."""
    words, n, phrases = s.tokens.words, len(s.tokens), load()["reporting"]
    while k < n:
        found = phrases.at(words, k)
        form = found.entry.get("form") if found else ""
        if found and form in ("setting", "adverb"):
            k = found.j
        elif form == "day" and found:
            k = _skip_date(s, found.j)
        elif words[k] in ("on", "in", "at", "late", "early", "by", "since", "the") and k + 1 < n and _is_day(s, k + 1):
            k = _skip_date(s, k + 2)
        else:
            break
    return k


def _skip_date(s: Sentence, k: int) -> int:
    words, n = s.tokens.words, len(s.tokens)
    while k < n and (_is_day(s, k) or words[k][0].isdigit() or (words[k] == "." and s.tokens.glued(k) and k + 1 < n)):
        k += 1
    return k


def back_over_setting(s: Sentence, j: int) -> tuple[int, bool]:
    """(the token after the subject of a verb at j, True if a form of "be" stands between)."""
    words, passive = s.tokens.words, False
    while j > 0:
        word = words[j - 1]
        if word in small_words("be"):
            passive, j = True, j - 1
        elif word in small_words("auxiliary", "adverb"):
            j -= 1
        elif (k := _back_over_date(s, j)) < j or (k := _back_over_phrase(s, j)) < j or (k := _back_over_comma(s, j)) < j:
            j = k
        else:
            break
    return j, passive


def _back_over_date(s: Sentence, j: int) -> int:
    words, k = s.tokens.words, j
    while k > 0 and (_is_day(s, k - 1) or (words[k - 1][0].isdigit() and k - 2 >= 0 and _is_day(s, k - 2))):
        k -= 1
    if k < j and k > 0 and words[k - 1] in ("on", "in", "at"):
        k -= 1
    return k if k > 0 else j


def _back_over_phrase(s: Sentence, j: int) -> int:
    """The start of a setting ("in a statement") that ends at j."""
    phrases, words = load()["reporting"], s.tokens.words
    for k in range(max(0, j - 6), j - 1):
        found = phrases.at(words, k)
        if found and found.j == j and found.entry.get("form") == "setting":
            return k
    return j


def _back_over_comma(s: Sentence, j: int) -> int:
    """Past a comma that closes an inserted date or setting: "the army, on Monday, said"."""
    if s.tokens.words[j - 1] != ",":
        return j
    k = j - 1
    inner = _back_over_date(s, k)
    inner = inner if inner < k else _back_over_phrase(s, k)
    return inner - 1 if inner < k and inner > 0 and s.tokens.words[inner - 1] == "," else j


def source_before(s: Sentence, j: int) -> Source | None:
    """The noun phrase that ends at token j: "the health ministry |said", "Jane Roe, a spokeswoman, |said"."""
    words = s.tokens.words
    if j <= 0:
        return None
    if is_pronoun(words[j - 1]):
        return Source(j - 1, j)
    if words[j - 1] in (",", ")"):
        return _before_insertion(s, j)
    i = _left(s, j)
    if i > 0 and words[i - 1] in ("who", "which", "that") and (i == j or not names_source(s, i, j)):
        head = i - 2 if i > 1 and words[i - 2] == "," else i - 1
        first = _left(s, head)
        return Source(first, head, (i - 1, j)) if first < head else None
    if i >= j:
        return None
    return Source(_coordinated(s, i), j)


def _before_insertion(s: Sentence, j: int) -> Source | None:
    """A source followed by an apposition, a bracket or a relative clause that closes at j."""
    words, opener = s.tokens.words, "(" if s.tokens.words[j - 1] == ")" else ","
    k = j - 2
    while k > 0 and words[k] != opener:
        if words[k] in ('"', ";", ":"):
            return None
        k -= 1
    if k <= 0:
        return _plain(s, j - 1) if opener == "," else None
    if opener == "(":
        found = source_before(s, k)
        return Source(found.i, j, found.note) if found else None
    first = _left(s, k if words[k - 1] != ")" else _open(s, k - 1))
    if first >= k or not _clause_start(s, first) or words[k + 1] in ("but", "and", "while"):
        return _plain(s, j - 1)
    named = words[k + 1] in small_words("article", "determiner") or capital(s, k + 1) or names_source(s, k + 1, j - 1)
    return Source(_coordinated(s, first), j - 1 if named and words[k + 1] not in _walls() else k, (k + 1, j - 1))


def _open(s: Sentence, k: int) -> int:
    while k > 0 and s.tokens.words[k] != "(":
        k -= 1
    return k


def _plain(s: Sentence, j: int) -> Source | None:
    i = _left(s, j)
    return Source(i, j) if i < j else None


def _clause_start(s: Sentence, i: int) -> bool:
    """True if a clause may begin at token i."""
    before = s.tokens.words[i - 1] if i else ""
    return not before or not before[0].isalnum() and before not in _JOINTS or before in small_words("border", "adverb", "day") or before == "and"


def _left(s: Sentence, j: int) -> int:
    """The first token of the noun phrase that ends at j (j itself if there is none)."""
    words, k = s.tokens.words, j
    while k > 0:
        word = words[k - 1]
        if word in _walls() or (_is_day(s, k - 1) and not (k > 1 and words[k - 2] == "the" and k < j and capital(s, k))):
            break
        if word in small_words("article", "determiner", "amount"):
            k = _left_of_determiner(s, k - 1, j)
            break
        if word in small_words("link"):
            if k < 2 or not _noun_like(s, k - 2) or k == j:
                break
        elif not word[0].isalpha() and word != "'s" and not (word[0] in "@#") and not _joint(s, k - 1):
            break
        elif word == "and":
            break
        k -= 1
    return k


def _joint(s: Sentence, k: int) -> bool:
    """True if token k glues two words together: "state-owned", "AT&T", "R.F."."""
    return s.tokens.words[k] in _JOINTS and (s.tokens.glued(k) or s.tokens.words[k] == "&")


def _left_of_determiner(s: Sentence, k: int, j: int) -> int:
    """A noun phrase goes on to the left of its article only through a preposition: "a spokesman for |the governor"."""
    words = s.tokens.words
    while k > 0 and words[k - 1] in small_words("article", "determiner", "amount"):
        k -= 1
    if k > 1 and words[k - 1] in small_words("link") and _noun_like(s, k - 2):
        first = _left(s, k - 1)
        return first if first < k - 1 and (names_source(s, first, k - 1) or not names_source(s, k, j)) else k
    return k


def _coordinated(s: Sentence, i: int) -> int:
    """The start of "the army and |the police", "A, B and |C" where tokens from i on are the last member."""
    words = s.tokens.words
    if i < 2 or words[i - 1] not in ("and", ",") or (words[i - 1] == "," and not _listed(s, i)):
        return i
    end = i - 2 if words[i - 2] == "," and words[i - 1] == "and" else i - 1
    first = _left(s, end)
    if first >= end or not (capital(s, end - 1) or names_source(s, first, end)):
        return i
    return _coordinated(s, first) if _clause_start(s, first) else i


def _listed(s: Sentence, i: int) -> bool:
    """True if the member at i, after a comma, is followed by another: ", B and C"."""
    return any(s.tokens.words[k] == "and" for k in range(i + 1, min(len(s.tokens), i + 6))) and capital(s, i)


def source_after(s: Sentence, i: int) -> Source | None:
    """The noun phrase that begins at token i: "said |a spokesman for the mayor", "according to |police"."""
    words, n = s.tokens.words, len(s.tokens)
    if i >= n:
        return None
    if is_pronoun(words[i]):
        return Source(i, i + 1)
    j = _right(s, i, lambda k: words[k] in _walls() or _is_day(s, k))
    if j <= i:
        return None
    return Source(i, j, _apposition(s, j))


def _right(s: Sentence, i: int, stop: Callable[[int], bool]) -> int:
    words, n, k = s.tokens.words, len(s.tokens), i
    fresh = True  # a determiner or amount may stand here
    while k < n:
        word = words[k]
        if stop(k):
            break
        if word in small_words("article", "determiner", "amount"):
            if not fresh:
                break
        elif word in small_words("link"):
            if fresh or not _goes_on(s, k):
                break
            fresh, k = True, k + 1
            continue
        elif word == "and":
            if fresh or not _next_member(s, k):
                break
            fresh, k = True, k + 1
            continue
        elif not word[0].isalpha() and word != "'s" and word[0] not in "@#" and not _joint(s, k) and not _bracket(s, k):
            break
        else:
            fresh = False
        k += 1
    while k > i and (words[k - 1] in small_words("article", "determiner", "amount", "link") or words[k - 1] in ("and", "-", "(", ".")):
        k -= 1
    return k


def _bracket(s: Sentence, k: int) -> bool:
    """True within "(JHU)": an abbreviation in brackets."""
    words, n = s.tokens.words, len(s.tokens)
    return (words[k] == "(" and k + 2 < n and words[k + 2] == ")") or (words[k] == ")" and k > 1 and words[k - 2] == "(")


def _goes_on(s: Sentence, k: int) -> bool:
    """True if the preposition at k hangs on the noun phrase before it."""
    words, n = s.tokens.words, len(s.tokens)
    if k + 1 >= n or _is_day(s, k + 1) or words[k + 1][0].isdigit():
        return False
    found = load()["reporting"].at(words, k)
    if found and found.entry.get("form") == "setting":
        return False
    return words[k] not in ("on", "to", "by") or (words[k] == "by" and (s.tokens.caps[k + 1] or names_source(s, k + 1, min(n, k + 4))))


def _next_member(s: Sentence, k: int) -> bool:
    """True if "and" at k joins another source."""
    words, n = s.tokens.words, len(s.tokens)
    if k + 1 >= n or words[k + 1] in _walls() or words[k + 1] in small_words("amount"):
        return False
    j = _right(s, k + 1, lambda m: words[m] in _walls() or _is_day(s, m) or words[m] in ("and", ",", "in", "on"))
    return j > k + 1 and (names_source(s, k + 1, j) or all(capital(s, m) or not words[m][0].isalpha() for m in range(k + 1, j)))


def _apposition(s: Sentence, j: int) -> tuple[int, int]:
    """Tokens of ", a spokesman for the ministry" right after a source that ends at j."""
    words, n = s.tokens.words, len(s.tokens)
    if j + 1 >= n or words[j] != "," or words[j + 1] not in small_words("article", "determiner") | {"who", "one"}:
        return (0, 0)
    k = j + 1
    while k < n and words[k] not in (",", ".", ";", '"', ":"):
        k += 1
    return (j + 1, k)
