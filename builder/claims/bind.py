"""Effects to quantities: who or what the effect happened to, by rules over the sentence's chunk kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from builder.claims.rules import Rule, rules
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


@dataclass(frozen=True, slots=True)
class Bond:
    """Chunk `chunk` (a Quantity or an Individual) is what `effect` happened to; measure says what.

    part_of is the chunk of the total it is a stated part of. effect is None where the counted noun itself says it
    ("three fatalities").
    """

    chunk: int
    measure: str
    rule: str
    confidence: float
    effect: int | None = None
    part_of: int | None = None


def bind(line: Chunked) -> list[Bond]:
    """All bonds of a sentence in the order of their chunks, at most one a chunk."""
    best: dict[int, tuple[int, Bond]] = {}
    for rank, bond in _candidates(line):
        held = best.get(bond.chunk)
        if held is None or rank < held[0]:
            best[bond.chunk] = (rank, bond)
    bonds = {n: bond for n, (_, bond) in best.items()}
    also = list(_shared(line, bonds))
    _intrinsic(line, bonds)
    _parts(line, bonds)
    _gapping(line, bonds)
    _check_parts(line, bonds)
    return sorted([*bonds.values(), *also, *_pronouns(line, bonds)], key=lambda bond: bond.chunk)


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
                yield from ((place + len(order) * effect.weak, bond) for bond in found)
                if found and not (rule.id == "subject" and _inner(line, found)):
                    done |= {rule.left} if effect.reading != "past" else {True, False}


def _inner(line: Chunked, found: list[Bond]) -> bool:
    """True if what a tight rule bound may be only the last part of a longer subject ("five, including two boys, died")."""
    first = min(bond.chunk for bond in found)
    return any(kind in "hm" for kind in line.kinds[max(0, first - 4) : found[-1].chunk + 2])


def _seen_by(line: Chunked, effect: Effect) -> str:
    """The sentence's kinds as one effect sees them."""
    of = effect.entry.get("of", "people")
    kinds = line.kinds.translate(_PEOPLE if of == "people" else _THINGS if of == "things" else _BOTH)
    if effect.reading not in ("toll", "past") and "r" not in line.kinds[max(0, line.at(effect.start) - 1) : line.at(effect.start)]:
        kinds = _INSIDE.sub(lambda m: m[1] + "n", kinds)
    if effect.entry.get("life"):
        life = effect.entry.get("life")
        both = zip(kinds, line.chunks, strict=True)
        kinds = "".join("n" if k in "qoi" and not _lives(line, c, life) else k for k, c in both)
    return kinds


_INSIDE = regex.compile(r"(q(?:[adw]|p[adw]++(?=p))*+p[adw]*+)q(?![&,]*q)")
"""A quantity behind a preposition behind another only describes it ("15 people from two families")."""


def _lives(line: Chunked, chunk: Chunk, life: str) -> bool:
    """True for `lives`; with life "own" also for the men and the children one can lose."""
    q = chunk.data
    if not isinstance(q, Quantity) or q.phrase.head is None:
        return False
    if life == "own" and q.phrase.kind == "person" and q.phrase.group in _OWN_PEOPLE and q.number.form != "article":
        return True
    return line.sentence.tokens.words[q.phrase.head] in ("life", "lives")


def _matches(line: Chunked, kinds: str, n: int, effect: Effect, rule: Rule) -> Iterator[Bond]:
    if rule.left:
        if rule.id == "subject-bare" and effect.reading == "past" and _has_object(line, n):
            return
        base = max(0, n - _REACH)
        found = rule.pattern.search(kinds[base:n])
    else:
        base = n + 1
        found = rule.pattern.match(kinds[base : base + _REACH])
    if found:
        yield from _bonds(line, found, base, n, effect, rule)


def _has_object(line: Chunked, n: int) -> bool:
    """True where a past form is active although it hits nobody counted: `two men killed their neighbours`."""
    words, after = line.sentence.tokens.words, line.chunks[n + 1 : n + 2]
    if not after or after[0].kind not in "wN":
        return bool(after) and after[0].kind == "N"
    small = rooms().grammar.at(words, after[0].i)
    return words[after[0].i] in ("a", "an") or (small is not None and small.entry.get("class") == "det")


