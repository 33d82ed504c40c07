"""Bytes to text: byte-order mark, strict UTF-8, the declared charset, detection, and saying which."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only encodings that cannot hide one text inside another; no utf-7, no escape-driven iso-2022.
ALLOWED: Final = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii", "big5", "big5hkscs", "cp932", "cp949"}
    | {
        "euc_jp",
        "euc_kr",
        "gb18030",
        "gb2312",
        "gbk",
        "koi8-r",
        "koi8-u",
        "shift_jis",
        "mac-roman",
        "tis-620",
    }
    | {"mac-cyrillic", "cp437", "cp850", "cp852", "cp866", "johab", "cp874", "mac-latin2", "ptcp154"}
    | {f"cp{page}" for page in range(1250, 1259)}
    | {f"iso8859-{part}" for part in (*range(1, 12), 13, 14, 15, 16)}
)
# Detection works on lines without their neighbours, so wide encodings must have shown themselves before.
_DETECTABLE: Final = sorted(name for name in ALLOWED if not name.startswith("utf-"))
_SAMPLE: Final = 1 << 16
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BAD_SHARE: Final = 0.1
_KNOWN_FORMATS: Final = (
    (b"%PDF-", "it is a PDF; import it to get a readable copy"),
    (b"PK\x03\x04", "it is a ZIP archive (such as DOCX or EPUB); import it to get a readable copy"),
    (b"{\\rtf", "it is an RTF file; save it as plain text first"),
    (b"\x1f\x8b", "it is compressed with gzip"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"GIF8", "it is a picture"),
    (b"\x7fELF", "it is a program"),
    (b"SQLite format 3\0", "it is a database"),
)
_FIRST: Final = frozenset(start[:1] for start, _ in (*_MARKS, *_KNOWN_FORMATS))


class NotText(ValueError):
    """The bytes are no text; the message is the reason, one clause."""


class Decoded(NamedTuple):
    """The text, the name of the encoding it was in, and what the reader should be told, if anything."""

    text: str
    encoding: str
    remark: str = ""


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text in ``data``.

    Args:
        data: The whole file.
        declared: A charset named by the reader or in the file; used if it is an allowed one and fits.

    Raises:
        NotText: The bytes are a known binary format, or hold what no text holds.
    """
    if data[:1] in _FIRST:
        for mark, encoding in _MARKS:
            if data.startswith(mark):
                return _marked(data[len(mark) :], encoding)
        if reason := next((why for magic, why in _KNOWN_FORMATS if data.startswith(magic)), ""):
            raise NotText(reason)
    if b"\0" in data:
        return _with_zeros(data)
    chosen = _codec(declared) if declared else ""
    if chosen and chosen != "utf-8" and (text := _strict(data, chosen)) is not None:
        return Decoded(text, chosen)
    if (text := _strict(data, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    head = data[:_SAMPLE]
    if len(_CONTROLS.findall(head)) > len(head) * _BAD_SHARE:
        raise NotText("it holds binary data, not text")
    return _damaged(data) or _detected(data)


def _marked(data: bytes, encoding: str) -> Decoded:
    text = _strict(data, encoding)
    if text is not None:
        return Decoded(text, encoding)
    return Decoded(data.decode(encoding, "replace"), encoding, _damage_remark(encoding))


def _with_zeros(data: bytes) -> Decoded:
    """UTF-16 without a mark shows as zeros in every second byte; any other zero means no text."""
    head = data[: _SAMPLE & ~1]
    pairs = len(head) // 2
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2].count(0), head[::2].count(0)),
        ("utf-16-be", head[::2].count(0), head[1::2].count(0)),
    ):
        if zeros > pairs * 0.6 and not others and (text := _strict(data, encoding)) is not None:
            remark = f"The file does not say how it is encoded; it was read as {encoding.upper()}."
            return Decoded(text, encoding, remark)
    raise NotText("it holds binary data (zero bytes), not text")


def _codec(name: str) -> str:
    """The normal name of an allowed charset, or nothing."""
    try:
        normal = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):
        return ""
    return normal if normal in ALLOWED else ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes: an old single-byte text is hardly ever valid UTF-8 by accident."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(re.sub("[\0-\x7f\ufffd]+", "", text))
    if sound < 4 * broken:
        return None
    return Decoded(text, "utf-8", _damage_remark("utf-8", broken))


def _damage_remark(encoding: str, count: int = 0) -> str:
    many = f"{count} places" if count > 1 else "One place" if count else "Some places"
    return f"{many} could not be read as {encoding.upper()} and {'are' if count != 1 else 'is'} shown as �."


def _detected(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    # Detection weighs letters; what is plain ASCII tells it nothing, so lines without any other are left out.
    lines = [line for line in data[: 8 * _SAMPLE].splitlines(keepends=True) if not line.isascii()]
    sample = b"".join(lines)[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=_DETECTABLE).best()
    names = [_codec(name) for name in (*best.could_be_from_charset, best.encoding)] if best else []
    if best and "cp1252" not in names and _western(sample):
        names.insert(0, "cp1252")
    for encoding in sorted(filter(None, names), key=lambda name: name != "cp1252"):
        if (text := _strict(data, encoding)) is not None:
            return Decoded(text, encoding, _guess_remark(encoding))
    return Decoded(data.decode("cp1252", "replace"), "cp1252", _guess_remark("cp1252"))


def _western(sample: bytes) -> bool:
    """Whether the bytes read well as Windows-1252: letters of western languages inside Latin words."""
    text = _strict(sample, "cp1252")
    if text is None:
        return False
    foreign = re.findall(r"[^\x00-\x7f]", text)
    usual = sum(sign in "äöüßÄÖÜéèêëàâçîïôùûœÉÈÀÇñáíóúÑåøæÅØÆ“”‘’„–—…«»€°§ ©®·" for sign in foreign)
    latin = len(re.findall(r"[A-Za-z]", text))
    return usual >= 0.9 * len(foreign) and latin >= 1.5 * len(foreign)


def _guess_remark(encoding: str) -> str:
    return f"The file does not say how it is encoded; {encoding} is a guess, so some letters may be wrong."
