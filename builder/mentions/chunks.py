"""A sentence as a short string of mention kinds, one letter a chunk: what the binding rules read.

Q quantity of people   A one person by an article   U quantity of an unknown noun   B number alone
M quantity of things   S percent, money, size, animals and other things that cannot be damaged
I one person   N people without a number   H he or she   E effect   d date   y age
a adverb   v verb   b auxiliary   t to   p preposition   s clause border   r relative   h "including"
m "of whom"   c "along with"   & and   , comma   ; strong stop (also dashes and colons)   ( ) brackets   w other word
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace

from builder.language.lexicon import words_with
from builder.mentions.countable import countable, lost, of_name, or_more
from builder.mentions.dates import DateMention
from builder.mentions.effects import Effect, gapped_nominals
from builder.mentions.events import describes, told
from builder.mentions.individuals import Individual, PersonReader
from builder.mentions.known_names import KnownNames
from builder.mentions.noun_phrases import NounPhrase, PhraseReader
from builder.mentions.plain import plain_words
from builder.model import Number, Qualifier, Sentence

_KIND = {"person": "Q", "unknown": "U", "bare": "B", "thing": "M", "animal": "S", "none": "S"}
_COUNTS = frozenset({"count"})
_AMOUNTS = frozenset({"percent", "money", "measure", "rate"})
_STATES = _COUNTS | _AMOUNTS
_GROWN = 18
"""Years of age below which a person is a child (UN Convention on the Rights of the Child, article 1)."""
_OLDEST = 111


class Quantity(Struct, frozen=True, gc=False):
    """A number and what it counts; `whole` is the number of all of them ("28 of its |120 shops")."""

    number: Number
    phrase: NounPhrase
    whole: Number | None = None

    @property
    def i(self) -> int:
        return self.number.left

    @property
    def j(self) -> int:
        return max(self.phrase.j, self.number.right)


Data = Quantity | Individual | Effect | DateMention | Number | None


class Chunk(Struct, frozen=True, gc=False):
    """Tokens i..j of one kind; data is what the finder made of them."""

    kind: str
    i: int
    j: int
    data: Data = None


class Chunked(Struct, frozen=True, gc=False):
    """A sentence's chunks, and their kinds as one string (kinds[n] is chunks[n].kind)."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    kinds: str

    def at(self, token: int) -> int:
        """Index of the chunk that holds a token (the nearest one before it, for dropped quotes)."""
        best = 0
        for n, chunk in enumerate(self.chunks):
            if chunk.i > token:
                break
            best = n
        return best


def chunk(
    sentence: Sentence,
    numbers: Sequence[Number],
    dates: Sequence[DateMention],
    names: KnownNames,
    barred: Collection[int],
) -> Chunked:
    """All chunks of a sentence. names, barred: see PersonReader."""
    reader = PhraseReader(sentence, numbers)
    dates = [
        d
        for d in dates
        if not any(n.sort in _COUNTS and n.form != "article" and n.i < d.j and d.i < n.j for n in numbers)
    ]
    dated = {k for d in dates for k in range(d.i, d.j)}
    within = {k for m in reader.r.effects.find(reader.words) for k in range(m.i + 1, m.j)}
    counting = [n for n in numbers if n.form != "article" or n.i not in within]  # not "taken to a hospital"
    quantities = [q for q in (_quantity(n, reader, dated) for n in counting) if q]
    swallowed = {k for q in quantities for k in range(q.number.right, q.phrase.j)}
    happened = [*told(sentence, [q.number for q in quantities], dated), *gapped_nominals(sentence, dated, barred)]
    effects = [e for e in happened if not any(k in swallowed or k in dated for k in range(e.i, e.j))]
    effects = [e for e in effects if not describes(sentence, e, reader)]
    taken = dated | {k for q in quantities for k in range(q.i, q.j)} | {k for e in effects for k in range(e.start, e.j)}
    persons = PersonReader(sentence, taken, names, barred).find()
    taken |= {k for p in persons for k in range(p.i, p.j)}
    ages = [Chunk("y", n.left, max(n.right, n.j), n) for n in numbers if n.sort == "age" and n.left not in taken]
    found = [
        *(_of_quantity(q, sentence.tokens.words) for q in quantities),
        *map(_of_effect, effects),
        *map(_of_person, persons),
        *map(_of_date, dates),
    ]
    return _line(sentence, found + ages)


def states(number: Number) -> bool:
    """True for a number that may be a claim by itself: no date, age or name, and no article."""
    return number.form != "article" and number.sort in _STATES


