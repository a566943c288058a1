"""Which language a text is in: the text decides where it is long enough, else what is said of it, else English."""

from __future__ import annotations

import re

import pytest

import builder
from builder.documents.languages import code, language
from tests.pages import GERMAN, PARAGRAPH

SPANISH = (
    "Las autoridades informaron que catorce personas murieron cuando cedió la presa y que otras nueve siguen "
    "desaparecidas; los equipos de rescate llegaron al pueblo en la madrugada."
)


@pytest.mark.parametrize(
    ("text", "stated", "found"),
    [
        (PARAGRAPH, None, "en"),
        (PARAGRAPH.upper(), None, "en"),
        (PARAGRAPH, "de", "en"),
        (GERMAN, None, "de"),
        (GERMAN.upper(), "en", "de"),
        (GERMAN, "en-GB", "de"),
        (SPANISH, "es-HN", "es"),
        ("SAF bomb Deribat. 2 farmers died.", None, "en"),
        ("Zwei Tote.", None, "en"),
        ("Zwei Tote.", "de-AT", "de"),
        ("Two dead.", "English", "en"),
        ("1 2 3 4 5 " * 40, None, "en"),
    ],
)
def test_the_language_of_a_text(text: str, stated: str | None, found: str) -> None:
    assert language(text, stated) == found


@pytest.mark.parametrize(
    ("stated", "found"),
    [("en-US", "en"), ("pt_BR", "pt"), ("deu", "de"), ("French", "fr"), ("x", None), ("none such", None), (None, None),
     ("", None)],
)  # fmt: skip
def test_codes(stated: str | None, found: str | None) -> None:
    assert code(stated) == found


def test_extract_and_explain_say_that_a_text_is_not_english() -> None:
    told = "the text is in German (de), not in English"
    with pytest.warns(UserWarning, match=re.escape(f"{told}: no claims are made of it")):
        assert len(builder.extract(GERMAN)) == 0
    assert builder.explain(GERMAN) == f"{told}: no claims\n"


def test_a_language_that_is_stated_is_believed() -> None:
    english = "Police said 12 people were killed on Monday."
    with pytest.warns(UserWarning, match="in French"):
        assert len(builder.extract(english, language="French")) == 0
    assert len(builder.extract(english, language="en-GB")) == 1
    assert "not in English" not in builder.explain(GERMAN, language="en")
    with pytest.raises(ValueError, match="'Elvish' is no language"):
        builder.extract(english, language="Elvish")
