"""What a reader has to tell beside its documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """Bytes done so far, of how many (0 if unknown); the keys that were passed over: key -> documents; the records of
    archives that are no pages: why -> records; and what was guessed: file -> the guess in words."""

    bytes_total: int = 0
    bytes_read: int = 0
    ignored: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    guesses: dict[str, str] = field(default_factory=dict)
