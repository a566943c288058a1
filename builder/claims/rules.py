"""The binding rules as compiled patterns: rules.toml, read strictly."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import regex

_READINGS = frozenset(
    {"passive", "active", "past", "gerund", "intransitive", "either", "present", "adjective", "nominal", "toll"}
)
_KEYS = frozenset({"id", "readings", "side", "pattern", "confidence", "example"})
_OWN = "[ab]*E"
"""What follows a quantity that is the subject of an effect of its own."""


class RuleError(ValueError):
    """rules.toml says something a rule may not say."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern over chunk kinds; `left` is True if it must end at the effect."""

    id: str
    readings: frozenset[str]
    left: bool
    pattern: regex.Pattern[str]
    confidence: float
    person: float
    """The confidence where what is bound is a single person without a number."""
    example: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, surest first."""
    data = tomllib.loads((files("builder.claims") / "rules.toml").read_text("utf-8"))
    if unknown := set(data) - {"macros", "rule"}:
        raise RuleError(f"rules.toml: unknown table '{sorted(unknown)[0]}'")
    macros = {"OWN": _OWN}
    for name, text in data["macros"].items():
        macros[name] = _spelt_out(text, macros)
    return tuple(_rule(row, macros) for row in data["rule"])


def _spelt_out(pattern: str, macros: dict[str, str]) -> str:
    """The pattern with every `{NAME}` replaced; a macro may use macros written before it."""
    for name, text in macros.items():
        pattern = pattern.replace("{" + name + "}", text)
    if left := regex.search(r"\{[A-Z]+\}", pattern):
        raise RuleError(f"rules.toml: {left.group()} is no macro written before its use")
    return pattern


def _rule(row: dict[str, Any], macros: dict[str, str]) -> Rule:
    where = f"rules.toml, rule {row.get('id', '?')!r}"
    if set(row) - {"person"} != _KEYS:
        raise RuleError(f"{where}: keys {sorted((set(row) - {'person'}) ^ _KEYS)} are missing or unknown")
    if row["side"] not in ("left", "right"):
        raise RuleError(f"{where}: side = {row['side']!r} is neither left nor right")
    if wrong := set(row["readings"]) - _READINGS:
        raise RuleError(f"{where}: unknown reading {sorted(wrong)[0]!r}")
    return Rule(
        row["id"],
        frozenset(row["readings"]),
        row["side"] == "left",
        regex.compile(_spelt_out(row["pattern"], macros)),
        row["confidence"],
        row.get("person", row["confidence"]),
        row["example"],
    )
