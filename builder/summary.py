"""What a build says at its end, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.publish import CLAIMS, CLAIMS_PARQUET, DOCUMENTS, REJECTS, VALIDATION

if TYPE_CHECKING:
    from builder.pipeline import Build

_SHOWN = 10
"""Rejects, keys and failing claims that are listed; the files hold all of them."""


def summary(build: Build) -> str:
    """Claims by measure, documents, rejects, checks, and where the files are."""
    parts = [_counts(build), _measures(build), _rejects(build), _ignored(build), _checks(build), _files(build)]
    return "\n".join(part for part in parts if part)


def failed_claims(build: Build) -> str:
    """The claims that failed a check, rule by rule, for standard error."""
    return f"checks failed; see {build.out / VALIDATION}"


def _counts(build: Build) -> str:
    documents, claims = len(build.documents), len(build.claims)
    holding = int((build.documents["n_claims"] > 0).sum())
    return (
        f"{_n(claims, 'claim')} in {holding:,} of {_n(documents, 'document')}, "
        f"{len(build.rejects):,} rejected, in {build.seconds:.1f} s"
    )


def _measures(build: Build) -> str:
    counts = build.claims.groupby(["family", "measure"]).size().sort_values(ascending=False, kind="stable")
    return "\n".join(f"  {n:>9,}  {measure}{_of(family)}" for (family, measure), n in counts.items())


def _of(family: str) -> str:
    return " (damage)" if family == "damage" else ""


def _rejects(build: Build) -> str:
    lines = [f"  {r.file}{f', line {r.line}' if r.line else ''}: {r.reason}" for r in build.rejects[:_SHOWN]]
    if len(build.rejects) > _SHOWN:
        lines.append(f"  and {len(build.rejects) - _SHOWN:,} more in {REJECTS}")
    return "\n".join(["rejected", *lines]) if lines else ""


def _ignored(build: Build) -> str:
    if not build.ignored:
        return ""
    names = sorted(build.ignored)
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"keys passed over: {', '.join(names[:_SHOWN])}{more}"


def _checks(build: Build) -> str:
    return "checks   not run" if build.report is None else f"checks   {build.report.summary()}"


def _files(build: Build) -> str:
    names = [CLAIMS, CLAIMS_PARQUET, DOCUMENTS, REJECTS, *([VALIDATION] if build.report is not None else [])]
    return "\n".join(f"{'files' if name == CLAIMS else '':8} {build.out / name}" for name in names)


def _n(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
