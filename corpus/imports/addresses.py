"""Web addresses: which may be fetched, and which two mean the same page."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from corpus.imports.model import NotConverted

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_FOLLOWED: Final = re.compile(r"utm_|mtm_|pk_|fbclid\Z|gclid\Z|dclid\Z|msclkid\Z|mc_[ce]id\Z|igshid\Z|at_")
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~-._"


def is_address(source: str) -> bool:
    """Whether a source is an address and not a file."""
    return bool(_SCHEME.match(source))


def fetchable(source: str) -> str:
    """An address as it goes over the wire, without the part after ``#``.

    Raises:
        NotConverted: It is no address of the web.
    """
    try:
        parts = urlsplit(source.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotConverted("it is no well-formed address") from error
    if parts.scheme.lower() not in _PORTS:
        raise NotConverted("only addresses that begin with http:// or https:// are fetched")
    if not host:
        raise NotConverted("it is no well-formed address: it names no host")
    if "@" in parts.netloc:
        raise NotConverted("it holds a name for logging in; save the page from a browser and import the file")
    try:
        ascii_host = host.encode("ascii" if ":" in host else "idna").decode("ascii")
    except UnicodeError as error:
        raise NotConverted("it is no well-formed address: its host cannot be looked up") from error
    shown = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    place = f"{shown}:{parts.port}" if parts.port is not None else shown
    path = quote(parts.path or "/", safe=_SAFE)
    return urlunsplit((parts.scheme.lower(), place, path, quote(parts.query, safe=_SAFE), ""))


def same_page(address: str) -> str:
    """What two addresses have in common that mean the same page; empty for what names no page of its own."""
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in _PORTS or not host:
        return ""
    place = host if port in (None, _PORTS[parts.scheme.lower()]) else f"{host}:{port}"
    path = parts.path.rstrip("/")
    query = _query(parts)
    if not path and not query:
        return ""  # a site's first page is another one every day, and many pages give it for their own
    return f"{place}{path}?{query}" if query else f"{place}{path}"


def _query(parts: SplitResult) -> str:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return urlencode(sorted((key, value) for key, value in pairs if not _FOLLOWED.match(key)))
