"""Which claims are about the same event: rows of a claims table, by document and then across documents.

`link` is near-linear in the number of claims: documents are cut into reports (one a document and event), reports meet
only in blocks of the same days and a shared word, and a documented score decides. docs/estimates.md has the method.
"""

from __future__ import annotations

from builder.linking.components import THRESHOLD, Linked, link
from builder.linking.reports import Report
from builder.linking.rows import Row, rows_of

__all__ = ["THRESHOLD", "Linked", "Report", "Row", "link", "rows_of"]
