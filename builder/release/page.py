"""CHANGES.md: the change report for people; changes.csv beside it has every line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.release.changes import ADDED, REMOVED, REVISED, Change, Changes

if TYPE_CHECKING:
    import pandas as pd

LISTED = 50
"""Claims of a sort that the page lists."""

REASONS = {
    "correction": "corrected by hand, or a correction taken back (`corrections.csv`)",
    "input": "the document is new or gone, or it says something else",
    "version": "made by another version of tallybook, or by another policy",
    "unknown": "none of these: somebody should look",
}


def changes_page(title: str, version: str, changes: Changes, old: Path | None, new: Path) -> str:
    """The report as Markdown. `old` and `new` are the folders, from which sentences are shown."""
    head = f"# {title}: what is new in {version}"
    if changes.before is None:
        return f"{head}\n\nThis is the first release.\n"
    sums = [f"| {what} | {changes.claims(what):,} |" for what in (ADDED, REMOVED, REVISED)]
    blocks = [
        head,
        f"Against {changes.before}: it had {changes.counts['old']:,} claims, now there are {changes.counts['new']:,}.",
        "\n".join(["| claims | how many |", "| --- | --- |", *sums]),
        *([_why(changes)] if changes else ["No claim has changed."]),
        *(["The columns of the claims table have changed."] if changes.columns else []),
        *_lists(changes, old, new),
    ]
    return "\n\n".join(blocks) + "\n"


def _why(changes: Changes) -> str:
    rows = [f"| {c} | {why} | {n:,} | {REASONS[why]} |" for (c, why), n in sorted(changes.why().items())]
    return "\n".join(["| change | why | claims | |", "| --- | --- | --- | --- |", *rows])


def _lists(changes: Changes, old: Path | None, new: Path) -> Iterable[str]:
    for what, folder in ((REVISED, new), (ADDED, new), (REMOVED, old)):
        found = [one for one in changes.all if one.change == what]
        if found and folder:
            yield f"## {what.capitalize()}"
            yield _list(found, folder)


def _list(found: list[Change], folder: Path) -> str:
    ids = list(dict.fromkeys(one.claim_id for one in found))[:LISTED]
    claims = _claims(folder, ids)
    lines: list[str] = []
    for id in ids:
        row = claims.loc[id]
        lines.append(f'- `{id}` {row["measure"]}, "{_short(row["value_text"])}": {_short(row["sentence"])}')
        mine = [one for one in found if one.claim_id == id]
        if mine[0].field:
            lines += [f"  - `{m.field}`: {_code(m.old)} is now {_code(m.new)} ({m.why})" for m in mine]
    more = len({one.claim_id for one in found}) - len(ids)
    return "\n".join(lines + ([f"\nand {more:,} more: see changes.csv"] if more else []))


def _claims(folder: Path, ids: list[str]) -> pd.DataFrame:
    from builder.validation.inputs import given

    claims = given(folder).tables["claims"]
    return claims[claims["claim_id"].isin(ids)].set_index("claim_id")


def _short(text: Any, most: int = 160) -> str:
    """On one line, with nothing that Markdown or HTML would read as its own."""
    line = " ".join(str(text).split())
    line = line if len(line) <= most else line[: most - 1] + "…"
    for mark in "\\`*_[]<>|":
        line = line.replace(mark, f"\\{mark}")
    return line


def _code(text: str) -> str:
    return f"`{' '.join(text.split()).replace('`', chr(39))}`" if text else "nothing"
