"""Reporting words with their sources in one sentence: "police said", "according to the mayor", ", said X"."""

from __future__ import annotations

from functools import cache

from builder.language.lexicon import Match, Phrases, load
from builder.mentions.carriers import headline_tag, inner_paper, label, opening_paper, plans
from builder.mentions.report import Report, opens_clause, phrase_end, way_of
from builder.mentions.reporting_verbs import after_quote, verb_report
from builder.mentions.small_words import (
    DASHES,
    QUOTES,
    back_over_setting,
    capital,
    cue_at,
    in_name,
    is_cue,
    skip_setting,
    small_words,
    word_at,
)
from builder.mentions.source_edges import known, left_edge
from builder.mentions.sources import Source, is_pronoun, looks_like_source, source_after, source_before
from builder.mentions.verb_uses import can_follow
from builder.model import Sentence

_PLURAL = frozenset(["many", "some", "several", "most", "few", "both", "all", "two"])
"""Determiners that may be a subject by themselves ("many say") or stand before a bare verb."""
_ABOUT = frozenset(["of", "for", "about", "at"])
_FURTHEST_OWNER = 4
_PROGRESSIVE = frozenset(["say", "report", "think", "toll"])
"""Uses of which "is saying" tells as much as "says"."""


@cache
def _cues() -> Phrases:
    return Phrases([entry for entry in load()["reporting"].entries if is_cue(Match(0, 0, entry))])


def find_reports(s: Sentence) -> list[Report]:
    """All reporting words of a sentence that have a source, from left to right."""
    found = [report for cue in _cues().find(s.tokens.words) if (report := _report(s, cue)) is not None]
    found = [one for one in found if not any(_within(one, other.source) for other in found if other is not one)]
    paper = opening_paper(s)
    if paper is not None and not any(r.way == "after" and r.i > paper.i for r in found[:1]):
        found.append(paper)
    if not found and (paper := inner_paper(s)) is not None:
        found.append(paper)
    found = [one for one in found if not (_own(s, one) and any(_leads(r, one) for r in found if r.source))]
    found += [plan for plan in plans(s) if not any(r.start <= plan.i < r.stop or _leads(r, plan) for r in found)]
    found += [tag for tag in (*label(s), *headline_tag(s)) if not any(r.start <= tag.i < r.stop for r in found)]
    return sorted(found, key=lambda r: r.start)


def _leads(report: Report, plan: Report) -> bool:
    """True where somebody else says what the plan would do: "economists say the plan would cost ..."."""
    return report.way in ("after", "around") and report.stop <= plan.start


def _own(s: Sentence, report: Report) -> bool:
    """True for "its offer of ..."."""
    return report.way == "inner" and report.source is not None and is_pronoun(s, report.source)


def _within(one: Report, source: Source | None) -> bool:
    """True for reporting words inside another's source: "a study |released by the bank" shows."""
    return source is not None and source.i < one.i and one.j <= source.j


def _report(s: Sentence, cue: Match) -> Report | None:
    form, use = cue.form or cue.entry.get("form"), cue.entry.get("use")
    if form == "preposition":
        return _preposition(s, cue, use)
    if form == "phrase":
        return _quoted(s, cue)
    if form == "ing":
        if _progressive(s, cue, use):
            return verb_report(s, cue, form, use)
        return (_preposition(s, cue, use) if use == "cite" else None) or _participle(s, cue, use)
    if _is_no_verb(s, cue, form, use):
        return _noun(s, cue)
    return verb_report(s, cue, form, use)


def _progressive(s: Sentence, cue: Match, use: str) -> bool:
    """True for "is saying" with something that is said, which "is writing two songs" has not."""
    start = back_over_setting(s, cue.i)
    if use not in _PROGRESSIVE or not set(s.tokens.words[start : cue.i]) & small_words().be:
        return False
    if word_at(s, start - 1) in ("who", "which", "that"):
        return False
    return cue.entry.get("says") != "works"


def _is_no_verb(s: Sentence, cue: Match, form: str, use: str) -> bool:
    """True where the word is a noun, part of a name or glued to another: "United States", "his claim that"."""
    before, after = word_at(s, cue.i - 1), word_at(s, cue.j)
    if form == "noun" or (capital(s, cue.i) and not after_quote(s, cue.i) and (use != "say" or in_name(s, cue.i))):
        return True
    if (before == "-" and s.tokens.glued(cue.i)) or (after == "-" and s.tokens.glued(cue.j)):
        return True
    if (before == "'s" and use != "say") or (before in small_words().opener and before not in _PLURAL):
        return True
    if form not in ("base", "s") or use == "say":
        return False
    if _tells_number(s, cue.j) and _owner(s, cue) is not None:
        return True
    return _verb_follows(s, cue.j) or (after == "that" and _owner(s, cue) is not None)


