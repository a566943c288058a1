"""How the program does on articles that were written and coded before it had read them.

    uv run python -m benchmarks.unseen                     every round, and all together
    uv run python -m benchmarks.unseen round2 --errors     one round, with each error in its words

What this prints for a round is a blind figure only on the day the round was written; docs/method.md lists those.
Only casualty and damage claims are compared. found: same measure, overlapping words; number: found, with value, bounds
and qualifier right; whole: also source, stance, basis and period.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from benchmarks.unseen.coded import Article, Coded, articles, rounds
from benchmarks.unseen.compare import FIELDS, differences, pairs
from builder.claims.extract import extract_claims
from builder.model import Claim
from builder.tables.documents import totals

Tally = Counter[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="*", default=rounds(), help="round1 ...")
    parser.add_argument("--errors", action="store_true", help="print every error")
    args = parser.parse_args()
    every: Tally = Counter()
    for name in args.rounds:
        tally, notes = score(articles(name))
        every += tally
        if args.errors:
            print("\n".join(notes))
        print(line(name, tally))
    if len(args.rounds) > 1:
        print(line("all", every))


def score(round_of: Iterable[Article]) -> tuple[Tally, list[str]]:
    """Counts of what was stated, made, found and right, and the errors in words."""
    tally: Tally = Counter()
    notes: list[str] = []
    for article in round_of:
        claims = extract_claims(article.document)
        tally.update(articles=1, words=len(article.document.text.split()))
        _score_claims(article, [c for c in claims if c.family != "statistic"], tally, notes)
        _score_totals(article, totals(article.document, claims), tally, notes)
    return tally, notes


def _score_claims(article: Article, claims: list[Claim], tally: Tally, notes: list[str]) -> None:
    found = pairs(article.claims, claims)
    tally.update(stated=len(article.claims), made=len(claims), found=len(found))
    for coded in article.claims:
        claim = found.get(coded)
        wrong = differences(coded, claim) if claim else {}
        if claim is None:
            notes.append(f"missed   {coded.measure}: {_quote(article, coded)}")
            continue
        tally.update(f"right {name}" for name in FIELDS if name not in wrong)
        tally["number"] += "number" not in wrong
        tally["whole"] += not wrong.keys() & {"number", "source", "stance", "basis", "period"}
        notes += [f"wrong    {name}: {_quote(article, coded)} {said}" for name, said in wrong.items()]
    made = {id(c) for c in found.values()}
    extra = [c for c in claims if id(c) not in made]
    notes += [f"spurious {c.measure} {c.stance}: {_quote(article, c)} {c.rule}" for c in extra]


def _score_totals(article: Article, said: dict[str, int | None], tally: Tally, notes: list[str]) -> None:
    for name in ("killed", "injured"):
        ends = [f"{name}_{end}" for end in ("low", "best", "high")]
        is_right = all(said[end] == article.totals[end] for end in ends)
        tally.update({"totals": 1, "totals right": is_right, "best right": said[ends[1]] == article.totals[ends[1]]})
        if not is_right:
            wanted, got = [article.totals[end] for end in ends], [said[end] for end in ends]
            notes.append(f"total    {article.document.id} {name}: {wanted} got {got}")


def _quote(article: Article, at: Coded | Claim, around: int = 60) -> str:
    text, start, end = article.document.text, at.start, at.end
    words = f"{text[max(0, start - around) : start]}[{text[start:end]}]{text[end : end + around]}"
    return f"{article.document.id}: {' '.join(words.split())}"


def line(name: str, tally: Tally) -> str:
    """One round in one paragraph."""
    made, stated, found = tally["made"], tally["stated"], tally["found"]
    parts = [f"{name}: {tally['articles']} articles, {tally['words']} words, {stated} claims coded, {made} made"]
    for key in ("found", "number", "whole"):
        hits = tally[key]
        parts.append(f"  {key:6} P {hits / made:.3f} R {hits / stated:.3f} F1 {2 * hits / (made + stated):.3f}")
    parts.append("  of found: " + ", ".join(f"{f} {tally[f'right {f}'] / found:.3f}" for f in FIELDS))
    parts.append(f"  totals right {tally['totals right']} of {tally['totals']}, best figure {tally['best right']}")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
