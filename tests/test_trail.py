"""Explanations: the text as it is, its mentions marked, and nothing a terminal would obey."""

from __future__ import annotations

import pytest

import builder
from builder.trail import marked, printable

TEXT = "Some 12 soldiers were killed."


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ([], "Some 12 soldiers were killed."),
        ([(5, 7, "number")], "Some [12]NUMBER soldiers were killed."),
        ([(5, 7, "number"), (22, 28, "effect")], "Some [12]NUMBER soldiers were [killed]EFFECT."),
        ([(0, 16, "subject"), (5, 7, "number")], "[Some [12]NUMBER soldiers]SUBJECT were killed."),
        ([(5, 7, "number"), (5, 16, "subject")], "Some [[12]NUMBER soldiers]SUBJECT were killed."),
        ([(5, 7, "number"), (5, 7, "cue")], "Some [[12]NUMBER]CUE soldiers were killed."),
        ([(0, 7, "number"), (5, 16, "subject")], "[Some 12]NUMBER soldiers were killed."),
        ([(22, 28, "effect"), (28, 29, "stop")], "Some 12 soldiers were [killed]EFFECT[.]STOP"),
        ([(3, 3, "empty"), (20, 90, "outside")], "Some 12 soldiers were killed."),
    ],
)
def test_marks(marks: list[tuple[int, int, str]], shown: str) -> None:
    assert marked(TEXT, 0, len(TEXT), marks) == shown


def test_only_the_sentence_is_shown() -> None:
    assert marked("One. " + TEXT + " Two.", 5, 5 + len(TEXT), [(10, 12, "number"), (0, 3, "number")]) == (
        "Some [12]NUMBER soldiers were killed."
    )


def test_a_terminal_obeys_nothing_in_a_text() -> None:
    assert printable("a\x1b[31mred\r\n\u202eb\u00a0c") == "a [31mred b c"


def test_the_api_mirrors_the_command() -> None:
    explanation = builder.explain("Police said 12 people were killed on Monday.", published="2021-03-02")
    assert explanation.startswith("published 2021-03-02\n\n  1  ")
    assert "       rule             " in explanation
