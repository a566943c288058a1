"""Releases: whole or not at all, the same bytes for the same build, every change with its reason, valid metadata."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import builder
from builder.cli import main
from builder.metadata import About, AboutError
from builder.release import Refused, latest, release
from builder.release.make import Wanted

ABOUT = """name = "selvik-tolls"
title = "Tolls of <Selvik> & \\"Arba\\""
license = "CC-BY-4.0"
[[creators]]
name = "Ana Ruiz"
affiliation = "University of Selvik"
orcid = "0000-0002-1825-0097"
"""
FLOOD = "Police said at least 14 people were killed in Selvik on Monday. Dozens were hurt."
FIRE = "A fire in Arba killed three people on Tuesday, the mayor said."
STORM = "The storm killed nine people in Selvik on Sunday, officials said."
FIX = '[[correction]]\ndocument = "flood"\nquote = "at least 14 people"\nfield = "subject_group"\n'
FIX += 'old = "unspecified"\nnew = "civilian"\n'
FIX += 'reason = "They lived there."\nby = "A. Editor"\n'


def build(folder: Path, texts: dict[str, str], correction: str = "") -> Path:
    """A build of these texts, in a folder with an etc beside it."""
    (folder / "raw").mkdir(parents=True)
    (folder / "etc").mkdir()
    (folder / "etc" / "dataset.toml").write_text(ABOUT)
    if correction:
        (folder / "etc" / "corrections.toml").write_text(correction)
    rows = [{"id": id, "published": "2021-03-02", "text": text} for id, text in texts.items()]
    (folder / "raw" / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    builder.build(folder / "raw", folder / "out", check=False)
    return folder / "out"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: in the second a document went, one came, and a field was corrected."""
    folder = tmp_path_factory.mktemp("release")
    release(build(folder / "a", {"flood": FLOOD, "fire": FIRE}), folder / "releases", Wanted(date="2021-03-05"))
    release(build(folder / "b", {"flood": FLOOD, "storm": STORM}, FIX), folder / "releases")
    return folder / "releases"


def run(*args: Any) -> Result:
    return CliRunner().invoke(main, ["release", *map(str, args)])


def test_versions_follow_what_changed(releases: Path) -> None:
    assert sorted(path.name for path in releases.iterdir()) == ["1.0.0", "1.1.0"]
    assert latest(releases) == releases / "1.1.0"


def test_every_change_has_its_reason(releases: Path) -> None:
    with (releases / "1.1.0" / "changes.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert Counter((row["document_id"], row["change"], row["field"], row["why"]) for row in rows) == {
        ("flood", "revised", "subject_group", "correction"): 1,
        ("fire", "removed", "", "input"): 1,
        ("storm", "added", "", "input"): 1,
    }
    [revised] = [row for row in rows if row["change"] == "revised"]
    assert (revised["old"], revised["new"]) == ("unspecified", "civilian")
    page = (releases / "1.1.0" / "CHANGES.md").read_text("utf-8")
    assert "  - `subject_group`: `unspecified` is now `civilian` (correction)" in page
    assert "| added | 1 |\n| removed | 1 |\n| revised | 1 |" in page