def _bonds(line: Chunked, found: regex.Match[str], base: int, n: int, effect: Effect, rule: Rule) -> Iterator[Bond]:
    wholes = [base + k for k in found.starts("q")]
    for at in wholes:
        if _fits(line.chunks[at], effect, rule) and not (rule.left and _speaks(line, at, n)):
            name = "victims" if effect.entry.get("victims") else rule.id
            yield Bond(at, effect.measure, name, rule.confidence, n)
    if "part" in rule.pattern.groupindex:
        for at in (base + k for k in found.starts("part")):
            total = max((w for w in wholes if w < at), default=None)
            if isinstance(line.chunks[at].data, Quantity | Individual):
                yield Bond(at, effect.measure, f"{rule.id}+part", rule.confidence, n, total)


def _fits(chunk: Chunk, effect: Effect, rule: Rule) -> bool:
    """A person is bound only where the grammar leaves no doubt; a toll never counts a single one or an article."""
    if isinstance(chunk.data, Individual):
        if effect.measure in _GROUPS or (rule.id == "subject-bare" and not chunk.data.named and chunk.i > 0):
            return False
        return rule.id != "subject-far" or effect.reading in ("passive", "intransitive")
    assert isinstance(chunk.data, Quantity)
    if effect.entry.get("of") == "things" and chunk.data.phrase.kind == "animal":
        return False
    return effect.reading != "toll" or chunk.data.number.form != "article"


def _speaks(line: Chunked, at: int, n: int) -> bool:
    """True for `a guide for the group said` before a comma: who speaks is not who is hit behind it."""
    found = _SPEECH.match(line.kinds, at + 1, n)
    return found is not None and line.sentence.tokens.words[line.chunks[found.end() - 2].i] in _SAYING


_SPEECH = regex.compile(r"(?:p[wdN]*+[NI]?+)*+a,")
_SAYING = frozenset({"said", "says"})


_DIED = regex.compile(r"(?P<who>H)[ab]*(?:E[adwp]*&)?a*$")


