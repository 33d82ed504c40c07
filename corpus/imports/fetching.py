"""Fetching the one address that the person gave: bounded, by http or https, nothing private by a detour."""

from __future__ import annotations

import contextlib
import functools
import http.client
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message
from typing import IO, Any, Final, NamedTuple
from urllib.parse import urlsplit

from corpus.imports.addresses import fetchable
from corpus.imports.model import NotConverted
from corpus.imports.networks import is_public
from corpus.imports.unpacking import Unpacking
from corpus.imports.watched import Line, watched

LARGEST: Final = 32 * 1024 * 1024  # bytes, unpacked
_PATIENCE: Final = 20.0  # seconds for each answer
_LONGEST: Final = 90.0  # seconds for all of it: looking up, connecting, each answer, what is sent
_REDIRECTS: Final = 8
_ADDRESSES: Final = 8  # of one host that are tried
_CHUNK: Final = 1 << 16
_HEADERS: Final = {
    "User-Agent": "Mozilla/5.0 (compatible; Scholiast; one page at a reader's request)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,application/epub+zip,*/*;q=0.5",
    "Accept-Encoding": "identity",
    "Accept-Language": "*",
}


class Fetched(NamedTuple):
    """What came: the bytes, where they were in the end, what the server says they are and are encoded in."""

    data: bytes
    url: str
    content_type: str
    charset: str
    name: str


class Given(NamedTuple):
    """The host that the person named, whether that is one of a private network, and when time is up."""

    host: str
    inside: bool
    line: Line
    deadline: float

    def frees(self, host: str) -> bool:
        """Whether ``host`` may be reached wherever it is."""
        return self.inside and host == self.host

    def connector(self, *, public: bool) -> Callable[..., socket.socket]:
        """Connects to a host; to one of the world's networks only, if ``public``."""
        return functools.partial(_connected, self, public)


def fetch(address: str, cancelled: Callable[[], bool] = lambda: False) -> Fetched:
    """The document at ``address``; nothing that it refers to is fetched.

    Raises:
        NotConverted: With the reason.
        Stopped: ``cancelled`` said so.
    """
    url = fetchable(address)
    return watched(functools.partial(_fetched, url), _LONGEST, cancelled)


def _fetched(url: str, line: Line) -> Fetched:
    given = Given(urlsplit(url).hostname or "", _leads_inside(url), line, time.monotonic() + _LONGEST)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Web(given),
        _SecureWeb(given),
        _Redirects(given),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    try:
        with opener.open(urllib.request.Request(url, headers=_HEADERS), timeout=_PATIENCE) as answer:
            data = _drained(answer)
            return _told(data, answer.geturl(), answer.headers)
    except urllib.error.HTTPError as error:
        error.close()
        raise NotConverted(_refusal(error.code)) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise NotConverted(_reason(error)) from error


def _told(data: bytes, url: str, headers: Message) -> Fetched:
    kind = headers.get_content_type()
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return Fetched(data, url.partition("#")[0], kind, headers.get_content_charset() or "", name)


def _drained(answer: Any) -> bytes:
    """All that is sent, unpacked, as long as it is bearable."""
    unpacking = Unpacking(str(answer.headers.get("Content-Encoding", "")).strip().lower())
    parts: list[bytes] = []
    total = received = 0
    while True:
        chunk = answer.read1(_CHUNK)
        if not chunk:
            break
        received += len(chunk)
        parts.append(unpacking.more(chunk, LARGEST + 1 - total))
        total += len(parts[-1])
        if total > LARGEST or received > LARGEST:
            raise NotConverted(f"it is larger than {LARGEST // 1048576} MB")
    if answer.length:  # fewer bytes came than were announced
        raise NotConverted("the connection broke off before all of it had arrived")
    unpacking.finish()
    return b"".join(parts)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to other pages of the web; to a private network only where the person pointed there."""

    max_redirections = _REDIRECTS
    max_repeats = 3

    def __init__(self, given: Given) -> None:
        self._given = given

    def http_error_302(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> Any:
        """Follow, without the page that says so: it is read by nobody, and may have no end."""
        fp.close()
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request for the page that is pointed to."""
        if urlsplit(newurl).scheme.lower() not in ("http", "https"):
            raise NotConverted("the server points to something that is no web page")
        if urlsplit(req.full_url).scheme == "https" and urlsplit(newurl).scheme.lower() == "http":
            raise NotConverted("the server points from a protected connection to one that is not")
        found = super().redirect_request(req, fp, code, msg, headers, fetchable(newurl))
        host = urlsplit(found.full_url).hostname or "" if found is not None else ""
        # A proxy would connect by itself; where there is none, connecting looks again.
        if host and not self._given.frees(host):
            with contextlib.suppress(socket.gaierror):
                _looked_up(host, 443, public=True)
        return found


