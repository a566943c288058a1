"""The benchmarks' made-up news: the same document for the same number, whatever is made beside it."""

from __future__ import annotations

from benchmarks.synthetic import document, documents
from builder import extract


def test_a_document_depends_on_its_number_alone() -> None:
    assert list(documents(40))[37] == document(37) != document(37, seed=1)


def test_documents_differ_and_have_about_the_length_asked_for() -> None:
    made = list(documents(200, words=(50, 80)))
    assert len({one["text"] for one in made}) == 200
    assert all(50 <= len(one["text"].split()) <= 180 for one in made)


def test_they_hold_claims_of_each_family() -> None:
    families = {family for one in documents(40) for family in extract(one["text"], one["published"])["family"]}
    assert families == {"casualty", "damage", "statistic"}
