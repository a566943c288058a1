"""CPU seconds of each stage of a build, per 1,000 documents: `python -m benchmarks.stages [DOCUMENTS]`.

The documents are made-up news inside made-up web pages, as a crawl has them. CPU seconds of one process, so that what
else a machine does hardly shows; rates hold for the machine it runs on.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.synthetic import documents
from builder.checked import check_made
from builder.derived import derive_made
from builder.documents import Reading, Record, document, opened
from builder.documents.languages import language
from builder.documents.marks import mark
from builder.documents.records import Raw
from builder.engines import Extracted, Job, extractor
from builder.engines.parts import table, write
from builder.gather import Gatherer
from builder.publish import streams
from tests.pages import page


def timed(what: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return what(), time.process_time() - start


def main(count: int) -> None:
    made = list(documents(count))
    pages = [page(body="".join(f"<p>{escape(p)}</p>" for p in one["text"].split("\n\n"))).encode() for one in made]
    reading = Reading()
    opened(Record("a", 1, {}, Raw("html", pages[0])), reading)
    extractor()(document(Record("a", 1, made[0])))
    language(made[0]["text"], None)
    found: dict[str, tuple[Any, float]] = {}
    found["pages to text"] = timed(
        lambda: [opened(Record("a", n, {}, Raw("html", p)), reading) for n, p in enumerate(pages)]
    )
    texts = [document(Record("a", n, one)) for n, one in enumerate(made)]
    found["languages"] = timed(lambda: [language(one.text, None) for one in texts])
    found["claims"] = timed(lambda: [extractor()(one) for one in texts])
    claims = found["claims"][0]
    found["marks"] = timed(lambda: [mark(*pair) for pair in zip(texts, claims, strict=True)])
    job, folder = Job(), Path(tempfile.mkdtemp(prefix="tallybook-"))
    outcomes = [Extracted(*three) for three in zip(texts, claims, found["marks"][0], strict=True)]
    found["parts"] = timed(lambda: write(table(outcomes, job), folder / "a.part"))
    found["tables"] = timed(lambda: _gather(folder))
    derive_made(folder / "made")
    found["estimates"] = timed(lambda: derive_made(folder / "made"))
    check_made(folder / "made", [])
    found["checks"] = timed(lambda: check_made(folder / "made", []))
    characters = sum(len(one.text) for one in texts)
    print(
        f"{count:,} documents, {characters / count:,.0f} characters and {sum(map(len, claims)) / count:.1f} claims each"
    )
    for name, (_, seconds) in found.items():
        print(
            f"{name:15}{1000 * seconds / count:8.2f} CPU s per 1,000 documents   {characters / 1e6 / seconds:8.2f} MB/s"
        )


def _gather(folder: Path) -> None:
    gatherer = Gatherer(folder, False, ())
    gatherer.judge(folder / "a.part")
    gatherer.close()
    (folder / "made").mkdir()
    with streams(folder / "made") as to:
        gatherer.write(to, True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
