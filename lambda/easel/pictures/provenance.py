"""Says in a JPEG that a machine made it: an XMP segment, as IPTC's guidance for generated pictures
asks for it. No pixel changes.

Sources: Adobe's XMP specification, part 3 (where the segment stands); IPTC Photo Metadata Standard
2025.1 (the properties); C2PA's specification 2.1, A.3.1 (a signature in a JPEG).
"""

import re
from html import escape

from ..settings import Metadata
from .jpeg import SCAN, Jpeg, segments
from .picture import Picture

MAX_XMP_BYTES = 2 + 65_535
_APP0, _APP1, _APP11 = 0xE0, 0xE1, 0xEB
_NAME = b"http://ns.adobe.com/xap/1.0/\x00"
# XMP that is too long for one segment goes on in segments of this name.
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
# A segment's length is two bytes, and counts itself.
_MAX_PACKET_BYTES = 65_535 - 2 - len(_NAME)
MADE_BY_A_MODEL = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
# XML 1.0, production 2: no other character may stand in a document.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CUT = " …"
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def with_provenance(jpeg: Jpeg, job_id: str, picture: Picture, metadata: Metadata) -> Jpeg:
    """`jpeg` with the tool, the model and the job's id in it, and with the prompt if `metadata`
    says so. The same job always gives the same bytes. XMP that the model wrote is replaced."""
    if metadata is Metadata.NONE:
        return jpeg
    packet = _packet(job_id, picture, with_prompt=metadata is Metadata.FULL)
    content = _NAME + packet
    segment = b"\xff\xe1" + (2 + len(content)).to_bytes(2, "big") + content
    return Jpeg(_spliced(jpeg.data, segment), jpeg.width, jpeg.height)


def is_signed(data: bytes) -> bool:
    """Whether a JPEG holds Content Credentials (C2PA)."""
    return any(
        marker == _APP11 and b"jumdc2pa" in data[start:end] for marker, start, end in segments(data)
    )


def _spliced(data: bytes, segment: bytes) -> bytes:
    """`data` without its XMP, and with `segment` behind the APP0 and APP1 segments at its start
    (JFIF, EXIF)."""
    kept, before, at = [data[:2]], 1, 2
    for marker, start, end in segments(data):
        if marker == SCAN:
            break
        if marker == _APP1 and data.startswith((_NAME, _EXTENSION), start + 4):
            at = end
            continue
        if marker in (_APP0, _APP1) and before == len(kept):
            before += 1
        kept.append(data[at:end])
        at = end
    return b"".join([*kept[:before], segment, *kept[before:], data[at:]])


def _packet(job_id: str, picture: Picture, *, with_prompt: bool) -> bytes:
    properties = [
        _element("xmp:CreatorTool", "Easel"),
        _element("dc:identifier", job_id),
        _element("Iptc4xmpExt:DigitalSourceType", MADE_BY_A_MODEL),
        _element("Iptc4xmpExt:AISystemUsed", picture.model[:1000]),
        _element("Iptc4xmpExt:AISystemVersionUsed", picture.model_version[:1000]),
    ]
    if with_prompt:
        name = "Iptc4xmpExt:AIPromptInformation"
        left = _MAX_PACKET_BYTES - len(_filled([*properties, _element(name, "")])) - 1
        properties.append(f"<{name}>{_cut(picture.prompt, left)}</{name}>")
    return _filled(properties)


def _filled(properties: list[str]) -> bytes:
    return _PACKET.format(properties="\n".join(properties)).encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{_as_xml(text)}</{name}>"


def _as_xml(text: str) -> str:
    # A parser would read a carriage return as a line feed.
    return escape(_NOT_XML.sub("\ufffd", text), quote=False).replace("\r", "&#13;")


def _cut(text: str, max_bytes: int) -> str:
    """`text` as XML of at most `max_bytes`. If it is longer, it ends after a word, and with …"""
    whole = _as_xml(text)
    if len(whole.encode()) <= max_bytes:
        return whole
    left, length = max_bytes - len(_CUT.encode()), 0
    for sign in text:
        left -= len(_as_xml(sign).encode())
        if left < 0:
            break
        length += 1
    words = text[:length].rpartition(" ")[0] or text[:length]
    return _as_xml(words) + _CUT
