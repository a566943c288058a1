"""Named checks over whole tables: what a row alone cannot show, and what Great Expectations has no rule for.

A check is a function of the tables (and of the parameters a suite file gives it) that says in which rows it applies
and which of those are wrong. The decorator files it under its own name; suite files call it by that name.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType, UnionType
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    import pandas as pd

KEYS = MappingProxyType({"claims": "claim_id", "documents": "document_id", "estimates": "estimate_id"})
"""Table -> the column that names a row. A suite may only be about one of these."""

MAX_SAID = 5
"""Details a failure of a whole table spells out."""

COLUMN_PARAMETERS = ("column", "by", "other", "first", "last", "columns", "apart")
"""Parameters of checks that hold a column's name, or a list of them."""

PATTERNS = ("pattern", "unless")
"""Parameters that hold a regular expression."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. `wrong` holds row positions; `failed` counts what is wrong (columns, for whole-table checks);
    `checked` counts what it applied to; `skipped` says why it could not be asked, `error` why it broke. `named` holds
    ids, where what is wrong is not a row of this table."""

    checked: int = 0
    wrong: tuple[int, ...] = ()
    failed: int = 0
    detail: str | None = None
    skipped: str | None = None
    error: str | None = None
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A named check: the columns it always reads, whether it needs the texts or other tables, what it can be given."""

    name: str
    function: Callable[..., Verdict]
    columns: tuple[str, ...]
    texts: bool
    tables: tuple[str, ...]
    parameters: Mapping[str, inspect.Parameter]
    types: Mapping[str, type]

    def complaint(self, given: Mapping[str, Any]) -> str | None:
        """Why a suite may not call the check with these parameters; None if it may."""
        for name, value in given.items():
            if name not in self.parameters:
                return f"check '{self.name}' has no parameter '{name}'"
            if not is_a(value, self.types[name]):
                return f"{name} = {value!r} is not a {self.types[name].__name__}"
            if name in PATTERNS and (problem := _no_pattern(value)):
                return f"{name} = {value!r} is no regular expression: {problem}"
        for name, parameter in self.parameters.items():
            if parameter.default is parameter.empty and name not in given:
                return f"check '{self.name}' needs the parameter '{name}'"
        return None


def is_a(value: Any, kind: type) -> bool:
    """A whole number will do for a float; true and false are no numbers."""
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _no_pattern(value: str) -> str | None:
    try:
        re.compile(value)
    except re.error as error:
        return str(error)
    return None


def _kind(hint: Any) -> type:
    """The plain type of a parameter: `list` of `list[str] | None`."""
    if isinstance(hint, UnionType):
        hint = get_args(hint)[0]
    return get_origin(hint) or hint  # type: ignore[no-any-return]


@dataclass(slots=True)
class Tables:
    """The tables under check: `table` names the one whose rows are judged, the others are there to compare with.

    `frames` have their published dtypes as far as their values allow, `found` the dtypes they came with, `misfits` the
    cells, by column and row, that had to be emptied for that. Every verdict is kept, so that a floor can ask how often
    a check applied without running it twice.
    """

    table: str
    frames: Mapping[str, pd.DataFrame]
    found: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str] | None = None
    previous: pd.DataFrame | None = None
    partial: bool = False
    excepted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    misfits: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)
    """What several checks ask for, worked out once."""

    @property
    def key(self) -> str:
        """The column that names a row."""
        return KEYS[self.table]

    @property
    def rows(self) -> pd.DataFrame:
        return self.frames[self.table]

    def names(self, verdict: Verdict) -> tuple[str, ...]:
        """The ids of what a verdict says is wrong; `#17` for a row without."""
        if not verdict.wrong:
            return verdict.named
        ids = self.rows[self.key].iloc[list(verdict.wrong)].tolist() if self.key in self.rows else verdict.wrong
        return tuple(i if isinstance(i, str) else f"#{at}" for at, i in zip(verdict.wrong, ids, strict=True))

    def verdict(self, name: str, given: Mapping[str, Any]) -> Verdict:
        """The verdict of a check on these tables, worked out once."""
        key = f"{name} {json.dumps(given, sort_keys=True)}"
        if key not in self.verdicts:
            self.verdicts[key] = self._ask(CHECKS[name], given)
        return self.verdicts[key]

    def _ask(self, check: Check, given: Mapping[str, Any]) -> Verdict:
        if check.texts and self.texts is None:
            return Verdict(skipped="the texts were not given")
        if absent := [name for name in check.tables if name not in self.frames]:
            return Verdict(skipped=f"the {absent[0]} table was not given")
        if said := missing_column(columns_of(check, given), self.rows.columns):
            return Verdict(skipped=said) if self.partial else Verdict(error=said)
        try:
            return check.function(self, **given)
        except Exception as error:  # a table of unknown make: the check is reported as broken, the others still run
            return Verdict(error=f"{type(error).__name__}: {error}")


CHECKS: dict[str, Check] = {}


def missing_column(wanted: Iterable[str], there: Iterable[str]) -> str | None:
    """That a column is missing, the first of them; None if all are there."""
    names = set(there)
    return next((f"column '{name}' is missing" for name in wanted if name not in names), None)


def columns_of(check: Check, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns a call of the check reads, in the order they are named, each once."""
    named = [given[p] for p in COLUMN_PARAMETERS if p in given]
    flat = [c for value in named for c in (value if isinstance(value, list) else [value])]
    return tuple(dict.fromkeys([*check.columns, *flat]))


def check(
    *columns: str, texts: bool = False, tables: tuple[str, ...] = ()
) -> Callable[[Callable[..., Verdict]], Callable[..., Verdict]]:
    """File a function as a check that reads these columns (and the texts, and other tables)."""

    def file(function: Callable[..., Verdict]) -> Callable[..., Verdict]:
        parameters = dict(list(inspect.signature(function).parameters.items())[1:])
        hints = get_type_hints(function, localns={"Tables": Tables})
        types = {name: _kind(hints[name]) for name in parameters}
        CHECKS[function.__name__] = Check(function.__name__, function, columns, texts, tables, parameters, types)
        return function

    return file


def some(words: Sequence[str]) -> str:
    """The first few of many words, and how many more there are."""
    more = f"; and {len(words) - MAX_SAID} more" if len(words) > MAX_SAID else ""
    return "; ".join(words[:MAX_SAID]) + more


def judge(applies: pd.Series[Any], wrong: pd.Series[Any]) -> Verdict:
    """The verdict of two masks over the rows; what is unknown (null) neither applies nor is wrong."""
    held = applies.fillna(False).to_numpy(dtype=bool)
    bad = held & wrong.fillna(False).to_numpy(dtype=bool)
    positions = tuple(bad.nonzero()[0].tolist())
    return Verdict(checked=int(held.sum()), wrong=positions, failed=len(positions))


def over(rows: pd.DataFrame, flags: pd.Series[Any]) -> pd.Series[bool]:
    """Flags of some rows as flags of all: null, and rows that are not among them, are False."""
    return flags.fillna(False).astype(bool).reindex(rows.index, fill_value=False)
