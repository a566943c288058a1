"""Reporting words with their sources in one sentence: "police said", "according to the mayor", ", said X"."""

from __future__ import annotations

from typing import NamedTuple

from builder.language.lexicon import Match, load
from builder.mentions.carriers import headline_tag, label, opening_paper
from builder.mentions.report import Report, opens_clause, way_of
from builder.mentions.small_words import DASHES, QUOTES, back_over_setting, capital, is_cue, skip_setting, small_words
from builder.mentions.source_types import is_country, is_paper, is_plural, is_scholar
from builder.mentions.sources import (
    Source,
    is_pronoun,
    known,
    left_edge,
    looks_like_source,
    right_edge,
    source_after,
    source_before,
)
from builder.model import Sentence

_TOLD = frozenset(["told", "tells", "tell", "informed", "assured"])
_TOLLS = frozenset(["toll", "number", "count", "total", "figure", "tally", "estimate", "deaths", "dead", "casualties"])
_SAYABLE = frozenset(
    ["that", "there", "how", "what", "why", "whether", "where", "no", "nearly", "if", ":", "$", "£", "€", "(", "["]
)
_UNSAYABLE = frozenset(
    ["by", "to", "as", "of", "with", "for", "against", "over", "into", "between", "through", "and", "or", ",", "than"]
)
_QUESTIONS = frozenset(["how", "what", "why", "whether", "where", "who", "if"])
_LOOK_BY = 8
_SHORT = 4
"""Words of a bare name at most."""


class _Verb(NamedTuple):
    """A verb cue with its form (base, s, past, participle) and use."""

    i: int
    j: int
    form: str
    use: str
    entry: Match


def find_reports(s: Sentence) -> list[Report]:
    """All reporting words of a sentence that have a source, from left to right."""
    cues = [m for m in load()["reporting"].find(s.tokens.words) if is_cue(m)]
    found = [report for cue in cues if (report := _report(s, cue)) is not None]
    if (paper := opening_paper(s)) is not None and not any(r.way == "after" and r.i > paper.i for r in found[:1]):
        found.append(paper)
    found += [tag for tag in (*label(s), *headline_tag(s)) if not any(r.start <= tag.i < r.stop for r in found)]
    return sorted(found, key=lambda r: r.start)


def _report(s: Sentence, cue: Match) -> Report | None:
    form, use = cue.form or cue.entry.get("form"), cue.entry.get("use")
    if form == "preposition":
        return _preposition(s, cue, use)
    if use == "cite" and form == "ing":
        return _preposition(s, cue, use) or _participle(s, cue, use)
    if form == "phrase":
        return _quoted(s, cue)
    if form == "ing":
        return _participle(s, cue, use)
    if _is_no_verb(s, cue, form, use):
        return _noun(s, cue)
    return _verb(s, _Verb(cue.i, cue.j, form, use, cue))


def _is_no_verb(s: Sentence, cue: Match, form: str, use: str) -> bool:
    """True where the word is a noun, part of a name or glued to another: "United States", "his claim that", "per-state"."""
    words, n = s.tokens.words, len(s.tokens)
    if form == "noun" or (capital(s, cue.i) and use != "say" and not _after_quote(s, cue.i)):
        return True
    if (s.tokens.glued(cue.i) and words[cue.i - 1] == "-") or (
        cue.j < n and words[cue.j] == "-" and s.tokens.glued(cue.j)
    ):
        return True
    if (
        form in ("base", "s")
        and use != "say"
        and cue.j < n
        and (words[cue.j] in small_words().before_verb - small_words().adverb or _finite(s, cue.j))
    ):
        return True
    if form in ("base", "s") and words[cue.j : cue.j + 1] == ("that",) and use != "say" and _owner(s, cue) is not None:
        return True
    before = words[cue.i - 1] if cue.i else ""
    return (
        before in small_words().opener
        and before not in ("many", "some", "several", "most", "few", "both", "all", "two")
    ) or before == "'s"


def _finite(s: Sentence, k: int) -> bool:
    found = load()["reporting"].at(s.tokens.words, k)
    return found is not None and is_cue(found) and found.form in ("past", "s")


def _noun(s: Sentence, cue: Match) -> Report | None:
    """ "the mayor's claim that", "a statement by the mayor that"."""
    words, n = s.tokens.words, len(s.tokens)
    owner, stop = _owner(s, cue), cue.j
    if (
        owner is None
        and cue.j < n
        and words[cue.j] in ("by", "from")
        and (owner := source_after(s, cue.j + 1)) is not None
    ):
        stop = owner.j
    if owner is None or stop >= n or words[stop] != "that" or not looks_like_source(s, owner):
        return None
    return Report(cue.i, cue.j, owner, "after", "report", min(owner.i, cue.i), stop + 1)


