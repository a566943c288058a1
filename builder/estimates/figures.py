"""One quantity of one event, weighed: the row of the estimates table, and what became of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from builder import __version__
from builder.estimates.choose import RULES, Choice, ends, independent, sources, standing
from builder.estimates.events import hashed
from builder.estimates.readings import Key, Reading
from builder.linking.words import Cause

FLOOR = ", the fewest its words allow"
_STRIKES = frozenset({"air", "shelling"})
_HARMED = frozenset({"civilian", "child", "woman", "medic", "journalist", "aid_worker"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """All readings of a quantity, those that stand, and the best of them."""

    key: Key
    readings: Sequence[Reading]
    stand: Sequence[Reading]
    choice: Choice
    rule: str
    causes: Sequence[Cause]

    def row(self, event: str | None, series: str | None, policy: str) -> dict[str, Any]:
        best = self.choice.reading
        low, high = ends(self.stand, best)
        number = best.figure.best
        known = self._relations()
        return {
            "estimate_id": hashed("estimate", event or series, *self.key),
            "event_id": event,
            "series_id": series,
            **self.key._asdict(),
            "low": low,
            "best": number,
            "high": high,
            "n_claims": len(self._ids(self.stand)),
            "n_documents": len({r.report.document for r in self.stand}),
            "n_sources": sources(self.stand),
            "n_independent": independent(self.stand),
            **{f"{name}_value": known.get(name) for name in ("own", "enemy", "third_party")},
            "disagreement": round(log10(high / low), 4) if low and high else None,
            "grade": self._grade(),
            "as_of": best.as_of.isoformat() if best.as_of else None,
            "best_rule": self.choice.rule + (FLOOR if _open(best) else ""),
            "best_claim_ids": " ".join(self._ids([best])),
            "claim_ids": " ".join(self._ids(self.stand)),
            "value_imputed": number if best.imputed else None,
            "policy": policy,
            "builder_version": __version__,
        }

    def roles(self) -> dict[str, list[str]]:
        """counts, rival, superseded -> claim ids."""
        best = self.choice.reading
        gone = [r for r in self.readings if r not in self.stand]
        rest = [r for r in self.stand if r is not best]
        same = [r for r in rest if r.figure == best.figure]
        rivals = [r for r in rest if r.figure != best.figure]
        return {
            "counts": self._ids([best]),
            "repeated": self._ids(same),
            "rival": self._ids(rivals),
            "superseded": self._ids(gone),
        }

    def _relations(self) -> dict[str, int | None]:
        """The best figure of each sort of source apart."""
        found = {}
        for relation in ("own", "enemy", "third_party"):
            if some := [r for r in self.stand if r.relation == relation]:
                found[relation] = RULES[self.rule](some).reading.figure.best
        return found

    def _grade(self) -> str | None:
        """weak, Airwars' grade for what a single source says, where civilians are hurt by an air or artillery strike.
        Its other grades turn on who is responsible and what militaries admit, which no number says."""
        if self.key.measure not in ("killed", "injured") or not {c.kind for c in self.causes} & _STRIKES:
            return None
        claims = [row.claim for r in self.stand for row in r.rows]
        if any(c.subject_group not in _HARMED or c.value == 0 for c in claims):
            return None
        return "weak" if independent(self.stand) == 1 else None

    @staticmethod
    def _ids(readings: Sequence[Reading]) -> list[str]:
        return list(dict.fromkeys(row.id for r in readings for row in r.rows))


def _open(reading: Reading) -> bool:
    """True if best is a bound, because the words state no number."""
    return any(row.claim.value is None for row in reading.rows)


def weigh(key: Key, readings: Sequence[Reading], rule: str, causes: Sequence[Cause]) -> Weighed:
    """The readings of a quantity (at least one), with the best by one of choose.RULES."""
    stand = standing(readings)
    return Weighed(key, readings, stand, RULES[rule](stand), rule, causes)
