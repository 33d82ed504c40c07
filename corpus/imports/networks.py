"""Which addresses are the world's, and which lead into a private network, also by way of another notation."""

from __future__ import annotations

import ipaddress
from typing import Final

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits


def is_public(address: str) -> bool:
    """Whether an address (IPv4, or IPv6 with or without a zone) is one of the world's networks."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(number, ipaddress.IPv6Address):
        number = _carried(number) or number
    site = isinstance(number, ipaddress.IPv6Address) and number.is_site_local
    return number.is_global and not (number.is_multicast or number.is_reserved or site)


def _carried(number: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that is reached by an IPv6 one: mapped, 6to4 (RFC 3056), NAT64."""
    if number in _NAT64:
        return ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour
