"""Which language a text is in, by py3langid: offline, 5 MB, a fraction of a millisecond.

The text decides where it is long enough to; what a page or a row says of its language is often a default that nobody
set. Short texts are what they are said to be, and English if nothing is said.
"""

from __future__ import annotations

from functools import cache
from typing import Any

ENGLISH = "en"

LETTERS = 60
"""A text with fewer says too little."""

HEAD = 4_000
"""Characters that are looked at."""

SURE = 0.5
"""Below this probability the text has not decided."""


def language(text: str, stated: str | None) -> str:
    """ISO 639-1 code of a text's language."""
    said = code(stated)
    head = text[:HEAD]
    if sum(map(str.isalpha, head)) < LETTERS:
        return said or ENGLISH
    found, probability = _identifier().classify(head.lower() if _capitals(head) else head)
    return str(found) if probability >= SURE else said or ENGLISH


def foreign(text: str, stated: str | None = None) -> str | None:
    """In words, that a text is not in English; None if it is. What is stated is believed, else the text is asked.
    Raises ValueError for what is no language."""
    import pycountry

    if stated is not None and code(stated) is None:
        raise ValueError(f"{stated!r} is no language (a code of ISO 639 or its English name)")
    found = code(stated) or language(text, None)
    if found == ENGLISH:
        return None
    name = getattr(pycountry.languages.get(alpha_2=found), "name", found)
    return f"the text is in {name} ({found}), not in English"


def _capitals(text: str) -> bool:
    return sum(map(str.isupper, text)) > sum(map(str.islower, text))


@cache
def code(stated: str | None) -> str | None:
    """`en` of `en-GB`, `eng` or `English`; None for what is no language."""
    import pycountry

    word = (stated or "").strip().replace("_", "-").split("-")[0]
    try:
        known = {2: "alpha_2", 3: "alpha_3"}.get(len(word))  # `En` is also the name of a language of Vietnam
        found = pycountry.languages.get(**{known: word.lower()}) if known else pycountry.languages.lookup(word)
    except LookupError:
        return None
    return getattr(found, "alpha_2", None)


@cache
def _identifier() -> Any:
    """The model, for the languages that have a code of two letters: creoles of English are none of them."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages([name for name in model.labels if len(name) == 2])
    return model
