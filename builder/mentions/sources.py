"""Where the noun phrase of a source begins and ends: before a reporting verb, after "according to".

No parts of speech are known here, only small closed classes of words and the nouns and names of sources.toml; capitals
help where the text has them. All positions are tokens of one sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from builder.language.lexicon import Match, load
from builder.mentions.small_words import QUOTES, capital, initial, is_cue, is_day, is_wall, joint, small_words
from builder.model import Sentence

_MOST_COMMAS = 4


class Source(NamedTuple):
    """Tokens i..j are the noun phrase; the tokens of `note` (an apposition or relative clause) say more of it."""

    i: int
    j: int
    note: tuple[int, int] = (0, 0)


def known(s: Sentence, i: int, j: int) -> list[Match]:
    """The nouns and names of sources.toml in tokens i..j; positions count from i."""
    return list(load()["sources"].find(s.tokens.words[i:j]))


def is_pronoun(s: Sentence, source: Source) -> bool:
    word, w = s.tokens.words[source.i], small_words()
    return source.j - source.i == 1 and (word in w.pronoun or word in w.possessive)


def looks_like_source(s: Sentence, source: Source) -> bool:
    """True for a pronoun, a name or a noun that can speak."""
    i, j = source.i, source.j
    if is_pronoun(s, source) or any(
        m.entry.get("role") != "modifier" or s.tokens.caps[i + m.i] for m in known(s, i, j)
    ):
        return True
    if any(capital(s, k) and not is_day(s, k) for k in range(i, j)):
        return True
    return i == 0 and s.tokens.caps[0] and not s.shouting and j == 1 and s.tokens.words[0] not in small_words().opener


def source_before(s: Sentence, j: int) -> Source | None:
    """The noun phrase that ends at token j: "the health ministry |said", "Jane Roe, a spokeswoman, |said"."""
    words = s.tokens.words
    if j <= 0:
        return None
    if words[j - 1] in small_words().pronoun:
        return Source(j - 1, j)
    if words[j - 1] == ")":
        return _before_bracket(s, j)
    if words[j - 1] == ",":
        return _before_insertion(s, j) or _plain(s, j - 1)
    i = left_edge(s, j)
    if i > 0 and words[i - 1] in ("who", "which", "that") and (i == j or not known(s, i, j)):
        return _antecedent(s, i - 1, j)
    if (
        i + 1 < j
        and words[i] in ("a", "an")
        and i > 1
        and words[i - 1] == ","
        and (named := _plain(s, i - 1)) is not None
    ):
        if named.i == 0 and looks_like_source(s, named) and capital(s, named.j - 1):
            return Source(named.i, named.j, (i, j))
    return Source(_coordinated(s, i), j) if i < j else None


def _antecedent(s: Sentence, k: int, j: int) -> Source | None:
    """The noun phrase before the relative clause k..j."""
    end = k
    while end and not s.tokens.words[end - 1][0].isalnum():
        end -= 1
    first = left_edge(s, end)
    return Source(first, end, (k, j)) if first < end else None


def _plain(s: Sentence, j: int) -> Source | None:
    i = left_edge(s, j)
    return Source(i, j) if i < j else None


def _before_bracket(s: Sentence, j: int) -> Source | None:
    """ "the Geological Survey (USGS) |said"."""
    k = j - 1
    while k > 0 and s.tokens.words[k] != "(":
        k -= 1
    found = source_before(s, k)
    return Source(found.i, j if j - k <= 4 else k, found.note) if found else None


def _before_insertion(s: Sentence, j: int) -> Source | None:
    """A source followed by appositions or relative clauses, the last of which closes with a comma at j - 1."""
    words, commas = s.tokens.words, 0
    for k in range(j - 2, 0, -1):
        if words[k] in QUOTES or words[k] in (";", ":") or commas >= _MOST_COMMAS:
            return None
        if words[k] != ",":
            continue
        commas += 1
        if words[k + 1] in small_words().turn or words[k + 1] == "and":
            continue
        head = _plain(s, k) if words[k - 1] != ")" else _before_bracket(s, k)
        if (
            head is not None
            and clause_start(s, head.i)
            and (looks_like_source(s, head) or (s.shouting and known(s, k + 1, k + 4)))
        ):
            first = _coordinated(s, head.i)
            return Source(first, _cut(s, k + 1, j - 1) if _is_apposition(s, k + 1, j - 1) else k, (k + 1, j - 1))
    return None


def _cut(s: Sentence, i: int, j: int) -> int:
    """Where the apposition i..j ends for the reader: before a relative clause or a second comma."""
    return next((k for k in range(i + 1, j) if is_wall(s, k) or s.tokens.words[k] == ","), j)


def _is_apposition(s: Sentence, i: int, j: int) -> bool:
    """True if tokens i..j name the source again, False for a relative clause or "citing others"."""
    if is_wall(s, i) or s.tokens.words[i] in small_words().link:
        return False
    return s.tokens.words[i] in small_words().opener or capital(s, i) or bool(known(s, i, j))


def clause_start(s: Sentence, i: int) -> bool:
    """True if a clause may begin at token i."""
    if i == 0:
        return True
    before, w = s.tokens.words[i - 1], small_words()
    return (
        (not before[0].isalnum() and not joint(s, i - 1))
        or before in w.border
        or before in w.adverb
        or before in w.day
        or before == "and"
    )


def left_edge(s: Sentence, j: int) -> int:
    """The first token of the noun phrase that ends at j (j itself if there is none)."""
    words, w, k = s.tokens.words, small_words(), j
    while k > 0:
        word = words[k - 1]
        if word == ")" and k > 3 and words[k - 3] == "(" and k < j:
            k -= 3
            continue
        if (
            (is_wall(s, k - 1) and not _inner_adverb(s, k - 1, j))
            or word == "and"
            or (is_day(s, k - 1) and not (k < j and k > 1 and words[k - 2] == "the" and capital(s, k)))
        ):
            break
        if word in w.opener and not initial(s, k - 1):
            return _left_of_opener(s, k - 1, j) if k < j else j
        if word in w.link:
            if k < 2 or k == j or not _noun_like(s, k - 2):
                break
        elif (
            (
                not word[0].isalpha()
                and word != "'s"
                and word[0] not in "@#"
                and not joint(s, k - 1)
                and not (k < j and _year(s, k - 1))
            )
            or (k < j and k > 1 and _said_by(s, k - 1) and _noun_like(s, k - 2))
            or (word.endswith("ed") and k > 1 and (words[k - 2] in w.before_verb - w.adverb or words[k - 2] == "also"))
        ):
            break
        k -= 1
    while k < j and (not (words[k][0].isalpha() or words[k][0] in "@#" or _year(s, k)) or words[k] in w.link):
        k += 1
    return k if words[j - 1] != "'s" else j


def _said_by(s: Sentence, k: int) -> bool:
    """True if a reporting verb in the past ends at token k."""
    found = load()["reporting"].at(s.tokens.words, k)
    return found is not None and found.form == "past" and found.entry.get("use") in ("say", "report", "cite", "show")


def _inner_adverb(s: Sentence, k: int, j: int) -> bool:
    """True for "newly" in "of newly filed |records"."""
    words, w = s.tokens.words, small_words()
    return 0 < k < j - 1 and words[k] in w.adverb and (words[k - 1] in w.link or words[k - 1] in w.opener)


def _year(s: Sentence, k: int) -> bool:
    """True for a year that belongs to a name: "the 2014 Community |Survey", not "in 2014"."""
    words = s.tokens.words
    if k + 1 < len(words) and joint(s, k + 1):
        return True
    return (
        len(words[k]) == 4
        and words[k].isdigit()
        and (k == 0 or words[k - 1] not in small_words().link)
        and words[k + 1 : k + 2] != (",",)
    )


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
    if k > 1 and words[k - 1] in w.link and _noun_like(s, k - 2):
        first = left_edge(s, k - 1)
        if first < k - 1 and (known(s, first, k - 1) or not known(s, k, j)):
            return first
    return k


def _coordinated(s: Sentence, i: int) -> int:
    """The start of "the army and |the police", "A, B and |C" where tokens from i on are the last member."""
    words = s.tokens.words
    if i < 2 or words[i - 1] not in ("and", ",") or (words[i - 1] == "," and not _listed(s, i)):
        return i
    end = i - 2 if words[i - 2] == "," and words[i - 1] == "and" else i - 1
    first = left_edge(s, end)
    if first >= end or not (capital(s, end - 1) or known(s, first, end)):
        return i
    if words[first - 1 : first] == (",",) and _listed(s, first):
        return _coordinated(s, first)
    return first if clause_start(s, first) else i


def _listed(s: Sentence, i: int) -> bool:
    """True if the member at i, after a comma, is followed by another: ", B and C"."""
    return capital(s, i) and "and" in s.tokens.words[i + 1 : i + 6]


def source_after(s: Sentence, i: int) -> Source | None:
    """The noun phrase that begins at token i: "said |a spokesman for the mayor", "according to |police"."""
    if i >= len(s.tokens):
        return None
    if s.tokens.words[i] in small_words().pronoun:
        return Source(i, i + 1)
    j = right_edge(s, i)
    return Source(i, j, _note_after(s, j)) if j > i else None


def right_edge(s: Sentence, i: int, single: bool = False) -> int:
    """One past the last token of the noun phrase that begins at i; `single` stops at "and"."""
    words, n, w, k = s.tokens.words, len(s.tokens), small_words(), i
    fresh = True  # an article or amount may stand here
    while k < n and not is_wall(s, k) and not is_day(s, k):
        word = words[k]
        if word in w.opener and not initial(s, k):
            if not fresh:
                break
        elif word in w.link or word == "and":
            if (
                fresh
                or (word == "and" and (single or not _next_member(s, k)))
                or (word != "and" and not _goes_on(s, k))
            ):
                break
            fresh = True
        elif not (
            word[0].isalpha() or word == "'s" or word[0] in "@#" or joint(s, k) or _bracket(s, k) or _year(s, k)
        ) or (not fresh and _says(s, k)):
            break
        else:
            fresh = False
        k += 1
    while k > i and (words[k - 1] in w.opener or words[k - 1] in w.link or words[k - 1] in ("and", "-", "(", ".", "/")):
        k -= 1
    return k


def _says(s: Sentence, k: int) -> bool:
    """True if a reporting verb stands at k with something to say after it: "the network |depict two"."""
    words, found = s.tokens.words, load()["reporting"].at(s.tokens.words, k)
    if found is None or not is_cue(found) or found.j >= len(words):
        return False
    after = words[found.j]
    return after in small_words().opener or after[0].isdigit() or after == "that"


def _bracket(s: Sentence, k: int) -> bool:
    """True within "(JHU)": an abbreviation in brackets."""
    words, n = s.tokens.words, len(s.tokens)
    return (words[k] == "(" and k + 2 < n and words[k + 2] == ")") or (
        words[k] == ")" and k > 1 and words[k - 2] == "("
    )


def _goes_on(s: Sentence, k: int) -> bool:
    """True if the preposition at k hangs on the noun phrase before it."""
    words, n = s.tokens.words, len(s.tokens)
    if k + 1 >= n or is_day(s, k + 1) or words[k + 1][0].isdigit():
        return False
    found = load()["reporting"].at(words, k)
    if found and found.entry.get("form") == "setting":
        return False
    return (
        words[k] not in ("on", "to", "by", "against")
        or words[k - 1] == "close"
        or (words[k] == "by" and (s.tokens.caps[k + 1] or bool(known(s, k + 1, k + 4))))
    )


def _next_member(s: Sentence, k: int) -> bool:
    """True if "and" at k joins another source."""
    words, n = s.tokens.words, len(s.tokens)
    if k + 1 >= n or is_wall(s, k + 1) or words[k + 1][0].isdigit():
        return False
    j = right_edge(s, k + 1, single=True)
    if j <= k + 1 or (j < n and words[j] in small_words().be):
        return False
    return bool(known(s, k + 1, j)) or all(capital(s, m) or not words[m][0].isalpha() for m in range(k + 1, j))


def _kin(s: Sentence, i: int) -> bool:
    """True if tokens from i on are a known noun or "Jane Roe's uncle"."""
    words = s.tokens.words
    if known(s, i, i + 2):
        return True
    owner = next((k for k in range(i, min(i + 5, len(words) - 1)) if words[k] == "'s"), 0)
    return owner > 0 and bool(known(s, owner + 1, owner + 2))


def _note_after(s: Sentence, j: int) -> tuple[int, int]:
    """Tokens of ", a spokesman for the ministry" or "who asked not to be named" right after a source that ends at j."""
    words, n = s.tokens.words, len(s.tokens)
    if j + 1 < n and words[j] == "who":
        start = j
    elif (
        j + 1 < n
        and words[j] == ","
        and (words[j + 1] in small_words().opener or words[j + 1] == "who" or _kin(s, j + 1))
    ):
        start = j + 1
    else:
        return (0, 0)
    k = start
    while k < n and words[k] not in (",", ".", ";", ":") and words[k] not in QUOTES:
        k += 1
    return (start, k)
