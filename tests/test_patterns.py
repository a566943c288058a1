"""No pattern, and no way through the extraction, whose time grows faster than the text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from builder import extract
from builder.language.long import LONGEST
from builder.language.sentences import sentences

CLAIM = "Five people were killed in Arba on May 5, police said."


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


def test_every_pattern_is_linear() -> None:
    """In a process of its own: patterns are caught while the package is imported."""
    command = [sys.executable, "-m", "benchmarks.patterns", "--short"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(run.stdout.split()[0]) > 80


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    text = "two men, " * 400 + "and five women were killed."
    found = cut(text)
    assert [len(one) for one in found] == [1997, 1629]
    assert found[0].endswith("men,") and found[1].startswith("two men,")


def test_or_at_a_space_and_words_stay_whole() -> None:
    found = cut("word " * 700)
    assert all(set(one.split()) == {"word"} and len(one) <= LONGEST for one in found)
    assert sum(one.count("word") for one in found) == 700


def test_what_has_no_space_is_passed_over_and_its_neighbours_are_read() -> None:
    text = f"{CLAIM} It was {'1' * 5000} killed 3 soldiers. {CLAIM}"
    assert [one for one in cut(text) if len(one) > 60] == []
    assert extract(text)["value_text"].tolist() == ["Five", "3", "Five"]


def test_a_number_of_many_digits_costs_no_other_claim() -> None:
    text = f"{CLAIM} Some {'9' * 1900} people were killed. {CLAIM}"
    assert extract(text)["value_text"].tolist() == ["Five", "Five"]


def test_ten_to_the_four_hundred_is_no_number() -> None:
    assert extract(f"{CLAIM} 1{'0' * 400} people were killed, and two were hurt.")["value_text"].tolist() == [
        "Five",
        "two",
    ]