def _owner(s: Sentence, cue: Match) -> Source | None:
    """ "the mayor's repeated |claim", "his |claim", "a Lakeside Times |report"."""
    words = s.tokens.words
    for k in range(cue.i - 1, max(-1, cue.i - 4), -1):
        if words[k] == "'s" and not known(s, k + 1, cue.i):
            return source_before(s, k)
        if words[k] in small_words().possessive:
            return Source(k, k + 1)
        if words[k] in small_words().opener or not words[k][0].isalpha():
            break
    i = left_edge(s, cue.j)
    named = i < cue.i and s.tokens.words[i] in small_words().opener and capital(s, cue.i - 1)
    return Source(i, cue.j) if named and known(s, i, cue.i) else None


def _preposition(s: Sentence, cue: Match, use: str) -> Report | None:
    """ "according to X": before the content if it opens the sentence or a clause, else around it."""
    source = source_after(s, cue.j)
    if source is None or ((use == "cite" or cue.j - cue.i == 1) and not looks_like_source(s, source)):
        return None
    if use == "cite" and s.tokens.words[source.i] in small_words().possessive:
        return None
    way = "after" if opens_clause(s, cue.i) else "around"
    return Report(cue.i, cue.j, source, way, use, cue.i, skip_setting(s, source.j))


def _quoted(s: Sentence, cue: Match) -> Report | None:
    """ "X was quoted as saying", "X, quoted by Y"."""
    source = source_before(s, back_over_setting(s, cue.i))
    if source is None:
        return None
    via = source_after(s, cue.j) if s.tokens.words[cue.j - 1] == "by" else None
    stop = skip_setting(s, via.j if via else cue.j)
    return Report(cue.i, cue.j, source, way_of(s, source, cue.j, stop), "say", source.i, stop, via)


def _participle(s: Sentence, cue: Match, use: str) -> Report | None:
    """ ", saying ...": whoever the sentence is about; "with the mayor saying": the mayor."""
    words, n = s.tokens.words, len(s.tokens)
    before = words[cue.i - 1] if cue.i else ""
    follows = words[cue.j] if cue.j < n else "."
    quoted = bool(QUOTES & set(words[cue.j : cue.j + 2]))
    if use in ("post", "toll", "find", "record") or not (
        quoted or follows in _SAYABLE or (follows[0].isalnum() and follows not in _UNSAYABLE)
    ):
        return None
    if use in ("think", "quote") and not quoted and follows not in ("that", ":"):
        return None
    if before in (",", "and", "") or before in DASHES or before in small_words().adverb or before in QUOTES:
        return Report(cue.i, cue.j, None, "after", use, cue.i, skip_setting(s, cue.j))
    source = source_before(s, cue.i)
    if source is None or not looks_like_source(s, source):
        return None
    if not quoted and (source.i == 0 or words[source.i - 1] != "with"):
        return None
    return Report(cue.i, cue.j, source, "after", use, source.i, skip_setting(s, cue.j))


def _verb(s: Sentence, verb: _Verb) -> Report | None:
    words, w = s.tokens.words, small_words()
    past = verb.form in ("past", "participle")
    if (
        past
        and verb.use not in ("think", "quote", "cite")
        and verb.entry.entry.get("agent") != "no"
        and (by := _by(s, verb)) is not None
    ):
        return by
    end = back_over_setting(s, verb.i)
    between = set(words[end : verb.i])
    if (past and between & w.be) or between & w.modal or between & w.negation or words[verb.i - 1 : verb.i] == ("to",):
        return None
    if (report := _inverted(s, verb)) is not None:
        return report
    if end and words[end - 1] == "and":
        said = verb.use in ("say", "report") or words[verb.j : verb.j + 1] == ("that",)
        report = Report(verb.i, verb.j, None, "after", verb.use, end, _stop(s, verb.j))
        return report if said and verb.form in ("past", "s") and _sayable(s, verb, end) else None
    source = source_before(s, end)
    if source is not None and source.i > 1 and _is_place(s, source):
        source = source_before(s, back_over_setting(s, source.i - 1)) or source
    if source is None or not _fits(s, source, verb):
        return None
    return _with_addressee(s, Report(verb.i, verb.j, source, "after", verb.use, source.i, verb.j), verb)


