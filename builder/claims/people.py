"""What a document tells of its persons: the group that a role, an apposition or a predicate gives a name, anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from builder.claims.context import Context, Reading, read
from builder.language.lexicon import Match, load
from builder.mentions.chunks import Quantity
from builder.mentions.individuals import Individual
from builder.mentions.name_parts import joins_names
from builder.mentions.noun_phrases import rooms
from builder.model import Claim, Sentence, Tokens

_OPEN = frozenset({"other", "unspecified"})
_SEX = frozenset({"man", "woman", "child"})
_BODIES = {"military": "military", "armed_group": "militant", "police": "police"}
"""Types of organisations whose members are of one group."""
_LONGEST = 14
"""Tokens of an apposition that are read."""
_TIES = frozenset({"of", "from", "in", "for", "with"})
_ARTICLES = frozenset({"a", "an", "the"})


def described(tokens: Tokens, i: int, j: int, named: bool = False) -> str | None:
    """The group that the words of a noun phrase give; a capitalised `Son` or `King` in a name is none."""
    words = tokens.words[i:j]
    for room in (rooms().modifiers, rooms().subjects):
        for match in room.find(words):
            group = match.entry.get("group")
            last = match.j == len(words) or match.entry.get("kin")
            surname = named and match.i and tokens.caps[i + match.i] and last
            adjective = match.entry.get("adjective") and match.j < len(words) and not tokens.caps[i + match.j]
            if group and group not in _OPEN and not surname and not adjective:
                return group
    return next((g for m in load()["sources"].find(words) if (g := _of_body(tokens, i, m))), None)


def _of_body(tokens: Tokens, i: int, match: Match) -> str | None:
    """The group of an organisation's people (`al-Qaeda leader`)."""
    named = match.entry.get("role") == "name" and any(tokens.caps[i + match.i : i + match.j])
    return _BODIES.get(match.entry.get("type")) if named else None


def body_group(sentence: Sentence, q: Quantity) -> str | None:
    """The group of people counted by what they belong to: `one member of the coast guard`, `six from the army`; other
    where they belong to several."""
    words = sentence.tokens.words
    k = q.j + (words[q.j : q.j + 1] == ("each",))
    if q.phrase.kind != "bare" and not _member(words, q):
        return None
    if words[k : k + 1] not in (("of",), ("from",)):
        return None
    found, k = [], k + 1
    while (m := _body(sentence, k + (words[k : k + 1] == ("the",)))) is not None:
        found.append(m[1])
        if words[m[0] : m[0] + 1] != ("and",):
            break
        k = m[0] + 1
    return found[0] if len(set(found)) == 1 else "other" if found else None


def _member(words: Sequence[str], q: Quantity) -> bool:
    head = q.phrase.head
    noun = load()["parties"].at(words, head) if head is not None else None
    return noun is not None and noun.entry.get("kind") == "member"


def _body(sentence: Sentence, k: int) -> tuple[int, str] | None:
    """One past the organisation at token k, an adjective before it passed over, and the group of its people."""
    words = sentence.tokens.words
    for at in (k, k + 1):
        if at >= len(words):
            return None
        named, kind = load()["sources"].at(words, at), rooms().modifiers.at(words, at)
        if kind and kind.entry.get("group") in _BODIES.values() and sentence.tokens.caps[at]:
            return kind.j, kind.entry.get("group")
        if named and (group := _of_body(sentence.tokens, 0, named)):
            return named.j, group
        if not sentence.tokens.caps[at]:
            return None
    return None


def learn_names(context: Context, reading: Reading) -> None:
    """Remember the group that a role, an apposition or a predicate gave a person's name, for all its mentions."""
    context.learned.add(reading.sentence.index)
    for n, chunk in enumerate(reading.line.chunks):
        person = chunk.data
        if isinstance(person, Quantity) and person.phrase.named:
            group = person.phrase.group
        elif isinstance(person, Individual) and (person.named or person.kin):
            group = person.group if person.group not in _OPEN else _of_person(reading, n, person)
        else:
            continue
        if name := name_of(reading.sentence, chunk.i, chunk.j):
            start = reading.sentence.tokens.starts[chunk.i]
            context.told.append((start, name, group if group not in _OPEN else None))


def _of_person(reading: Reading, n: int, person: Individual) -> str | None:
    """By the words before and inside the name, then by those behind it."""
    tokens = reading.sentence.tokens
    if reading.sentence.shouting:
        return described(tokens, person.i, person.j, named=True)
    start = phrase_start(tokens.words, person.i)
    return described(tokens, start, person.j, named=True) or _beside(reading, n)


