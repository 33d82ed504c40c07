"""Fetching one address: what comes, what is refused, and where it never goes."""

from __future__ import annotations

import contextlib
import gzip
import random
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from corpus.imports import fetching, watched
from corpus.imports.fetching import fetch
from corpus.imports.model import NotConverted
from corpus.imports.networks import is_public
from corpus.imports.sandbox import Stopped
from corpus.imports.unpacking import Unpacking


def deflated(data: bytes, bits: int) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(data) + packer.flush()


WORDS = b"<p>words</p>" * 20_000
NOISE = random.Random(5).randbytes(200_000)  # larger packed than what is read at once
PACKED = {
    "/zlib": ("deflate", zlib.compress(WORDS)),
    "/raw": ("deflate", deflated(WORDS, -15)),
    "/members": ("gzip", gzip.compress(WORDS[:7]) + gzip.compress(b"") + gzip.compress(WORDS[7:])),
    "/padded": ("x-gzip", gzip.compress(WORDS) + b"\0" * 99),
    "/noise": ("gzip", gzip.compress(NOISE) * 2),
    "/cut": ("gzip", gzip.compress(WORDS)[:-9]),
    "/cut-later": ("gzip", gzip.compress(NOISE) + gzip.compress(NOISE)[:-1]),
    "/cut-raw": ("deflate", deflated(WORDS, -15)[:-3]),
    "/byte": ("gzip", b"\x1f"),
    "/plain": ("gzip", WORDS),
    "/broken": ("gzip", gzip.compress(NOISE)[:-60] + b"?" * 60),
    "/other": ("br", WORDS),
}


class Answers(BaseHTTPRequestHandler):
    """A server that says what its path asks for."""

    asked: list[str]
    elsewhere = ""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        headers = {"Content-Type": "text/html; charset=koi8-r"}
        status, body = 200, b"<p>words</p><img src='/spy.gif'>"
        match self.path:
            case "/moved":
                status, headers["Location"] = 302, "/page"
            case "/outside":
                status, headers["Location"] = 302, f"{self.elsewhere}/page"
            case "/file":
                status, headers["Location"] = 302, "file:///etc/passwd"
            case "/ftp":
                status, headers["Location"] = 302, "ftp://127.0.0.1/x"
            case "/round":
                status, headers["Location"] = 302, "/round"
            case "/packed":
                headers["Content-Encoding"], body = "gzip", gzip.compress(body)
            case path if path in PACKED:
                headers["Content-Encoding"], body = PACKED[path]
            case "/bomb":
                headers["Content-Encoding"], body = "gzip", gzip.compress(b"0" * 5_000_000)
            case "/large":
                body = b"0" * 2_000_000
            case "/short":
                headers["Content-Length"] = "100"
            case "/endless":
                status, headers["Location"], headers["Content-Length"] = 302, "/page", str(1 << 40)
            case "/login":
                status = 401
            case "/gone":
                status = 404
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


Server = Callable[[], tuple[str, list[str]]]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Starts servers; gives the address of each and what it was asked for."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    running: list[ThreadingHTTPServer] = []

    def start() -> tuple[str, list[str]]:
        asked: list[str] = []
        handler = type("Handler", (Answers,), {"asked": asked})
        made = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True).start()
        running.append(made)
        return f"http://127.0.0.1:{made.server_port}", asked

    yield start
    for each in running:
        each.shutdown()
        each.server_close()


def test_a_page_comes_with_its_charset_and_nothing_it_refers_to(server: Server) -> None:
    address, asked = server()
    found = fetch(f"{address}/moved#part")
    assert found.data.startswith(b"<p>words")
    assert (found.url, found.content_type, found.charset, found.name) == (
        f"{address}/page",
        "text/html",
        "koi8-r",
        "page",
    )
    assert asked == ["/moved", "/page"]


def test_what_is_packed_is_unpacked_within_bounds(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address, _ = server()
    assert fetch(f"{address}/packed").data.startswith(b"<p>words")
    monkeypatch.setattr(fetching, "LARGEST", 1_000_000)
    for path in ("bomb", "large"):
        with pytest.raises(NotConverted, match="larger than"):
            fetch(f"{address}/{path}")


@pytest.mark.parametrize("path", ["zlib", "raw", "members", "padded", "noise"])
def test_all_that_is_packed_is_unpacked(server: Server, path: str) -> None:
    assert fetch(f"{server()[0]}/{path}").data == (NOISE * 2 if path == "noise" else WORDS)


def test_packed_bytes_may_come_one_by_one() -> None:
    for path in ("/zlib", "/raw", "/members", "/padded"):
        packing, data = PACKED[path]
        unpacking = Unpacking(packing)
        found = b"".join(unpacking.more(data[at : at + 1], 1 << 20) for at in range(len(data)))
        unpacking.finish()
        assert found == WORDS


def test_members_are_bounded_together(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", len(NOISE) + 1)
    with pytest.raises(NotConverted, match="larger than"):
        fetch(f"{server()[0]}/noise")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("cut", "broke off"),
        ("cut-later", "broke off"),
        ("cut-raw", "broke off"),
        ("byte", "broke off"),
        ("plain", "damaged"),
        ("broken", "damaged"),
        ("other", "not asked for"),
        ("file", "no web page"),
        ("ftp", "no web page"),
        ("round", "circle"),
        ("short", "broke off"),
        ("login", "login"),
        ("gone", "no such page"),
    ],
)
def test_what_cannot_be_had_is_explained(server: Server, path: str, reason: str) -> None:
    with pytest.raises(NotConverted, match=reason):
        fetch(f"{server()[0]}/{path}")


