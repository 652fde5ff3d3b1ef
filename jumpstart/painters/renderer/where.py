"""Which ground is near and which is far, if a prompt names several."""

from typing import NamedTuple

from .more_grounds import MORE
from .ways import WAYS
from .world import NO_HEAVEN

AFAR = {"mountains", "city", "forest", "village"}  # grounds that are seen behind others


class Where(NamedTuple):
    ground: str | None
    far: str | None
    way: str | None  # what leads through the ground
    season: str | None


def placed(ground: str, where: Where) -> Where:
    """`where` with one ground more: before the one that is there, behind it, or through it."""
    there = where.ground
    if ground in (there, where.far):
        return where
    if there and {ground, there} & {*WAYS}:
        way, other = (ground, there) if ground in WAYS else (there, ground)
        return where if other in NO_HEAVEN else where._replace(ground=other, way=way)
    if there is None or (there == "sea" and ground in MORE):  # "a sea turtle over a reef"
        where = where._replace(ground=ground)
    elif "snow" in (ground, there):
        other = there if ground == "snow" else ground
        where = where._replace(ground=other, season=where.season or "winter")
    elif ground in AFAR and where.far is None:
        where = where._replace(far=ground)
    elif there in AFAR and where.far is None:
        where = where._replace(far=there, ground=ground)
    return where
