"""How fast texts become claims, as ratios to others on the same texts in the same run:

    uv run --group bench python -m benchmarks.speed [FILE.jsonl ...] [--growth MEGABYTES] [--seconds N]

Texts are the files given (JSON lines with a `text`), else made-up news (benchmarks/synthetic.py). One process, CPU
seconds, text to claims table in memory. The peers do less: the gate only looks for words, quantulum3 and
recognizers-text give numbers without claims, spaCy's blank English cuts tokens. A peer gets as many documents as it can
read in N seconds; the rates are in megabytes of UTF-8.

Then: seconds by stage; the exponent of growth with the size of the corpus (to MEGABYTES) and of a document (50 to
50,000 words), where 1 is linear; and what it costs to start.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path

from benchmarks.synthetic import documents
from builder.model import Document

HARM = ("casualty", "damage")
LENGTHS = (50, 500, 5_000, 50_000)
STAGES = {
    "builder.claims.context": ("sentences", "find_numbers", "find_dates", "find_parties", "find_places", "chunk"),
    "builder.claims.extract": ("bind", "complete", "settle"),
    "builder.claims.attribution": ("find_reports", "owners"),
}
Reader = Callable[[str], object]


def read(paths: Iterable[Path]) -> list[Document]:
    """The documents of files of JSON lines."""
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [_document(n, row) for n, row in enumerate(rows)]


def made(count: int, words: tuple[int, int] | None = None) -> list[Document]:
    return [_document(n, row) for n, row in enumerate(documents(count, words=words) if words else documents(count))]


def _document(n: int, row: dict[str, str]) -> Document:
    day = row.get("published")
    return Document(str(n), row["text"], row.get("title"), date.fromisoformat(day[:10]) if day else None)


def megabytes(found: Sequence[Document]) -> float:
    return sum(len(one.text.encode()) for one in found) / 1e6


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def table(found: Sequence[Document], families: Sequence[str] | None = None) -> int:
    """Texts to a claims table; its rows."""
    from builder.engines import extractor
    from builder.tables.claims import claims_frame

    extract = extractor()
    return len(claims_frame([(one, extract(one, families)) for one in found]))


def gate_only(text: str) -> object:
    from builder.claims.gate import gate, words_of_text

    return gate().hits(words_of_text(text.lower()))


def peers() -> Iterator[tuple[str, Reader]]:
    """The others that are installed (dependency group `bench`)."""
    warnings.filterwarnings("ignore")
    for name, module, made_of in (
        ("spaCy, blank English", "spacy", lambda m: m.blank("en")),
        ("quantulum3", "quantulum3.parser", lambda m: m.parse),
        ("recognizers-text", "recognizers_number", lambda m: lambda t: m.recognize_number(t, m.Culture.English)),
    ):
        try:
            reader = made_of(import_module(module))
            reader("Five people came on Monday.")
        except ImportError as error:
            print(f"{name}: not installed ({error})")
        else:
            yield name, reader


def rate_of(reader: Reader, found: Sequence[Document], limit: float) -> tuple[float, int]:
    """Megabytes a second of one peer, and how many documents it got to in `limit` seconds."""
    start = time.process_time()
    n = 0
    while n < len(found) and time.process_time() - start < limit:
        reader(found[n].text)
        n += 1
    return megabytes(found[:n]) / (time.process_time() - start), n


def rates(found: Sequence[Document], limit: float) -> None:
    size = megabytes(found)
    print(f"{len(found):,} documents, {size:.1f} MB")
    table(found[:5]), table(found[:5], HARM)
    rows: list[tuple[str, float, str]] = []
    for name, families in (("tallybook, casualty and damage", HARM), ("tallybook, all families", None)):
        taken = seconds(lambda families=families: table(found, families))  # type: ignore[misc]
        rows.append((name, size / taken, f"{len(found) / taken:,.0f} documents/s"))
    for name, reader in (("the gate alone", gate_only), *peers()):
        rate, n = rate_of(reader, found, limit)
        rows.append((name, rate, f"{n:,} documents"))
    base = {name: rate for name, rate, _ in rows}
    for name, rate, more in rows:
        times = "  ".join(
            f"{rate / base[peer]:8.2f}x {peer}" for peer in ("quantulum3", "spaCy, blank English") if peer in base
        )
        print(f"  {name:32} {rate:9.3f} MB/s  {more:18} {times}")


def stages(found: Sequence[Document]) -> None:
    """Share of each stage, by wrapping it: stages that call others hold them, and short ones look longer."""
    spent: dict[str, float] = {}
    undo = []
    for module, names in STAGES.items():
        room = import_module(module)
        for name in names:
            plain = getattr(room, name)
            spent[name] = 0.0
            undo.append((room, name, plain))
            setattr(room, name, _clocked(name, plain, spent))
    total = seconds(lambda: table(found))
    for room, name, plain in undo:
        setattr(room, name, plain)
    print(f"stages of {total:.1f} s, all families")
    for name, taken in sorted(spent.items(), key=lambda row: -row[1]):
        print(f"  {name:20} {taken / total:5.1%}")


def _clocked(name: str, plain: Callable[..., object], spent: dict[str, float]) -> Callable[..., object]:
    def clocked(*args: object, **more: object) -> object:
        start = time.process_time()
        try:
            return plain(*args, **more)
        finally:
            spent[name] += time.process_time() - start

    return clocked


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The slope of seconds over size on logarithmic scales (least squares)."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mx, my = (sum(values) / len(logs) for values in zip(*logs, strict=True))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def growth(most: float) -> None:
    """Seconds for corpora of 1 MB, 10 MB ... and for a megabyte in documents of ever more words."""
    for families in (None, HARM):
        label = "all families" if families is None else "casualty and damage"
        points = []
        size = 1.0
        while size <= most:
            points.append(_corpus(size, families))
            size *= 10
        if len(points) > 1:
            print(f"corpus, {label}: " + _told(points, "MB"))
        points = []
        for words in LENGTHS:
            some = made(max(1, 50_000 // words), (words, words))
            taken = seconds(lambda some=some, families=families: table(some, families))  # type: ignore[misc]
            points.append((float(words), taken / len(some)))
        print(f"document, {label}: " + _told(points, "words"))


def _corpus(size: float, families: Sequence[str] | None) -> tuple[float, float]:
    """Megabytes and seconds of a made-up corpus, read in batches, as an engine does: memory is not what is measured."""
    rows, read_so_far, taken = iter(documents(10_000_000)), 0.0, 0.0
    while read_so_far < size:
        batch = [_document(n, row) for n, row in enumerate(islice(rows, 200))]
        read_so_far += megabytes(batch)
        taken += seconds(lambda batch=batch: table(batch, families))  # type: ignore[misc]
    return read_so_far, taken


def _told(points: Sequence[tuple[float, float]], unit: str) -> str:
    shown = ", ".join(f"{x:,.0f} {unit} {y:.3g} s" for x, y in points)
    return f"{shown}; exponent {exponent(points):.2f}"


def start_up() -> None:
    """CPU seconds of a build of one short text without checks, all that is needed imported and made."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text("Two soldiers were killed.", "utf-8")
        code = "from builder.cli import main; main()"
        args = ["build", str(Path(folder, "a.txt")), "--out", str(Path(folder, "out")), "--no-check", "--quiet"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, *args], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"start-up: {after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s CPU")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("--growth", type=float, default=10, metavar="MEGABYTES", help="0: leave growth out")
    asked.add_argument("--seconds", type=float, default=10)
    given = asked.parse_args()
    for path in given.files:
        print(path.name)
        found = read([path])
        rates(found, given.seconds)
        stages(found)
    if not given.files:
        found = made(500)
        rates(found, given.seconds)
        stages(found)
    if given.growth:
        growth(given.growth)
    start_up()


if __name__ == "__main__":
    main()
