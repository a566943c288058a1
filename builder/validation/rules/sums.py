"""Checks of addition: parts, declared breakdowns, and measures that must not be added to each other."""

from __future__ import annotations

import re

import pandas as pd

from builder.validation.rules.coded import asked, codes, groups
from builder.validation.rules.joins import of_total
from builder.validation.rules.registry import Tables, Verdict, check, judge, over


@check("claim_id", "part_of", "sentence", "unit", "value_low", "value_high")
def parts_do_not_exceed(t: Tables, *, apart: list[str]) -> Verdict:
    """Parts of one total that stand in one sentence and differ in `apart` (so that nobody is counted in two of them)
    do not add up to more than the total can be."""
    rows = t.rows
    most = of_total(t, "value_high")
    held = rows["part_of"].notna() & most.notna() & rows["value_low"].notna() & of_total(t, "unit").eq(rows["unit"])
    for column in apart:
        held &= rows[column].notna()
    held = held.fillna(False).astype(bool)
    group = groups(t, ["part_of", "sentence"], held)
    kind = groups(t, ["part_of", "sentence", *apart], held)
    kinds = (
        pd.DataFrame({"group": group, "low": rows["value_low"][held]})
        .groupby(kind)
        .agg({"group": "first", "low": "max"})
    )
    kinds = kinds.groupby("group")["low"].agg(["sum", "size"])
    return judge(over(rows, group.map(kinds["size"]).gt(1)), over(rows, group.map(kinds["sum"]).gt(most[held])))


@check("claim_id", "part_of", "sentence", "unit", "value", "value_low", "value_high")
def breakdown_sums(t: Tables, *, by: str, whole: list[list[str]], unless: str) -> Verdict:
    """Where a total has a part for each member of a declared breakdown (men, women and children) and no part
    besides, the parts add up to it. Exact numbers only, one part a member; not where a sentence matches `unless`
    (`including`): such parts claim to be some of the total and no more."""
    rows = t.rows
    exact = rows["part_of"].notna() & rows["value"].notna() & rows["value_low"].eq(rows["value_high"]).fillna(False)
    total, low, high = (of_total(t, column) for column in ("value", "value_low", "value_high"))
    exact &= total.notna() & low.eq(high).fillna(False) & of_total(t, "unit").eq(rows["unit"]).fillna(False)
    exact = exact.astype(bool)
    exact &= ~over(rows, asked(t, "sentence", re.compile(unless, re.IGNORECASE).search, exact))
    applies, wrong = (pd.Series(False, index=rows.index) for _ in range(2))
    of = codes(t, "part_of")
    parts = of.groupby(of).size()
    kinds = pd.DataFrame({"of": of, by: codes(t, by), "value": rows["value"]})[exact]
    for members in whole:
        some = kinds[rows[by][exact].isin(members).astype(bool)]
        once = some.groupby("of")[by].agg(["size", "nunique"])
        alone = parts.reindex(once.index).eq(len(members))
        full = once.index[once["size"].eq(len(members)) & once["nunique"].eq(len(members)) & alone]
        some = some[some["of"].isin(full)]
        off = some.groupby("of")["value"].transform("sum").ne(total[some.index])
        applies[some.index] = True
        wrong[off.index] |= off.fillna(False).astype(bool)
    return judge(applies, wrong)


@check("claim_id", "part_of", "measure")
def part_measure_fits(t: Tables, *, allowed: dict[str, list[str]]) -> Verdict:
    """A part counts what its total counts, or what `allowed` says its total holds: the missing are no part of the
    killed, and whoever adds them up counts people twice."""
    total = of_total(t, "measure")
    held = t.rows["part_of"].notna() & total.notna() & t.rows["measure"].notna()
    fits = total.eq(t.rows["measure"]).fillna(False).astype(bool)
    for measure, parts in allowed.items():
        fits |= (total.eq(measure) & t.rows["measure"].isin(parts)).fillna(False).astype(bool)
    return judge(held, ~fits)


@check("measure", "value_low", "value_high", "stance", "part_of")
def whole_holds_part(t: Tables, *, whole: str, part: str, by: list[str]) -> Verdict:
    """A figure of one measure (casualties) is not below that of another which it holds (killed), where both are the
    same in `by`: the most the one can be against the least the other can be. Rows without a source or a day, and
    figures that are parts themselves, are not compared."""
    rows = t.rows
    held = rows["stance"].eq("asserted") & rows["part_of"].isna() & rows["measure"].isin([whole, part])
    for column in by:
        held &= rows[column].notna() if column in ("source_text", "period_start", "period_end") else True
    held = held.fillna(False).astype(bool)
    some = rows.loc[held, ["measure", "value_low", "value_high"]]
    group = groups(t, by, held)
    least = some["value_low"].where(some["measure"].eq(part).fillna(False).astype(bool)).groupby(group).transform("max")
    wholes = some["measure"].eq(whole) & least.notna() & some["value_high"].notna()
    return judge(over(rows, wholes), over(rows, some["value_high"].lt(least)))


@check()
def columns_add_up(t: Tables, *, columns: list[str], column: str) -> Verdict:
    """The columns of a breakdown add up to a column of the total, in rows that fill all of them."""
    held = t.rows[[*columns, column]].notna().all(axis=1)
    return judge(held, t.rows[columns].sum(axis=1).ne(t.rows[column]))