def test_a_redirect_does_not_lead_into_a_private_network(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, asked = server()
    outside, _ = server()
    monkeypatch.setattr(Answers, "elsewhere", inside.replace("127.0.0.1", "localhost"))
    # The person named an address of their own network: still, only that host is meant.
    with pytest.raises(NotConverted, match="private network"):
        fetch(f"{outside}/outside")
    assert asked == []


def test_a_name_that_turns_private_later_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = server()
    port = int(address.rpartition(":")[2])
    answers = iter(["93.184.216.34"])
    real = socket.getaddrinfo

    def resolve(host: str, *args: object, **named: object) -> object:
        if host != "rebinding.example":
            return real(host, *args, **named)  # type: ignore[arg-type]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers, "127.0.0.1"), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(NotConverted, match="private network"):
        fetch(f"http://rebinding.example:{port}/page")
    assert asked == []


def test_fetching_can_be_stopped(server: Server) -> None:
    with pytest.raises(Stopped):
        fetch(f"{server()[0]}/page", cancelled=lambda: True)


def test_the_page_of_a_redirect_is_not_waited_for(server: Server) -> None:
    address, asked = server()
    assert fetch(f"{address}/endless").data.startswith(b"<p>words")
    assert asked == ["/endless", "/page"]


BEGINNINGS = {
    "nothing": ("http", b""),
    "no handshake": ("https", b""),
    "headers": ("http", b"HTTP/1.1 200 OK\r\nX-A: "),
    "go on": ("http", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": ("http", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
}


@pytest.fixture
def slow() -> Iterator[Callable[[bytes], int]]:
    """Starts servers that begin an answer and then drip one byte after another, without end; their ports."""
    over = threading.Event()
    listening: list[socket.socket] = []

    def drip(connection: socket.socket, beginning: bytes) -> None:
        with connection, contextlib.suppress(OSError):
            if beginning:
                connection.recv(1 << 16)
            connection.sendall(beginning)
            while not over.wait(0.01):
                if beginning:
                    connection.sendall(beginning if b" 100 " in beginning else b"a")

    def serve(listener: socket.socket, beginning: bytes) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=drip, args=(connection, beginning), daemon=True).start()

    def start(beginning: bytes) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listening.append(listener)
        threading.Thread(target=serve, args=(listener, beginning), daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    over.set()
    for listener in listening:
        listener.close()


def fetching_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == watched.NAME]


@pytest.mark.parametrize("begins", BEGINNINGS)
def test_it_can_be_stopped_whatever_it_waits_for(slow: Callable[[bytes], int], begins: str) -> None:
    scheme, beginning = BEGINNINGS[begins]
    asked = count()
    with pytest.raises(Stopped):
        fetch(f"{scheme}://127.0.0.1:{slow(beginning)}/", cancelled=lambda: next(asked) == 4)
    for thread in fetching_threads():
        assert thread.daemon
        thread.join(10)  # less than a silent server is waited for
    assert fetching_threads() == []


@pytest.mark.parametrize("begins", BEGINNINGS)
def test_one_deadline_holds_for_all_of_it(
    slow: Callable[[bytes], int], begins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme, beginning = BEGINNINGS[begins]
    monkeypatch.setattr(fetching, "_LONGEST", 0.3)
    with pytest.raises(NotConverted, match=r"did not arrive within 0\.3 seconds"):
        fetch(f"{scheme}://127.0.0.1:{slow(beginning)}/")


def test_looking_up_a_name_can_be_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = threading.Event(), count()

    def resolve(*_: object, **__: object) -> object:
        found.wait()
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Stopped):
        fetch("http://slow.example/", cancelled=lambda: next(asked) == 2)
    found.set()


def test_a_host_is_reached_by_any_of_its_addresses(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address, asked = server()
    port = int(address.rpartition(":")[2])
    with socket.socket() as silent:  # bound and not listening: whoever connects there is refused
        silent.bind(("127.0.0.1", 0))
        places = [silent.getsockname(), ("127.0.0.1", port)]
        rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
        assert fetch(f"http://two.example:{port}/page").data.startswith(b"<p>words")
        assert asked == ["/page"]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows[:1])
        with pytest.raises(NotConverted, match="refused"):
            fetch(f"http://two.example:{port}/page")


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = server()
    port = int(address.rpartition(":")[2])
    looks = count()

    def resolve(*_: object, **__: object) -> object:
        later = [("127.0.0.1", port)] if next(looks) else []
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in [("93.184.216.34", port), *later]
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(NotConverted, match="private network"):
        fetch(f"http://mixed.example:{port}/page")
    assert asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("240.0.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::7f00:1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff0e::1", False),
        ("fd00::1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:7f00:1::", False),
        ("2002:c0a8:101::1", False),
    ],
)
def test_only_the_worlds_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public
