"""Which persons and quantities grammar keeps from being the subject of an effect, whatever their order says."""

from __future__ import annotations

import regex

from builder.language.lexicon import load
from builder.mentions.chunks import Chunked, Quantity
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.noun_phrases import rooms

_GOVERNING = frozenset({"of", "from", "with", "by", "in", "at", "for", "against", "between", "near", "on", "about"})
_OWNING = frozenset({"of", "from", "for", "with"})
_OPENING = frozenset({"det", "pronoun"})
_SUBJECT_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you"})
_TAKING = frozenset({"of", "whom"})
_SINGULAR = frozenset({"was", "is", "has", "wasn't", "isn't", "hasn't"})
_LEFT_OPEN = frozenset("ph&(mcay;d")
"""Kinds behind which a determiner opens no subject of its own: prepositions, `including`, `and`, adverbs ..."""


def may_be_subject(line: Chunked, at: int, n: int, effect: Effect, far: bool) -> bool:
    """False for a person behind a preposition (`a man from Leicester was held`) and, far from the effect, where
    the words between have a subject of their own (`the producers expect the film to be released`)."""
    person = isinstance(line.chunks[at].data, Individual)
    if far and at and (line.kinds[at - 1] == "t" or _age(line, at)):
        return False
    if _owner(line, at) or (effect.reading == "past" and _counts_things(line, n + 1)):
        return False
    single = person or (far and line.kinds[at] == "A")
    owned = line.sentence.tokens.words[effect.i][0] == "'"  # "in the wake of the mayor's death"
    if at and single and not owned and effect.reading in _SAID_OF and _governed(line, at, n, effect):
        return False
    if _one_of_many(line, at, n, effect) or _hit_in_relative(line, at, effect):
        return False
    if _does_otherwise(line, at, n):
        return False
    if not far:
        return True
    q = line.chunks[at].data
    if isinstance(q, Quantity) and q.number.form == "zero" and {"I", "A"} & set(line.kinds[at + 1 : n]):
        return False  # "no minister signed the order for Ana Ruiz to be freed"
    if _part_of_others(line, at, n) or _hit_inside(line, at):
        return False
    if _inside_relative(line, at, n) or _those_who(line, at, n) or _of_things_between(line, n, effect):
        return False
    crossed = _compound(line, at) or _nearer(line, at, n, effect) or _another_subject(line, at, n)
    return not crossed and not _disagrees(line, at, effect)


def _one_of_many(line: Chunked, at: int, n: int, effect: Effect) -> bool:
    """`one of four men who were freed`: the verb counts the four."""
    q, words = line.chunks[at].data, line.sentence.tokens.words
    single = isinstance(q, Quantity) and q.number.value == 1 and q.number.form == "words"
    return single and line.kinds[n - 1] == "r" and words[effect.start] in _PLURAL


def _hit_in_relative(line: Chunked, at: int, effect: Effect) -> bool:
    """`a driver who killed two nurses was jailed`: the object of the relative clause is not who was jailed."""
    k = at - 1
    while k > 0 and line.kinds[k] in "aw":
        k -= 1
    if line.kinds[k] != "E" or line.kinds[k - 1 : k] != "r" or "be" not in effect.aux:
        return False
    verb = line.chunks[k].data
    return isinstance(verb, Effect) and verb.reading in ("active", "past")


def _inside_relative(line: Chunked, at: int, n: int) -> bool:
    """`the member who challenged Ana Ruiz in May, has died`: the object of a relative clause that a comma ends."""
    opens, words = line.kinds.rfind("r", 0, at), line.sentence.tokens.words
    if opens < 0 or words[line.chunks[opens].i] not in ("who", "which"):
        return False
    if {",", "&"} & set(line.kinds[opens:at]) or not {"v", "E"} & set(line.kinds[opens:at]):
        return False
    return "," in line.kinds[at:n] and "r" not in line.kinds[at:n]


