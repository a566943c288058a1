"""Whether a text asserts a claim, hedges it, supposes it or denies it: cues and their reach (after ConText)."""

from __future__ import annotations

from collections.abc import Sequence

from builder.language.lexicon import Match, load, words_with
from builder.mentions.chunks import Chunk, Chunked, Quantity
from builder.mentions.effects import Effect
from builder.model import Stance

_CLOSE = 3
"""Tokens before a nominal effect in which a cue turns it ("the alleged killing of")."""


def cues(line: Chunked) -> list[Match]:
    """The turning words of a sentence."""
    return list(load()["cues"].find(line.sentence.tokens.words))


def stance_of(line: Chunked, found: list[Match], chunk: int, effect: int | None) -> Stance:
    """The stance of the claim whose number is chunk `chunk` and whose effect is chunk `effect`.

    Order: what the effect's own auxiliaries say, then denials, suppositions and hedges that reach it.
    """
    event = line.chunks[effect].data if effect is not None else None
    happened = event if isinstance(event, Effect) else None
    counted = line.chunks[chunk].data
    if isinstance(counted, Quantity) and counted.number.form == "zero" and happened and "not" in happened.aux:
        return Stance.ASSERTED
    own = _asked(line) or _not_so_many(line, counted)
    own = own or _auxiliary_stance(line, happened) or _modal_near(line, chunk, effect, happened)
    if own is not None:
        return own
    first = min(chunk, chunk if effect is None else effect)
    last = max(chunk, chunk if effect is None else effect)
    sorts = {m.entry.get("sort") for m in found if _reaches(line, m, first, last, happened)}
    for sort, stance in (("denial", Stance.DENIED), ("hypothetical", Stance.HYPOTHETICAL), ("hedge", Stance.HEDGED)):
        if sort in sorts:
            return stance
    return Stance.ASSERTED


def _asked(line: Chunked) -> Stance | None:
    """`Were 40 people killed in the raid?`: who asks does not assert."""
    words = line.sentence.tokens.words
    return Stance.HYPOTHETICAL if words[0] in _ASKING and "?" in words[-2:] else None


def _not_so_many(line: Chunked, counted: object) -> Stance | None:
    """`not 30 hostages but 30 dolls`; but `dozens, if not hundreds` denies nothing."""
    words = line.sentence.tokens.words
    k = counted.number.left - 1 if isinstance(counted, Quantity) and counted.number.form != "zero" else -1
    denied = k >= 0 and words[k] == "not" and (k == 0 or words[k - 1] not in _UNDECIDED)
    return Stance.DENIED if denied else None


def _auxiliary_stance(line: Chunked, effect: Effect | None) -> Stance | None:
    """`were not killed`, `may have killed`, `could be killed`, `would kill`."""
    if effect is None or not effect.aux:
        return None
    words = line.sentence.tokens.words[effect.start : effect.i]
    if "not" in effect.aux or any(w.endswith("n't") for w in words):
        return None if _of_manner(line, effect) else Stance.DENIED
    able = set(words) & _ABLE and "have" not in effect.aux and not (effect.measure in _LEGAL and "be" in effect.aux)
    if effect.aux[:2] == ("be", "to"):
        return Stance.HYPOTHETICAL
    if "modal" in effect.aux and _foretold(line, effect):
        return Stance.ASSERTED
    if "modal" in effect.aux and not able:
        before = line.sentence.tokens.words[: effect.start]
        supposed = line.sentence.tokens.words[0] in _INVERTED or "if" in before
        return Stance.HEDGED if "have" in effect.aux and not supposed else Stance.HYPOTHETICAL
    return None


def _foretold(line: Chunked, effect: Effect) -> bool:
    """`would later die`, `would succumb to their wounds`: what came next, told from before."""
    words = line.sentence.tokens.words
    if words[effect.start] != "would" or effect.measure != "killed" or "if" in words or "have" in effect.aux:
        return False
    after = words_with("turns", "role", "after")
    return words[effect.i] == "succumb" or not after.isdisjoint(words[effect.start : effect.i])


