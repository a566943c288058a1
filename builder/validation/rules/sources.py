"""Checks of who says so: what a source is to the counted, what it denies, and how often nobody is named."""

from __future__ import annotations

import re

from builder.validation.rules.coded import among, groups
from builder.validation.rules.registry import Tables, Verdict, check, judge, over, some

STEM = 5
"""Letters that tell parties apart: `Armenia` and `Armenian` begin alike."""


@check("source_text", "source_relation", "subject_party")
def enemy_is_another(t: Tables) -> Verdict:
    """Whoever counts its enemy's people is not of their side: the words of the source do not name the party of the
    counted."""
    held = t.rows["source_relation"].eq("enemy") & t.rows["subject_party"].notna() & t.rows["source_text"].notna()
    return among(t, ["source_text", "subject_party"], held, lambda source, party: not _names(source, party))


def _names(source: str, party: str) -> bool:
    words = [word for word in re.findall(r"\w+", source.lower()) if len(word) >= STEM]
    stems = [word[:STEM] for word in re.findall(r"\w+", party.lower()) if len(word) >= STEM]
    return any(word.startswith(stem) for stem in stems for word in words)


@check("document_id", "source_text", "source_relation", "subject_party")
def one_relation(t: Tables) -> Verdict:
    """In one document a source is not both on the side of a party and its enemy: the rarer answer is named."""
    rows = t.rows
    held = rows["source_relation"].isin(["own", "enemy"]) & rows["subject_party"].notna()
    held = held.fillna(False).astype(bool)
    known = rows.loc[held, ["document_id", "source_relation"]]
    pair = groups(t, ["document_id", "source_text", "subject_party"], held)
    size = known.groupby([pair, known["source_relation"]])["document_id"].transform("size")
    largest = size.groupby(pair).transform("max")
    both = known["source_relation"].groupby(pair).transform("nunique").gt(1)
    first = known["source_relation"].groupby(pair).transform("first").eq(known["source_relation"])
    tie = size.eq(largest) & first
    return judge(held, over(rows, both & ~tie))


@check("publisher", "source_text", "family", "implicit")
def attributed_somewhere(t: Tables, *, max_share: float, at_least: int, families: list[str]) -> Verdict:
    """Of each publisher's figures no more than a share has no source; publishers with few figures are not judged."""
    rows = t.rows
    held = rows["publisher"].notna() & rows["family"].isin(families) & ~rows["implicit"].fillna(False)
    held = held.fillna(False).astype(bool)
    bare = rows["source_text"].isna()[held]
    publisher = rows["publisher"][held]
    share = bare.groupby(publisher).agg(["mean", "size"])
    judged = share[share["size"] >= at_least]
    bad = judged.index[judged["mean"] > max_share]
    told = [f"{name}: {share.loc[name, 'mean']:.0%} of {share.loc[name, 'size']} without a source" for name in bad]
    verdict = judge(
        held & rows["publisher"].isin(judged.index), rows["source_text"].isna() & rows["publisher"].isin(bad)
    )
    return Verdict(verdict.checked, verdict.wrong, verdict.failed, some(told) or None)


@check("source_text", "value", "qualifier", "family")
def digits_vary(
    t: Tables, *, by: str, from_value: int, at_least: int, max_share: float, families: list[str]
) -> Verdict:
    """Of the exact numbers of each source (or whatever `by` names) from `from_value` on, no more than a share is
    round: counts end in 0 one time in ten."""
    rows = t.rows
    held = rows[by].notna() & rows["qualifier"].eq("exact") & rows["value"].ge(from_value)
    held = (held & rows["family"].isin(families)).fillna(False).astype(bool)
    values, source = rows["value"][held], rows[by][held]
    round_ = (values % 10).eq(0).fillna(False).astype(bool)
    share = round_.groupby(source).agg(["mean", "size"])
    judged = share[share["size"] >= at_least]
    bad = judged.index[judged["mean"] > max_share]
    told = [f"{name}: {share.loc[name, 'mean']:.0%} of {share.loc[name, 'size']} are round" for name in bad]
    verdict = judge(held & rows[by].isin(judged.index), over(rows, round_ & source.isin(bad)))
    return Verdict(verdict.checked, verdict.wrong, verdict.failed, some(told) or None)


@check("source_text", "source_relation", "measure", "value")
def own_against_enemy(t: Tables, *, measures: list[str], factor: float, at_least: int) -> Verdict:
    """A source's typical (median) figure of its enemy's dead is not many times that of its own: `factor` at most."""
    rows = t.rows
    held = rows["measure"].isin(measures) & rows["source_text"].notna() & rows["value"].ge(1)
    held = (held & rows["source_relation"].isin(["own", "enemy"])).fillna(False).astype(bool)
    known = rows.loc[held, ["source_text", "source_relation", "value"]]
    own, enemy = (
        known[known["source_relation"].eq(side)].groupby("source_text")["value"].agg(["median", "size"])
        for side in ("own", "enemy")
    )
    both = own[own["size"] >= at_least].join(enemy[enemy["size"] >= at_least], how="inner", rsuffix="_enemy")
    ratio = both["median_enemy"] / both["median"]
    bad = ratio.index[ratio > factor]
    told = [f"{name}: {ratio[name]:,.0f} times its own" for name in bad]
    theirs = rows["source_relation"].eq("enemy") & rows["source_text"].isin(bad)
    verdict = judge(held & rows["source_text"].isin(both.index), theirs)
    return Verdict(verdict.checked, verdict.wrong, verdict.failed, some(told) or None)