def _verb_follows(s: Sentence, k: int) -> bool:
    """True if a finite verb stands at k, so that the word before it is a noun: "reports |said", "claims |were"."""
    w, cue = small_words(), cue_at(s, k)
    return word_at(s, k) in w.before_verb - w.adverb or (cue is not None and cue.form in ("past", "s"))


def _noun(s: Sentence, cue: Match) -> Report | None:
    """ "the mayor's claim that", "a statement by the mayor that", "the mayor's estimate of nine"."""
    owner, stop = _owner(s, cue), cue.j
    if owner is None and word_at(s, cue.j) in ("by", "from"):
        owner = source_after(s, cue.j + 1)
        stop = owner.j if owner else stop
    if owner is None or not looks_like_source(s, owner):
        return None
    way = "after" if word_at(s, stop) == "that" else "inner" if _tells_number(s, stop) else None
    return Report(cue.i, cue.j, owner, way, "report", min(owner.i, cue.i), stop + 1) if way else None


def _tells_number(s: Sentence, k: int) -> bool:
    """True for "of nine", "for growth of 2 percent": a preposition at k and a number in what follows it."""
    if word_at(s, k) not in _ABOUT:
        return False
    end = phrase_end(s, k + 1)
    return any(word[0].isdigit() or word in small_words().amount for word in s.tokens.words[k + 1 : end])


def _owner(s: Sentence, cue: Match) -> Source | None:
    """ "the mayor's repeated |claim", "his |claim", "a Lakeside Times |report"."""
    words = s.tokens.words
    for k in range(cue.i - 1, max(-1, cue.i - _FURTHEST_OWNER), -1):
        if words[k] == "'s" and not known(s, k + 1, cue.i):
            return source_before(s, k)
        if words[k] in small_words().possessive:
            return Source(k, k + 1)
        if words[k] in small_words().opener or not words[k][0].isalpha():
            break
    if cue.form == "s":
        return None
    i = left_edge(s, cue.j)
    named = i < cue.i and words[i] in small_words().opener and capital(s, cue.i - 1)
    return Source(i, cue.j) if named and known(s, i, cue.i) else None


def _preposition(s: Sentence, cue: Match, use: str) -> Report | None:
    """ "according to X": before the content if it opens the sentence or a clause, else around it."""
    source = source_after(s, cue.j)
    if source is None or ((use == "cite" or cue.j - cue.i == 1) and not looks_like_source(s, source)):
        return None
    if use == "cite" and s.tokens.words[source.i] in small_words().possessive:
        return None
    if cue.j - cue.i == 1 and use != "cite" and not _names_one(s, cue.i, source):
        return None
    way = "after" if opens_clause(s, cue.i) else "around"
    return Report(cue.i, cue.j, source, way, use, cue.i, skip_setting(s, source.j))


def _names_one(s: Sentence, i: int, source: Source) -> bool:
    """False for rates: "90 per cent", "9 litres per person", where nothing shows that somebody is named."""
    opens = s.tokens.words[source.i] in small_words().opener or capital(s, source.i)
    return opens or word_at(s, i - 1) in (",", "(", "")


def _quoted(s: Sentence, cue: Match) -> Report | None:
    """ "X was quoted as saying", "X, quoted by Y"."""
    source = source_before(s, back_over_setting(s, cue.i))
    if source is None:
        return None
    via = source_after(s, cue.j) if word_at(s, cue.j - 1) == "by" else None
    stop = skip_setting(s, via.j if via else cue.j)
    return Report(cue.i, cue.j, source, way_of(s, source, cue.j, stop), "say", source.i, stop, via)


def _hedges(cue: Match) -> bool:
    return bool(cue.entry.get("hedge"))


def _participle(s: Sentence, cue: Match, use: str) -> Report | None:
    """ ", saying ...": whoever the sentence is about; "with the mayor saying": the mayor."""
    before, after = word_at(s, cue.i - 1), word_at(s, cue.j)
    quoted = bool(QUOTES & set(s.tokens.words[cue.j : cue.j + 2]))
    if use in ("post", "toll", "find", "record") or not (quoted or can_follow(after)):
        return None
    if use in ("think", "quote") and not quoted and after not in ("that", ":"):
        return None
    if before in (",", "and", "") or before in DASHES or before in QUOTES or before in small_words().adverb:
        return Report(cue.i, cue.j, None, "after", use, cue.i, skip_setting(s, cue.j), hedge=_hedges(cue))
    source = source_before(s, cue.i)
    if source is None or not looks_like_source(s, source) or not (quoted or word_at(s, source.i - 1) == "with"):
        return None
    return Report(cue.i, cue.j, source, "after", use, source.i, skip_setting(s, cue.j), hedge=_hedges(cue))
