"""What a build says at its end, for people: one block of lines for each thing they may ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from builder.documents import Reject
from builder.publish import files_of

if TYPE_CHECKING:
    from builder.pipeline import Build
    from builder.validation.report import Result

_SHOWN = 10
"""Rejects and keys that are listed; rejects.csv holds all of them."""

_TELLING = 10
"""Documents a second from which the rate says something: below, most of the time went into starting and checking."""

_LISTED = 100
"""Failing ids that are listed for a rule; validation.json holds up to 1,000, the tables all."""


def summary(build: Build) -> str:
    """Claims by measure, documents, rejects, checks, and where the files are."""
    blocks = {
        "claims": _claims(build),
        "documents": _documents(build),
        "events": _events(build),
        "corrected": [f"{len(build.corrections):,}, see corrections.csv"] if build.corrections else [],
        "rejected": reject_lines(build.counts.first_rejects, build.counts.status["rejected"]),
        "guessed": _guesses(build.notes.guesses),
        "passed over": [*_ignored(build.notes.ignored), *_passed(build.notes.passed)],
        "checks": build.report.summary() if build.report else ["not run"],
        "files": _files(build),
    }
    return "\n".join(_block(name, lines) for name, lines in blocks.items() if lines)


def _files(build: Build) -> list[str]:
    made = files_of(build.out, build.report is not None, bool(build.derived))
    return [f"{build.place}/{path.name}" for path in made]


def _block(name: str, lines: Sequence[str]) -> str:
    flat = [part for line in lines for part in line.splitlines()]
    return "\n".join(f"{name if n == 0 else '':13}{line}".rstrip() for n, line in enumerate(flat))


def _claims(build: Build) -> list[str]:
    counts = build.counts.claims
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [f"{counts.total():,}", *(f"  {n:>9,}  {_name(family, measure)}" for (family, measure), n in order)]


def _name(family: str, measure: str) -> str:
    """`captured` is a measure of two families; what happened to things says so."""
    return f"{measure} ({family})" if family == "damage" else measure


def _documents(build: Build) -> list[str]:
    counts = build.counts
    told = [
        f"{counts.status['read']:,} read",
        f"{counts.with_claims:,} with claims",
        *_some(counts.foreign, "not in English"),
        *_some(counts.status["duplicate"], "duplicates"),
        *_some(counts.versions, "versions of others"),
        f"{counts.status['rejected']:,} rejected",
    ]
    rate = counts.documents / build.seconds if build.seconds else 0.0
    undated = _some(counts.undated, "without a date: their `on Monday` has none either (--published gives one)")
    pace = f", {rate:,.0f} a second" if rate >= _TELLING else ""
    return [", ".join(told), *undated, f"{build.seconds:.1f} s{pace}"]


def _events(build: Build) -> list[str]:
    if not build.derived:
        return []
    events, links = build.derived["events"], build.derived["links"]
    where = Counter(links["linked_to"])
    several = int((events["n_documents"] > 1).sum())
    claims = f"{where['event']:,} claims in events, {where['series']:,} in series, {where['unlinked']:,} in neither"
    return [f"{len(events):,}, {several:,} of several documents; {len(build.derived['estimates']):,} estimates", claims]


def _some(count: int, what: str) -> list[str]:
    return [f"{count:,} {what}"] if count else []


def reject_lines(rejects: Sequence[Reject], count: int) -> list[str]:
    """One line each, the first few; how many more there are of all."""
    lines = [f"{r.file}{f', line {r.line}' if r.line else ''}: {r.reason}" for r in rejects[:_SHOWN]]
    return [*lines, f"and {count - len(lines):,} more"] if count > len(lines) else lines


def _ignored(keys: Counter[str]) -> list[str]:
    names = sorted(keys)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return [f"columns of tables: {', '.join(names[:_SHOWN])}{more}"] if names else []


def _passed(records: Counter[str]) -> list[str]:
    return [f"{count:,} {what}" for what, count in sorted(records.items())]


def _guesses(guesses: Mapping[str, str]) -> list[str]:
    lines = [f"{file}: {guess}" for file, guess in list(guesses.items())[:_SHOWN]]
    more = len(guesses) - len(lines)
    return [*lines, f"and {more:,} more"] if more > 0 else lines


def failed_checks(build: Build, fail_on: str) -> str:
    """What made the build fail, rule by rule, with the ids of the wrong rows; for standard error."""
    if build.report is None:
        return ""
    grave = build.report.failures(fail_on)
    told = [result for result in build.report.failures() if result.status == "broken" or result in grave]
    return "\n".join(line for result in told for line in _failure(result))


def _failure(result: Result) -> list[str]:
    rule, more = result.rule, len(result.failing) - _LISTED
    counts = f"{result.n_failed:,} of {result.n_checked:,} {rule.table}"
    head = f"check failed: {rule.id} ({rule.severity}), {counts}: {result.detail or rule.reason}"
    return [head, *(f"  {i}" for i in result.failing[:_LISTED]), *([f"  and {more:,} more"] if more > 0 else [])]