_PARTS_OF = regex.compile(r"E,?h[^sE;]*$")
_OTHERS = regex.compile(r",&a*w?[QB]")


def _part_of_others(line: Chunked, at: int, n: int) -> bool:
    """`six were killed, including a cook, and several others were hurt`: the cook is one of the killed."""
    return bool(_PARTS_OF.search(line.kinds, 0, at) and _OTHERS.search(line.kinds, at + 1, n))


def _hit_inside(line: Chunked, at: int) -> bool:
    """`a man who shot a guard in May has died`: he did, not whom he shot."""
    return line.kinds[max(0, at - 3) : at] in ("ArE", "IrE", "QrE") and line.kinds[at] in "AI"


def _does_otherwise(line: Chunked, at: int, n: int) -> bool:
    """True where an unknown word grows on to the counted that is no participle (`two men escorting a bus`)."""
    if line.kinds[at + 1 : at + 2] != "w" or at + 2 >= n or line.kinds[at] not in "QA":
        return False
    words = line.sentence.tokens.words
    return not words[line.chunks[at + 1].i].endswith("ing") and line.kinds[at + 2] in "MwnN"


def _those_who(line: Chunked, at: int, n: int) -> bool:
    """`... Ana Ruiz, to the families of those who were killed`: `those` are."""
    opens = line.kinds.rfind("r", at, n)
    words = line.sentence.tokens.words
    return opens > at + 1 and words[line.chunks[opens].i - 1] in _ANYBODY


def _of_things_between(line: Chunked, n: int, effect: Effect) -> bool:
    """`people want gadgets not yet released`: an unknown plural right before a bare participle is what it befell."""
    if effect.reading != "past" or {"be", "have"} & set(effect.aux):
        return False
    k = n - 1
    while k > 0 and line.kinds[k] in "ab":
        k -= 1
    word = line.sentence.tokens.words[line.chunks[k].i]
    return line.kinds[k] == "w" and k < n - 1 and word.endswith("s") and word.isalpha() and len(word) > 3


_PLURAL = frozenset({"were", "are", "have"})
_ANYBODY = frozenset({"those", "anyone", "everyone", "people"})
_SAID_OF = frozenset({"passive", "intransitive", "adjective"})


def shares_phrase(line: Chunked, at: int) -> bool:
    """True for the second place of `in Guildford and Woolwich`: a name joined to words that a preposition governs."""
    person = line.chunks[at].data
    if not isinstance(person, Individual) or not person.named or line.kinds[at - 1 : at] != "&":
        return False
    k = at - 2
    while k > 0 and line.kinds[k] in "w,":
        k -= 1
    return 0 <= k < at - 2 and line.kinds[k] == "p"


def _governed(line: Chunked, at: int, n: int, effect: Effect) -> bool:
    """True behind a preposition, unless it takes a clause (`reports of a man being shot`, `for him to be freed`)."""
    first = line.sentence.tokens.words[effect.start]
    if first == "being" or first.startswith("'"):
        return False
    k = at - 1
    while k > 0 and line.kinds[k] == "w":
        k -= 1
    before = line.chunks[k]
    word = line.sentence.tokens.words[before.i]
    if before.kind != "p" or before.j - before.i > 1 or word not in (_GOVERNING if k == at - 1 else _OWNING):
        return False
    return "r" not in line.kinds[at:n] and not (word == "for" and effect.aux[:1] == ("to",))


def _age(line: Chunked, at: int) -> bool:
    """`Tennessee boy, 7, killed`: a number between commas behind a person."""
    kinds = line.kinds
    return kinds[at] == "B" and kinds[max(0, at - 2) : at] in ("I,", "A,") and kinds[at + 1 : at + 2] == ","


def _counts_things(line: Chunked, k: int) -> bool:
    """`the guard killed 91 foxes`: what follows the verb is its object."""
    q = line.chunks[k].data if k < len(line.chunks) else None
    return isinstance(q, Quantity) and line.kinds[k] in "SM" and q.phrase.head is not None


