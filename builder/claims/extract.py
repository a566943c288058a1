"""One document to its claims: the order of finders and binders."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from builder.claims.attribution import attribution_at
from builder.claims.basis import basis_of, holds, toll_before
from builder.claims.bind import Bond, bind
from builder.claims.carry import day, only_followed
from builder.claims.clause import clause_of, effect_of
from builder.claims.complete import complete, spread
from builder.claims.context import Context, Reading, glance, open_document, read
from builder.claims.dwellings import halves, homes
from builder.claims.flights import flights
from builder.claims.gate import gate, may_hold, sentences_of, words_of_text
from builder.claims.generic import told_of_somebody
from builder.claims.groups import group_and_unit
from builder.claims.labels import labelled
from builder.claims.passed import Told
from builder.claims.people import learn_names, name_of, regrouped
from builder.claims.periods import dates_of_events, heading, period_for, without_owners
from builder.claims.relation import relation
from builder.claims.senses import means_harm
from builder.claims.shelters import sheltered
from builder.claims.silence import Silence, silences
from builder.claims.stance import stance_of
from builder.claims.statistics import leftovers, wholes
from builder.claims.subject import owner_word, party, words_of
from builder.claims.victims import counts_victims, only, settle
from builder.language.mend import restored
from builder.language.tokens import small_letters
from builder.mentions.chunks import Quantity
from builder.mentions.dates import resolve
from builder.mentions.effects import Effect
from builder.mentions.individuals import Individual
from builder.mentions.places import own_place, place_for
from builder.mentions.source_types import source_type
from builder.mentions.sources import Source
from builder.model import Basis, Claim, Document, Number, Period, Qualifier, Sentence, Stance

_OPEN_ENDED = frozenset({"infected"})
"""Running totals that no day of an event begins: an epidemic's."""


def extract_claims(document: Document, families: Collection[str] | None = None) -> list[Claim]:
    """All claims of a document in the order of the text; part_of is an index into the list.

    families: only claims of these; without statistics most of a text need not be read.
    """
    if families is not None and "statistic" not in families:
        return only(settle(_harm(document)), families)
    context = open_document(document)
    claims: list[Claim] = []
    for sentence in context.sentences:
        reading = glance(context, sentence)
        if reading:
            claims += claims_of(context, reading, len(claims))
    found = settle(regrouped(context, claims))
    return found if families is None else only(found, families)


def _harm(document: Document) -> list[Claim]:
    """The claims of casualties and damage, and of what may yet be one (`the three victims`)."""
    small = small_letters(document.text)
    words = words_of_text(small)
    broken = restored(words)
    hits = gate().hits(words | broken)
    if not hits:
        return []
    context = open_document(document)
    everywhere = bool(broken) or len(small) != len(document.text)
    places = () if everywhere else sentences_of(hits, small, context.sentences)
    claims: list[Claim] = []
    for sentence in context.sentences:
        if sentence.shouting or ((everywhere or sentence.index in places) and may_hold(context, sentence)):
            claims += claims_of(context, read(context, sentence), len(claims), harm=True)
        else:
            context.passed.over(sentence)
    return list(regrouped(context, claims))


def claims_of(context: Context, reading: Reading, offset: int, harm: bool = False) -> Iterator[Claim]:
    """The claims of a sentence; harm: without statistics that stay such."""
    learn_names(context, reading)
    bonds = complete(reading.line, [bond for bond in bind(reading.line) if means_harm(context, reading, bond)])
    bonds += sheltered(reading.line, bonds)
    bonds += [*homes(reading.line, bonds), *halves(reading.line, bonds)]
    bonds += flights(reading.line, bonds)
    bonds += labelled(reading.line, bonds)
    bonds = list(told_of_somebody(reading, bonds))
    happened = bool(bonds)
    bonds = sorted([*bonds, *leftovers(reading.line, {b.chunk for b in bonds})], key=lambda b: b.chunk)
    bonds = [b for b in bonds if b.measure != "statistic" or _counts(reading.line.chunks[b.chunk].data)]
    if harm:
        bonds = [b for b in bonds if b.measure != "statistic" or counts_victims(reading.line, b.chunk)]
    also = [] if harm else list(wholes(reading.line, {b.chunk for b in bonds}))
    silent = list(silences(reading.sentence))
    dates = dates_of_events(reading.line, reading.dates, bonds) if happened else reading.dates
    context.passed.waiting.append(Told(reading.sentence, dates, reading.places, happened))
    if not bonds and not also and not silent:
        return
    context.passed.catch_up()
    context.carry.aftermath = only_followed({b.measure for b in bonds if b.measure != "statistic"})
    order = {bond.chunk: offset + n for n, bond in enumerate(bonds)}
    meant = spread(reading.line, bonds)
    yield from (_claim(context, reading, bond, order, meant.get(bond.chunk)) for bond in bonds)
    yield from (_claim(context, reading, bond, {}, whole) for bond, whole in also)
    yield from (_silent(context, reading, silence) for silence in silent)


