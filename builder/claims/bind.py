"""Effects to quantities: who or what the effect happened to, by rules over the sentence's chunk kinds."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.claims.bonds import Bond as Bond
from builder.claims.dwellings import lived_in
from builder.claims.parts import check_parts, gapping, one_by_one, parts, shared_noun
from builder.claims.pronouns import pronouns
from builder.claims.rules import Rule, rules
from builder.claims.shared import shared
from builder.claims.subjects_far import may_be_subject, shares_phrase
from builder.claims.told_apart import told_apart
from builder.mentions.chunks import Chunk, Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms

_REACH = 48
"""Chunks an effect looks to either side: longer sentences are lists, where the near ones count."""
_PEOPLE = str.maketrans({"H": "w", "A": "o", "Q": "q", "U": "q", "B": "q", "M": "n", "S": "n", "I": "i", "N": "n"})
_THINGS = str.maketrans({"H": "w", "A": "n", "Q": "n", "U": "q", "B": "q", "M": "q", "S": "n", "I": "n", "N": "n"})
_BOTH = str.maketrans({"H": "w", "A": "o", "Q": "q", "U": "q", "B": "q", "M": "q", "S": "n", "I": "i", "N": "n"})
_OWN_PEOPLE = frozenset({"military", "militant", "police", "child", "man", "unspecified"})


def bind(line: Chunked) -> list[Bond]:
    """All bonds of a sentence in the order of their chunks, at most one a chunk."""
    best: dict[int, tuple[int, Bond]] = {}
    for rank, bond in _candidates(line):
        held = best.get(bond.chunk)
        if held is None or rank < held[0]:
            best[bond.chunk] = (rank, bond)
    bonds = {n: bond for n, (_, bond) in best.items()}
    also = list(shared(line, bonds))
    _intrinsic(line, bonds)
    shared_noun(line, bonds)
    parts(line, bonds)
    one_by_one(line, bonds)
    gapping(line, bonds)
    bonds |= {bond.chunk: bond for bond in told_apart(line, bonds)}
    check_parts(line, bonds)
    return sorted([*bonds.values(), *also, *pronouns(line, bonds)], key=lambda bond: bond.chunk)


def _candidates(line: Chunked) -> Iterator[tuple[int, Bond]]:
    """Every bond any rule offers, with its rank: the rule's place, weak effects behind strong ones."""
    order = rules()
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect):
            continue
        kinds, done = _seen_by(line, effect), set()
        for place, rule in enumerate(order):
            if effect.reading in rule.readings and rule.left not in done:
                found = list(_matches(line, kinds, n, effect, rule))
                inner = bool(found) and rule.id == "subject" and _inner(line, found)
                yield from ((place + len(order) * (effect.weak + inner), bond) for bond in found)
                if found and not inner:
                    both = effect.reading == "past" or rule.id.startswith("label")
                    done |= {True, False} if both else {rule.left}


def _inner(line: Chunked, found: list[Bond]) -> bool:
    """True if what a tight rule bound may be the last part of a longer subject ("five, including two boys, died")."""
    first = min(bond.chunk for bond in found)
    before = regex.split("[Es;]", line.kinds[max(0, first - _LONG) : first])[-1]
    return any(kind in "hm" for kind in before + line.kinds[first : found[-1].chunk + 2])


_LONG = 12
"""Chunks that the parts of a subject may take up before its last one."""


def _seen_by(line: Chunked, effect: Effect) -> str:
    """The sentence's kinds as one effect sees them."""
    of = effect.entry.get("of") or ("both" if effect.entry.get("things") else "people")
    kinds = line.kinds.translate(_PEOPLE if of == "people" else _THINGS if of == "things" else _BOTH)
    n = line.at(effect.start)
    if effect.reading not in ("toll", "past") and line.kinds[n - 1 : n] != "r":
        kinds = _INSIDE.sub(lambda m: m[1] + "n", kinds)
    if effect.reading != "toll":
        kinds = _without_agents(line, kinds)
    if of == "people":
        kinds = _OWNED.sub(lambda m: m[1] + "w&" if _whose(line, m.end()) else m[0], kinds)
    if effect.entry.get("life"):
        life = effect.entry.get("life")
        both = zip(kinds, line.chunks, strict=True)
        kinds = "".join("n" if k in "qoi" and not _lives(line, c, life) else k for k, c in both)
    return kinds


_INSIDE = regex.compile(r"(q(?:[adw]|pw)*p[aw]?)q(?![&,]*q)")
"""A quantity behind a preposition behind another only describes it ("15 people from two families")."""


_OWNED = regex.compile(r"([io]pw*)n&(?=i)")
"""A person described by a thing, and another person ("the driver of a bus and his helper")."""


def _whose(line: Chunked, at: int) -> bool:
    """True for a person told by whose he is."""
    return line.sentence.tokens.words[line.chunks[at].i] in _POSSESSIVE


_POSSESSIVE = frozenset({"his", "her", "their"})


_BY = regex.compile(r"Ep[wad]*+[AQI]")
"""An effect, a preposition and who may have done it."""


