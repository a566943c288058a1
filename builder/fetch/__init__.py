"""For people who start from addresses: pages are fetched politely and kept as an archive (WARC), so that a build can
always be repeated from what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from builder.fetch.archive import Archive
from builder.fetch.client import Answer, Client, Manners, Refused

__all__ = ["Fetched", "Manners", "fetch"]

_FEEDS = ("rss", "atom", "xml")
"""Parts of the content types that may be feeds."""


@dataclass(slots=True)
class Fetched:
    """What a fetch has kept, and what it has not: address -> why."""

    pages: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def fetch(
    addresses: Sequence[str],
    out: Path,
    manners: Manners | None = None,
    tell: Callable[[str], None] = lambda line: None,
) -> Fetched:
    """Every address, and every page that a feed among them names, into one archive, in order, each once.

    Raises OSError if the archive cannot be written, FileExistsError if it is there already.
    """
    done, waiting, seen = Fetched(), list(reversed(addresses)), set(addresses)
    client = Client(manners or Manners())
    with Archive(out) as archive:
        while waiting:
            address = waiting.pop()
            try:
                answer = client.get(address)
            except Refused as error:
                done.failed[address] = str(error)
                tell(f"{address}: {error}")
                continue
            archive.add(answer)
            if answer.status != 200:
                done.failed[address] = f"answered with status {answer.status}"
                tell(f"{address}: {done.failed[address]}")
                continue
            found = [link for link in _links(answer) if link not in seen]
            seen.update(found)
            waiting.extend(reversed(found))
            done.pages += not found
            tell(f"{address}: {f'a feed of {len(found)} pages' if found else f'{len(answer.body):,} bytes'}")
    return done


def _links(answer: Answer) -> list[str]:
    """The pages a feed names; none for what is no feed."""
    content = answer.header("content-type").split(";")[0].lower()
    if "html" in content or not any(part in content for part in _FEEDS):
        return []
    from builder.documents.feeds import links

    return links(answer.body)
