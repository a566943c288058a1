"""Finite reporting verbs and who their subject is: "police said", "said X", "was reported by X", "X told Y"."""

from __future__ import annotations

from functools import cache

from builder.language.lexicon import Match
from builder.mentions.gaps import gap_before
from builder.mentions.noun_phrases import rooms
from builder.mentions.report import Report, way_of
from builder.mentions.small_words import DASHES, QUOTES, back_over_setting, capital, skip_setting, small_words, word_at
from builder.mentions.source_edges import known
from builder.mentions.source_types import is_plural, is_share
from builder.mentions.sources import Source, is_pronoun, looks_like_source, source_after, source_before
from builder.mentions.verb_uses import Verb, ends, sayable, use_fits
from builder.model import Sentence

_TAGGED = frozenset([",", ")", "as"])
_DO = frozenset(["did", "does", "do", "can", "could"])
_LOOK_BY = 8
"""Tokens between a passive verb and its "by" at most."""
_LOOK_CHARGE = 16
_NEAR = 4
_SHORT = 4
"""Words of a bare name at most."""


def after_quote(s: Sentence, i: int) -> bool:
    """True if a quotation closes just before token i."""
    return word_at(s, i - 1) in QUOTES or (word_at(s, i - 1) == "," and word_at(s, i - 2) in QUOTES)


def verb_report(s: Sentence, cue: Match, form: str, use: str) -> Report | None:
    """The report a finite verb makes with its subject, wherever that stands."""
    if _takes_lives(s, cue):
        return None
    found = _report(s, Verb(cue.i, cue.j, form, use, cue))
    return found._replace(hedge=True) if found and cue.entry.get("hedge") else found


def _takes_lives(s: Sentence, cue: Match) -> bool:
    """True for `has claimed scores of lives`: nobody says so."""
    effect = rooms().effects.at(s.tokens.words, cue.i)
    claims = effect is not None and effect.entry.get("life") == "yes"
    return claims and not _LIVES.isdisjoint(s.tokens.words[cue.j : cue.j + _LOOK_LIVES])


_LIVES = frozenset({"life", "lives", "victim", "victims"})
_LOOK_LIVES = 6
"""Tokens behind "claimed" within which the lives stand."""


def _report(s: Sentence, verb: Verb) -> Report | None:
    if (by := _by(s, verb)) is not None:
        return by
    w, end = small_words(), back_over_setting(s, verb.i)
    between = set(s.tokens.words[end : verb.i])
    if between & w.modal or between & w.negation or (verb.past and between & w.be) or word_at(s, verb.i - 1) == "to":
        return None
    return _inverted(s, verb) or (
        _joined(s, verb, end) if word_at(s, end - 1) in ("and", "but") else _plain(s, verb, end)
    )


def _plain(s: Sentence, verb: Verb, end: int) -> Report | None:
    """ "police said ..."."""
    source = source_before(s, end)
    if source is not None and source.i > 1 and _is_place(s, source):
        source = source_before(s, back_over_setting(s, source.i - 1)) or source
    if source is None or not _fits(s, source, verb):
        return None
    if verb.use == "charge":
        return _charge(s, verb, source)
    if (front := gap_before(s, source, verb.j)) is not None and verb.use in ("say", "think", "report"):
        return Report(verb.i, verb.j, front.source, "after", verb.use, front.start, verb.j)
    k, via = _heard(s, verb)
    stop = _stop(s, k)
    return Report(verb.i, verb.j, source, way_of(s, source, k, stop), verb.use, source.i, stop, via)


def _charge(s: Sentence, verb: Verb, source: Source) -> Report | None:
    """ "charged two men with hiding ...": what is said begins behind "with" or "of"."""
    words = s.tokens.words
    for k in range(verb.j + 1, min(verb.j + _LOOK_CHARGE, len(words) - 1)):
        if words[k] in ("with", "of") and words[k + 1].endswith("ing"):
            return Report(verb.i, verb.j, source, "after", verb.use, source.i, k + 1)
    return None


def _joined(s: Sentence, verb: Verb, end: int) -> Report | None:
    """ "... and said ...": the one who spoke before, or the subject of the sentence."""
    counted = verb.use == "find" and any(word[0].isdigit() for word in s.tokens.words[verb.j : verb.j + _NEAR])
    surely = verb.use in ("say", "report") or word_at(s, verb.j) == "that" or counted
    if not surely or verb.form not in ("past", "s") or not sayable(s, verb, end):
        return None
    return Report(verb.i, verb.j, None, "after", verb.use, end, _stop(s, verb.j))


def _is_place(s: Sentence, source: Source) -> bool:
    """True if what stands before the verb hangs on a preposition: "Ruiz today in |Lima announced"."""
    before = word_at(s, source.i - 1)
    if before in ("in", "at", "on", "from", "over"):
        return not known(s, source.i, source.j)
    return (before in small_words().link or before == "during") and not looks_like_source(s, source)


def _stop(s: Sentence, j: int) -> int:
    """One past the words that belong to the tag after a verb: dates, settings, "that"."""
    stop = skip_setting(s, j)
    return stop + 1 if word_at(s, stop) in ("that", ":") else stop