def _quantity(number: Number, reader: PhraseReader, dated: Collection[int]) -> Quantity | None:
    if number.sort in _AMOUNTS:
        return Quantity(number, NounPhrase(number.right, number.right, None, "none"))
    if number.sort not in _COUNTS or (number.i in dated and number.form != "zero"):
        return None
    phrase, whole = reader.counted(number), reader.whole
    if of_name(number, phrase, reader):
        return None
    if number.form == "zero" and (phrase.kind in ("unknown", "none", "animal") or not lost(number, phrase, reader)):
        return None
    number, phrase = or_more(number, phrase, reader.words)
    if number.form == "article" and not countable(number, phrase, reader.words):
        return None
    return Quantity(number, phrase, whole)


_LAST = (("death",), ("deaths",), ("body",), ("bodies",), ("murder",), ("killing",), ("injuries",), ("remains",))
"""What the dead and hurt own themselves ("two men's bodies")."""


def _of_quantity(q: Quantity, words: Sequence[str]) -> Chunk:
    """Amounts are S, one person by an article A; people who only own what follows (`five men's boats`) are M."""
    kind = "S" if q.number.sort in _AMOUNTS else _KIND[q.phrase.kind]
    if kind == "Q" and words[q.j : q.j + 1] in (("'s",), ("'",)) and words[q.j + 1 : q.j + 2] not in _LAST:
        kind = "M"
    return Chunk("A" if kind == "Q" and q.number.form == "article" else kind, q.i, q.j, q)


def _of_effect(e: Effect) -> Chunk:
    return Chunk("E", e.start, e.j, e)


def _of_person(p: Individual) -> Chunk:
    return Chunk("N" if p.many else "I", p.i, p.j, p)


def _of_date(d: DateMention) -> Chunk:
    return Chunk("d", d.i, d.j, d)


def _line(sentence: Sentence, found: list[Chunk]) -> Chunked:
    """The found chunks and, between them, one chunk for every other word or sign."""
    chunks: list[Chunk] = []
    k = 0
    for c in sorted(found, key=lambda c: (c.i, -c.j)):
        if c.i < k:
            continue
        for word in plain_words(sentence, k, c.i):
            chunks.append(Chunk(*word))
            if word[0] in "),":
                _merge(sentence, chunks)
        chunks.append(c)
        k = c.j
        _merge(sentence, chunks)
    chunks += [Chunk(*word) for word in plain_words(sentence, k, len(sentence.tokens))]
    return Chunked(sentence, tuple(chunks), "".join(c.kind for c in chunks))


_WITH = frozenset({"EpI", "EpQ", "EpA", "E,pI", "E,pQ", "E,pA"})
"""An effect, and kin who shared it (`was killed, with two of her sons`)."""


def _merge(sentence: Sentence, chunks: list[Chunk]) -> None:
    """Chunks that are one: `a family of six`; `a boy named Ali`, `a boy Ali`; `Ali Said, a boy`; a name and an age."""
    kinds = "".join(c.kind for c in chunks[-4:]).rjust(4)
    words = sentence.tokens.words
    if kinds[1:] in ("ApQ", "ApB"):
        family = chunks[-3].data
        if isinstance(family, Quantity) and family.phrase.unit == "household" and words[chunks[-2].i] == "of":
            chunks[-3:] = [Chunk(kinds[3], chunks[-3].i, chunks[-1].j, chunks[-1].data)]
        elif kinds[1:] == "ApB":
            _parent(words, chunks)
    elif kinds[1:] == "IpB":
        _parent(words, chunks)
    elif (kinds[1:] in _WITH or kinds in _WITH) and words[chunks[-2].i] == "with" and _kin(chunks[-1]):
        chunks[-2] = Chunk("c", chunks[-2].i, chunks[-2].j)
    elif kinds[2:] == "AI":
        _name(chunks, 2)
    elif kinds[1:] == "A,I" and isinstance(chunks[-1].data, Individual) and not chunks[-1].data.kin:
        _name(chunks, 3)
    elif kinds[1:] == "AvI":
        if words[chunks[-2].i] in words_with("ties", "role", "name"):
            _name(chunks, 3)
    elif kinds[1:] == "yvI" and words[chunks[-2].i] in words_with("ties", "role", "name"):
        _aged(chunks)
    elif kinds[2:] == "NI":
        _many_named(chunks)
    elif kinds[1:] in ("I,A", "I,I"):
        _appose(words, chunks)
    elif kinds == ",wB," and words[chunks[-3].i] == "both" and _years(chunks[-2]):
        chunks[-3:-1] = [Chunk("y", chunks[-3].i, chunks[-2].j, chunks[-2].data)]
    elif kinds in ("I,B,", "A,B,") and (_years(chunks[-2]) or _young(chunks[-2])):
        chunks[-4:-1] = [_of_age(chunks[-4], chunks[-2], chunks[-2].j)]
    elif kinds in ("I(y)", "I(B)", "Q(y)", "A(y)"):
        chunks[-4:] = [_of_age(chunks[-4], chunks[-2], chunks[-1].j)]
    elif kinds[1:] in ("I,y", "A,y"):
        chunks[-3:] = [_of_age(chunks[-3], chunks[-1], chunks[-1].j)]