def test_another_version_of_the_rules_is_a_reason(
    releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "1.0.0"
    shutil.copytree(releases / "1.0.0", old)
    for name in ("claims.parquet", "claims.csv"):
        (old / name).unlink()
    text = (releases / "1.0.0" / "claims.csv").read_text("utf-8")
    (old / "claims.csv").write_text(text.replace(",0.1.0,", ",0.0.9,").replace(",at_least,", ",more_than,"))
    made = release(releases.parent / "a" / "out", tmp_path / "new", Wanted(previous=old))
    assert [(c.field, c.old, c.new, c.why) for c in made.changes.all] == [
        ("qualifier", "more_than", "at_least", "version")
    ]


def test_the_same_build_gives_the_same_bytes(releases: Path, tmp_path: Path) -> None:
    release(releases.parent / "a" / "out", tmp_path, Wanted(date="2021-03-05"))
    ours = {path.name: path.read_bytes() for path in (tmp_path / "1.0.0").iterdir()}
    assert ours == {path.name: path.read_bytes() for path in (releases / "1.0.0").iterdir()}


def test_the_sums_are_right(releases: Path) -> None:
    lines = (releases / "1.1.0" / "SHA256SUMS").read_text().splitlines()
    found = {line[66:]: line[:64] for line in lines}
    for name, digest in found.items():
        assert hashlib.sha256((releases / "1.1.0" / name).read_bytes()).hexdigest() == digest
    assert {path.name for path in (releases / "1.1.0").iterdir()} == {*found, "SHA256SUMS"}


def test_a_failed_check_leaves_no_release(releases: Path, tmp_path: Path) -> None:
    bad = tmp_path / "out"
    shutil.copytree(releases.parent / "a" / "out", bad)
    (bad / "claims.parquet").unlink()
    text = (bad / "claims.csv").read_text("utf-8")
    (bad / "claims.csv").write_text(text.replace(",asserted,", ",sure,"))
    result = run(bad, "--to", tmp_path / "releases")
    assert result.exit_code == 1
    assert "C0" in result.stderr and "there is no release" in result.stderr
    assert not (tmp_path / "releases").exists()


def test_what_cannot_be_released(releases: Path, tmp_path: Path) -> None:
    out = releases.parent / "a" / "out"
    with pytest.raises(Refused, match="is there already: releases are never changed"):
        release(out, releases, Wanted(version="1.0.0"))
    with pytest.raises(Refused, match="is no name for a release"):
        release(out, releases, Wanted(version="../up"))
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty", "--to", tmp_path)
    assert (result.exit_code, "there is no claims.csv" in result.stderr) == (2, True)
    assert sorted(path.name for path in releases.iterdir()) == ["1.0.0", "1.1.0"]


def test_a_disk_that_is_full_leaves_nothing(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("builder.release.make.make_downloads", full)
    with pytest.raises(Refused, match="No space left on device"):
        release(releases.parent / "a" / "out", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_data_package_is_valid(releases: Path) -> None:
    from frictionless import validate

    report = validate(str(releases / "1.1.0" / "datapackage.json"))
    assert report.flatten(["type", "note"]) == []
    assert [task.name for task in report.tasks] == ["claims", "documents", "events", "series", "estimates", "links"]


def test_the_data_package_would_notice(releases: Path, tmp_path: Path) -> None:
    from frictionless import validate

    shutil.copytree(releases / "1.1.0", tmp_path / "bad")
    file = tmp_path / "bad" / "claims.csv"
    file.write_text(file.read_text("utf-8").replace(",asserted,", ",sure,").replace(",storm,", ",gale,"))
    found = {type for [type] in validate(str(tmp_path / "bad" / "datapackage.json")).flatten(["type"])}
    assert found >= {"constraint-error", "foreign-key", "hash-count"}


def test_croissant_is_valid_and_loads(releases: Path) -> None:
    import mlcroissant

    dataset = mlcroissant.Dataset(jsonld=releases / "1.1.0" / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors
    rows = list(dataset.records("claims"))
    assert [row["claims/document_id"] for row in rows] == [b"flood", b"flood", b"storm"]
    assert rows[0]["claims/value"] == 14.0


def test_prov_reads_back(releases: Path) -> None:
    from prov.model import ProvDocument

    document = ProvDocument.deserialize(releases / "1.1.0" / "prov.json")
    text = document.get_provn()
    assert "entity(tb:corrections" in text and 'tb:by="A. Editor"' in text
    assert "wasDerivedFrom(tb:release/1.1.0, tb:release/1.0.0" in text
    data = json.loads((releases / "1.1.0" / "prov.json").read_text("utf-8"))
    hashes = "".join(hashlib.sha256(text.encode()).hexdigest() for text in (FLOOD, STORM))
    assert data["entity"]["tb:input/1"]["tb:documents"] == 2
    assert data["entity"]["tb:input/1"]["tb:sha256_of_texts"] == hashlib.sha256(hashes.encode()).hexdigest()
    assert data["activity"]["tb:build"]["tb:policy"] == "literal"


def test_the_citation_is_yaml_that_says_who(releases: Path) -> None:
    import yaml

    cff = yaml.safe_load((releases / "1.0.0" / "CITATION.cff").read_text("utf-8"))
    assert cff["title"] == 'Tolls of <Selvik> & "Arba"'
    assert cff["authors"][0]["family-names"] == "Ruiz"
    assert (cff["version"], str(cff["date-released"]), cff["license"]) == ("1.0.0", "2021-03-05", "CC-BY-4.0")


def test_the_dataset_for_search_engines(releases: Path) -> None:
    data = json.loads((releases / "1.0.0" / "dataset.jsonld").read_text("utf-8"))
    assert (data["@type"], data["datePublished"]) == ("Dataset", "2021-03-05")
    assert data["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert {one["encodingFormat"] for one in data["distribution"]} > {"text/csv", "application/vnd.sqlite3"}


def test_the_readme_has_every_column(releases: Path) -> None:
    text = (releases / "1.0.0" / "README.md").read_text("utf-8")
    assert "| `period_edtf` | string |" in text and "| `n_claims` | integer, claims, never empty |" in text
    assert "Ana Ruiz (2021). Tolls" in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = 1\ntitle = 'x'", "name = 1 is no text"),
        ("title = 'x'", "'name' is missing"),
        ("name = 'A b'\ntitle = 'x'", "lower case letters"),
        ("name = 'a'\ntitle = 'x'\nlicence = 'MIT'", "unknown key 'licence'"),
        ("name = 'a'\ntitle = 'x'\nkeywords = 'a'", "no list of texts"),
        ("name = 'a'\ntitle = 'x'\n[[creators]]\nname = 'A'\norcid = '12'", "creator 1: orcid = '12'"),
        ("name =", "dataset.toml"),
    ],
)
def test_a_wrong_dataset_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "dataset.toml").write_text(text)
    with pytest.raises(AboutError, match=message):
        About.load(tmp_path / "dataset.toml")
