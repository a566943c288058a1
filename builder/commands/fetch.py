"""`tallybook fetch`: addresses to a web archive that `build` reads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder import __version__
from builder.commands.common import CHECK_FAILED, INTERRUPTED, say, stop


@click.command()
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A new .warc.gz file.")
@click.option("--delay", type=click.FloatRange(0), default=1.0, help="Seconds between two requests to a host.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30.0, help="Seconds for a whole answer.")
@click.option("--max-size", type=click.FloatRange(0), default=20.0, help="Megabytes of an answer.")
@click.option("--retries", type=click.IntRange(0), default=2, help="Further tries where a host does not answer.")
@click.option("--user-agent", help="What to be called; say how you can be reached.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine and its network, too.")
@click.option("--quiet", is_flag=True, help="Say nothing of what was fetched.")
def fetch(
    addresses: tuple[str, ...],
    out: Path,
    delay: float,
    timeout: float,
    max_size: float,
    retries: int,
    user_agent: str | None,
    allow_private: bool,
    quiet: bool,
) -> None:
    """Fetch pages into a web archive that `build` reads.

    Of a feed, the pages that it names. robots.txt is asked and obeyed. Exit code 1: some could not be fetched; 2: none.
    """
    from builder import fetch as fetching
    from builder.documents import Unreadable

    agent = user_agent or f"tallybook/{__version__}"
    polite = fetching.Manners(delay, timeout, int(max_size * 1_000_000), retries, agent, allow_private)
    try:
        done = fetching.fetch(addresses, out, polite, lambda line: None if quiet else say(line, err=True))
    except FileExistsError:
        stop(f"{out} is there already")
    except (OSError, Unreadable) as error:
        stop(str(error))
    except KeyboardInterrupt:
        stop(f"interrupted; what was fetched is in {out}", INTERRUPTED)
    if not done.pages:
        stop("nothing could be fetched")
    sys.exit(CHECK_FAILED if done.failed else 0)
