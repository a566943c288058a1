"""Open words as numbers: policies are TOML files of builder/policies with the published rules of those who code them.

name, version     what the tables say of the policy ("acled 1")
title, source     whose rules, and where they are published
note              what of them is left out here, and why
range             optional, "average": a range is entered by its middle
[words]           value_text, lower case without an article = a number, or [low, high] where the rule gives a range
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from msgspec.structs import replace

from builder.model import Claim, Qualifier

LITERAL = "literal"
_KEYS = {"name": str, "version": int, "title": str, "source": list, "note": str, "range": str, "words": dict}
_OPTIONAL = ("range",)


class PolicyError(ValueError):
    """There is no such policy, or its file says what is not known."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How open words become numbers."""

    name: str
    version: int
    title: str
    source: tuple[str, ...]
    note: str
    words: Mapping[str, float | tuple[float, float]]
    range: str | None = None

    @property
    def label(self) -> str:
        return self.name if self.name == LITERAL else f"{self.name} {self.version}"

    def impute(self, claim: Claim) -> Claim:
        """The claim with a value, if the policy has a rule for its words; a stated number is never touched."""
        if claim.value is not None or claim.family == "statistic":
            return claim
        low, high = claim.value_low, claim.value_high
        if self.range == "average" and claim.qualifier is Qualifier.RANGE and low is not None and high is not None:
            return replace(claim, value=float(int((low + high) / 2)))
        rule = self.words.get(_plain(claim.value_text)) if claim.qualifier is Qualifier.VAGUE else None
        if rule is None:
            return claim
        if isinstance(rule, tuple):
            return replace(claim, value=rule[0], value_low=rule[0], value_high=rule[1])
        top = None if high is None else max(high, rule)
        return replace(claim, value=rule, value_low=rule if low is None else min(low, rule), value_high=top)


def _plain(words: str) -> str:
    text = " ".join(words.lower().split())
    return text.removeprefix("a ").removeprefix("the ").removesuffix(" of")


@cache
def names() -> tuple[str, ...]:
    """The policies there are, literal first."""
    found = sorted(f.name[:-5] for f in files("builder.policies").iterdir() if f.name.endswith(".toml"))
    return (LITERAL, *(name for name in found if name != LITERAL))


@cache
def policy(name: str) -> Policy:
    """A policy by name; an unknown one, or a wrong file, is a PolicyError."""
    if name not in names():
        raise PolicyError(f"there is no policy {name!r} (there are {', '.join(names())})")
    return read(f"{name}.toml", (files("builder.policies") / f"{name}.toml").read_text("utf-8"))


def read(file: str, source: str) -> Policy:
    """One policy file's text; `file` is for messages."""
    data = tomllib.loads(source)
    for key in (*data, *_KEYS):
        if key not in _KEYS or (key not in data and key not in _OPTIONAL):
            raise PolicyError(f"{file}: {'unknown' if key not in _KEYS else 'missing'} key '{key}'")
        if key in data and not isinstance(data[key], _KEYS[key]):
            raise PolicyError(f"{file}: {key} = {data[key]!r} is not a {_KEYS[key].__name__}")
    words = {word: _rule(file, word, rule) for word, rule in data.pop("words").items()}
    return Policy(**{**data, "source": tuple(data["source"])}, words=words)


def _rule(file: str, word: str, rule: object) -> float | tuple[float, float]:
    if isinstance(rule, int | float) and not isinstance(rule, bool):
        return float(rule)
    if isinstance(rule, list) and len(rule) == 2 and rule[0] <= rule[1]:
        return float(rule[0]), float(rule[1])
    raise PolicyError(f"{file}: {word} = {rule!r} is neither a number nor [low, high]")
