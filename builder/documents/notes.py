"""What a reader has to tell beside its documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """Bytes done so far, of how many (0 if unknown), and the keys that were passed over: key -> documents."""

    bytes_total: int = 0
    bytes_read: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
