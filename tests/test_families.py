"""Casualties and damage alone: the same claims as among all, whatever stands around them, through a gate of words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import builder
from builder.claims.extract import extract_claims
from builder.claims.gate import gate, words_of_text
from builder.cli import main
from builder.model import FAMILIES, Claim, Document
from builder.tables.schema import columns
from tests.case_tables import FOLDER, cases

HARM = ("casualty", "damage")
TEXTS = [row.values[0]["text"] for table in sorted(FOLDER.glob("claims*.toml")) for row in cases(table.stem)]
DAY = date(2021, 3, 5)


def alone(text: str) -> list[Claim]:
    return _apart(extract_claims(Document("d", text, published=DAY), HARM))


def among_all(text: str) -> list[Claim]:
    return _apart(extract_claims(Document("d", text, published=DAY)))


def _apart(claims: list[Claim]) -> list[Claim]:
    """The claims of harm; their totals by place, as indexes differ, and only such as are claims of harm themselves."""
    total = {n: c.start for n, c in enumerate(claims) if c.family in HARM}
    return [replace(c, part_of=total.get(-1 if c.part_of is None else c.part_of)) for c in claims if c.family in HARM]


def test_each_case_gives_the_same_alone() -> None:
    assert [text for text in TEXTS if alone(text) != among_all(text)] == []


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=8), st.sampled_from([" ", "\n\n", "\n"]), st.booleans())
def test_what_stands_around_them_changes_nothing(parts: list[str], joint: str, loud: bool) -> None:
    text = joint.join(parts)
    text = text.upper() if loud else text
    assert alone(text) == among_all(text)


def test_a_document_without_a_word_of_harm_is_not_cut_at_all() -> None:
    assert gate().hits(words_of_text("the bank left its main rate of 3.5 percent unchanged.")) == []
    assert [word for word, _ in gate().hits(words_of_text("three people were killed."))] == ["killed"]


def test_names_and_days_come_from_sentences_that_are_passed_over() -> None:
    text = (
        "Colonel Omar Haddad spoke for 20 minutes on Tuesday. The storm came on Monday.\n\n"
        "Exports grew by 5%. Two villagers died. Haddad was wounded."
    )
    found = alone(text)
    assert [(c.measure, c.subject_group, str(c.period.start)) for c in found] == [
        ("killed", "civilian", "2021-03-01"),
        ("injured", "military", "2021-03-01"),
    ]


def test_the_command_writes_only_the_families_named(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Two soldiers were killed. Twelve homes were destroyed. Aid of $6 million was promised.")
    args = ["build", str(source), "--out", str(tmp_path / "out"), "--no-check", "--quiet", "--families"]
    assert CliRunner().invoke(main, [*args, "damage"]).exit_code == 0
    from builder.publish import read_claims

    assert read_claims(tmp_path / "out" / "claims.csv")["measure"].tolist() == ["destroyed"]
    wrong = CliRunner().invoke(main, [*args, "damages"])
    assert (wrong.exit_code, "'damages' is none of casualty, damage, statistic" in wrong.output) == (2, True)


@pytest.mark.parametrize(
    ("families", "measures"), [(None, ["killed", "statistic"]), (["statistic"], ["statistic"]), (HARM, ["killed"])]
)
def test_from_python(families: list[str] | None, measures: list[str]) -> None:
    found = builder.extract("Two soldiers were killed. Aid of $6 million was promised.", families=families)
    assert found["measure"].tolist() == measures


def test_the_families_are_those_of_the_columns() -> None:
    [column] = [column for column in columns("claims") if column.name == "family"]
    assert column.values == FAMILIES


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"families": ["casualties"]}, "families: 'casualties' is none of casualty, damage, statistic"),
        ({"families": "damage"}, "families = 'damage' is one word: give a list of them"),
        ({"html": "slow"}, "html = 'slow' is none of full, fast"),
        ({"encoding": "utf8000"}, "encoding = 'utf8000' is none that is known (utf-16, latin-1, cp1252, ...)"),
        ({"published": "8 June"}, "published is not a date (YYYY-MM-DD): 8 June"),
    ],
)
def test_a_word_that_is_none_is_refused_not_passed_over(wrong: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        builder.build(tmp_path, tmp_path / "out", **wrong)
    if not wrong.keys() & {"html", "encoding"}:
        with pytest.raises(ValueError, match=re.escape(message)):
            builder.extract("Two soldiers were killed.", **wrong)


def test_a_build_from_python_takes_the_options_of_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two soldiers were killed. Aid of $6 million was promised.")
    done = builder.build(tmp_path / "a.txt", tmp_path / "out", check=False, estimates=False, families=HARM)
    assert (done.claims["measure"].tolist(), done.derived) == (["killed"], {})
