"""The worker's side of the sandbox: converts what it is sent, within its limits, until its input ends."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO, Final

from corpus.imports.frames import read_frame, write_frame
from corpus.imports.model import Converted, NotConverted, Options

_REFUSED: Final = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
        "socket.getnameinfo",
        "socket.sendto",
        "socket.sendmsg",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "os.forkpty",
        "os.remove",
        "os.rename",
        "os.mkdir",
        "os.rmdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "os.chmod",
        "os.chown",
        "os.chflags",
        "os.utime",
        "os.setxattr",
        "os.removexattr",
        "sqlite3.connect",
        "shutil.rmtree",
    }
)
_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_GRACE: Final = 5  # seconds of processor time beyond what the other side waits


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer each request: first that its module is there, then with what came of it."""
    sys.addaudithook(_refuse)
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            request, data = read_frame(source)
            _restrain(int(request["memory"]), float(request["seconds"]))
            convert = _converter(str(request["module"]))
            write_frame(sink, {"ready": True})
            write_frame(sink, _answer(convert, data, request))


def _converter(module: str) -> Callable[[bytes, str, Options], Converted]:
    found = import_module(module)
    prepare: Callable[[], None] | None = getattr(found, "prepare", None)
    if prepare is not None:
        prepare()
    convert: Callable[[bytes, str, Options], Converted] = found.convert
    return convert


def _answer(
    convert: Callable[[bytes, str, Options], Converted], data: bytes, request: dict[str, Any]
) -> dict[str, Any]:
    try:
        return convert(data, str(request["name"]), Options(**request["options"])).as_json()
    except NotConverted as error:
        return {"refused": str(error)}
    except MemoryError:
        return {"refused": "it takes more memory than an import may have"}
    except RecursionError:
        return {"refused": "it nests too deeply"}
    except Exception as error:  # whatever a library trips over is this document's fault alone
        return {"refused": f"it could not be taken apart ({type(error).__name__})"}


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    """No document makes this process talk to others, start any, or change a file."""
    if event in _REFUSED:
        raise PermissionError(f"{event} is refused while importing")
    if event == "open" and _writes(*args[1:3]):
        raise PermissionError("writing is refused while importing")


def _writes(mode: object, flags: object) -> bool:
    """Whether what is opened could be changed; files opened by descriptor or by ``os.open`` have no mode."""
    by_mode = isinstance(mode, str) and bool(set(mode) & set("wax+"))
    return by_mode or bool(isinstance(flags, int) and flags & _WRITING)


def _restrain(memory: int, seconds: float) -> None:
    """Bound memory (bytes) and processor time; no files, no core."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime)
    for what, soft in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, spent + int(seconds) + _GRACE),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):  # where the system knows no such limit
            hard = resource.getrlimit(what)[1]
            bound = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
            resource.setrlimit(what, (bound, hard))


def main() -> None:
    """Serve on standard input and output, which nothing else may write to."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    serve(source, sink)