def _of_manner(line: Chunked, effect: Effect) -> bool:
    """`did not die in custody`: they died, but elsewhere or otherwise."""
    behind = " ".join(line.sentence.tokens.words[effect.j : effect.j + 2])
    return effect.reading == "intransitive" and behind in words_with("turns", "role", "manner")


def _modal_near(line: Chunked, chunk: int, at: int | None, effect: Effect | None) -> Stance | None:
    """`the toll may exceed 1,000`, `thousands of deaths could be prevented`: a modal where there is no effect verb."""
    if effect is not None and effect.reading != "toll":
        return None
    a, b = (chunk + 1, chunk + 3) if at is None else (at + 1, chunk)
    near = [*line.chunks[a:b], *(_leading(line, chunk) if at is None else ())]
    words = {line.sentence.tokens.words[c.i] for c in near if c.kind == "b"}
    if words & _DOUBT or (at is not None and near and words >= _MAY_BE and not any(c.kind == "v" for c in near)):
        return Stance.HEDGED
    return Stance.HYPOTHETICAL if words & _WOULD else None


def _leading(line: Chunked, chunk: int) -> Sequence[Chunk]:
    """What stands before a counted loss in its clause (`may be linked to 600 deaths`)."""
    counted = line.chunks[chunk].data
    if not isinstance(counted, Quantity) or counted.phrase.measure not in _LOSSES:
        return ()
    first = max((line.kinds.rfind(kind, 0, chunk) for kind in "s;,rEQ"), default=-1)
    return line.chunks[first + 1 : chunk]


_LOSSES = frozenset({"killed", "injured", "casualties"})


def _reaches(line: Chunked, cue: Match, first: int, last: int, effect: Effect | None) -> bool:
    """True if the cue's scope covers the claim's words (chunks first..last)."""
    start, end = line.chunks[first].i, line.chunks[last].j
    if cue.entry.get("scope") == "near" or (effect is not None and effect.reading == "nominal"):
        return _beside(line, cue, first, effect)
    if cue.i >= end:
        return cue.entry.get("scope") == "back" and not set("s;") & set(line.kinds[last + 1 : line.at(cue.i)])
    if effect is not None and _left_behind(line, cue, last, effect):
        return False
    if cue.i >= start:
        # not a word of what is counted: "numerous calls for a truce"
        return effect is not None and not _of_subject(line, cue, effect)
    at = line.at(cue.i)
    between = line.kinds[line.at(cue.j - 1) + 1 : first]
    if cue.entry.get("sort") == "denial" and _says_on(line, at, first):
        return False
    if any(kind in "s;" for kind in between) or ",&" in between or ",d" in between:
        return False
    if cue.entry.get("sort") != "hedge" and (_known_of(line, at, first) or _in_a_state(line, first, effect)):
        return False
    if effect is not None and effect.reading == "gerund" and _comes_of(line, cue, effect):
        return False
    if effect is not None and effect.reading in ("past", "adjective") and not effect.aux and _with(line, at, first):
        return False
    return not _participle(line, at, cue)


def _left_behind(line: Chunked, cue: Match, last: int, effect: Effect) -> bool:
    """`a man who tried to flee was shot`, `foiled a plot to kill a judge, arresting six`: the infinitive is over before
    the effect, which has a subject of its own or goes on behind a comma."""
    words = line.sentence.tokens.words
    if words[cue.j - 1] != "to" or effect.start <= cue.j or cue.entry.get("sort") != "hypothetical":
        return False
    if effect.aux and words[effect.start] in _FINITE:
        return True
    if effect.reading != "gerund" or words[effect.start - 1] not in (",", "and"):
        return False
    return "," in words[cue.j : effect.start] and bool(cue.entry.get("attempt") or effect.measure in _FOLLOWS)


_FINITE = frozenset({"is", "are", "was", "were", "had", "has", "have"})
_FOLLOWS = frozenset({"detained", "captured", "rescued", "evacuated", "released"})
"""What those do who stop a plan, not those who made it."""


