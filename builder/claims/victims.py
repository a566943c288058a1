"""What only the whole document tells: counted victims without a verb, and wounds that the text says were fatal."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from builder.language.lexicon import load
from builder.language.tokens import words_of
from builder.mentions.chunks import Chunked
from builder.model import Claim

_NAMED = "victims"
"""The rule of claims that name or count the victims without saying what happened to them."""
_FATAL = ("killed", "injured", "casualties")


def settle(claims: Sequence[Claim]) -> list[Claim]:
    """Give `the two victims` the measure of the event's victims: killed where the document has dead, else injured; and
    drop the dead that are only a pronoun where the text names them elsewhere (codebook, part 5)."""
    claims = _fatal(_without_pronouns(claims))
    measures = {claim.measure for claim in claims if claim.rule != _NAMED}
    measure = next((m for m in _FATAL if m in measures), None)
    return [_victim(claim, measure) for claim in claims]


def _fatal(claims: Sequence[Claim]) -> Sequence[Claim]:
    """A named person who was shot, and who the text says elsewhere has died, was killed (codebook, part 5)."""
    dead = {name for c in claims if c.measure == "killed" and (name := _name_of(c))}
    return [
        replace(c, measure="killed") if c.measure == "injured" and _name_of(c) in dead and _says_little(c) else c
        for c in claims
    ]


def _name_of(claim: Claim) -> str | None:
    """The last word of a single person's name; None for descriptions ("the mayor")."""
    words = words_of(claim.subject_text) if claim.implicit and claim.subject_text else ()
    named = words and words[-1].isalpha() and not any(m.j == len(words) for m in load()["subjects"].find(words))
    return words[-1] if named else None


def _says_little(claim: Claim) -> bool:
    """True if the effect is one that others outweigh ("shot")."""
    effect = next((line for line in claim.trail if line.startswith("effect ")), "")
    return any(m.entry.get("weak") for m in load()["effects"].find(words_of(effect)))


def _without_pronouns(claims: Sequence[Claim]) -> list[Claim]:
    """Without the claims of pronouns, but for the first one where nothing else says that anybody died."""
    named = [c for c in claims if c.rule != "pronoun"]
    if len(named) == len(claims) or any(c.measure == "killed" for c in named):
        return _renumbered(claims, named)
    first = next(c for c in claims if c.rule == "pronoun")
    return _renumbered(claims, [c for c in claims if c.rule != "pronoun" or c is first])


def _renumbered(claims: Sequence[Claim], kept: list[Claim]) -> list[Claim]:
    """The kept claims, with part_of counted among them."""
    place = {id(c): n for n, c in enumerate(kept)}
    return [c if c.part_of is None else replace(c, part_of=place.get(id(claims[c.part_of]))) for c in kept]


def only(claims: Sequence[Claim], families: Collection[str]) -> list[Claim]:
    """The claims of these families, with part_of counted among them."""
    return _renumbered(claims, [c for c in claims if c.family in families])


def counts_victims(line: Chunked, chunk: int) -> bool:
    """True if a statistic may become a claim of casualties when the document is settled: it counts victims."""
    here = line.chunks[chunk]
    words = line.sentence.tokens.words[here.i : here.j]
    return any(m.entry.get("victim") for m in load()["subjects"].find(words))


def _lives(claim: Claim) -> bool:
    """True for victims who were spoken with (`interviews with 94 victims`)."""
    before = words_of(claim.sentence[: claim.start - claim.sentence_start])
    near = [m for m in load()["cues"].find(before) if m.entry.get("sort") == "alive"]
    return bool(near) and len(before) - near[-1].j <= _NEAR


_NEAR = 2
"""Words between who is spoken with and their number."""


def _victim(claim: Claim, measure: str | None) -> Claim:
    if claim.rule == _NAMED:
        return replace(claim, measure=measure or "casualties")
    if measure is None or claim.family != "statistic" or claim.unit != "person" or not claim.subject_text:
        return claim
    if not any(m.entry.get("victim") for m in load()["subjects"].find(words_of(claim.subject_text))) or _lives(claim):
        return claim
    return replace(claim, family="casualty", measure=measure, rule=_NAMED, confidence=0.6)
