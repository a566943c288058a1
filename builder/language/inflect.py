"""Regular English inflection of lexicon words, so that a lexicon says each word once.

Irregular forms are spelled out with slashes on the word that changes: nouns `child/children`, verbs
`shoot/shot/shooting` or `take/took/taken/taking` (base, past, participle if it differs, -ing).
"""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = frozenset("aeiou")
_SIBILANT = ("s", "x", "z", "ch", "sh")


def forms_of(phrase: str, inflect: str) -> Iterator[tuple[str, str]]:
    """(surface form, its name) of a lexicon phrase; the name is "" for words that do not inflect.

    noun: the last word changes, names one and many. verb: the verb changes, names base, s, past, participle, ing
    (past where past and participle are the same word).
    """
    if inflect == "noun":
        yield from zip(_noun(phrase), ("one", "many"), strict=True)
    elif inflect == "verb":
        words = phrase.split(" ")
        at = _changing(words)
        for word, name in _verb(words[at].split("/")):
            yield " ".join([*words[:at], word, *words[at + 1 :]]), name
    else:
        yield phrase, ""


def _noun(phrase: str) -> tuple[str, str]:
    """`fire chief` and its plural, which is regular or follows a slash: the last word's (`young man/men`), or
    that of as many words as stand before the slash (`prisoner of war/prisoners of war`)."""
    one, _, many = phrase.partition("/")
    if " " in many and many.count(" ") == one.count(" "):
        return one, many
    head, _, last = phrase.rpartition(" ")
    one, _, many = last.partition("/")
    return f"{head} {one}".lstrip(), f"{head} {many or _plural(one)}".lstrip()


def _changing(words: list[str]) -> int:
    """Index of the verb: the word with slashes, else the first that is no adverb ("partially destroy")."""
    spelled = next((k for k, word in enumerate(words) if "/" in word), None)
    return spelled if spelled is not None else next((k for k, w in enumerate(words) if not w.endswith("ly")), 0)


def _verb(parts: list[str]) -> Iterator[tuple[str, str]]:
    base = parts[0]
    past = parts[1] if len(parts) > 1 else _past(base)
    if past != base:  # "hurt", "cost": read as the past, which is what news uses
        yield base, "base"
    yield _plural(base), "s"
    yield past, "past"
    if len(parts) > 3:
        yield parts[2], "participle"
    yield parts[-1] if len(parts) > 2 else _ing(base), "ing"


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(_SIBILANT) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"