def _says_on(line: Chunked, at: int, first: int) -> bool:
    """`denied that civilians had been hit, saying 40 rebels were killed`: what is said on is no longer denied."""
    words, on = line.sentence.tokens.words, words_with("turns", "role", "on")
    return any(words[c.i] in on and line.kinds[k - 1] == "," for k, c in enumerate(line.chunks[at:first], at) if k)


def _of_subject(line: Chunked, cue: Match, effect: Effect) -> bool:
    """`two men accused of trying to rob a bank were held`: what is said of them is not what happened to them."""
    words = line.sentence.tokens.words
    finite = bool(effect.aux) and words[effect.start] in _ASKING and cue.j < effect.start
    return finite and words[cue.j - 1] in _TOWARDS


def _comes_of(line: Chunked, cue: Match, effect: Effect) -> bool:
    """`rebels tried to storm the base, killing nine`, `..., arresting six`: what came of it did happen."""
    words, n = line.sentence.tokens.words, line.at(effect.start)
    apart = line.kinds[n - 1 : n] == ","
    return apart and (bool(cue.entry.get("attempt")) or (effect.measure in _CAUGHT and words[cue.j - 1] == "to"))


def _with(line: Chunked, at: int, first: int) -> bool:
    """`..., with the captain injured`: what comes with it is a fact."""
    return any(line.sentence.tokens.words[c.i] == "with" for c in line.chunks[at + 1 : first] if c.kind == "p")


def _known_of(line: Chunked, at: int, first: int) -> bool:
    """`convicted of making the bombs which killed seven`: a relative clause says what is known of its noun."""
    words = line.sentence.tokens.words
    return any(c.kind == "r" and words[c.i] in ("which", "who") for c in line.chunks[at + 2 : first])


def _in_a_state(line: Chunked, first: int, effect: Effect | None) -> bool:
    """`trying to feed 600 refugees`: they are refugees, whatever is tried."""
    counted = line.chunks[first].data
    state = counted.phrase.measure if isinstance(counted, Quantity) else None
    return effect is None and state is not None and state not in _LOSSES


def _beside(line: Chunked, cue: Match, first: int, effect: Effect | None) -> bool:
    """A near cue turns the effect it stands in or before, or the noun it describes ("170 suspected deaths")."""
    if effect is None:
        q = line.chunks[first].data
        return isinstance(q, Quantity) and q.phrase.measure is not None and q.number.right <= cue.i < q.phrase.j
    if effect.reading == "nominal":
        return effect.start - _CLOSE <= cue.i < effect.start
    inside = effect.start <= cue.i < effect.j and ("be" in effect.aux or effect.reading == "adjective")
    return inside or (cue.j == effect.start and effect.reading in ("adjective", "past", "passive"))


def _participle(line: Chunked, at: int, cue: Match) -> bool:
    """`a rocket allegedly fired by the army hit ...`: the hedge is a participle's, not the event's."""
    if cue.j - cue.i > 1 or cue.entry.get("sort") != "hedge" or line.kinds[at] != "a":
        return False
    after = line.kinds[at + 1 : at + 2]
    return after == "v" and (at == 0 or line.kinds[at - 1] not in "b,")


_ASKING = frozenset({"are", "did", "do", "does", "had", "has", "have", "is", "was", "were"})
_CAUGHT = frozenset({"detained", "captured"})
"""What foils a plan and is no part of it."""
_TOWARDS = frozenset({"to", "of", "with"})
_UNDECIDED = frozenset({"if", "or"})
_INVERTED = frozenset({"had", "should", "were"})
_ABLE = frozenset({"can"})
_LEGAL = frozenset({"detained", "released"})
"""What the law provides for (`can be jailed`)."""
_DOUBT = frozenset({"may", "might"})
_MAY_BE = frozenset({"could", "be"})
"""`The toll could be 40` doubts how many died; `could rise to 40` looks ahead."""
_WOULD = frozenset({"could", "would"})
