"""Parts of a total, and bare numbers that go on with what was said of the first."""

from __future__ import annotations

import regex
from msgspec.structs import replace

from builder.claims.bonds import Bond
from builder.mentions.chunks import Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.noun_phrases import rooms


def parts(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`including`, `among them`, `three of them children`: a part inherits what happened to its total."""
    for n, chunk in enumerate(line.chunks):
        if not _opens_parts(line, n, bonds):
            continue
        total = next((k for k in range(n - 1, max(-1, n - 14), -1) if k in bonds), None)
        if total is None or (chunk.kind == "h" and ";" in line.kinds[total : n - 1]):
            continue
        other = any(k not in bonds and line.kinds[k] in "SM" for k in range(max(total + 1, n - 2), n))
        for at in _behind(line, n + 1):
            if at not in bonds and not (other and line.kinds[at] == "B"):  # "20 gunshot wounds, including six"
                effect = bonds[total].effect
                bonds[at] = Bond(at, bonds[total].measure, "part", bonds[total].confidence, effect, total)
    for n, chunk in enumerate(line.chunks):
        if chunk.kind == "m" and n and n - 1 not in bonds and line.kinds[n - 1] in "BQUA":
            total = next((k for k in range(n - 2, -1, -1) if k in bonds and bonds[k].part_of is None), None)
            said = rooms().grammar.at(line.sentence.tokens.words, chunk.i)
            fatal = said is not None and line.sentence.tokens.words[chunk.j : chunk.j + 1] in _FATALLY
            if total is not None and not fatal:
                bonds[n - 1] = Bond(n - 1, bonds[total].measure, "of-whom", 0.8, bonds[total].effect, total)
            elif total is not None:
                bonds[n - 1] = Bond(n - 1, "killed", "of-whom", 0.8)
            elif said and said.entry.get("measure"):
                bonds[n - 1] = Bond(n - 1, said.entry.get("measure"), "of-whom", 0.8)


_FATALLY = (("fatally",), ("mortally",))

_MEMBER = r"a*w?(?P<one>[IA])(?:p[wad]*+[NIM]?+|y|\([^()]*+\))*+"
_LISTING = regex.compile(rf"(?:p[wad]*+[NIM]?+)*+[,;(]{_MEMBER}(?:(?:,&?|&){_MEMBER})++")
"""Behind a number of people: a list of single persons."""


def one_by_one(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`two farmers, Omar Said and his son, were killed`: as many persons listed as were counted are those counted."""
    for n, bond in list(bonds.items()):
        whole = line.chunks[n].data
        if not isinstance(whole, Quantity) or line.kinds[n] != "Q" or bond.part_of is not None:
            continue
        found = _LISTING.match(line.kinds, n + 1)
        if found and len(found.starts("one")) == whole.number.value:
            for at in found.starts("one"):
                bonds[at] = Bond(at, bond.measure, bonds.get(at, bond).rule, bond.confidence, bond.effect, n)


def check_parts(line: Chunked, bonds: dict[int, Bond]) -> None:
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
    r"[m]?(?:[abd]|E(?=[adwpt])|[pt][wad]*+[NI]?+)*+"
    r"(?:,?[,&]a*(?P<q>B)(?=a*p|t[wI])(?:[pt][wad]*+[NI]?+|[ad])*+)++(?![ab]*E)"
)
"""Behind a bound quantity: places, then bare numbers each with a place of its own ("five in Ane, three in Bor")."""


