"""Fetching one address: what comes, what is refused, and where it never goes."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from corpus.imports import fetching
from corpus.imports.fetching import fetch
from corpus.imports.model import NotConverted
from corpus.imports.sandbox import Stopped


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
            case "/bomb":
                headers["Content-Encoding"], body = "gzip", gzip.compress(b"0" * 5_000_000)
            case "/large":
                body = b"0" * 2_000_000
            case "/short":
                headers["Content-Length"] = "100"
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


@pytest.mark.parametrize(
    ("path", "reason"),
    [
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
