"""Profiles: other people's tables, seen as claims. A profile is a TOML file of expectations/profiles, read strictly:

name, title, origin     what the table is, and whose
header                  "first" (the first row names the columns) or "hxl" (the row of #tags does)
dates                   formats of dates, tried in this order
required                columns without which the table is another one
native                  other columns its own suite looks at
rules                   ids of the shared rules that apply to it
suite                   the file of its own rules, beside it
[columns]               ours = "theirs"
[constants]             ours = a value that holds for every row ("" is null)
[[figures]]             measure, value (and low, high): the columns of numbers; each makes rows of its own
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.tables.schema import columns as published
from builder.validation.suites import Suite, SuiteError, folder, load, read

if TYPE_CHECKING:
    import pandas as pd

CLAIMS = "claims"
KEYS: Mapping[str, type] = {
    **dict.fromkeys(("name", "title", "origin", "header", "suite"), str),
    **dict.fromkeys(("dates", "required", "native", "rules", "figures"), list),
    **dict.fromkeys(("columns", "constants"), dict),
}
FIGURE_KEYS = ("measure", "value", "low", "high")


class NotThatTable(ValueError):
    """The table lacks columns that its profile requires."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How the columns of a table become those of claims, and which rules apply to it."""

    name: str
    title: str
    origin: str
    header: str
    suite: str
    dates: tuple[str, ...]
    required: tuple[str, ...]
    native: tuple[str, ...]
    rules: tuple[str, ...]
    figures: tuple[Mapping[str, str], ...]
    columns: Mapping[str, str]
    constants: Mapping[str, str]

    def suites(self) -> tuple[Suite, ...]:
        """The shared rules that apply, in the order of our suites, and the profile's own."""
        shared = []
        for suite in load():
            rules = tuple(rule for rule in suite.rules if rule.id in self.rules)
            shared += [Suite(suite.name, suite.table, rules)] if rules else []
        known = {rule.id for suite in shared for rule in suite.rules}
        if unknown := [name for name in self.rules if name not in known]:
            raise SuiteError(f"profile {self.name}: rules: there is no rule {unknown[0]}")
        path = _folder() / self.suite
        return (*shared, read(path.name, path.read_text("utf-8"), frozenset((*self.required, *self.native))))

    def claims(self, table: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
        """The table (all columns text) as claims, and the row of the table each comes from. Rows without a number are
        left out: an empty cell states nothing."""
        import pandas as pd

        if missing := [column for column in self.required if column not in table]:
            raise NotThatTable(f"no column '{missing[0]}': is this a table of {self.title}?")
        here = [figure for figure in self._figures(table) if figure["value"] in table]
        if not here:
            raise NotThatTable(f"no column of numbers ({', '.join(f['value'] for f in self.figures)})")
        table = self._once(table, here)
        blocks = [self._block(table, figure, named=len(here) > 1) for figure in here]
        rows = pd.concat(blocks)
        return rows.reset_index(drop=True), rows.index.tolist()

    def _once(self, table: pd.DataFrame, here: Sequence[Mapping[str, str]]) -> pd.DataFrame:
        """Each column once: what stands twice and is not looked at does no harm."""
        read = {name for figure in here for key, name in figure.items() if key != "measure"}
        read |= {*self._columns(table).values(), *self.required, *self.native}
        again = table.columns.duplicated()
        if twice := [column for column in table.columns[again] if column in read]:
            raise NotThatTable(f"column {str(twice[0])!r} stands twice")
        return table.loc[:, ~again]

    def _figures(self, table: pd.DataFrame) -> list[Mapping[str, str]]:
        """The figures; an HXL tag stands for all columns that have its attributes and more."""
        if self.header != "hxl":
            return list(self.figures)
        found: dict[str, Mapping[str, str]] = {}
        for figure in sorted(self.figures, key=lambda f: -f["value"].count("+")):
            for column in table.columns:
                if column not in found and _tag(figure["value"]) <= _tag(str(column)):
                    found[str(column)] = {**figure, "value": str(column)}
        return list(found.values())

    def _block(self, table: pd.DataFrame, figure: Mapping[str, str], named: bool) -> pd.DataFrame:
        rows = table[table[figure["value"]].notna()]
        ours = {our: rows[their] for our, their in self._columns(table).items()}
        ours |= {our: rows[their].map(self._iso) for our, their in self._columns(table).items() if our in _DATES}
        value = figure["value"]
        ends = {"value": value, "value_low": figure.get("low", value), "value_high": figure.get("high", value)}
        ours |= {our: _number(rows[their]) for our, their in ends.items() if their in table}
        blank = rows.assign(**{our: value or None for our, value in self.constants.items()}, measure=figure["measure"])
        native = {c: _number(rows[c]) for c in (*self.required, *self.native) if c in table and c not in ours}
        block = blank.assign(**native).assign(**ours)
        ids = block["claim_id"].astype(str) if "claim_id" in ours else "row-" + rows.index.astype(str)
        return block.assign(claim_id=ids + f":{figure['value']}" if named else ids)

    def _columns(self, table: pd.DataFrame) -> dict[str, str]:
        """Ours -> theirs, of the columns there are."""
        if self.header != "hxl":
            return {our: their for our, their in self.columns.items() if their in table}
        fits = {our: [c for c in table.columns if _tag(their) <= _tag(str(c))] for our, their in self.columns.items()}
        return {our: str(found[0]) for our, found in fits.items() if found}

    def _iso(self, printed: Any) -> Any:
        """A date in any of the formats of the table as YYYY-MM-DD; what fits none is left for a rule to name."""
        from datetime import datetime

        for form in self.dates if isinstance(printed, str) else ():
            try:
                return datetime.strptime(printed.strip(), form).date().isoformat()
            except ValueError:
                continue
        return printed


_DATES = frozenset(column.name for column in published(CLAIMS) if column.dtype == "date")


def _tag(column: str) -> frozenset[str]:
    """`#affected+killed+f` as its parts: HXL does not care for their order."""
    return frozenset(column.lower().replace(" ", "").split("+"))


def _number(words: pd.Series[str]) -> Any:
    """Numbers where all cells are; else the words, for a rule to name."""
    import pandas as pd

    try:
        return pd.to_numeric(words).astype("Float64")
    except (ValueError, TypeError):
        return words


def _folder() -> Path:
    return folder() / "profiles"


def names() -> list[str]:
    """The profiles there are; `claims` is our own columns."""
    return [CLAIMS, *sorted(path.stem for path in _folder().glob("*.toml"))]


def profile(name: str) -> Profile:
    """A profile by name. What its file says that is not known is a SuiteError."""
    path = _folder() / f"{name}.toml"
    if not path.is_file():
        raise SuiteError(f"there is no profile {name!r} (there are {', '.join(names())})")
    data = tomllib.loads(path.read_text("utf-8"))
    _judge(path.name, data)
    fields: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    return Profile(**fields)


def _judge(where: str, data: Mapping[str, Any]) -> None:
    for key in (*KEYS, *data):
        if key not in KEYS or key not in data:
            raise SuiteError(f"{where}: {'unknown key' if key not in KEYS else 'missing key'} '{key}'")
        if not isinstance(data[key], KEYS[key]):
            raise SuiteError(f"{where}: {key} = {data[key]!r} is not a {KEYS[key].__name__}")
    ours = {column.name for column in published(CLAIMS)}
    for column in (*data["columns"], *data["constants"]):
        if column not in ours:
            raise SuiteError(f"{where}: table claims has no column '{column}'")
    _judge_figures(where, data["figures"])


def _judge_figures(where: str, figures: Sequence[Any]) -> None:
    measures = next(column.values for column in published(CLAIMS) if column.name == "measure")
    for figure in figures:
        if unknown := sorted(figure.keys() - set(FIGURE_KEYS)):
            raise SuiteError(f"{where}, figures: unknown key '{unknown[0]}'")
        if figure.get("measure") not in measures:
            raise SuiteError(f"{where}, figures: measure = {figure.get('measure')!r} is not one of ours")
