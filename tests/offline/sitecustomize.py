"""No Python of the suite asks anybody but this machine: connections, datagrams and names that lead elsewhere are
refused, and noted in the file that TALLYBOOK_ASKED names, so that no test passes that swallowed the refusal.

tests/conftest.py loads this for the suite itself and puts its folder on the path of all programs that tests start.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from pathlib import Path
from typing import Any


class Asked(OSError):
    """The network was asked for something."""


def refuse(what: str) -> None:
    """Raises Asked."""
    if log := os.environ.get("TALLYBOOK_ASKED"):
        with Path(log).open("a", encoding="utf-8") as lines:
            lines.write(f"{what}\n")
    raise Asked(f"{what}: the suite runs without a network")


def here(host: Any) -> bool:
    """True for this machine, by number or by name; also for any number where only a name is looked up."""
    if host in (None, "", b"", "localhost", b"localhost", socket.gethostname()):
        return True
    try:
        return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
    except ValueError:
        return False


def _numeric(host: Any) -> bool:
    """What is a number, in any notation, asks no server for its name."""
    try:
        _lookup(host, None, 0, 0, 0, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return False
    return True


_lookup = socket.getaddrinfo


def _guarded(kept: Any, name: str) -> Any:
    def call(self: socket.socket, *given: Any) -> Any:
        address = given[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6) and not here(address[0]):
            refuse(f"{name} {address}")
        return kept(self, *given)

    return call


def _looked_up(kept: Any) -> Any:
    def call(host: Any = None, *given: Any, **named: Any) -> Any:
        if not here(host) and not _numeric(host):
            refuse(f"look-up of {host}")
        return kept(host, *given, **named)

    return call


for _name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, _name, _guarded(getattr(socket.socket, _name), _name))
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _name, _looked_up(getattr(socket, _name)))