def _is_place(s: Sentence, source: Source) -> bool:
    """True if what stands before the verb hangs on a preposition: "Ruiz today in |Lima announced"."""
    before = s.tokens.words[source.i - 1]
    if before in ("in", "at", "on", "from", "over"):
        return not known(s, source.i, source.j)
    return (before in small_words().link or before == "during") and not looks_like_source(s, source)


def _stop(s: Sentence, j: int) -> int:
    """One past the words that belong to the tag after a verb: dates, settings, "that"."""
    stop = skip_setting(s, j)
    return stop + 1 if s.tokens.words[stop : stop + 1] in (("that",), (":",)) else stop


def _by(s: Sentence, verb: _Verb) -> Report | None:
    """ "was reported on Friday by X", "reported by X"; a passive without a speaker says nothing."""
    words, n, w = s.tokens.words, len(s.tokens), small_words()
    k = skip_setting(s, verb.j)
    passive = bool(set(words[back_over_setting(s, verb.i) : verb.i]) & w.be)
    limit = min(n, verb.j + _LOOK_BY if passive else k + 1)
    while (
        k < limit
        and words[k] not in ("by", ",", "that", ".", ";", ":")
        and (words[k] not in w.border or words[k] == "as")
    ):
        k += 1
    if k >= n or words[k] != "by":
        return None
    source = source_after(s, k + 1)
    bare = not passive and words[verb.i - 1 : verb.i] != ("as",)
    if source is None or not looks_like_source(s, source) or (bare and verb.entry.entry.get("agent") != "noun"):
        return None
    way = "near" if bare or _in_relative(s, verb.i) else "around"
    return Report(verb.i, verb.j, source, way, verb.use, verb.i, source.j)


def _in_relative(s: Sentence, i: int) -> bool:
    """True within ", whose death was confirmed |by ...": what is said is the relative clause only."""
    words = s.tokens.words
    k = next((k for k in range(i, 0, -1) if words[k - 1] == ","), 0)
    return k > 0 and words[k] in ("who", "whose", "which", "whom")


def _inverted(s: Sentence, verb: _Verb) -> Report | None:
    """'..., said X.'"""
    words, n = s.tokens.words, len(s.tokens)
    before = words[verb.i - 1] if verb.i else ""
    if s.tokens.words[verb.i] in _TOLD or (
        before and before not in (",", "?", "!", ")") and before not in QUOTES and before not in DASHES
    ):
        return None
    if verb.form == "base" or (verb.use not in ("say", "report") and not _after_quote(s, verb.i)):
        return None
    source = source_after(s, verb.j)
    if (
        source is None
        or not (looks_like_source(s, source) or (s.shouting and source.j - source.i <= _SHORT))
        or (verb.use != "say" and not _short_name(s, source))
        or (before == ")" and source_before(s, verb.i) is not None)
    ):
        return None
    stop = skip_setting(s, source.j)
    if (
        stop < n
        and words[stop] not in small_words().border
        and words[stop] not in small_words().link
        and words[stop][0].isalnum()
    ):
        return None
    if stop < n and (words[stop] == "that" or words[stop] == ":"):
        return None
    if (
        before == ","
        and verb.i > 1
        and (front := source_before(s, verb.i)) is not None
        and front.i == 0
        and front.note != (0, 0)
    ):
        return None
    return Report(verb.i, verb.j, source, "around", verb.use, verb.i, stop)


def _short_name(s: Sentence, source: Source) -> bool:
    """True for a known source, a pronoun or a name of few words."""
    i, j = source.i, source.j
    return is_pronoun(s, source) or bool(known(s, i, j)) or (j - i <= _SHORT and all(s.tokens.caps[i:j]))


def _after_quote(s: Sentence, i: int) -> bool:
    words = s.tokens.words
    return i > 0 and (words[i - 1] in QUOTES or (words[i - 1] == "," and i > 1 and words[i - 2] in QUOTES))


def _sayable(s: Sentence, verb: _Verb, start: int) -> bool:
    """True if something follows that can be said: a clause, a number, a quotation; or the tag stands after what is said."""
    words, n = s.tokens.words, len(s.tokens)
    k = skip_setting(s, verb.j)
    if k >= n:
        return False
    word, then = words[k], words[k + 1] if k + 1 < n else "."
    if (
        word in _SAYABLE
        or word in QUOTES
        or word[0].isdigit()
        or word in small_words().pronoun
        or word in small_words().opener
    ):
        return True
    if word == ",":
        return then in QUOTES or opens_clause(s, start)
    if word in _UNSAYABLE:
        return word != "by" and (then in small_words().amount or then[0].isdigit() or then in ("many", "to"))
    return word[0].isalnum()


