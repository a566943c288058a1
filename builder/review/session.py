"""A session: which claims were judged and how, on disk at once, so that no kill and no crash costs a decision.

decisions.jsonl    every decision, one a line: the memory of the session, written first
corrections.toml   a fix, as `build` applies it (what others wrote there stays as it is)
gold.jsonl         claims found right or put right, by document, in the format of the codebook

Each file is written under another name, synced, and moved into its place. The last two follow from the first: when a
session is opened, what a kill between two of the writes left out is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder.publish.files import write_durably
from builder.publish.tables import TableError
from builder.review.files import block, gold_line, known, parsed
from builder.review.precision import share
from builder.review.queue import Release, read_release
from builder.tables.corrections import CorrectionError

DECISIONS, CORRECTIONS, GOLD = "decisions.jsonl", "corrections.toml", "gold.jsonl"
RIGHT, WRONG, FIX = "right", "wrong", "fix"
REASON = "Read again in the text."


class ReviewError(ValueError):
    """What was asked cannot be done: the message says why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody said of a claim; `fixes` is field -> what it should say, for `fix`."""

    claim_id: str
    verdict: str
    by: str
    reason: str = ""
    fixes: Mapping[str, Any] = field(default_factory=dict)


class Session:
    """Decisions on the claims of one release, and where they land."""

    def __init__(self, release: Release, folder: Path, by: str) -> None:
        self.release, self.folder, self.by = release, folder, by
        self.decisions: dict[str, Decision] = {one.claim_id: one for one in _read(folder / DECISIONS)}
        self.skipped: list[str] = []
        if self.decisions:
            self._land()

    def left(self) -> Iterator[str]:
        """Claims that are to be judged, those that were put off last."""
        put_off = set(self.skipped)
        yield from (id for id in self.release.order if id not in self.decisions and id not in put_off)
        yield from (id for id in self.skipped if id not in self.decisions)

    def decide(self, claim_id: str, verdict: str, fixes: Mapping[str, str], reason: str = "") -> None:
        """One decision, on disk when this returns. Raises ReviewError, and then nothing is changed."""
        claim = self._claim(claim_id)
        if claim_id in self.decisions:
            raise ReviewError("this claim was judged already; undo that first")
        if verdict not in (RIGHT, WRONG, FIX) or bool(fixes) != (verdict == FIX):
            raise ReviewError(f"not a decision: {verdict!r} with {len(fixes)} fixes")
        values, reason = {}, reason.strip() or REASON
        try:
            for name, words in fixes.items():
                values[name] = self._fixed(claim, name, words, reason)
        except CorrectionError as error:
            raise ReviewError(str(error).removeprefix("the correction, correction 1: ")) from error
        self._keep(self.decisions | {claim_id: Decision(claim_id, verdict, self.by, reason if fixes else "", values)})

    def _fixed(self, claim: Mapping[str, Any], name: str, words: str, reason: str) -> Any:
        """The new value of a field, if it is one, and nobody has corrected that field already."""
        value = parsed(name, words)
        block(claim, name, value, reason, self.by)
        path = self.folder / CORRECTIONS
        if path.is_file() and (claim["claim_id"], name) in known(path.read_text("utf-8")):
            raise CorrectionError(f"{name} is corrected in {path} already")
        return value

    def skip(self, claim_id: str) -> None:
        """Put a claim off to the end; nothing is written."""
        self._claim(claim_id)
        self.skipped = [id for id in self.skipped if id != claim_id] + [claim_id]

    def undo(self) -> str:
        """Take the last decision back, and what it wrote; returns its claim."""
        if not self.decisions:
            raise ReviewError("there is nothing to undo")
        last = list(self.decisions.values())[-1]
        if claim := self.release.claims.get(last.claim_id):
            self._drop([block(claim, name, new, last.reason, last.by) for name, new in last.fixes.items()])
        self._keep({id: one for id, one in self.decisions.items() if id != last.claim_id}, last)
        return last.claim_id

    def precision(self) -> dict[str, Any]:
        """Of the claims judged: how many are right as they stand, how many are claims at all, mean confidence."""
        mine = [one for id, one in self.decisions.items() if id in self.release.claims]
        counts = {verdict: sum(one.verdict == verdict for one in mine) for verdict in (RIGHT, WRONG, FIX)}
        sure = [float(self.release.claims[one.claim_id]["confidence"]) for one in mine]
        return {
            **counts,
            "left": len(self.release.claims) - len(mine),
            "as_it_stands": share(counts[RIGHT], len(mine)).to_dict(),
            "a_claim": share(counts[RIGHT] + counts[FIX], len(mine)).to_dict(),
            "confidence": round(sum(sure) / len(sure), 4) if sure else None,
        }

    def _claim(self, claim_id: str) -> Mapping[str, Any]:
        if claim_id not in self.release.claims:
            raise ReviewError(f"there is no claim {claim_id!r} in this release")
        return self.release.claims[claim_id]

    def _keep(self, decisions: dict[str, Decision], undone: Decision | None = None) -> None:
        """The log first: from it the others can be made again."""
        lines = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in decisions.values())
        write_durably(self.folder / DECISIONS, lines)
        self.decisions = decisions
        self._land(undone)

    def _land(self, undone: Decision | None = None) -> None:
        self._correct()
        if self.release.texts:
            self._gild(undone)

    def _correct(self) -> None:
        """Corrections that are not in the file yet are put at its end."""
        path = self.folder / CORRECTIONS
        text = path.read_text("utf-8") if path.is_file() else ""
        there = known(text)
        fresh = [
            block(self.release.claims[one.claim_id], name, new, one.reason, one.by)
            for one in self.decisions.values()
            if one.claim_id in self.release.claims
            for name, new in one.fixes.items()
            if (one.claim_id, name) not in there
        ]
        if fresh:
            start = text if not text or text.endswith("\n") else text + "\n"
            write_durably(path, "\n".join([*([start] if start else []), *fresh]))

    def _drop(self, blocks: list[str]) -> None:
        """Our own blocks out of the file; one that somebody has changed since stays, and is theirs."""
        path = self.folder / CORRECTIONS
        text = path.read_text("utf-8") if path.is_file() else ""
        for one in blocks:
            text = text.replace("\n" + one, "", 1) if "\n" + one in text else text.replace(one, "", 1)
        if blocks:
            write_durably(path, text)

    def _gild(self, undone: Decision | None) -> None:
        """The gold file: documents of other releases that it holds stay as they are."""
        path = self.folder / GOLD
        judged = {self.release.claims[id]["document_id"] for id in self.decisions if id in self.release.claims}
        gone = {self.release.claims[undone.claim_id]["document_id"]} if undone else set()
        lines = {json.loads(line)["id"]: line + "\n" for line in _lines(path)}
        lines = {id: line for id, line in lines.items() if id not in gone}
        lines |= {id: self._gold(id) for id in self.release.documents if id in judged and id in self.release.texts}
        write_durably(path, "".join(lines.values()))

    def _gold(self, document: str) -> str:
        ids = self.release.documents[document]
        kept = [id for id in ids if id in self.decisions and self.decisions[id].verdict != WRONG]
        claims = [dict(self.release.claims[id]) | dict(self.decisions[id].fixes) for id in kept]
        complete = all(id in self.decisions for id in ids)
        return gold_line(document, claims, self.release.texts[document], complete)


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line] if path.is_file() else []


def _read(path: Path) -> Iterator[Decision]:
    for n, line in enumerate(_lines(path), 1):
        try:
            yield Decision(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise ReviewError(f"{path}, line {n}: {error}") from error


def open_session(release: Path, folder: Path, by: str, order: str = "confidence") -> Session:
    """A session on a release; `folder` may hold an earlier one, which goes on. Raises ReviewError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Session(read_release(release, order), folder, by)
    except (TableError, CorrectionError, OSError) as error:
        raise ReviewError(str(error)) from error
