"""The site without a browser: marks, words, files, refusals."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.downloads import make_downloads
from builder.metadata import About, described, write_metadata
from builder.site.columnar import shard
from builder.site.downloads import size
from builder.site.facts import bars
from builder.site.marks import marks
from builder.site.pages import POLICY, day, environment, jsonld, number, web
from builder.site.words import words
from tests import site_release

SAMPLE = Path(__file__).parents[1] / "data" / "release"


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["publish", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "out"
    assert run(SAMPLE, "--out", out, "--about", about(out.parent))[0] == 0
    return out


def about(folder: Path) -> Path:
    path = folder / "dataset.toml"
    path.write_text('name = "tolls"\ntitle = "Tolls <b>"\nhomepage = "javascript:alert(1)"\nlicense = "MIT"\n')
    return path


# marks


def claim(sentence: str, number: str, start: int, **more: str | None) -> dict[str, str | None]:
    known = {"sentence": sentence, "value_text": number, "char_start": str(start), "char_end": str(start + len(number))}
    return {"subject_text": None, "source_text": None, "period_text": None, **known, **more}


def test_marks_are_where_the_text_says() -> None:
    text = "Two died. Police said 2 of 2 men died on Monday."
    one = claim(text[10:], "2", 27, subject_text="men", source_text="Police", period_text="on Monday")
    assert marks(one, text) == [0, 6, 2, 17, 18, 0, 19, 22, 1, 28, 37, 3]


def test_without_the_text_the_number_is_the_first_of_its_like_and_others_are_near_it() -> None:
    said = "12 men; 2 men, of them 12 old."
    assert marks(claim(said, "2", 900, subject_text="men"), None) == [8, 9, 0, 10, 13, 1]


def test_what_the_sentence_does_not_hold_has_no_mark_and_none_overlap() -> None:
    said = "Ana Ruiz was killed."
    one = claim(said, "Ana Ruiz", 0, subject_text="Ana Ruiz", source_text="the mayor", period_text="killed was")
    assert marks(one, said) == [0, 8, 0]


def test_offsets_count_as_browsers_do() -> None:
    said = "\U0001f4a5\U0001f4a5 7 men died."
    assert marks(claim(said, "7", 3, subject_text="men"), said) == [5, 6, 0, 7, 10, 1]


# words and small things


def test_words() -> None:
    assert words("L'Été: 1,200 morts—ÉTÉ!") == {"l", "ete", "1", "200", "morts"}
    assert words("ستون قتيل") == {"ستون", "قتيل"}
    assert words("x" * 90) == {"x" * 24}


def test_words_of_pages() -> None:
    assert [number(n) for n in (None, 0, 1234.0, 2.5)] == ["", "0", "1,234", "2.5"]
    assert [size(n) for n in (7, 1500, 269614, 5_400_000)] == ["7 B", "1.5 kB", "270 kB", "5.4 MB"]
    assert day("2023-08-02") == "2 August 2023"
    assert [(b.words, b.count) for b in bars([("a_b", 4), ("c", 2), ("d", 1), ("e", 1)], 2)] == [
        ("a b", 4),
        ("c", 2),
        ("2 others", 2),
    ]
    assert [shard("3fa9", n) for n in (0, 1, 2)] == ["i", "i3", "i3f"]
    assert shard("../etc", 3) == "ixxx"


def test_only_addresses_of_the_web_become_links() -> None:
    bad = (
        "javascript:alert(1)",
        " JaVaScript:x",
        "data:text/html,x",
        "//x.example",
        "http:",
        "ftp://a",
        "http://[",
        None,
    )
    assert [web(address) for address in bad] == [None] * 8
    assert web("https://example.org/a?b=c") == "https://example.org/a?b=c"


def test_data_in_a_script_element_cannot_close_it() -> None:
    assert "</" not in jsonld({"name": "</script><script>alert(1)</script>"})


# the command


def test_pages_allow_nothing_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count("Content-Security-Policy") == 1
        assert not re.search(r"<script(?! src| type=\"application/(?:ld\+)?json)|<style|\sstyle=|\son\w+=", text)
        assert not re.search(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", text)
    assert "unsafe" not in POLICY


def test_the_words_of_whoever_publishes(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    assert "<h1>Tolls &lt;b&gt;</h1>" in text
    assert 'href="javascript:' not in text


def test_a_versioned_release_says_what_it_is_called(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "1.0.0")
    write_metadata(folder, described(folder, About.load(about(tmp_path)), "1.0.0", make_downloads(folder, folder)))
    text = published(folder, tmp_path / "out")
    assert "<h1>Tolls &lt;b&gt;</h1>" in text
    assert "Version 1.0.0." in text
    assert text.count('"sha256"') == 32
    assert "Frictionless description of the tables" in text


def published(release: Path, out: Path) -> str:
    assert run(release, "--out", out)[0] == 0
    return (out / "index.html").read_text("utf-8")


def test_downloads_are_the_files_of_the_release(site: Path) -> None:
    text = (site / "index.html").read_text("utf-8")
    for name in ("claims.csv", "documents.csv", "validation.json", "rejects.csv"):
        assert (site / "download" / name).read_bytes() == (SAMPLE / name).read_bytes()
    there = [path for path in (site / "download").iterdir() if path.suffix]
    assert len(there) == 34
    for file in there:
        assert hashlib.sha256(file.read_bytes()).hexdigest() in text


def test_the_same_release_gives_the_same_bytes_and_replaces_its_site(site: Path, tmp_path: Path) -> None:
    assert run(SAMPLE, "--out", tmp_path / "out", "--about", about(tmp_path))[0] == 0
    assert files(tmp_path / "out") == files(site)
    (tmp_path / "out" / "stale.html").write_text("old")
    assert "<h1>Numeric claims in a sample of news</h1>" in published(SAMPLE, tmp_path / "out")
    assert not (tmp_path / "out" / "stale.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dataset.toml", "out"]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    code, _, err = run(SAMPLE, "--out", tmp_path)
    assert (code, err) == (
        2,
        f"tallybook: {tmp_path} holds something that is no site of tallybook; choose another folder\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_is_no_release_is_refused(tmp_path: Path) -> None:
    code, _, err = run(tmp_path, "--out", tmp_path / "out")
    assert code == 2
    assert err.endswith("is inside the release; choose a folder outside\n")
    (tmp_path / "in").mkdir()
    code, _, err = run(tmp_path / "in", "--out", tmp_path / "out")
    assert (code, "has no claims.csv" in err) == (2, True)
    (tmp_path / "in" / "claims.csv").write_text("a,b\n1,2\n")
    assert "not the columns of claims" in run(tmp_path / "in", "--out", tmp_path / "out")[2]
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    code, _, err = run(SAMPLE, "--out", tmp_path / "out")
    environment.cache_clear()
    assert (code, err) == (2, "tallybook: publish needs jinja2: pip install 'tallybook[site]'\n")


def test_an_empty_release_has_a_site_too(tmp_path: Path) -> None:
    folder = site_release.write(tmp_path / "release")
    for name in ("claims", "documents"):
        head = (folder / f"{name}.csv").read_text("utf-8").splitlines()[0]
        (folder / f"{name}.parquet").unlink()
        (folder / f"{name}.csv").write_text(head + "\n", "utf-8")
    (folder / "validation.json").unlink()
    assert run(folder, "--out", tmp_path / "out")[0] == 0
    assert "published without a validation report" in (tmp_path / "out" / "checks.html").read_text("utf-8")
