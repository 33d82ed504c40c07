"""XML from outside: what is too much or declares anything is refused, each with its own fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.exchange.foreign import BadFile
from annotations.exchange.xmlfile import parsed_xml
from corpus import bounded_xml
from corpus.bounded_xml import BadXML, Fault, local, root_of
from corpus.imports.container import xml_of
from corpus.imports.model import NotConverted

BOMB = b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
CASES = [
    (BOMB, Fault.DECLARES),
    (b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', Fault.DECLARES),
    (b"<a>" * 5000 + b"</a>" * 5000, Fault.DEEP),
    (b"<a>" + b"<b/>" * 200 + b"</a>", Fault.MANY),
    (b"<a " + b" ".join(b'x%d="y"' % each for each in range(60_000)) + b"/>", Fault.LONG),
    (b"<a><b></a>", Fault.DAMAGED),
    (b"{reason}", Fault.DAMAGED),
    (b"", Fault.DAMAGED),
]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_xml, "LONGEST", 100_000)


@pytest.mark.parametrize(("data", "fault"), CASES, ids=range(len(CASES)))
def test_each_fault_is_told(data: bytes, fault: Fault) -> None:
    with pytest.raises(BadXML) as raised:
        root_of(data, most=150)
    assert raised.value.fault is fault
    assert bool(raised.value.reason) == (fault is Fault.DAMAGED)


@pytest.mark.parametrize(("read", "error"), [(parsed_xml, BadFile), (xml_of, NotConverted)])
@pytest.mark.parametrize("data", [data for data, fault in CASES if fault is not Fault.MANY], ids=range(7))
def test_both_readers_make_a_sentence_of_it(
    read: Callable[[bytes, str], object], error: type[Exception], data: bytes
) -> None:
    with pytest.raises(error, match="The part"):
        read(data, "The part")


def test_names_come_without_their_space_and_elements_are_heard_as_they_end() -> None:
    ended: list[str] = []
    root = root_of(b'<a xmlns="urn:x"><b/><c><d/></c></a>', lambda each: ended.append(local(each)))
    assert (local(root), ended) == ("a", ["b", "d", "c", "a"])
