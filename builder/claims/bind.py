"""Effects to quantities: who or what the effect happened to, by rules over the sentence's chunk kinds."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.claims.bonds import Bond as Bond
from builder.claims.clauses import SURE, own_clause, parted, state_at
from builder.claims.dwellings import lived_in
from builder.claims.lives import is_life, loses
from builder.claims.parts import check_parts, counted_off, earlier, gapping, one_by_one, parts, shared_noun
from builder.claims.pronouns import pronouns
from builder.claims.rules import Rule, rules
from builder.claims.shared import shared
from builder.claims.subjects_far import may_be_subject, shares_phrase
from builder.claims.told_apart import told_apart
from builder.claims.views import ENDS, STATES, seen_by
from builder.mentions.chunks import Chunk, Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms

_REACH = 48
"""Chunks an effect looks to either side: longer sentences are lists, where the near ones count."""


def bind(line: Chunked) -> list[Bond]:
    """All bonds of a sentence in the order of their chunks, at most one a chunk."""
    best: dict[int, tuple[int, Bond]] = {}
    for rank, bond in _candidates(line):
        held = best.get(bond.chunk)
        if held is None or rank < held[0] or _outlived(line, held[1], bond):
            best[bond.chunk] = (rank, bond)
    bonds = {n: bond for n, (_, bond) in best.items()}
    parted(bonds)
    also = list(shared(line, bonds))
    _intrinsic(line, bonds)
    shared_noun(line, bonds)
    parts(line, bonds)
    one_by_one(line, bonds)
    counted_off(line, bonds)
    earlier(line, bonds)
    gapping(line, bonds)
    bonds |= {bond.chunk: bond for bond in told_apart(line, bonds)}
    check_parts(line, bonds)
    return sorted([*bonds.values(), *also, *pronouns(line, bonds)], key=lambda bond: bond.chunk)


def _outlived(line: Chunked, held: Bond, bond: Bond) -> bool:
    """True for `a man who had been missing was found dead`, `nine people sheltering there were killed`: the main
    clause tells what became of them."""
    if held.effect is None or bond.effect is None or bond.effect <= held.effect or bond.measure not in ENDS:
        return False
    first = line.chunks[held.effect].data
    bare = isinstance(first, Effect) and not first.aux and held.measure in STATES
    return bare or (held.rule == "relative" and held.measure == "missing" and bond.measure == "killed")


def _candidates(line: Chunked) -> Iterator[tuple[int, Bond]]:
    """Every bond any rule offers, with its rank: the rule's place, weak effects behind strong ones."""
    order = rules()
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect):
            continue
        kinds, done = seen_by(line, effect), set()
        for place, rule in enumerate(order):
            if effect.reading in rule.readings and rule.left not in done:
                found = list(_matches(line, kinds, n, effect, rule))
                inner = bool(found) and rule.id == "subject" and _inner(line, n, found)
                behind = effect.weak + inner + (effect.aux[:2] == _TO_COME)
                yield from ((place + len(order) * behind, bond) for bond in found)
                if found and not inner:
                    both = effect.reading == "past" or rule.id.startswith("label")
                    done |= {True, False} if both else {rule.left}


def _inner(line: Chunked, n: int, found: list[Bond]) -> bool:
    """True if what a tight rule bound may be the last part of a longer subject ("five, including two boys, died") or
    another verb's object ("hurt two men sheltering in a hall")."""
    if n > 1 and line.kinds[n - 2] == "E" and state_at(line, n):
        return True
    first = min(bond.chunk for bond in found)
    before = regex.split("[Es;]", line.kinds[max(0, first - _LONG) : first])[-1]
    return any(kind in "hm" for kind in before + line.kinds[first : found[-1].chunk + 2])


_TO_COME = ("be", "to")
"""`was to be released`: what had still to come tells less of somebody than what befell him."""
_LONG = 12
"""Chunks that the parts of a subject may take up before its last one."""


def _matches(line: Chunked, kinds: str, n: int, effect: Effect, rule: Rule) -> Iterator[Bond]:
    if rule.left:
        if rule.id == "subject-bare" and effect.reading == "past" and _has_object(line, n):
            return
        base = max(0, n - _REACH)
        before = kinds[base:n]
        found = rule.pattern.search(before)
        while found and not (bonds := list(_bonds(line, found, base, n, effect, rule))):
            found = rule.pattern.search(before, found.start() + 1)
        yield from bonds if found else ()
    else:
        base = n + 1
        found = rule.pattern.match(kinds[base : base + _REACH])
        yield from _accepted(line, found, base, n, effect, rule) if found else ()