def _pronouns(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`He died`, `they killed him`; `kidnapped two men and killed them`, `killing both`: dead whom the words before name."""
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect) or effect.measure != "killed" or effect.reading in ("nominal", "toll"):
            continue
        if effect.entry.get("life"):
            continue
        before = _DIED.search(line.kinds, max(0, n - 8), n)
        if before and effect.reading in ("passive", "intransitive"):
            yield Bond(before.start("who"), "killed", "pronoun", 0.5, n)
        elif effect.reading in ("active", "gerund", "past") and n + 1 < len(line.chunks):
            yield from _object(line, n, bonds)


def _object(line: Chunked, n: int, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """The pronoun right behind an active effect: one person, or the counted people the sentence named before."""
    after = line.chunks[n + 1]
    word = line.sentence.tokens.words[after.i]
    if after.kind == "H" and not word.endswith("self"):
        yield Bond(n + 1, "killed", "pronoun", 0.5, n)
    elif word in _THEM:
        named = next((k for k in range(n - 1, -1, -1) if line.kinds[k] in "Q"), None)
        if named is not None and (named not in bonds or bonds[named].measure != "killed"):
            yield Bond(named, "killed", "them", 0.6, n)


_THEM = frozenset({"them", "both"})
_SHARED = regex.compile(r"E(?:[adw]|p[wad]*+[NIQM]?+)*+,?&a*$")


def _shared(line: Chunked, bonds: dict[int, Bond]) -> Iterator[Bond]:
    """`was shot twice and killed`, `were affected and evacuated`: the second effect takes over the first one's people
    where the first says little; the abducted and killed are both."""
    with_bonds = {b.effect for b in bonds.values()}
    for n, chunk in enumerate(line.chunks):
        effect = chunk.data
        if not isinstance(effect, Effect) or n in with_bonds or effect.reading in ("nominal", "toll"):
            continue
        if effect.entry.get("life"):
            continue
        found = _SHARED.search(line.kinds, max(0, n - 12), n)
        first = line.chunks[found.start()].data if found else None
        if found and isinstance(first, Effect) and first.weak and not effect.weak:
            for at, bond in list(bonds.items()):
                if bond.effect == found.start():
                    bonds[at] = replace(bond, measure=effect.measure, effect=n, rule="shared")
        elif found and isinstance(first, Effect) and effect.measure == "killed" != first.measure:
            yield from (
                replace(b, measure="killed", effect=n, rule="shared", part_of=None)
                for b in list(bonds.values())
                if b.effect == found.start()
            )


def _parts(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`including`, `among them`, `three of them children`: a part inherits what happened to its total."""
    for n, chunk in enumerate(line.chunks):
        if not _opens_parts(line, n, bonds):
            continue
        total = next((k for k in range(n - 1, max(-1, n - 14), -1) if k in bonds), None)
        if total is None or (chunk.kind == "h" and ";" in line.kinds[total : n - 1]):
            continue
        for at in _behind(line, n + 1):
            if at not in bonds:
                effect = bonds[total].effect
                bonds[at] = Bond(at, bonds[total].measure, "part", bonds[total].confidence, effect, total)
    for n, chunk in enumerate(line.chunks):
        if chunk.kind == "m" and n and n - 1 not in bonds and line.kinds[n - 1] in "BQUA":
            total = next((k for k in range(n - 2, -1, -1) if k in bonds and bonds[k].part_of is None), None)
            said = rooms().grammar.at(line.sentence.tokens.words, chunk.i)
            if total is not None:
                bonds[n - 1] = Bond(n - 1, bonds[total].measure, "of-whom", 0.8, bonds[total].effect, total)
            elif said and said.entry.get("measure"):
                bonds[n - 1] = Bond(n - 1, said.entry.get("measure"), "of-whom", 0.8)


def _check_parts(line: Chunked, bonds: dict[int, Bond]) -> None:
    """A part cannot be more than its total: then the words meant something else, and nothing is said to be part."""
    for n, bond in list(bonds.items()):
        whole = line.chunks[bond.part_of].data if bond.part_of is not None else None
        part = line.chunks[n].data
        if not isinstance(whole, Quantity):
            continue
        least = part.number.low or part.number.value if isinstance(part, Quantity) else 1
        most = whole.number.high if whole.number.high is not None else whole.number.value
        if least is not None and most is not None and whole.number.form != "vague" and least > most:
            bonds[n] = replace(bond, part_of=None)


_GAPPED = regex.compile(
    r"[m]?(?:[abd]|E(?=[adwp])|p[wad]*+[NI]?+)*+(?:,?[,&]a*(?P<q>B)(?=p)(?:p[wad]*+[NI]?+|[ad])*+)++(?![ab]*E)"
)
"""Behind a bound quantity: places, then bare numbers each with a place of its own ("five in Ane, three in Bor")."""


def _gapping(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`five were killed in the valley, two in the town`: bare numbers go on with what was said of the first."""
    for n in sorted(bonds):
        found = _GAPPED.match(line.kinds, n + 1)
        for at in found.starts("q") if found else ():
            if at not in bonds:
                bonds[at] = Bond(at, bonds[n].measure, "gapping", 0.7, bonds[n].effect)


def _opens_parts(line: Chunked, n: int, bonds: dict[int, Bond]) -> bool:
    """`including`; or a sign right behind a bound number of people and before one of them (`three men: a cook, ...`)."""
    if line.kinds[n] == "h":
        return True
    if line.kinds[n] == ";" and line.kinds[n - 1 : n] == "E":
        return any(b.effect == n - 1 for b in bonds.values()) and _LIST.match(line.kinds, n + 1) is not None
    if line.kinds[n] not in ";(," or n - 1 not in bonds or line.kinds[n - 1] not in "QB":
        return False
    return line.kinds[n + 1 : n + 2] == "A" if line.kinds[n] == "," else line.kinds[n + 1 : n + 2] in ("A", "I")


_LIST = regex.compile(r"[AQI]{PP}(?:,[AQI]{PP})*+,?&[AQI]{PP}(?:$|;)".replace("{PP}", "(?:p[wad]*+[NIM]?+)*+"))
"""A list that ends the sentence: `three men were killed: a cook, a clerk and a student`."""
_BEHIND = regex.compile(
    r"a*w?(?P<part>[QAUBI])(?:p[wad]*+[NI]?+)*+(?:(?:,&|,|&)a*(?P<part>[QAUBI])(?![ab]*E)(?:p[wad]*+[NI]?+)*+)*+"
)


def _behind(line: Chunked, n: int) -> list[int]:
    found = _BEHIND.match(line.kinds, n)
    return found.starts("part") if found else []


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
            bonds[n] = Bond(n, q.phrase.measure, "noun", 0.85, None, held.part_of if held else None)


_GROUPS = frozenset({"affected", "casualties"})
"""Measures that no single person without a number is counted in."""
_SURE = frozenset({"killed", "injured", "casualties"})
"""Nouns that keep their meaning whatever verb stands with them ("12 bodies were found", "six injuries were treated")."""
