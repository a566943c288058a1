"""From rival claims to estimates: derived tables, every row of which names the claims it rests on. No claim is changed.

claims -> builder/linking: events -> readings (a report's figures) -> choose (which stand, which is best) -> tables.
"""

from __future__ import annotations

from builder.estimates.make import TABLES, Derived, estimate
from builder.estimates.policies import PolicyError, policy

__all__ = ["TABLES", "Derived", "PolicyError", "estimate", "policy"]
