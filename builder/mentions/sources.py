"""The noun phrase of a source: before a reporting verb, after "according to", and what stands beside it."""

from __future__ import annotations

from typing import NamedTuple

from builder.mentions.small_words import DASHES, QUOTES, capital, is_day, is_wall, joint, small_words, word_at
from builder.mentions.source_edges import clause_start, coordinated, known, left_edge, right_edge
from builder.model import Sentence

_MOST_COMMAS = 4
_LONGEST_RELATIVE = 10
_STOPS = frozenset([",", ".", ";", ":", *QUOTES])


class Source(NamedTuple):
    """Tokens i..j are the noun phrase; the tokens of `note` (an apposition or relative clause) say more of it."""

    i: int
    j: int
    note: tuple[int, int] = (0, 0)


def is_pronoun(s: Sentence, source: Source) -> bool:
    """True for "he", and for the "his" of "his claim that"."""
    word, w = s.tokens.words[source.i], small_words()
    return source.j - source.i == 1 and (word in w.pronoun or word in w.possessive)


def looks_like_source(s: Sentence, source: Source) -> bool:
    """True for a pronoun, a name or a noun that can speak."""
    i, j = source.i, source.j
    nouns = known(s, i, j)
    if is_pronoun(s, source) or any(m.entry.get("role") != "modifier" or s.tokens.caps[i + m.i] for m in nouns):
        return True
    if any(capital(s, k) and not is_day(s, k) for k in range(i, j)):
        return True
    alone = i == 0 and all(word[0].isdigit() for word in s.tokens.words[1:j])  # "Reuters", "Fox40"
    return alone and s.tokens.caps[0] and not s.shouting and s.tokens.words[0] not in small_words().opener


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
    if words[j - 1] in DASHES and not joint(s, j - 1):
        return _between_dashes(s, j)
    i = left_edge(s, j)
    if not known(s, i, j) and (k := _relative(s, i)) > 0:
        return _antecedent(s, k, j)
    if i >= j:
        return None
    return _before_open_apposition(s, i, j) or Source(coordinated(s, i), j)


def _relative(s: Sentence, i: int) -> int:
    """Where the relative clause begins that reaches up to token i: "a nurse |who asked not to be named"; 0 if none."""
    words = s.tokens.words
    if word_at(s, i - 1) in ("which", "that"):
        return i - 1
    for k in range(i - 1, max(0, i - _LONGEST_RELATIVE), -1):
        if words[k] == "who":
            return k
        if not words[k][0].isalnum():
            break
    return 0


def _antecedent(s: Sentence, k: int, j: int) -> Source | None:
    """The noun phrase before the relative clause k..j."""
    end = k
    while end and not s.tokens.words[end - 1][0].isalnum():
        end -= 1
    while end > 2 and s.tokens.words[end - 1].isdigit() and s.tokens.words[end - 2] in small_words().link:
        end -= 2  # "papers from 1995 that showed"
    first = left_edge(s, end)
    return Source(first, end, (k, j)) if first < end else None


def _plain(s: Sentence, j: int) -> Source | None:
    i = left_edge(s, j)
    return Source(i, j) if i < j else None


def _before_open_apposition(s: Sentence, i: int, j: int) -> Source | None:
    """ "Jane Roe, |a cousin posted": an apposition whose second comma was forgotten."""
    if s.tokens.words[i] not in ("a", "an") or word_at(s, i - 1) != ",":
        return None
    named = _plain(s, i - 1)
    if named is None or named.i > 0 or not capital(s, named.j - 1) or not all(s.tokens.caps[: named.j]):
        return None
    return Source(named.i, named.j, (i, j))


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
        if words[k + 1] not in small_words().turn and words[k + 1] != "and" and (head := _head_before(s, k)):
            end = _cut(s, k + 1, j - 1) if _is_apposition(s, k + 1, j - 1) else k
            return Source(coordinated(s, head.i), end, (k + 1, j - 1))
    return None


def _between_dashes(s: Sentence, j: int) -> Source | None:
    """ "Luis Salas - a former judge - |said"."""
    k = next((k for k in range(j - 2, 0, -1) if s.tokens.words[k] in DASHES and not joint(s, k)), 0)
    head = _plain(s, k) if k else None
    return Source(head.i, k, (k + 1, j - 1)) if head else None


def _head_before(s: Sentence, k: int) -> Source | None:
    """The noun phrase before the comma at k if it opens a clause and can speak."""
    head = _before_bracket(s, k) if s.tokens.words[k - 1] == ")" else _plain(s, k)
    if head is None or not clause_start(s, head.i):
        return None
    titled = s.shouting and bool(known(s, k + 1, k + 4))
    return head if titled or looks_like_source(s, head) else None


def _cut(s: Sentence, i: int, j: int) -> int:
    """Where the apposition i..j ends for the reader: before a relative clause or a second comma."""
    return next((k for k in range(i + 1, j) if is_wall(s, k) or s.tokens.words[k] == ","), j)


def _is_apposition(s: Sentence, i: int, j: int) -> bool:
    """True if tokens i..j name the source again, False for a relative clause or "citing others"."""
    if is_wall(s, i) or s.tokens.words[i] in small_words().link:
        return False
    return s.tokens.words[i] in small_words().opener or capital(s, i) or s.shouting or bool(known(s, i, i + 1))


def source_after(s: Sentence, i: int) -> Source | None:
    """The noun phrase that begins at token i: "said |a spokesman for the mayor", "according to |police"."""
    if i >= len(s.tokens):
        return None
    if s.tokens.words[i] in small_words().pronoun:
        return Source(i, i + 1)
    j = right_edge(s, i)
    return Source(i, j, _note_after(s, j)) if j > i else None


def _note_after(s: Sentence, j: int) -> tuple[int, int]:
    """Tokens of ", a spokesman for the mayor" or "who asked not to be named" right after a source that ends at j."""
    n, start = len(s.tokens), j
    if word_at(s, j) == "," and j + 1 < n and _says_more(s, j + 1):
        start = j + 1
    elif word_at(s, j) != "who":
        return (0, 0)
    return (start, next((k for k in range(start, n) if s.tokens.words[k] in _STOPS), n))


def _says_more(s: Sentence, i: int) -> bool:
    """True if an apposition begins at token i: "a spokesman", "who", a known noun, "Jane Roe's uncle"."""
    words = s.tokens.words
    if words[i] in small_words().opener or words[i] == "who" or known(s, i, i + 2):
        return True
    owner = next((k for k in range(i, min(i + 5, len(words) - 1)) if words[k] == "'s"), 0)
    return owner > 0 and bool(known(s, owner + 1, owner + 2))