def phrase_start(words: Sequence[str], i: int) -> int:
    """Back over the words of the same noun phrase ("Japanese female professional wrestler and television star ...")."""
    start = i
    while start > 0 and i - start < _LEAD and _describes(words, start - 1):
        start -= 1
    return start


def _describes(words: Sequence[str], k: int) -> bool:
    """True for a word (or hyphen) of a noun phrase that goes on behind it."""
    if not words[k].isalpha() and words[k] != "-" and "'" not in words[k][1:]:
        return False
    small = rooms().grammar.at(words, k)
    if small is not None or (words[k].endswith("ing") and len(words[k]) > 5):
        return small is not None and small.entry.get("class") == "and"
    return rooms().effects.at(words, k) is None and load()["reporting"].at(words, k) is None


_LEAD = 8
"""Words before a name in which its description may stand."""


def name_of(sentence: Sentence, i: int, j: int) -> frozenset[str]:
    """The words of a person's name among tokens i..j: capitalised, and in no lexicon of roles and peoples; not those of
    an owner (`Omar's sister`)."""
    words, caps, r = sentence.tokens.words, sentence.tokens.caps, rooms()
    i = max((k for k in range(i, j) if words[k] == "'s"), default=i)
    known = (r.grammar, r.subjects, r.modifiers, r.nations)
    return frozenset(
        words[k]
        for k in range(i, j)
        if (caps[k] or sentence.shouting) and words[k][0].isalpha() and len(words[k]) > 1
        and not joins_names(words[k]) and not any(room.at(words, k) for room in known)
    )  # fmt: skip


def _beside(reading: Reading, n: int) -> str | None:
    """What stands behind a name: `, the head of the army, `; `was a commander of`."""
    line, words = reading.line, reading.sentence.tokens.words
    opens = line.kinds[n + 1 : n + 2]
    first = line.chunks[n + 2].i if opens in (",", "b") and n + 2 < len(line.chunks) else -1
    if first < 0 or (opens == "b" and words[line.chunks[n + 1].i] not in ("is", "was")):
        return None
    article = words[first] in _ARTICLES
    noun = rooms().subjects.at(words, first) or load()["sources"].at(words, first)
    if not article and (opens == "b" or noun is None or not (noun.entry.get("group") or noun.entry.get("who"))):
        return None
    end = first
    while end < min(len(words), first + _LONGEST) and not _closes(reading, end):
        end += 1
    head = next((k for k in range(first, end) if words[k] in _TIES), end)
    office = next(rooms().subjects.find(words[first:head]), None)
    if office and office.entry.get("kin"):
        return None
    return described(reading.sentence.tokens, first, head) or described(reading.sentence.tokens, head, end)


def _closes(reading: Reading, k: int) -> bool:
    return reading.line.kinds[reading.line.at(k)] in ",;srE()b"


def regrouped(context: Context, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of persons with the group that any mention of the name gives: a role before man, woman, child.

    Sentences that hold no claim are read here if they hold such a name.
    """
    names = frozenset(word for claim in claims for word in _asks(context, claim))
    if not names:
        return list(claims)
    for sentence in context.sentences:
        if sentence.index not in context.learned and not names.isdisjoint(sentence.tokens.words):
            learn_names(context, read(context, sentence))
    people = _People(context)
    return [_regrouped(context, people, claim) for claim in claims]


class _People:
    """The persons of one document by their full names, with the groups that their mentions give."""

    def __init__(self, context: Context) -> None:
        told = sorted(context.told, key=lambda mention: mention[0])
        self._mentions: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for start, name, _ in told:
            for word in name:
                self._mentions.setdefault(word, []).append((start, name))
        self._groups: dict[frozenset[str], list[str]] = {}
        for start, name, group in told:
            self._groups.setdefault(self._in_full(name, start), []).extend([group] if group else [])

    def groups(self, name: frozenset[str], at: int) -> list[str]:
        """The groups of the person that a mention at character `at` names, in the order of the text."""
        return self._groups.get(self._in_full(name, at), [])

    def _in_full(self, name: frozenset[str], at: int) -> frozenset[str]:
        """The longer name that it is short for: the last before it, else the first."""
        found = name
        for start, other in self._mentions.get(min(name), []):
            if name < other and (start <= at or found == name):
                found = other
        return found


def _asks(context: Context, claim: Claim) -> frozenset[str]:
    """The name of a person whose group may be told elsewhere."""
    if not claim.implicit or claim.subject_group not in _OPEN | _SEX:
        return frozenset()
    return context.called_at.get(claim.start, frozenset())


def _regrouped(context: Context, people: _People, claim: Claim) -> Claim:
    name = _asks(context, claim)
    groups = people.groups(name, claim.start) if name else []
    better = [g for g in groups if claim.subject_group in _OPEN or g not in _SEX]
    return replace(claim, subject_group=better[0]) if better else claim
