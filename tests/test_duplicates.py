"""The same article twice is one document; what differs in a figure is another; and nothing is dropped silently."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import builder
from benchmarks.duplicates import planted, reports, score
from builder.documents.ledger import address
from builder.pipeline import Build, Options, build
from tests.stories import story


@pytest.fixture(autouse=True)
def _in_tmp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def built(*rows: Mapping[str, object], keep: bool = False) -> Build:
    Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return build(["in.jsonl"], Path("out"), options=Options(check=False, duplicates=keep))


def verdicts(done: Build) -> list[tuple[str, str, str | None, str | None]]:
    columns = ["document_id", "status", "duplicate_of", "wire_cluster"]
    rows = done.documents[columns].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).to_numpy().tolist()]


TEXT = story(1, dead=14)


def test_the_same_text_is_one_document() -> None:
    done = built({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT.replace("\n\n", "\r\n \r\n") + "\n"})
    assert verdicts(done) == [("a", "read", None, "a"), ("b", "duplicate", "a", "a")]
    assert set(done.claims["document_id"]) == {"a"}
    assert done.documents["n_claims"].tolist()[1] == 0


def test_duplicates_may_be_kept() -> None:
    done = built({"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}, keep=True)
    assert verdicts(done) == [("a", "read", None, "a"), ("b", "read", "a", "a")]
    assert set(done.claims["document_id"]) == {"a", "b"}


def test_the_same_text_without_ids_keeps_a_row_for_each() -> None:
    done = built({"text": TEXT}, {"text": TEXT}, {"text": TEXT})
    first, second, third = verdicts(done)
    assert (second[1:3], third[1:3]) == (("duplicate", first[0]), ("duplicate", first[0]))
    assert len({first[0], second[0], third[0]}) == 3


def test_the_same_id_with_another_text_is_a_reject() -> None:
    done = built({"id": "a", "text": TEXT}, {"id": "a", "text": story(2, dead=3)}, {"id": "a", "text": TEXT})
    assert [status for _, status, _, _ in verdicts(done)] == ["read", "rejected", "duplicate"]
    assert done.rejects[0].reason == "the same document id as in.jsonl, line 1"


def test_short_notes_with_ids_of_their_own_are_two() -> None:
    note = "Two people were killed in clashes near the border post."
    done = built({"id": "a", "text": note}, {"id": "b", "text": note}, {"text": note}, {"text": note})
    assert [v[1] for v in verdicts(done)] == ["read", "read", "duplicate", "duplicate"]
    assert {v[3] for v in verdicts(done)} == {"a"}


def test_short_notes_of_other_days_are_two() -> None:
    note = "Two people were killed in clashes near the border post."
    done = built({"text": note, "published": "2022-06-01"}, {"text": note, "url": "x", "published": "2022-06-02"})
    assert [v[1] for v in verdicts(done)] == ["read", "read"]


URL = "https://wire.example/dam"


@pytest.mark.parametrize(
    ("text", "status", "clustered"),
    [
        (TEXT + "\n\nThis story was edited for length.", "duplicate", True),
        (TEXT.replace("14", "19"), "read", True),
        (TEXT.replace("14", "19") + "\n\n" + story(5, dead=2)[:300], "read", True),
        (story(7, dead=31), "read", False),
    ],
)
def test_the_same_address(text: str, status: str, clustered: bool) -> None:
    again = {"id": "b", "url": "http://wire.example/dam/#top", "text": text}
    done = built({"id": "a", "url": URL, "text": TEXT}, again)
    assert verdicts(done)[1] == ("b", status, "a" if status == "duplicate" else None, "a" if clustered else "b")


@pytest.mark.parametrize(
    ("text", "cluster"),
    [
        ("(Correspondents report from Velmar and the capital.) " + TEXT, "a"),
        (TEXT[: int(len(TEXT) * 0.7)], "a"),
        (TEXT.replace("14", "19"), "a"),
        (story(8, dead=14), "b"),
    ],
)
def test_versions_of_a_report_are_read_and_clustered(text: str, cluster: str) -> None:
    done = built({"id": "a", "text": TEXT}, {"id": "b", "text": text})
    assert verdicts(done)[1] == ("b", "read", None, cluster)
    assert set(done.claims["document_id"]) == {"a", "b"}


def test_everything_seen_is_accounted_for() -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT)
    Path("in/b.txt").write_text(TEXT)
    Path("in/c.docx").write_text("x")
    done = builder.build(["in", "gone.txt", "in/a.txt"], "out", check=True)
    counts = done.documents["status"].value_counts().to_dict()
    assert counts == {"read": 1, "duplicate": 2, "rejected": 2}
    assert counts["rejected"] == len(done.rejects)
    assert done.documents["document_id"].is_unique
    assert done.ok()


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://A.example/x/", "http://a.example/x"),
        ("https://a.example/x?id=1#part", "https://a.example/x?id=1"),
        (" https://a.example/x", "https://a.example/x"),
    ],
)
def test_addresses_that_are_the_same(url: str, same: str) -> None:
    assert address(url) == address(same)


@pytest.mark.parametrize("url", ["https://a.example/x?id=2", "https://b.example/x?id=1", "http://[", ""])
def test_addresses_that_are_not(url: str) -> None:
    assert address(url) != address("https://a.example/x?id=1")


def test_planted_copies_are_found() -> None:
    lines = list(score(planted(reports(None)[:150], random.Random(1))))
    for line in lines[:2]:
        precision, recall = (float(figure) for figure in re.findall(r"(?:precision|recall) (\S+)", line))
        assert precision >= 0.95, line
        assert recall >= 0.95, line
    assert lines[-1] == "tolls merged away: 0"