def _fits(s: Sentence, source: Source, verb: _Verb) -> bool:
    """True if this subject can be the one that says it, in these words."""
    tagged = source.i > 0 and (
        s.tokens.words[source.i - 1] in (",", ")", "as")
        or s.tokens.words[source.i - 1] in QUOTES
        or s.tokens.words[source.i - 1] in DASHES
    )
    if verb.form == "base" and not _agrees(s, source, verb):
        return False
    if verb.form == "s" and is_plural(s, source) and verb.use != "say":
        return False
    if verb.use == "say":
        return verb.form == "past" or looks_like_source(s, source)
    if not looks_like_source(s, source):
        that = s.tokens.words[verb.j : verb.j + 1] == ("that",)
        return (
            verb.use in ("report", "think", "find")
            and verb.form == "past"
            and that
            and (s.shouting or s.tokens.words[source.i] in small_words().opener)
        )
    return (tagged and _ends(s, verb)) or (_sayable(s, verb, source.i) and _use_fits(s, source, verb))


def _ends(s: Sentence, verb: _Verb) -> bool:
    """True if the sentence or clause ends with the tag."""
    words, k = s.tokens.words, skip_setting(s, verb.j)
    if verb.use not in ("say", "report", "quote", "think", "show", "find"):
        return False
    return (
        k >= len(words)
        or words[k] in (",", ".", ";", ")", "!", "?")
        or words[k] in QUOTES
        or (k > verb.j and words[k] in small_words().link)
    )


def _agrees(s: Sentence, source: Source, verb: _Verb) -> bool:
    """ "Officials say", "the mayor did say", never "the harbour report"."""
    helped = set(s.tokens.words[source.j : verb.i]) & {"did", "does", "do", "can", "could"}
    return bool(helped) or is_plural(s, source)


def _use_fits(s: Sentence, source: Source, verb: _Verb) -> bool:
    words, j = s.tokens.words, skip_setting(s, verb.j)
    that = words[j : j + 1] == ("that",)
    match verb.use:
        case "quote":
            return j < len(words) and bool(QUOTES & set(words[j : j + 2]) or words[j] == ":" or words[j] in _QUESTIONS)
        case "toll":
            return bool(_TOLLS & set(words[verb.j : verb.j + 6]))
        case "show":
            return that or (not is_pronoun(s, source) and bool(known(s, source.i, source.j)))
        case "find":
            return that or is_paper(s, source) or is_scholar(s, source)
        case "record":
            return not is_country(s, source)
        case "think":
            return (
                that
                or words[j] in QUOTES
                or words[j] in small_words().pronoun
                or words[j] in small_words().opener
                or words[j][0].isdigit()
                or words[j] == "there"
            )
        case "post":
            return that or bool(set(words[j : j + 2]) & QUOTES) or _hands_on(s, j)
        case _:
            return True


def _hands_on(s: Sentence, j: int) -> bool:
    """True if the object is a paper or picture: "shared |an image of", "provided |the names of"."""
    end = right_edge(s, j)
    return is_paper(s, Source(j, end)) or bool({"names", "details", "findings"} & set(s.tokens.words[j:end]))


def _with_addressee(s: Sentence, report: Report, verb: _Verb) -> Report:
    """Skip who was told, and when; then see where the content stands."""
    source, k, via = report.source, report.j, None
    assert source is not None
    if verb.entry.entry.forms and verb.use in ("say", "report") and s.tokens.words[report.i] in _TOLD:
        heard = source_after(s, k)
        if heard is not None:
            k, via = _end_of_names(s, heard), heard
            via = Source(heard.i, k)
    stop = _stop(s, k)
    return report._replace(way=way_of(s, source, k, stop), stop=stop, via=via)


def _end_of_names(s: Sentence, heard: Source) -> int:
    """Where the addressee ends: its capitals, or its one noun ("reporters")."""
    words, k = s.tokens.words, heard.i
    while k < heard.j and words[k] in small_words().opener:
        k += 1
    if k >= heard.j or not capital(s, k):
        return min(k + 1, heard.j)
    while k < heard.j and (capital(s, k) or words[k] in ("of", "-", "'s")):
        k += 1
    return k
