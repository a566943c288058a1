"""Where an address leads. A host is looked up once and the answer is what is connected to: a name that leads to this
machine or its network is refused, even if it led elsewhere a moment ago."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit


class Refused(Exception):
    """Why an address was not fetched."""


@dataclass(frozen=True, slots=True)
class Host:
    """A vetted host: its name, its port, and the numeric address to connect to."""

    scheme: str
    name: str
    port: int
    number: str

    @property
    def origin(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme] == self.port
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"{self.scheme}://{name}" if usual else f"{self.scheme}://{name}:{self.port}"


def split(address: str) -> SplitResult:
    """An address in parts. Raises Refused if it is none that can be fetched."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise Refused(f"not an address: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise Refused("not an address that begins with http:// or https://")
    if parts.username or parts.password:
        raise Refused("an address with a password in it")
    return parts


def vetted(address: str, private: bool) -> Host:
    """The host of an address. Raises Refused if there is none, or it is private and that is not allowed."""
    parts = split(address)
    name, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"there is no such host: {error}") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and (wrong := [number for number in numbers if not _public(number)]):
        raise Refused(f"{name} is a private address ({wrong[0]}): --allow-private fetches from it")
    return Host(parts.scheme, name, port, numbers[0])


def _public(number: str) -> bool:
    address = ipaddress.ip_address(number.split("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or inner.is_global)
