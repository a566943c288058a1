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
# # Read a release
#
# A release is a folder. Everything below needs its files alone: `claims.csv` and `documents.csv` here, and any tool that
# reads CSV, Parquet or SQLite would do as well. `builder.publish.read_claims` gives the columns their right types.

# %%
from pathlib import Path

import altair as alt
import style

from builder.publish import read_claims, read_documents

style.use()
release = Path("../data/release")
claims = read_claims(release / "claims.parquet")
documents = read_documents(release / "documents.csv")
print(
    f"{len(claims)} claims in {len(documents)} documents, "
    f"published from {documents['published'].min()} to {documents['published'].max()}"
)

# %% [markdown]
# One row is one number that a text states, with the sentence it stands in.

# %%
claims.loc[
    claims["measure"] == "killed", ["published", "value_text", "value", "subject_text", "source_text", "sentence"]
].head(5)

# %% [markdown]
# ## What is counted, and how it is worded
#
# Many numbers are no exact counts. `value` holds what the text states; `value_low` and `value_high` go as far as its
# words do. A vague word ("dozens") has a lower bound and no value.

# %%
people = claims[claims["family"] == "casualty"].copy()
people["wording"] = people["qualifier"].map(
    lambda q: {"exact": "exact", "range": "range", "vague": "vague word", "undisclosed": "withheld"}.get(q, "a bound")
)
shares = people.groupby(["measure", "wording"], as_index=False).size()
order = people["measure"].value_counts().index.tolist()
alt.Chart(shares, title=alt.Title("Claims about people, by measure and wording")).mark_bar().encode(
    x=alt.X("size:Q", title="claims"),
    y=alt.Y("measure:N", sort=order, title=None),
    color=alt.Color(
        "wording:N",
        title="number is",
        scale=alt.Scale(
            domain=["exact", "a bound", "range", "vague word", "withheld"],
            range=["#1b6ca8", "#7fb3d5", "#c9dcec", "#e39a5b", "#5b6470"],
        ),
    ),
).properties(width=420, height=alt.Step(16))

# %% [markdown]
# ## Who says so

# %%
sourced = (
    claims["source_type"]
    .fillna("in the text's own voice")
    .value_counts()
    .rename_axis("source")
    .reset_index(name="claims")
)
alt.Chart(sourced, title="Who the numbers are attributed to").mark_bar(color=style.OWN).encode(
    x=alt.X("claims:Q"), y=alt.Y("source:N", sort="-x", title=None)
).properties(width=420, height=alt.Step(16))

# %% [markdown]
# ## What not to do
#
# Do not add `value` up. The same dead are counted by many sentences: totals, parts of totals (`part_of`), running tolls.
# What a document reports in all, for its main event, is in the documents table.

# %%
naive = people.loc[people["measure"] == "killed"].groupby("document_id")["value"].sum().rename("sum of all claims")
reported = documents.set_index("document_id")[["title", "killed_low", "killed_best", "killed_high"]]
reported.join(naive).dropna(subset=["killed_best"]).sort_values("killed_best", ascending=False).head(8)
