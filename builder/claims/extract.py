"""One document to its claims: the order of the finders and binders, and what is carried from sentence to sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from builder.claims.attribution import attribution_at, find_attributions
from builder.claims.basis import basis_of
from builder.claims.bind import Bond, bind
from builder.claims.carry import Carry, day, tells_of_event
from builder.claims.periods import period_for
from builder.claims.stance import cues, stance_of
from builder.claims.statistics import leftovers
from builder.language.lexicon import Match
from builder.language.sentences import sentences
from builder.mentions.chunks import Chunked, Quantity, chunk
from builder.mentions.dates import DateMention, dateline, find_dates, resolve
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.numbers import find_numbers
from builder.mentions.parties import find_parties, owner_of, party_of
from builder.mentions.places import PlaceMention, find_places, place_for
from builder.model import Attribution, Basis, Claim, Document, Number, Period, Qualifier, Sentence, Stance

_DAMAGE = frozenset({"destroyed", "damaged", "shot_down"})
_OWNERS = frozenset({"its", "their"})


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the document while its sentences are read."""

    document: Document
    sentences: Sequence[Sentence]
    attributions: Sequence[Attribution]
    names: frozenset[str]
    carry: Carry = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence with all its mentions."""

    sentence: Sentence
    line: Chunked
    dates: list[DateMention]
    places: list[PlaceMention]
    cues: list[Match]


def extract_claims(document: Document) -> list[Claim]:
    """All claims of a document in the order of the text; part_of is an index into the list."""
    found = sentences(document.text)
    said, _ = dateline(found, document.text)
    context = Context(
        document, found, find_attributions(document.text, found), _names(found), Carry(document.published or said)
    )
    claims: list[Claim] = []
    for sentence in found:
        claims += _claims(context, sentence, len(claims))
    return claims


def read(context: Context, sentence: Sentence) -> Reading:
    """All mentions of one sentence."""
    text = context.document.text
    dates = find_dates(sentence, text)
    numbers = find_numbers(sentence, text)
    parties = find_parties(sentence, text)
    places = find_places(sentence, text)
    barred = {k for p in parties for k in range(p.i, p.j)} | {k for p in places for k in range(p.i, p.j)}
    line = chunk(sentence, numbers, dates, context.names, barred)
    return Reading(sentence, line, dates, places, cues(line))


def _names(found: Sequence[Sentence]) -> frozenset[str]:
    """Words that stand with a capital inside a sentence of ordinary case."""
    return frozenset(
        word
        for s in found
        if not s.shouting
        for word, cap in zip(s.tokens.words[1:], s.tokens.caps[1:], strict=True)
        if cap
    )


def _claims(context: Context, sentence: Sentence, offset: int) -> list[Claim]:
    reading = read(context, sentence)
    bonds = bind(reading.line)
    happened = bool(bonds)
    bonds = sorted([*bonds, *leftovers(reading.line, {b.chunk for b in bonds})], key=lambda b: b.chunk)
    bonds = [b for b in bonds if b.measure != "statistic" or isinstance(reading.line.chunks[b.chunk].data, Quantity)]
    context.carry.learn(sentence, reading.dates, happened or tells_of_event(sentence))
    place = {bond.chunk: offset + n for n, bond in enumerate(bonds)}
    return [_claim(context, reading, bond, place) for bond in bonds]


def _claim(context: Context, reading: Reading, bond: Bond, order: dict[int, int]) -> Claim:
    line, sentence, text = reading.line, reading.sentence, context.document.text
    data = line.chunks[bond.chunk].data
    assert isinstance(data, Quantity | Individual)
    effect_data = line.chunks[bond.effect].data if bond.effect is not None else None
    effect = effect_data if isinstance(effect_data, Effect) else None
    number = data.number if isinstance(data, Quantity) else _one(data)
    span = sentence.span(number.i, number.j)
    at = effect.i if effect else number.i
    said = attribution_at(context.attributions, span.start)
    stance = stance_of(line, reading.cues, bond.chunk, bond.effect)
    if said and said.hedge and stance is Stance.ASSERTED:
        stance = Stance.HEDGED
    clause = _clause(line, bond)
    words, mention, basis, period = _when(context, reading, bond, effect, stance, clause, at)
    place = _place(context, reading, clause, at)
    group, unit = _subject(data, bond)
    return Claim(
        document_id=context.document.id,
        start=span.start,
        end=span.end,
        value_text=span.of(text),
        sentence=text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        family="statistic" if bond.measure == "statistic" else "damage" if unit == "item" else "casualty",
        measure=bond.measure,
        value=number.value,
        value_low=number.low,
        value_high=number.high,
        qualifier=number.qualifier,
        unit=unit,
        rule=bond.rule,
        implicit=isinstance(data, Individual),
        subject_text=_subject_text(data, sentence, text),
        subject_group=group,
        subject_party=_party(context, sentence, data),
        source_text=said.source_text if said else None,
        source_type=said.source_type if said else None,
        source_via=said.via if said else None,
        source_relation="unknown" if said else None,
        cue=said.cue if said else None,
        stance=stance,
        basis=basis,
        period_text=words,
        period=period,
        place_text=place.text if place else None,
        country=place.country if place else None,
        confidence=bond.confidence,
        part_of=order.get(bond.part_of) if bond.part_of is not None else None,
        trail=_trail(reading, bond, effect),
    )


def _when(
    context: Context,
    reading: Reading,
    bond: Bond,
    effect: Effect | None,
    stance: Stance,
    clause: tuple[int, int],
    at: int,
) -> tuple[str | None, DateMention | None, Basis, Period]:
    """Words of the date, its mention, the basis and the period of one claim."""
    carry, sentence = context.carry, reading.sentence
    words, period, mention = period_for(reading.dates, clause, at, carry.anchor, None)
    near = (
        []
        if isinstance(reading.line.chunks[bond.chunk].data, Individual)
        else [c for c in reading.cues if clause[0] <= c.i < clause[1]]
    )
    basis = basis_of(near, bond.measure, effect, mention, stance, any(d.total for d in reading.dates))
    reported = next((resolve(d, carry.anchor) for d in reading.dates if d.of_reporting), None)
    if basis is Basis.CUMULATIVE:
        return words, mention, basis, carry.total(sentence, period, mention, reported)
    if basis is Basis.STOCK:
        return words, mention, basis, day(period.end if mention else reported.end if reported else carry.anchor)
    if mention is None and basis is Basis.INCREMENTAL:
        return None, None, basis, carry.day_at(sentence) or period
    return words, mention, basis, period


def _one(person: Individual) -> Number:
    return Number(person.i, person.j, 1.0, 1.0, 1.0, Qualifier.EXACT, "implicit", "count")


def _clause(line: Chunked, bond: Bond) -> tuple[int, int]:
    """Tokens of the clause that holds the bond: from clause border to clause border."""
    a, b = sorted((bond.chunk, bond.effect if bond.effect is not None else bond.chunk))
    while a > 0 and line.kinds[a - 1] not in "s;":
        a -= 1
    while b + 1 < len(line.chunks) and line.kinds[b + 1] not in "s;":
        b += 1
    return line.chunks[a].i, line.chunks[b].j


def _place(context: Context, reading: Reading, clause: tuple[int, int], at: int) -> PlaceMention | None:
    carry, sentence = context.carry, reading.sentence
    found = place_for(reading.places, clause, at)
    if found:
        carry.learn_place(sentence, found)
    return found or carry.place_at(sentence)


def _subject(data: Quantity | Individual, bond: Bond) -> tuple[str | None, str | None]:
    """Group and unit of what was counted."""
    if isinstance(data, Individual):
        return data.group, "person"
    number, phrase = data.number, data.phrase
    if number.sort != "count":
        return None, number.unit
    if bond.measure in _DAMAGE:
        return None, "item"
    if phrase.kind in ("thing", "animal", "none"):
        return None, "household" if bond.measure == "evacuated" else "item"
    if bond.measure == "statistic" and phrase.kind != "person":
        return None, "item"
    return phrase.group, phrase.unit


def _subject_text(data: Quantity | Individual, sentence: Sentence, text: str) -> str | None:
    if isinstance(data, Individual):
        return sentence.span(data.i, data.j).of(text)
    phrase = data.phrase
    return sentence.span(phrase.i, phrase.j).of(text) if phrase.head is not None and phrase.j > phrase.i else None


def _party(context: Context, sentence: Sentence, data: Quantity | Individual) -> str | None:
    i, j = (data.i, data.j) if isinstance(data, Individual) else (data.phrase.i, data.phrase.j)
    text = context.document.text
    first = data.i if isinstance(data, Individual) else data.number.right
    for k in range(first, min(i + 1, len(sentence.tokens))):
        if sentence.tokens.words[k] in _OWNERS:
            return owner_of(context.sentences, text, sentence.index, k)
    if j <= i:
        return None
    return party_of(sentence, text, i, j, find_parties(sentence, text))


def _trail(reading: Reading, bond: Bond, effect: Effect | None) -> tuple[str, ...]:
    words = reading.sentence.tokens.words
    trail = [f"rule {bond.rule}"]
    if effect:
        trail.append(f"effect '{' '.join(words[effect.start : effect.j])}' ({effect.reading})")
    trail += [f"{c.entry.get('sort')} '{' '.join(words[c.i : c.j])}'" for c in reading.cues]
    return tuple(trail)