def _owner(line: Chunked, at: int) -> bool:
    """`thousands of people's savings disappeared`: what is owned did."""
    k, words = line.chunks[at].j, line.sentence.tokens.words
    return k < len(words) and words[k] == "'s" and line.sentence.tokens.glued(k) and line.chunks[at + 1].i > k


def _disagrees(line: Chunked, at: int, effect: Effect) -> bool:
    """`two weddings ... was jailed`: a plural far from its verb agrees with it."""
    q = line.chunks[at].data
    if not isinstance(q, Quantity) or q.number.form not in ("digits", "words") or not q.phrase.many:
        return False
    words = line.sentence.tokens.words
    return (q.number.value or 0) > 1 and any(words[k] in _SINGULAR for k in range(effect.start, effect.i))


def _nearer(line: Chunked, at: int, n: int, effect: Effect) -> bool:
    """True where people without a number stand right before the effect (`call for gay people to be killed`), where the
    effect is owned (`the singer's death`), or is a noun itself (`lists of the missing`)."""
    words = line.sentence.tokens.words
    if words[effect.start].startswith("'"):
        return True
    k = n - 1
    while k > at and line.kinds[k] == "a":
        k -= 1
    if line.kinds[k] == "N" and k > at:
        while k > at and line.kinds[k - 1] in "wvad":
            k -= 1
        return line.kinds[k - 1] not in "p&hc"
    noun = effect.reading == "adjective" and effect.start == effect.i and effect.i > 0 and words[effect.i - 1] == "the"
    return noun and n - at > 3 and words[effect.i - 2] not in ("among", "amongst")


def _compound(line: Chunked, at: int) -> bool:
    """`Bollywood DVD fraudster`, `Ali expects`: a name grown on to an unknown word describes it or is its subject."""
    person, k = line.chunks[at].data, at + 1
    if not isinstance(person, Individual) or not person.named or line.kinds[k : k + 1] != "w":
        return False
    words = line.sentence.tokens.words
    if words[line.chunks[at].i] in ("a", "an"):
        return False
    word = words[line.chunks[k].i]
    return word.isalpha() and not word.endswith("ing") and rooms().grammar.at(words, line.chunks[k].i) is None


def _another_subject(line: Chunked, at: int, n: int) -> bool:
    """True if a determiner or pronoun between opens another noun phrase of the same clause, outside an insertion."""
    words, grammar = line.sentence.tokens.words, rooms().grammar
    relative = False
    inserted = line.kinds.rfind(",", at, n - 1) if line.kinds[n - 1] == "," else -1
    for k in range(at + 1, inserted if inserted > at else n):
        chunk = line.chunks[k]
        relative = relative or chunk.kind == "r"
        if chunk.kind == "H" and relative and words[line.chunks[k - 1].i] not in _TAKING:
            return True
        if chunk.kind != "w":
            continue
        small = grammar.at(words, chunk.i)
        if small is None or small.entry.get("class") not in _OPENING:
            continue
        if words[chunk.i] in _SUBJECT_PRONOUNS and words[line.chunks[k - 1].i] not in _TAKING:
            return True
        if not relative and not _opened(line, k):
            return True
    return False


def _opened(line: Chunked, k: int) -> bool:
    """True if the words before chunk k take it as their object (`riding the bus`, `in the bus`, `, the captain`)."""
    before = line.chunks[k - 1]
    if before.kind in _LEFT_OPEN or before.kind == ",":
        return True
    word = line.sentence.tokens.words[before.j - 1]
    if word in _TAKING:
        return True
    says = load()["reporting"].at(line.sentence.tokens.words, before.i)
    if says is not None and says.entry.get("use"):
        return False
    small = rooms().grammar.at(line.sentence.tokens.words, before.i)
    return word.endswith(("ing", "ed")) or (small is not None and small.entry.get("class") in ("det", "some"))