def _accepted(line: Chunked, found: regex.Match[str], base: int, n: int, effect: Effect, rule: Rule) -> Iterator[Bond]:
    if rule.id == "object-inside" and line.kinds[n - 1 : n] != "r":
        return
    if rule.id != "gapped" or _passive(line, base + found.start()):
        yield from _bonds(line, found, base, n, effect, rule)


def _has_object(line: Chunked, n: int) -> bool:
    """True where a past form is active although it hits nobody counted: `two men killed their neighbours`."""
    words, after = line.sentence.tokens.words, line.chunks[n + 1 : n + 2]
    if not after or after[0].kind not in "wN":
        return bool(after) and after[0].kind == "N"
    small = rooms().grammar.at(words, after[0].i)
    return words[after[0].i] in ("a", "an") or (small is not None and small.entry.get("class") == "det")


def _passive(line: Chunked, at: int) -> bool:
    effect = line.chunks[at].data
    return isinstance(effect, Effect) and effect.reading == "passive"


def _bonds(line: Chunked, found: regex.Match[str], base: int, n: int, effect: Effect, rule: Rule) -> Iterator[Bond]:
    wholes = [base + k for k in found.starts("q")]
    if rule.left and len(wholes) > 1 and _was_one(line, wholes, effect):
        wholes = wholes[:1]
    wholes = [at for at in wholes if _fits(line, at, n, effect, rule) and not (rule.left and _speaks(line, at, n))]
    for at in wholes:
        if (at == wholes[0] and effect.reading != "toll") or not _otherwise(line.chunks[at], effect):
            name = "victims" if effect.entry.get("victims") else rule.id
            sure = rule.person if isinstance(line.chunks[at].data, Individual) else rule.confidence
            yield Bond(at, measure_of(line, at, effect), name, sure, n)
    if "part" in rule.pattern.groupindex:
        for at in (base + k for k in found.starts("part")):
            total = max((w for w in wholes if w < at), default=None)
            if isinstance(line.chunks[at].data, Quantity | Individual) and not own_clause(line, at, n):
                yield Bond(at, measure_of(line, at, effect), f"{rule.id}+part", rule.confidence, n, total)


def measure_of(line: Chunked, at: int, effect: Effect) -> str:
    """What an effect did to the counted: perhaps something else to things and what goes on with them."""
    if line.kinds[at] in "QAI":
        return effect.measure
    before = regex.search("[QAIMU](?=[^QAIMU]*$)", line.kinds[:at])
    of_things = line.kinds[at] == "M" or (line.kinds[at] == "B" and before is not None and before[0] == "M")
    return effect.on_things if of_things else effect.measure


def _was_one(line: Chunked, wholes: list[int], effect: Effect) -> bool:
    """`a clerk, a father of two and a poet, was killed`: the verb counts one person, told by several nouns."""
    singular = line.sentence.tokens.words[effect.start] in ("was", "is", "has")
    return singular and all(line.kinds[at] == "A" for at in wholes[:2])


def _otherwise(chunk: Chunk, effect: Effect) -> bool:
    """True if a later member of a list says itself what else happened ("the death of two men and three injuries")."""
    said = chunk.data.phrase.measure if isinstance(chunk.data, Quantity) else None
    return said is not None and said != effect.measure and (said in SURE or effect.measure in SURE)