def _kin(chunk: Chunk) -> bool:
    """True for somebody's relatives ("his wife", "two of her sons")."""
    data = chunk.data
    return data.kin if isinstance(data, Individual) else isinstance(data, Quantity) and data.phrase.kin


def _parent(words: Sequence[str], chunks: list[Chunk]) -> None:
    """`a mother of three` counts no one but her."""
    if words[chunks[-2].i] == "of" and _kin(chunks[-3]):
        chunks[-3:] = [replace(chunks[-3], j=chunks[-1].j)]


def _years(chunk: Chunk) -> bool:
    """True for a bare number that may be a person's age ("the boy, 7, was hurt")."""
    number = chunk.data.number if isinstance(chunk.data, Quantity) else None
    exact = number is not None and number.form == "digits" and number.qualifier is Qualifier.EXACT
    return exact and number is not None and number.value is not None and number.value < _OLDEST


def _young(chunk: Chunk) -> bool:
    """True for a child's age in words (`Omar, four, and Lena, two`)."""
    q = chunk.data
    alone = isinstance(q, Quantity) and q.phrase.j <= q.number.right and q.number.form == "words"
    return alone and isinstance(q, Quantity) and (q.number.value or _GROWN) < _GROWN


def _many_named(chunks: list[Chunk]) -> None:
    """`the priests Ana Ruiz and Omar Said`: the plural noun only describes the names."""
    person = chunks[-1].data
    if isinstance(person, Individual) and person.named and chunks[-2].j == chunks[-1].i:
        chunks[-2] = Chunk("w", chunks[-2].i, chunks[-2].j)


def _of_age(chunk: Chunk, age: Chunk, j: int) -> Chunk:
    """A person with an age behind the name; below 18 a child."""
    number = age.data.number if isinstance(age.data, Quantity) else age.data
    young = isinstance(number, Number) and number.value is not None and number.value < _GROWN
    person = replace(chunk.data, group="child") if young and isinstance(chunk.data, Individual) else chunk.data
    return Chunk(chunk.kind, chunk.i, j, person)


def _aged(chunks: list[Chunk]) -> None:
    """`a man in his 40s named Ali`: age and name go to the person."""
    n = len(chunks) - 3
    while n > 0 and chunks[n - 1].kind in "pw":
        n -= 1
    if n and chunks[n - 1].kind == "A":
        chunks[n - 1 : -2] = [replace(chunks[n - 1], j=chunks[-3].j)]
        _name(chunks, 3)


def _name(chunks: list[Chunk], count: int) -> None:
    """An article's person takes the name that follows it."""
    whole, person = chunks[-count].data, chunks[-1].data
    if isinstance(whole, Quantity) and isinstance(person, Individual) and person.named and not whole.phrase.named:
        named = replace(whole, phrase=replace(whole.phrase, j=person.j, named=True))
        chunks[-count:] = [Chunk("A", chunks[-count].i, person.j, named)]


def _appose(words: Sequence[str], chunks: list[Chunk]) -> None:
    """`Ali Said, a boy` and `Ali Said, the mayor` are one person; `Ali, his wife` are two."""
    person, other = chunks[-3].data, chunks[-1].data
    if not isinstance(person, Individual) or words[chunks[-2].i] != ",":
        return
    if isinstance(other, Quantity) and words[other.number.i] != "another":
        group = other.phrase.group
    elif isinstance(other, Individual) and person.named and not other.kin and words[other.i] == "the":
        group = other.group
    elif isinstance(other, Individual) and person.kin and not person.named and other.named:
        group = person.group
    else:
        return
    vague = person.group in ("other", "unspecified")
    chunks[-3:] = [
        Chunk("I", person.i, chunks[-1].j, replace(person, group=group if vague and group else person.group))
    ]