class _Connection(http.client.HTTPConnection):
    """Connects to the very address that was looked at, so that a name cannot mean another one later."""

    given: Given
    proxied: bool

    def connect(self) -> None:
        """Connect; to a private network only if that is what the person named, or is their proxy."""
        public = not (self.proxied or self.given.frees(self.host))
        self._create_connection = self.given.connector(public=public)
        super().connect()


class _SecureConnection(http.client.HTTPSConnection):
    """The same, over TLS with certificates checked."""

    given: Given

    def connect(self) -> None:
        """Connect; to a private network only if that is what the person named, or is their proxy."""
        public = not (getattr(self, "_tunnel_host", None) or self.given.frees(self.host))
        self._create_connection = self.given.connector(public=public)
        super().connect()


class _Web(urllib.request.HTTPHandler):
    def __init__(self, given: Given) -> None:
        super().__init__()
        self._given = given

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open, through the person's own proxy if there is one."""
        return self.do_open(_made(_Connection, self._given, proxied=req.has_proxy()), req)


class _SecureWeb(urllib.request.HTTPSHandler):
    def __init__(self, given: Given) -> None:
        super().__init__(context=ssl.create_default_context())
        self._given = given

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        """Open, with certificates checked."""
        return self.do_open(_made(_SecureConnection, self._given), req, context=self._context)  # type: ignore[attr-defined]


def _made(base: type[Any], given: Given, **more: bool) -> Any:
    return type(base.__name__, (base,), {"given": given, **more})


def _leads_inside(url: str) -> bool:
    parts = urlsplit(url)
    try:
        _looked_up(parts.hostname or "", parts.port or 443, public=True)
    except NotConverted:
        return True
    except OSError:
        return False  # connecting will say so, or the person's proxy knows it
    return False


class _Place(NamedTuple):
    """An address as it is connected to."""

    family: int
    address: Any


def _connected(
    given: Given, public: bool, address: tuple[str, int], timeout: float | None = None, *_: Any, **__: Any
) -> socket.socket:
    """A connection to the first address of a host that takes one.

    Raises:
        NotConverted: The host is of a private network, and ``public`` is asked for.
        OSError: None of them does in the time that is left.
    """
    places = _looked_up(*address, public=public)
    failure: OSError = ConnectionRefusedError()
    for number, place in enumerate(places):
        left = (given.deadline - time.monotonic()) / (len(places) - number)  # some for each of the others
        connection = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            given.line.hold(connection)
            connection.settimeout(max(0.01, min(_PATIENCE, left)))
            connection.connect(place.address)
            given.line.hold(connection)  # again: it may have been cut before it was connected
            connection.settimeout(timeout)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _looked_up(host: str, port: int, *, public: bool) -> list[_Place]:
    """The addresses of ``host``; if ``public``, all of them are the world's.

    Raises:
        NotConverted: One is of a private network, or of this computer.
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for row in rows if public else ():
        if not is_public(str(row[4][0])):
            raise NotConverted(
                "the server points into a private network; give that address yourself if you mean it"
            )
    return list(dict.fromkeys(_Place(row[0], row[4]) for row in rows))[:_ADDRESSES]


def _refusal(code: int) -> str:
    known = {
        401: "the page asks for a login; save it from a browser and import the file",
        402: "the page asks for payment; save it from a browser and import the file",
        403: "the server does not give it to programs; save it from a browser and import the file",
        404: "there is no such page",
        410: "the page is gone",
        429: "the server wants to be left alone for a while; try again later",
        451: "the server may not give it out here",
    }
    if 300 <= code < 400:
        return "the server points in a circle, or to something that is no web page"
    return known.get(code) or f"the server answered with error {code}"


def _reason(error: BaseException) -> str:
    inner = getattr(error, "reason", None)
    if isinstance(inner, NotConverted):
        return str(inner)
    cause = inner if isinstance(inner, BaseException) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "the server's certificate is not to be trusted"
    if isinstance(cause, TimeoutError):
        return f"the server did not answer within {_PATIENCE:.0f} seconds"
    if isinstance(cause, socket.gaierror):
        return "there is no such host, or no network"
    if isinstance(cause, ConnectionError):
        return "the server refused or broke off the connection"
    return f"it could not be fetched ({type(cause).__name__})"
