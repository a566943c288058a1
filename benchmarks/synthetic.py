"""Made-up news in any amount, as JSON lines that `tallybook build` reads, to standard output or a file:

    python -m benchmarks.synthetic DOCUMENTS [--out FILE.jsonl] [--words LOW-HIGH] [--seed N]

Sentences come from the templates of synthetic.toml, filled with names and numbers; most of a document's sentences are
of its own topic, the rest of any. Document n of a seed is always the same, however many are made.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

SOURCE = Path(__file__).with_suffix(".toml")
FIRST_DAY, DAYS = date(2014, 1, 1), 3650
WORDS = (60, 900)
"""Words of a document, of all lengths between as likely on a logarithmic scale."""
OWN = 0.85
"""Share of a document's sentences that are of its topic."""
SPELLED = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
_SLOT = re.compile(r"\{(\w+)\}")
_AT = {"police2": "police"}

Piece = str | Callable[[Random], str]
Template = tuple[Piece, ...]


class Templates(NamedTuple):
    topics: tuple[str, ...]
    weights: tuple[int, ...]
    by_topic: dict[str, tuple[Template, ...]]
    all: tuple[Template, ...]


def _few(random: Random) -> str:
    n = random.randint(2, 19)
    return SPELLED[n - 2] if n < 11 else str(n)


def _ago(random: Random) -> str:
    if random.random() < 0.7:
        return random.choice(WEEKDAYS)
    return f"{random.choice(MONTHS)} {random.randint(1, 28)}"


def _money(random: Random) -> str:
    sign = random.choice(("$", "$", "€", "£"))
    scale = random.choice(("", " million", " million", " billion"))
    return f"{sign}{random.randint(2, 900)}{scale}" if scale else f"{sign}{random.randint(10, 90)}"


MADE: dict[str, Callable[[Random], str]] = {
    "few": _few,
    "few2": lambda random: str(random.randint(0, 4)),
    "few3": lambda random: random.choice("1248"),
    "n": lambda random: str(int(2 + 900 * random.random() ** 3)),
    "many": lambda random: f"{random.randint(10, 900) * 100:,}",
    "pct": lambda random: (
        f"{random.randint(1, 79)}.{random.randint(1, 9)}%"
        if random.random() < 0.5
        else f"{random.randint(2, 90)} percent"
    ),
    "money": _money,
    "size": lambda random: f"{random.randint(4, 7)}.{random.randint(0, 9)}",
    "year": lambda random: str(random.randint(1970, 2013)),
    "year2": lambda random: str(random.randint(2025, 2031)),
    "ago": _ago,
    "ago2": lambda random: random.choice(MONTHS),
}


def _slot(name: str, words: dict[str, list[str]]) -> Callable[[Random], str]:
    if name in MADE:
        return MADE[name]
    if name == "name":
        first, last = words["first"], words["last"]
        return lambda random: f"{random.choice(first)} {random.choice(last)}"
    choices = tuple(words[_AT.get(name, name)])
    if name in _AT:
        choices = tuple(one[0].lower() + one[1:] for one in choices)
    return lambda random: random.choice(choices)


def _template(line: str, words: dict[str, list[str]]) -> Template:
    parts = _SLOT.split(line)
    return tuple(_slot(part, words) if n % 2 else part for n, part in enumerate(parts) if part)


@cache
def templates() -> Templates:
    data = tomllib.loads(SOURCE.read_text("utf-8"))
    by_topic = {t: tuple(_template(line, data["words"]) for line in rows) for t, rows in data["topics"].items()}
    topics = tuple(by_topic)
    everything = tuple(template for rows in by_topic.values() for template in rows)
    return Templates(topics, tuple(data["mix"][topic] for topic in topics), by_topic, everything)


def _sentence(template: Template, random: Random) -> str:
    said = "".join(piece if isinstance(piece, str) else piece(random) for piece in template)
    return said[0].upper() + said[1:]


def text(random: Random, words: int) -> str:
    """A document's text of about so many words, in paragraphs of one to four sentences."""
    known = templates()
    own = known.by_topic[random.choices(known.topics, known.weights)[0]]
    paragraphs: list[str] = []
    count = 0
    while count < words:
        lines = []
        for _ in range(random.randint(1, 4)):
            line = _sentence(random.choice(own if random.random() < OWN else known.all), random)
            count += line.count(" ") + 1
            lines.append(line)
        paragraphs.append(" ".join(lines))
    return "\n\n".join(paragraphs)


def document(n: int, seed: int = 0, words: tuple[int, int] = WORDS) -> dict[str, str]:
    """Document n as `tallybook build` reads it: id, title, published, publisher, text."""
    random = Random(seed * 1_000_000_007 + n)
    low, high = words
    length = int(low * (high / low) ** random.random())
    body = text(random, length)
    return {
        "id": f"synthetic-{seed}-{n}",
        "title": body.split(",", 1)[0].split(".", 1)[0][:80],
        "published": (FIRST_DAY + timedelta(days=random.randrange(DAYS))).isoformat(),
        "publisher": f"Sample Paper {n % 97}",
        "text": body,
    }


def documents(count: int, seed: int = 0, words: tuple[int, int] = WORDS) -> Iterator[dict[str, str]]:
    return (document(n, seed, words) for n in range(count))


def _range(given: str) -> tuple[int, int]:
    low, _, high = given.partition("-")
    return int(low), int(high or low)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("documents", type=int)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--words", type=_range, default=WORDS)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    with given.out.open("w", encoding="utf-8") if given.out else nullcontext(sys.stdout) as file:
        for one in documents(given.documents, given.seed, given.words):
            file.write(json.dumps(one, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