def _counts(data: object) -> bool:
    """True for what can be a statistic: no person without a number, no zero."""
    return isinstance(data, Quantity) and data.number.form != "zero"


def _claim(context: Context, reading: Reading, bond: Bond, order: dict[int, int], meant: Number | None = None) -> Claim:
    """One bond as a claim: first the number and its subject, then who says so, then when and where.

    `meant` is the number where the qualifier of a list holds for it too.
    """
    line = reading.line
    data = line.chunks[bond.chunk].data
    assert isinstance(data, Quantity | Individual)
    effect = effect_of(line, bond)
    number = meant or (data.number if isinstance(data, Quantity) else _one(data))
    group, unit = group_and_unit(context, reading, bond)
    if isinstance(data, Individual):
        context.called_at[line.sentence.tokens.starts[number.i]] = name_of(line.sentence, data.i, data.j)
    claim = replace(
        _bare(context, reading.sentence, number, bond.measure, bond.rule),
        family="statistic" if bond.measure == "statistic" else "damage" if unit == "item" else "casualty",
        unit=unit,
        implicit=isinstance(data, Individual),
        subject_text=words_of(context, reading.sentence, data),
        subject_group=group,
        subject_party=party(context, reading, data),
        stance=stance_of(line, reading.cues, bond.chunk, bond.effect),
        confidence=bond.confidence,
        part_of=order.get(bond.part_of) if bond.part_of is not None else None,
        trail=_trail(reading, bond, effect),
    )
    own = owner_word(reading, data) is not None
    return _dated(context, reading, bond, effect, _sourced(context, claim, own))


def _bare(context: Context, sentence: Sentence, number: Number, measure: str, rule: str) -> Claim:
    """The number and where it stands; everything else is still open."""
    span = sentence.span(number.i, number.j)
    return Claim(
        document_id=context.document.id,
        start=span.start,
        end=span.end,
        value_text=span.of(context.text),
        sentence=context.text[sentence.start : sentence.end],
        sentence_start=sentence.start,
        family="casualty",
        measure=measure,
        value=number.value,
        value_low=number.low,
        value_high=number.high,
        qualifier=number.qualifier,
        unit="person",
        rule=rule,
    )


def _sourced(context: Context, claim: Claim, own: bool = False) -> Claim:
    """Who says so, and what that does to the stance. `own`: the counted are called "its" or "their"."""
    said = attribution_at(context.attributions, claim.start)
    if said is None:
        return claim
    return replace(
        claim,
        source_text=said.source_text,
        source_type=said.source_type,
        source_via=said.via,
        source_relation=relation(said, claim.subject_party, claim.subject_group, own),
        cue=said.cue,
        stance=Stance.HEDGED if said.hedge and claim.stance is Stance.ASSERTED else claim.stance,
    )


def _dated(context: Context, reading: Reading, bond: Bond, effect: Effect | None, claim: Claim) -> Claim:
    """When and where: basis, period and place."""
    clause = clause_of(reading.line, bond)
    chunk = reading.line.chunks[bond.chunk]
    at = effect.i if effect else chunk.i
    words, basis, period = _when(context, reading, claim, effect, clause, at)
    place = own_place(reading.places, chunk.j) or place_for(reading.places, clause, at)
    place = place or context.carry.place_at(reading.sentence, period, claim.measure)
    return replace(
        claim,
        basis=basis,
        period_text=words,
        period=period,
        place_text=place.text if place else None,
        country=place.country if place else None,
    )


