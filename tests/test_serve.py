"""`tallybook serve`: Datasette over a release, run as people run it."""

from __future__ import annotations

import csv
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder.publish import publish, read_claims
from builder.serve import ServeError, prepared
from tests.release_fixture import release

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a running server, and the release."""
    folder = tmp_path_factory.mktemp("serve")
    claims, documents, texts = release()
    claims.loc[0, "subject_text"] = HOSTILE
    publish(folder, claims, documents, [], None, texts)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [sys.executable, "-c", "from builder.cli import main; main()", "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address, folder
    finally:
        process.terminate()
        process.wait()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server stopped"
        try:
            urllib.request.urlopen(f"{address}/-/versions.json").close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def get(address: str, path: str, **query: str) -> str:
    with urllib.request.urlopen(f"{address}/{path}?{urllib.parse.urlencode(query)}") as answer:
        return answer.read().decode("utf-8")  # type: ignore[no-any-return]


def rows(address: str, path: str, **query: str) -> list[dict[str, Any]]:
    return json.loads(get(address, path + ".json", _shape="array", **query))  # type: ignore[no-any-return]


def test_the_api_answers(served: tuple[str, Path]) -> None:
    address, _ = served
    found = rows(address, "tallybook/claims", measure="displaced")
    assert [row["value_text"] for row in found] == ["900"]
    search = rows(address, "tallybook/search", words="patients")
    assert [row["value_text"] for row in search] == ["Fifteen"]
    enemy = rows(address, "tallybook/own_and_enemy", party="rebels")
    assert [(row["source_relation"], row["value"]) for row in enemy] == [("enemy", 90.0)]


def test_the_csv_of_a_whole_table_streams(served: tuple[str, Path]) -> None:
    address, folder = served
    text = get(address, "tallybook/claims.csv", _stream="on", _size="max")
    found = list(csv.DictReader(text.splitlines(keepends=True)))
    claims = read_claims(folder / "claims.csv")
    assert {row["claim_id"]: row["sentence"] for row in found} == dict(
        zip(claims["claim_id"], claims["sentence"], strict=True)
    )


def test_its_pages_say_what_columns_mean(served: tuple[str, Path]) -> None:
    address, _ = served
    page = get(address, "tallybook/claims")
    assert "The attributing words as printed" in page
    assert "_facet=measure" in page or "facet-measure" in page or 'data-column="measure"' in page
    assert HOSTILE not in page and "&lt;script&gt;" in page


def test_it_is_read_only(served: tuple[str, Path]) -> None:
    address, _ = served
    with pytest.raises(urllib.error.HTTPError, match="400"):
        rows(address, "tallybook", sql="DELETE FROM claims")


def test_a_folder_to_take_away(served: tuple[str, Path], tmp_path: Path) -> None:
    with prepared(served[1], tmp_path) as made:
        assert made.database == tmp_path / "tallybook.sqlite"
    metadata = json.loads((tmp_path / "metadata.json").read_text("utf-8"))
    queries = metadata["databases"]["tallybook"]["queries"]
    assert list(queries) == ["own_and_enemy", "search", "figures_of", "vague_words"]


def test_no_tables(tmp_path: Path) -> None:
    with pytest.raises(ServeError, match="there are no tables here"), prepared(tmp_path):
        pass
