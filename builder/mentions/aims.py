"""Shots that are aimed and may have missed."""

from __future__ import annotations

from collections.abc import Sequence

from builder.mentions.noun_phrases import rooms


def aims(words: Sequence[str], k: int) -> bool:
    """True for `shot at officers`, `shot twice at a car`, `was shot at by`: not hit; `shot at a bar` is a place."""
    at = next((m for m in (k, k + 1) if words[m : m + 1] == ("at",)), len(words))
    if words[at + 1 : at + 2] and words[at + 1] in _AIMED:
        return True
    r = rooms()
    for m in range(at + 1, min(at + 4, len(words))):
        found = r.subjects.at(words, m) or r.things.at(words, m)
        if found:
            after = words[found.j] if found.j < len(words) else ""
            owner = after == "'s" or (after and r.things.at(words, found.j) is not None)
            return not owner and (bool(found.entry.get("group")) or found.entry.get("kind") == "vehicle")
    return False


_AIMED = frozenset({"by", "him", "her", "them", "us", "me"})