def _silent(context: Context, reading: Reading, silence: Silence) -> Claim:
    """A number that is withheld is a claim without a value; who withholds it is its source."""
    sentence, carry = reading.sentence, context.carry
    withheld = Number(silence.i, silence.j, None, None, None, Qualifier.UNDISCLOSED, "silence", "count")
    claim = _sourced(context, _bare(context, sentence, withheld, silence.measure, "silence"))
    who = claim.source_text or _before(sentence, silence.i, context.text)
    running = carry.since is not None and silence.measure == "casualties"
    total = carry.total(sentence, Period(None, None), None, None, True)
    return replace(
        claim,
        source_text=who,
        source_type=claim.source_type or (_type(sentence, silence.i, context.text) if who else None),
        source_relation=claim.source_relation or ("unknown" if who else None),
        subject_group="unspecified",
        stance=Stance.UNDISCLOSED,
        basis=Basis.CUMULATIVE if running else Basis.INCREMENTAL,
        period=total if running else carry.day_at(sentence) or Period(None, None),
        confidence=0.7,
        trail=(f"silence '{claim.value_text}'",),
    )


def _before(sentence: Sentence, i: int, text: str) -> str | None:
    """The words between the sentence's beginning and token i, if they are few: who keeps silent."""
    return sentence.span(0, i).of(text) if 0 < i <= 6 else None


def _type(sentence: Sentence, i: int, text: str) -> str:
    return source_type(sentence, Source(0, i, (0, 0)), text) or "other"


def _when(
    context: Context, reading: Reading, claim: Claim, effect: Effect | None, clause: tuple[int, int], at: int
) -> tuple[str | None, Basis, Period]:
    """Words of the date, the basis and the period of one claim."""
    carry, sentence = context.carry, reading.sentence
    dates = reading.dates
    if effect is not None and effect.reading == "toll":
        dates = without_owners(dates, sentence.tokens.words)
    led = heading(dates, sentence.tokens.words, clause[0])
    words, period, mention = period_for(dates, clause, at, carry.anchor, carry.day_at(sentence), led)
    if mention is None:
        period = Period(None, None)
    near = [c for c in reading.cues if clause[0] <= c.i < clause[1] and holds(reading.line, c, effect)]
    if claim.implicit:
        near = [c for c in near if c.entry.get("sort") == "stock"]
    running = any(d.total for d in reading.dates) or toll_before(reading.line, claim.start)
    basis = basis_of(reading.line, claim.start, near, claim.measure, effect, mention, claim.stance, running)
    said = next((d for d in reading.dates if d.of_reporting), None)
    reported = resolve(said, carry.anchor) if said else None
    if basis in (Basis.CUMULATIVE, Basis.STOCK) and words is None and said:
        words = said.text
    if basis is Basis.CUMULATIVE:
        begins = claim.measure not in _OPEN_ENDED
        return words, basis, carry.total(sentence, period, mention, reported, begins)
    if basis is Basis.STOCK:
        return words, basis, day(period.end if mention else reported.end if reported else carry.anchor)
    if basis is Basis.INCREMENTAL and (mention is None or (period.end is None and carry.dated(sentence))):
        return None, basis, carry.day_at(sentence) or period
    return words, basis, period


def _one(person: Individual) -> Number:
    return Number(person.i, person.j, 1.0, 1.0, 1.0, Qualifier.EXACT, "implicit", "count")


def _trail(reading: Reading, bond: Bond, effect: Effect | None) -> tuple[str, ...]:
    words = reading.sentence.tokens.words
    trail = [f"rule {bond.rule}"]
    if effect:
        trail.append(f"effect '{' '.join(words[effect.start : effect.j])}' ({effect.reading})")
    trail += [f"{c.entry.get('sort')} '{' '.join(words[c.i : c.j])}'" for c in reading.cues]
    return tuple(trail)
