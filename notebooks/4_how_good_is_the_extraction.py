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
# # How good is the extraction
#
# Scores against sets of real text that people have coded, as recorded with this version (`benchmarks/scores.json`, which
# names the command). The texts were read while the rules were written: expect somewhat less on others.

# %%
import json
from math import sqrt
from pathlib import Path

import altair as alt
import pandas as pd
import style

style.use()
scores = json.loads(Path("../benchmarks/scores.json").read_text())["coded_sets"]
command = scores.pop("command")
found = pd.DataFrame(
    [
        {"what": name.split("/")[1], "precision": row["P"], "recall": row["R"], "claims": row["gold"]}
        for name, row in scores.items()
        if name.startswith("gold/") and name.endswith("/found")
    ]
)
found

# %%
long = found.melt(id_vars=["what", "claims"], var_name="score", value_name="share")
alt.Chart(
    long,
    title=alt.Title(
        "Claims found, against texts coded claim by claim",
        subtitle="precision: of the rows made, those that are right; recall: of the claims in the texts, those found",
    ),
).mark_point(filled=True, size=90).encode(
    x=alt.X("share:Q", scale=alt.Scale(domain=[0.5, 1]), axis=alt.Axis(format="%"), title=None),
    y=alt.Y("what:N", title=None, sort=found["what"].tolist()),
    color=alt.Color("score:N", title=None),
    shape=alt.Shape("score:N", title=None),
).properties(width=420, height=alt.Step(26))

# %% [markdown]
# ## Field by field
#
# Of the claims that were found, how often each field is right. Numbers are nearly always right; places and first days are
# harder. A study that leans on those columns should check them (`tallybook review`).

# %%
fields = pd.DataFrame(
    [
        {"field": name.split("/")[2].replace("_", " "), "right": row["accuracy"], "of": row["of"]}
        for name, row in scores.items()
        if name.startswith("gold/field/")
    ]
).sort_values("right")
bars = (
    alt.Chart(fields, title="Right, of the claims found")
    .mark_bar(color=style.OWN)
    .encode(
        x=alt.X("right:Q", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]), title=None),
        y=alt.Y("field:N", sort="-x", title=None),
    )
)
(bars + bars.mark_text(align="left", dx=4).encode(text=alt.Text("right:Q", format=".1%"))).properties(
    width=420, height=alt.Step(18)
)

# %% [markdown]
# ## Is `confidence` what it says?
#
# It is meant to be the share of such claims that are right. Points on the line keep that promise, points above it are
# better than they say; bars are 95 % intervals (Wilson), wide where there are few claims. Figures from `benchmarks/calibration.json`, which names its command.

# %%
calibration = pd.DataFrame(json.loads(Path("../benchmarks/calibration.json").read_text())["by_confidence"])


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    p, middle = right / of, (right / of + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - half, min(1.0, middle + half)


calibration["share"] = calibration["right"] / calibration["claims"]
calibration[["low", "high"]] = [wilson(r, n) for r, n in zip(calibration["right"], calibration["claims"], strict=True)]
share = alt.Scale(domain=[0.3, 1])
base = alt.Chart(calibration, title="Confidence said, and how often right").encode(
    x=alt.X("confidence:Q", scale=share, axis=alt.Axis(format="%"), title="confidence of the claim")
)
line = (
    alt.Chart(pd.DataFrame({"x": [0.3, 1]}))
    .mark_line(color="#999999", strokeDash=[4, 4])
    .encode(x=alt.X("x:Q", scale=share), y=alt.Y("x:Q", scale=share))
)
intervals = base.mark_rule(color=style.OWN).encode(
    y=alt.Y("low:Q", scale=share, axis=alt.Axis(format="%"), title="right, by the coded texts"), y2="high:Q"
)
points = base.mark_circle(color=style.OWN, opacity=1).encode(
    y=alt.Y("share:Q", scale=share), size=alt.Size("claims:Q", title="claims", scale=alt.Scale(range=[30, 300]))
)
(line + intervals + points).properties(width=320, height=320)

# %%
total = calibration["claims"].sum()
said = (calibration["confidence"] * calibration["claims"]).sum() / total
print(f"mean confidence {said:.3f}, right {calibration['right'].sum() / total:.3f}, of {total} claims")
