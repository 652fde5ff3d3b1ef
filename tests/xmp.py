"""Reads the XMP of a JPEG with the standard library, as a reader that shares no code with Easel."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

_NAME = b"http://ns.adobe.com/xap/1.0/\x00"
_PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
}
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


def packets(jpeg: bytes) -> list[str]:
    """The XMP packets in `jpeg`, in order."""
    return [
        jpeg[start + 4 + len(_NAME) : end].decode()
        for start, end in _segments(jpeg)
        if jpeg[start + 1] == 0xE1 and jpeg.startswith(_NAME, start + 4)
    ]


def properties(jpeg: bytes) -> dict[str, str]:
    """The properties of the only XMP packet in `jpeg`, such as `xmp:CreatorTool`."""
    [packet] = packets(jpeg)
    found = {}
    for element in ET.fromstring(packet).iter(_DESCRIPTION):  # noqa: S314 - we wrote it
        for child in element:
            namespace, _, name = child.tag[1:].partition("}")
            found[f"{_PREFIXES[namespace]}:{name}"] = child.text or ""
    return found


def without_xmp(jpeg: bytes) -> bytes:
    """`jpeg` without its only XMP packet."""
    for start, end in _segments(jpeg):
        if jpeg[start + 1] == 0xE1 and jpeg.startswith(_NAME, start + 4):
            return jpeg[:start] + jpeg[end:]
    raise AssertionError("there is no XMP")


def _segments(jpeg: bytes) -> Iterator[tuple[int, int]]:
    at = 2
    while jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield at, end
        at = end