def gapping(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`five were killed in the valley, two in the town`: bare numbers go on with what was said of the first."""
    for n in sorted(bonds):
        found = _GAPPED.match(line.kinds, n + 1) or _EACH.match(line.kinds, n + 1)
        for at in found.starts("q") if found else ():
            if at not in bonds:
                bonds[at] = Bond(at, bonds[n].measure, "gapping", 0.8, bonds[n].effect)


_OTHERS = r"(?:b[aw]*)?(?P<q>[BQ])b?[aw]{0,2}N?(?![ab]*E)(?:p[wad]*+[NIM]?+)*+"
_EACH = regex.compile(r"(?:p[wad]*+[NIM]?+|[ad])*+(?:(?:,&|,|&)[wIM]{1,2}p[aw]*(?P<q>B)(?![ab]*E))++")
"""Behind a bound quantity: `, the coast for 28 and the hills for 27`, `, the coast with 28`."""
_DOWN = regex.compile(r"(?:[ad]|p[wd]*+[NIM]?+|,|[HwI]a)*?p(?P<q>B)")


def earlier(line: Chunked, bonds: dict[int, Bond]) -> None:
    """`are missing, down from 228`, `a toll of 40, up from 30`: the figure that stood before."""
    words = line.sentence.tokens.words
    for n in sorted(bonds):
        found = _DOWN.match(line.kinds, n + 1 if bonds[n].effect is None else max(n, bonds[n].effect or 0) + 1)
        at = found.start("q") if found else -1
        if at < 1 or at in bonds or bonds[n].measure == "statistic" or words[line.chunks[at - 1].i] != "from":
            continue
        turned = words[line.chunks[at - 1].i - 1] in _TURNED or bonds[n].rule.startswith("toll")
        if turned:
            bonds[at] = Bond(at, bonds[n].measure, "earlier", 0.75, bonds[n].effect)


_TURNED = frozenset({"down", "up"})
_COUNTED_OFF = regex.compile(rf"(?:m|[wp]wE)(?:E|p[wad]*+[NIMdQ]?+|[adwv])*+,?{_OTHERS}(?:(?:,&|,|&)a*{_OTHERS})*+")
"""`Of the dead found this week, eight were Nigerians, five Ghanaians and three from Mali`."""


def counted_off(line: Chunked, bonds: dict[int, Bond]) -> None:
    """Those dead or hurt whom a sentence goes on to sort by what they were."""
    for found in _COUNTED_OFF.finditer(line.kinds):
        measure = _sorted_out(line, found.start())
        for at in found.starts("q") if measure else ():
            if at not in bonds:
                bonds[at] = Bond(at, measure, "counted-off", 0.8)


def _sorted_out(line: Chunked, n: int) -> str:
    """What happened to those of whom `of the dead`, `of the wounded` at chunk n speaks."""
    words = line.sentence.tokens.words
    if line.kinds[n] != "m":
        event = line.chunks[n + 2].data
        said = words[line.chunks[n].i : line.chunks[n].i + 2] == ("of", "the")
        return event.measure if said and isinstance(event, Effect) else ""
    said_of = rooms().grammar.at(words, line.chunks[n].i)
    return said_of.entry.get("measure") if said_of else ""


_ITEMS = regex.compile(
    r"w{0,2}[QAI](?:p[wad]*+[NI]?+)*+(?P<more>(?:,&|,|&)w{0,2}[QAI](?![ab]*E)(?:p[wad]*+[NI]?+)*+)*+(?P<end>[;),]|$)"
)
"""What is counted, one by one, up to a closing sign."""


def _opens_parts(line: Chunked, n: int, bonds: dict[int, Bond]) -> bool:
    """`including`; or a sign right behind a bound number of people and before some of them (`three men: a cook, ...`,
    `six men (four soldiers and two farmers)`); or a list that ends the sentence (`bodies were seen; two men, a boy`).
    """
    kinds = line.kinds
    if kinds[n] == "h":
        return True
    items = _ITEMS.match(kinds, n + 1) if kinds[n] in ";(" else None
    if kinds[n] in ";," and kinds[n - 1 : n] == "E" and any(b.effect == n - 1 for b in bonds.values()):
        items = items or _ITEMS.match(kinds, n + 1)
        joined = items is not None and (kinds[n] == ";" or "&" in items.group())
        return bool(items and joined and items["more"] and items["end"] != ")")
    if n - 1 not in bonds or kinds[n - 1] not in "QB":
        return bool(items and items["more"] and kinds[n] == ";" and kinds[n + 1] in "QA" and not items["end"])
    if kinds[n] == ",":
        return _ONE_OF_THEM.match(kinds, n + 1) is not None
    return kinds[n] in ";(" and (kinds[n + 1 : n + 2] in ("A", "I") or bool(items and items["more"]))


_ONE_OF_THEM = regex.compile(r"A(?:p[wd]*+[NIM]?+)*+(?![avwb])")
"""A single person behind a comma who does nothing: who says or does something ("a doctor said") is another one."""
_BEHIND = regex.compile(
    r"a*w{0,3}(?P<part>[QAUBI])(?:p[wad]*+[NI]?+)*+(?:(?:,&|,|&)a*(?P<part>[QAUBI])(?![ab]*E)(?:p[wad]*+[NI]?+)*+)*+"
)


def _behind(line: Chunked, n: int) -> list[int]:
    found = _BEHIND.match(line.kinds, n)
    return found.starts("part") if found else []


_SHARES = regex.compile(r"B(?:&|t|&t)a*(?=Q)")
"""A bare number before one with a noun, which both share ("18 and perhaps 25 deaths")."""


def shared_noun(line: Chunked, bonds: dict[int, Bond]) -> None:
    """A bare number takes over what the noun of the next number says."""
    for m in _SHARES.finditer(line.kinds):
        held = bonds.get(m.end())
        if held and held.rule == "noun" and m.start() not in bonds:
            bonds[m.start()] = replace(held, chunk=m.start(), confidence=0.7)
