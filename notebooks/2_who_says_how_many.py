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
# # Who says how many
#
# In a war each side counts its own dead low and its enemy's high. `source_relation` says whose count a number is: `own`,
# `enemy` or `third_party`. Here: running totals of soldiers killed in the (invented) border war of the sample articles.

# %%
import altair as alt
import pandas as pd
import style

from builder.publish import read_claims

style.use()
claims = read_claims("../data/release/claims.parquet")
sides = ["Varda", "Sorland"]
tolls = claims[
    claims["subject_party"].isin(sides)
    & claims["source_relation"].isin(["own", "enemy", "third_party"])
    & (claims["measure"] == "killed")
    & (claims["basis"] == "cumulative")
].copy()
tolls["as_of"] = pd.to_datetime(tolls["period_end"])
tolls["figure"] = tolls["value"].fillna(tolls["value_low"]).astype(float)
tolls["counted by"] = tolls["source_relation"].map(
    {"own": "their own army", "enemy": "the enemy's army", "third_party": "a third party"}
)
tolls["soldiers of"] = tolls["subject_party"]
tolls[["as_of", "soldiers of", "counted by", "source_text", "value_text", "qualifier"]].sort_values(
    ["soldiers of", "as_of"]
)

# %% [markdown]
# A bound is not a count. "At least 64" and "more than 210" are drawn as triangles: the number may be
# higher, by those words.

# %%
colour = alt.Color(
    "counted by:N",
    title="counted by",
    scale=alt.Scale(
        domain=["their own army", "the enemy's army", "a third party"], range=[style.OWN, style.ENEMY, style.OTHER]
    ),
)
tolls["bound"] = tolls["qualifier"].isin(["at_least", "more_than"])
base = alt.Chart(tolls).encode(
    x=alt.X(
        "as_of:T", title=None, axis=alt.Axis(format="%-d %b", values=sorted({str(d.date()) for d in tolls["as_of"]}))
    ),
    y=alt.Y("figure:Q", title="soldiers killed since 1 May"),
    color=colour,
)
points = base.mark_point(size=70, strokeWidth=2).encode(
    shape=alt.Shape(
        "bound:N",
        title="number is",
        scale=alt.Scale(domain=[False, True], range=["circle", "triangle-up"]),
        legend=alt.Legend(labelExpr="datum.value ? 'a lower bound' : 'exact'"),
    )
)
alt.layer(base.mark_line(strokeWidth=2), points).properties(width=250, height=240).facet(
    column=alt.Column(
        "soldiers of:N", title=None, sort=sides, header=alt.Header(labelExpr="'Soldiers of ' + datum.value")
    ),
    title=alt.Title("One war, three counts", subtitle="Running totals as printed; sample articles"),
)

# %% [markdown]
# ## How far apart
#
# The enemy's figure as a multiple of a side's own, on the same day.

# %%
wide = tolls.pivot_table(index=["soldiers of", "as_of"], columns="source_relation", values="figure", aggfunc="max")
wide["enemy / own"] = (wide["enemy"] / wide["own"]).round(1)
wide["third party / own"] = (wide["third_party"] / wide["own"]).round(1)
wide

# %% [markdown]
# Both armies' own counts stay below what the Red Cross has seen with its own eyes, and both claims about the enemy are
# several times above it. None of these rows is "the" figure; a study should say which it uses, and show the others.