def _without_agents(line: Chunked, kinds: str) -> str:
    """The kinds with those who did it as mere nouns ("the man shot by a guard died")."""
    words = line.sentence.tokens.words
    for m in _BY.finditer(line.kinds):
        if words[line.chunks[m.start() + 1].i] == "by":
            kinds = kinds[: m.end() - 1] + "n" + kinds[m.end() :]
    return kinds


def _lives(line: Chunked, chunk: Chunk, life: str) -> bool:
    """True for `lives`; with life "own" also for the men and the children one can lose."""
    q = chunk.data
    if not isinstance(q, Quantity) or q.phrase.head is None:
        return False
    own = q.phrase.kin or q.phrase.group in _OWN_PEOPLE
    if life == "own" and q.phrase.kind == "person" and own and q.number.form != "article":
        return True
    return line.sentence.tokens.words[q.phrase.head] in ("life", "lives")


def _loses(effect: Effect, rule: Rule) -> bool:
    """`12,000 people lost money`: who loses is not lost."""
    return bool(effect.entry.get("life")) and rule.left and effect.reading != "passive"


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
            yield Bond(at, effect.on_things if _a_thing(line, at) else effect.measure, name, sure, n)
    if "part" in rule.pattern.groupindex:
        for at in (base + k for k in found.starts("part")):
            total = max((w for w in wholes if w < at), default=None)
            if isinstance(line.chunks[at].data, Quantity | Individual):
                yield Bond(at, effect.measure, f"{rule.id}+part", rule.confidence, n, total)


def _a_thing(line: Chunked, at: int) -> bool:
    """True for things and, where only things were counted before, for a bare number (`and buried five others`)."""
    before = line.kinds[:at]
    return line.kinds[at] == "M" or (line.kinds[at] == "B" and "M" in before and "Q" not in before)


def _was_one(line: Chunked, wholes: list[int], effect: Effect) -> bool:
    """`a clerk, a father of two and a poet, was killed`: the verb counts one person, told by several nouns."""
    singular = line.sentence.tokens.words[effect.start] in ("was", "is", "has")
    return singular and all(line.kinds[at] == "A" for at in wholes[:2])


def _otherwise(chunk: Chunk, effect: Effect) -> bool:
    """True if a later member of a list says itself what else happened ("the death of two men and three injuries")."""
    said = chunk.data.phrase.measure if isinstance(chunk.data, Quantity) else None
    return said is not None and said != effect.measure and (said in _SURE or effect.measure in _SURE)


def _fits(line: Chunked, at: int, n: int, effect: Effect, rule: Rule) -> bool:
    """No one is the subject of `to evacuate`; a person is bound only where the grammar leaves no doubt; a toll never
    counts a single one or an article."""
    chunk = line.chunks[at]
    if rule.id == "subject-far" and effect.reading == "either" and effect.aux == ("to",):
        return False
    if shares_phrase(line, at) or (_loses(effect, rule) and not _lives(line, chunk, "")):
        return False
    if rule.left and at < n and not may_be_subject(line, at, n, effect, rule.id == "subject-far"):
        return False
    if (rule.id == "nominal-for" or effect.entry.get("for")) and not _for(line, at, n, effect):
        return False
    if rule.id == "label" and line.sentence.tokens.words[line.chunks[n + 1].i] != ":" and n > _LABEL:
        return False
    if (chunk.kind == "U" and effect.measure in _OF_PEOPLE) or (chunk.kind == "A" and effect.measure == "statistic"):
        return False
    if effect.measure == "rescued" and not rule.left and line.kinds[at + 1 : at + 2] == "S":
        return False  # "could save each pensioner 100 pounds"
    if isinstance(chunk.data, Individual):
        if effect.measure == "missing" and effect.reading == "adjective" and effect.j - effect.i == 1:
            return False
        if rule.id == "object" and _of_another(line, n, at):
            return False
        if effect.measure in _GROUPS or (rule.id == "subject-bare" and not chunk.data.named and chunk.i > 0):
            return False
        return rule.id != "subject-far" or effect.reading in ("passive", "intransitive") or "be" in effect.aux
    assert isinstance(chunk.data, Quantity)
    if effect.entry.get("of") == "things" and chunk.data.phrase.kind == "animal":
        return False
    if effect.entry.get("things") and chunk.kind == "M" and not lived_in(line, chunk.data):
        return False
    return effect.reading != "toll" or chunk.data.number.form != "article"


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
        if held is None or (q.phrase.measure in _SURE and held.measure not in ("rescued", "released", "killed")):
            bonds[n] = Bond(n, q.phrase.measure, "noun", 0.95, None, held.part_of if held else None)


_LABEL = 2
"""Chunks that may stand before a label that a dash ends ("Killed - 12")."""
_OF_PEOPLE = frozenset({"released", "rescued", "affected", "missing", "hospitalized"})
"""Measures whose verbs have many objects: they count only nouns that are known to be people."""
_GROUPS = frozenset({"affected", "casualties", "displaced"})
"""Measures that no single person without a number is counted in."""
_SURE = frozenset({"killed", "injured", "casualties"})
"""Nouns that keep their meaning whatever verb stands with them ("12 bodies were found", "six injuries treated")."""
