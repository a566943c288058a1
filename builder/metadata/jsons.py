"""JSON as all metadata is written."""

from __future__ import annotations

import json
from typing import Any


def written(data: Any) -> str:
    """Indented, keys in the order given, nothing escaped that need not be."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
