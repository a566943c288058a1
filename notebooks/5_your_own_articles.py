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
# # Your own articles in five minutes
#
# Put your articles into a folder (or a table with a column of texts), and build. Here two short ones are written to a
# temporary folder first; replace it by your own.

# %%
import tempfile
from pathlib import Path

import builder

folder = Path(tempfile.mkdtemp())
articles = folder / "articles"
articles.mkdir()
(articles / "one.txt").write_text("""---
title: Floods cut off the north
published: 2022-06-08
publisher: River Post
---
The interior ministry said on Tuesday that at least 14 people, including three children, had been killed in the floods
since Sunday. Dozens were missing. Some 2,000 people spent the night in schools, the Red Cross said.
""")
(articles / "two.txt").write_text("""---
title: Toll of floods rises
published: 2022-06-10
publisher: River Post
---
The floods in the north have killed 22 people since Sunday, the interior ministry said on Friday. Nineteen people were
still missing. No one was hurt when a bridge collapsed on Thursday.
""")
done = builder.build(articles, folder / "out", check=False)
print(
    f"{len(done.documents)} documents, {len(done.claims)} claims; files: {sorted(p.name for p in done.out.iterdir())}"
)

# %%
done.claims[
    [
        "published",
        "measure",
        "value_text",
        "value",
        "value_low",
        "value_high",
        "subject_text",
        "source_text",
        "period_start",
        "period_end",
    ]
]

# %% [markdown]
# What each article reports in all:

# %%
done.documents[["title", "published", "killed_low", "killed_best", "killed_high", "injured_best"]]

# %% [markdown]
# Why is a row there? `explain` names the rule and the words.

# %%
print(builder.explain("Nineteen people were still missing on Friday.", published="2022-06-10"))

# %% [markdown]
# With `check=True` (the default) every rule about the tables runs as well; `done.ok()` says whether all is well. On the
# command line the same is `tallybook build articles/ --out out`, then `tallybook release out --to releases` makes a
# release of it, in every format, with its metadata, and `tallybook review out --into etc` a page on which to check it.
