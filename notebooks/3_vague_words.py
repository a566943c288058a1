# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How vague words move totals
#
# "Dozens were hurt": who makes a number of it makes a choice. A release makes none (policy `literal`): a vague word has a
# lower bound and nothing else. Other data sets publish rules of their own. Here the same claims go through each of them.

# %%
import altair as alt
import pandas as pd
import style

from builder.estimates import estimate
from builder.publish import read_claims, read_documents

style.use()
claims = read_claims("../data/release/claims.parquet")
documents = read_documents("../data/release/documents.csv")
vague = claims[(claims["qualifier"] == "vague") & (claims["family"] != "statistic")]
print(f"{len(vague)} of {(claims['family'] != 'statistic').sum()} claims about people and things use a vague word")
vague.assign(word=vague["value_text"].str.lower()).groupby("word").agg(
    claims=("word", "size"), literal_low=("value_low", "min")
).sort_values("claims", ascending=False)

# %% [markdown]
# ## One word, many numbers
#
# What each policy makes of the words it has a rule for. An empty cell: the policy says nothing, and no number is made up.

# %%
POLICIES = ["literal", "acled", "ccc", "emdat", "wikimpacts"]
derived = {name: estimate(claims, documents, "latest", name) for name in POLICIES}
imputed = pd.concat({name: made.links.set_index("claim_id")["value_imputed"] for name, made in derived.items()}, axis=1)
words = vague.set_index("claim_id")["value_text"].str.lower()
imputed.join(words, how="inner").groupby("value_text").first().dropna(how="all").drop(columns="literal")

# %% [markdown]
# ## What that does to totals
#
# Every estimate that differs between policies, as a multiple of the literal lower bound.

# %%
keys = ["event_id", "series_id", "measure", "unit", "basis", "scope", "side", "counted"]
long = pd.concat([made.estimates.assign(policy=name) for name, made in derived.items()])
long["number"] = long["value_imputed"].fillna(long["best"]).fillna(long["low"]).astype(float)
titles = derived["literal"].events.set_index("event_id")["title"]
wide = long.pivot_table(index=["estimate_id", "event_id", "measure"], columns="policy", values="number", observed=True)[
    POLICIES
]
moved = wide[wide.nunique(axis=1) > 1].reset_index()
moved["event"] = moved["event_id"].map(titles).str.slice(0, 46) + " – " + moved["measure"]
print(f"{len(moved)} of {len(wide)} estimates move with the policy")
moved[["event", *POLICIES]]

# %%
shown = moved.melt(
    id_vars=["estimate_id", "event"], value_vars=POLICIES, var_name="policy", value_name="number"
).dropna()
chart = alt.Chart(
    shown[shown["number"] > 0],
    title=alt.Title(
        "The same words, by each policy", subtitle="Estimates that rest on a vague word; logarithmic scale"
    ),
).encode(
    y=alt.Y("event:N", title=None, axis=alt.Axis(labelLimit=420)),
    x=alt.X("number:Q", scale=alt.Scale(type="log"), title="people or things"),
)
ranges = chart.mark_line(color="#bbbbbb", strokeWidth=2).encode(detail="estimate_id:N")
points = chart.mark_point(filled=True, size=80, opacity=0.9).encode(
    color=alt.Color(
        "policy:N",
        sort=POLICIES,
        scale=alt.Scale(domain=POLICIES, range=["#222222", "#1b6ca8", "#c2410c", "#2e7d4f", "#8e5aa8"]),
    ),
    shape=alt.Shape("policy:N", sort=POLICIES, scale=alt.Scale(domain=POLICIES)),
)
(ranges + points).properties(width=360, height=alt.Step(24))

# %% [markdown]
# ## In all
#
# Sums over events (rows of scope `all`, which may be added). Where a total rests on many exact numbers, one vague word
# hardly shows; where it rests on few, the policy is the result.

# %%
whole = long[(long["scope"] == "all") & (long["basis"] == "total")]
totals = whole.pivot_table(index="measure", columns="policy", values="number", aggfunc="sum")[POLICIES]
totals.assign(spread=(totals.max(axis=1) / totals.min(axis=1)).round(3)).sort_values("spread", ascending=False)