def _fits(line: Chunked, at: int, n: int, effect: Effect, rule: Rule) -> bool:
    """No one is the subject of `to evacuate`; a person is bound only where the grammar leaves no doubt; a toll never
    counts a single one or an article."""
    chunk = line.chunks[at]
    if rule.id == "subject-far" and effect.reading == "either" and effect.aux == ("to",):
        return False
    if shares_phrase(line, at) or (loses(effect, rule) and not is_life(line, chunk, "")):
        return False
    if rule.left and at < n and not may_be_subject(line, at, n, effect, rule.id == "subject-far"):
        return False
    if (rule.id == "nominal-for" or effect.entry.get("for")) and not _for(line, at, n, effect):
        return False
    if rule.id == "label" and line.sentence.tokens.words[line.chunks[n + 1].i] != ":" and n > _LABEL:
        return False
    if (chunk.kind == "U" and effect.measure in _OF_PEOPLE) or (chunk.kind == "A" and effect.measure == "statistic"):
        return False
    if effect.measure == "rescued" and not _may_be_saved(line, at, rule):
        return False
    if isinstance(chunk.data, Individual):
        if effect.measure == "captured" and effect.reading == "intransitive":
            return False  # "the suspect surrendered"
        if effect.measure == "missing" and effect.reading == "adjective" and effect.j - effect.i == 1:
            return False
        if effect.measure == "rescued" and rule.id == "subject-bare":
            return False  # "Mr Blake pulled out in May"
        if rule.id == "object" and _of_another(line, n, at):
            return False
        if effect.measure in _GROUPS or (rule.id == "subject-bare" and not chunk.data.named and chunk.i > 0):
            return False
        return rule.id != "subject-far" or effect.reading in ("passive", "intransitive") or "be" in effect.aux
    assert isinstance(chunk.data, Quantity)
    if effect.entry.get("of") == "things" and chunk.data.phrase.kind == "animal":
        return False
    if effect.weak and effect.entry.get("of") == "things" and chunk.data.number.form == "article" and chunk.kind == "M":
        return False  # what hits a building need not harm it
    burnt = effect.entry.get("things") and not effect.entry.get("life") and chunk.kind == "M"
    if burnt and not lived_in(line, chunk.data):
        return False
    return effect.reading != "toll" or chunk.data.number.form != "article"


def _may_be_saved(line: Chunked, at: int, rule: Rule) -> bool:
    """False for the dead (`46 bodies were pulled out`) and in `could save each pensioner 100 pounds`."""
    q = line.chunks[at].data
    dead = isinstance(q, Quantity) and q.phrase.measure == "killed"
    return not dead and (rule.left or line.kinds[at + 1 : at + 2] != "S")


def _for(line: Chunked, at: int, n: int, effect: Effect) -> bool:
    """True if `for` stands before what is counted at chunk `at`, or only a colon: what was ordered for them."""
    before = line.kinds[:at].rstrip("aw")
    said = before[-1:] == "p" and line.sentence.tokens.words[line.chunks[len(before) - 1].i] == "for"
    return bool(effect.entry.get("for")) and (said or line.kinds[n + 1 : at] == ";")


def _of_another(line: Chunked, n: int, at: int) -> bool:
    """`killing pirates boarding Alder`: the name is the object of a participle, not of the effect."""
    words = line.sentence.tokens.words
    return any(c.kind == "w" and words[c.i].endswith("ing") for c in line.chunks[n + 2 : at])


def _speaks(line: Chunked, at: int, n: int) -> bool:
    """True for `a guide for the group said` before a comma: who speaks is not who is hit behind it."""
    found = _SPEECH.match(line.kinds, at + 1, n)
    return found is not None and line.sentence.tokens.words[line.chunks[found.end() - 2].i] in _SAYING


_SPEECH = regex.compile(r"(?:p[wdN]*+[NI]?+)*+a,")
_SAYING = frozenset({"said", "says"})


def _intrinsic(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`three fatalities`, `two wounded men`: the counted noun itself says what happened."""
    for n, chunk in enumerate(line.chunks):
        q = chunk.data
        if not isinstance(q, Quantity) or not q.phrase.measure or q.number.sort != "count":
            continue
        held = bonds.get(n)
        if q.number.form == "article" and not q.phrase.solid and not q.phrase.attribute:
            continue
        if held is None or (q.phrase.measure in SURE and held.measure not in ("rescued", "released", "killed")):
            bonds[n] = Bond(n, q.phrase.measure, "noun", 0.95, None, held.part_of if held else None)


_LABEL = 2
"""Chunks that may stand before a label that a dash ends ("Killed - 12")."""
_OF_PEOPLE = frozenset({"released", "rescued", "affected", "missing", "hospitalized"})
"""Measures whose verbs have many objects: they count only nouns that are known to be people."""
_GROUPS = frozenset({"affected", "casualties", "displaced"})
"""Measures that no single person without a number is counted in."""
