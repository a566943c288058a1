"""Builds of made-up news in any amount: memory, workers, kills, and the whole path.

    python -m benchmarks.builds memory [MEGABYTES ...]       peak memory of each process of a build with two workers
    python -m benchmarks.builds workers [MEGABYTES]          one worker and two, to the claims table: seconds, CPU
    python -m benchmarks.builds kills [DOCUMENTS]            20 workers and 10 parents killed: the same bytes?
    python -m benchmarks.builds whole [DOCUMENTS ...]        time, CPU, memory and disk of builds with checks; growth

`--words LOW-HIGH` sets the length of the documents, `--folder DIR` where everything is kept, `--seed N` who is killed
when. CPU seconds hold on a machine that does other work as well, seconds by the clock do not. Linux only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.speed import exponent
from benchmarks.synthetic import documents

TICK = 0.1
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
KILLED_WORKERS, KILLED_PARENTS = 20, 10
Words = tuple[int, int]


def made(folder: Path, words: Words, count: int | None = None, megabytes: float | None = None) -> Path:
    """A file of so many documents, or megabytes; one that is there already is used again."""
    path = folder / f"{count or f'{megabytes:g}mb'}-{words[0]}-{words[1]}.jsonl"
    if path.exists():
        return path
    size = 0
    with path.with_suffix(".new").open("w", encoding="utf-8") as file:
        for one in documents(count or 10**9, words=words):
            size += file.write(json.dumps(one, ensure_ascii=False) + "\n")
            if megabytes and size >= megabytes * 1e6:
                break
    return path.with_suffix(".new").rename(path)


@dataclass
class Watched:
    """A build as a process: seconds it took, its exit code, the highest memory of each of its processes in MB, and of
    the disk that its folder used; CPU seconds of each process."""

    seconds: float = 0.0
    code: int = 0
    parent: float = 0.0
    workers: dict[int, float] = field(default_factory=dict)
    disk: float = 0.0
    cpu: dict[int, float] = field(default_factory=dict)
    pid: int = 0

    @property
    def own(self) -> float:
        """CPU seconds of the parent."""
        return self.cpu.get(self.pid, 0.0)

    @property
    def others(self) -> float:
        """CPU seconds of its workers."""
        return sum(self.cpu.values()) - self.own


PROGRAM = ("-m", "builder.cli")


def run(source: Path, out: Path, *options: str, disturb: Callable[[int], None] = lambda pid: None) -> Watched:
    """A build from start to end, looked at all the time."""
    command = [sys.executable, *PROGRAM, "build", str(source), "--out", str(out), "--quiet", *options]
    found, start = Watched(), time.perf_counter()
    build = subprocess.Popen(command)
    found.pid, looked = build.pid, 0.0
    while build.poll() is None:
        found.parent = max(found.parent, peak(build.pid))
        for child in children(build.pid):
            found.workers[child] = max(found.workers.get(child, 0.0), peak(child))
        for pid in (build.pid, *found.workers):
            found.cpu[pid] = max(found.cpu.get(pid, 0.0), cpu(pid))
        if time.perf_counter() - looked > 5:
            looked, found.disk = time.perf_counter(), max(found.disk, disk(out))
        disturb(build.pid)
        time.sleep(TICK)
    found.seconds, found.code = time.perf_counter() - start, build.returncode
    return found


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def peak(pid: int) -> float:
    """The most memory a process has held, in MB."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def cpu(pid: int) -> float:
    """CPU seconds of a process so far."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0


def disk(folder: Path) -> float:
    """MB that lie in a folder."""
    total = 0
    with suppress(OSError):
        for path in folder.rglob("*"):
            with suppress(OSError):
                total += path.stat().st_size
    return total / 1e6


def bytes_of(out: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir()) if path.is_file()
    }


def memory(folder: Path, words: Words, sizes: list[float]) -> None:
    for megabytes in sizes or [100.0, 2000.0]:
        source = made(folder, words, megabytes=megabytes)
        found = run(source, folder / "memory", "--no-check", "--workers", "2")
        workers = ", ".join(f"{one:,.0f}" for one in found.workers.values())
        print(
            f"{megabytes:,.0f} MB of input: peak MB of the parent {found.parent:,.0f}, of the workers {workers};",
            end=" ",
        )
        print(f"{found.seconds:,.0f} s, {megabytes / found.seconds:.2f} MB/s", flush=True)


def workers(folder: Path, words: Words, sizes: list[float]) -> None:
    megabytes = sizes[0] if sizes else 200.0
    source, options = made(folder, words, megabytes=megabytes), ("--no-check", "--no-estimates", "--workers")
    one, two = (run(source, folder / "workers", *options, n) for n in ("1", "2"))
    print(f"{megabytes:,.0f} MB: one worker {one.seconds:,.0f} s, two {two.seconds:,.0f} s:", end=" ")
    print(f"{one.seconds / two.seconds:.2f} times as fast")
    share = two.own / two.others
    print(f"of two: CPU s of the parent {two.own:,.1f}, of the workers {two.others:,.1f}: {share:.1%}", flush=True)


class Killer:
    """Kills a worker now and then, and the parent now and then, so many of each."""

    def __init__(self, seconds: float, seed: int) -> None:
        self.chance = random.Random(seed)
        self.left = [*["worker"] * KILLED_WORKERS, *["parent"] * KILLED_PARENTS]
        self.chance.shuffle(self.left)
        self.pause = seconds / len(self.left)
        self.next = time.perf_counter() + self.pause
        self.killed = {"worker": 0, "parent": 0}

    def __call__(self, pid: int) -> None:
        if not self.left or time.perf_counter() < self.next:
            return
        victims = [pid] if self.left[-1] == "parent" else children(pid)
        if victims:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(_open(self.chance.choice(victims)), signal.SIGKILL)
                self.killed[self.left.pop()] += 1
            self.next = time.perf_counter() + self.chance.uniform(0.2, 1.6) * self.pause


def _open(pid: int) -> int:
    return os.pidfd_open(pid)


def kills(folder: Path, words: Words, sizes: list[float], seed: int = 1) -> None:
    count = int(sizes[0]) if sizes else 200_000
    source, options = made(folder, words, count), ("--no-check", "--workers", "2")
    quiet = run(source, folder / "quiet", *options)
    print(f"{count:,} documents undisturbed: {quiet.seconds:,.0f} s", flush=True)
    killer, start = Killer(quiet.seconds, seed), time.perf_counter()
    out = folder / "disturbed"
    shutil.rmtree(out, ignore_errors=True)
    runs = 1
    while run(source, out, *options, "--resume", disturb=killer).code != 0:
        runs += 1
    same = bytes_of(folder / "quiet") == bytes_of(out)
    seconds = time.perf_counter() - start
    killed = " and ".join(f"{number} {what}s" for what, number in killer.killed.items())
    print(f"killed {killed}; {runs} runs, {seconds:,.0f} s:", end=" ")
    print("the same bytes" if same else "OTHER BYTES", flush=True)
    if not same:
        sys.exit(1)


def whole(folder: Path, words: Words, sizes: list[float]) -> None:
    spent = [(size, _whole(folder, words, int(size))) for size in sizes or [1_000_000]]
    if len(spent) > 1:
        print(f"CPU s grow with documents by the exponent {exponent(spent):.2f}", flush=True)


def _whole(folder: Path, words: Words, count: int) -> float:
    """CPU seconds of a build."""
    source = made(folder, words, count)
    found = run(source, folder / "whole")
    print(f"{count:,} documents, {source.stat().st_size / 1e6:,.0f} MB: {found.seconds:,.0f} s,", end=" ")
    print(f"exit code {found.code}")
    workers = max(found.workers.values(), default=0.0)
    print(f"CPU s: parent {found.own:,.0f}, workers {found.others:,.0f};", end=" ")
    print(f"peak MB: parent {found.parent:,.0f}, worker {workers:,.0f};", end=" ")
    print(f"disk while it ran {found.disk:,.0f} MB, at its end {disk(folder / 'whole'):,.0f} MB", flush=True)
    return found.own + found.others


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what: dict[str, Callable[[Path, Words, list[float]], None]] = {"memory": memory, "workers": workers, "whole": whole}
    asked.add_argument("what", choices=[*what, "kills"])
    asked.add_argument("sizes", type=float, nargs="*")
    asked.add_argument("--words", default="60-900")
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    low, _, high = given.words.partition("-")
    folder = given.folder or Path(tempfile.mkdtemp(prefix="tallybook-"))
    folder.mkdir(parents=True, exist_ok=True)
    what["kills"] = partial(kills, seed=given.seed)
    what[given.what](folder, (int(low), int(high)), given.sizes)
    if not given.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
