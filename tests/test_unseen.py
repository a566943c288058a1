"""The articles that were coded before the program read them: they can be read, and most of their claims are found."""

from __future__ import annotations

import pytest

from benchmarks.unseen.__main__ import score
from benchmarks.unseen.coded import articles, rounds


@pytest.mark.parametrize("name", rounds())
def test_every_coded_claim_stands_in_its_article(name: str) -> None:
    for article in articles(name):
        for claim in article.claims:
            assert article.document.text[claim.start : claim.end].strip(), article.document.id


@pytest.mark.parametrize("name", rounds())
def test_most_claims_are_found(name: str) -> None:
    tally, _ = score(articles(name))
    assert tally["found"] > 0.7 * tally["stated"]
    assert tally["found"] > 0.85 * tally["made"]