def _by(s: Sentence, verb: Verb) -> Report | None:
    """ "was reported on Friday by X", "reported by X"; a passive without a speaker says nothing."""
    if not verb.past or verb.use in ("think", "quote", "cite") or verb.is_a("agent", "no"):
        return None
    w, k = small_words(), skip_setting(s, verb.j)
    passive = bool(set(s.tokens.words[back_over_setting(s, verb.i) : verb.i]) & w.be)
    limit = verb.j + _LOOK_BY if passive else k + 1
    while k < limit and (word_at(s, k) == "as" or (word_at(s, k)[0].isalnum() and word_at(s, k) not in w.border)):
        if word_at(s, k) == "by":
            break
        k += 1
    source = source_after(s, k + 1) if word_at(s, k) == "by" else None
    bare = not passive and word_at(s, verb.i - 1) != "as"
    if source is None or not looks_like_source(s, source) or (bare and not verb.is_a("agent", "noun")):
        return None
    way = "near" if bare or _in_relative(s, verb.i) else "around"
    return Report(verb.i, verb.j, source, way, verb.use, verb.i, source.j)


def _in_relative(s: Sentence, i: int) -> bool:
    """True within ", whose death was confirmed |by ...": what is said is the relative clause only."""
    words = s.tokens.words
    k = next((k for k in range(i, 0, -1) if words[k - 1] == ","), 0)
    return k > 0 and words[k] in ("who", "whose", "which", "whom")


def _inverted(s: Sentence, verb: Verb) -> Report | None:
    """'..., said X.'"""
    before = word_at(s, verb.i - 1)
    if not before or before in _TAGGED - {"as"} or before in ("?", "!") or before in QUOTES or before in DASHES:
        source = None if verb.is_a("heard", "yes") or verb.form == "base" else source_after(s, verb.j)
    else:
        return None
    if source is None or not _may_follow(s, source, verb) or _has_front(s, verb):
        return None
    stop, w = skip_setting(s, source.j), small_words()
    after = word_at(s, stop)
    if after in ("that", ":") or (after[0].isalnum() and after not in w.border and after not in w.link):
        return None
    return Report(verb.i, verb.j, source, "around", verb.use, verb.i, stop)


def _may_follow(s: Sentence, source: Source, verb: Verb) -> bool:
    """True if this subject may stand after its verb: after "said" any, after others a known or short one."""
    short = source.j - source.i <= _SHORT
    if verb.use == "say":
        return True
    if not looks_like_source(s, source) and not (s.shouting and short):
        return False
    named = is_pronoun(s, source) or bool(known(s, source.i, source.j))
    named = named or (short and all(s.tokens.caps[source.i : source.j]))
    return named and (verb.use == "report" or after_quote(s, verb.i))


def _has_front(s: Sentence, verb: Verb) -> bool:
    """True if the subject stands before the verb all the same: "Jane Roe, a lawyer, |said the case was closed"."""
    if verb.i < 2 or word_at(s, verb.i - 1) in QUOTES:
        return False
    front = source_before(s, verb.i)
    if front is None or word_at(s, verb.i - 1) == ")":
        return front is not None
    if front.note == (0, 0) or not _opens_sentence(s, front.i):
        return False
    first = s.tokens.words[front.note[0]]
    inserted = first in small_words().opener or first in small_words().link or first in ("who", "which", "whose")
    return inserted or (verb.use != "say" and any(capital(s, k) for k in range(front.i, front.j)))


def _opens_sentence(s: Sentence, i: int) -> bool:
    """True if nothing but a date, a setting or "In the capital," stands before token i."""
    k = skip_setting(s, 0)
    if i == 0 or k + (word_at(s, k) == ",") >= i:
        return True
    return s.tokens.words[0] in small_words().link and "," not in s.tokens.words[: i - 1]


def _fits(s: Sentence, source: Source, verb: Verb) -> bool:
    """True if this subject can be the one that says it, in these words."""
    if is_share(s, source) or any(word.endswith(_contracted()) for word in s.tokens.words[source.i : source.j]):
        return False
    if verb.form == "base" and not (is_plural(s, source) or _DO & set(s.tokens.words[source.j : verb.i])):
        return False
    if verb.use == "say":
        inserted = word_at(s, source.i - 1) == "," and word_at(s, verb.j) in (",", ".")
        return verb.form in ("past", "s") or inserted or looks_like_source(s, source)
    if verb.form == "s" and is_plural(s, source) and not _bare_name(s, source):
        return False
    if not looks_like_source(s, source):
        surely = (
            verb.use in ("report", "think", "find")
            and verb.form == "past"
            and word_at(s, skip_setting(s, verb.j)) == "that"
        )
        return surely and (s.shouting or s.tokens.words[source.i] in small_words().opener)
    before = word_at(s, source.i - 1)
    tagged = not before or before in _TAGGED or before in QUOTES or before in DASHES
    return (tagged and ends(s, verb, source.i)) or (sayable(s, verb, source.i) and use_fits(s, source, verb))


@cache
def _contracted() -> tuple[str, ...]:
    """The ends of "they'll", "we've": no source's noun phrase holds them."""
    return tuple(word for word in small_words().verbal if word.startswith("'"))


def _bare_name(s: Sentence, source: Source) -> bool:
    """True for one unknown word that opens the sentence: "Borders reports" is a firm, the verb shows."""
    return source.i == 0 and source.j == 1 and not known(s, 0, 1)


def _heard(s: Sentence, verb: Verb) -> tuple[int, Source | None]:
    """The end of the verb with the one who was told: its capitals, or its one noun ("reporters")."""
    heard = source_after(s, verb.j) if verb.is_a("heard", "yes") else None
    if heard is None:
        return verb.j, None
    words, k = s.tokens.words, heard.i
    while k < heard.j and words[k] in small_words().opener:
        k += 1
    first = k
    while k < heard.j and (capital(s, k) or (k > first and words[k] in ("of", "-", "'s"))):
        k += 1
    k = max(k, min(first + 1, heard.j))
    return k, Source(heard.i, k)
