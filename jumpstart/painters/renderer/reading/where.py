"""Which ground is near and which is far, if a prompt names several."""

from typing import NamedTuple

from ..grounds.aerial import ABOVE
from ..grounds.more_grounds import MORE
from ..grounds.patterns import PATTERNS
from ..grounds.ways import WAYS

# A ground of one of these words gives way to a more particular one: "a street in Paris".
VAGUE = {"sea", "street", "river", "meadow", "beach", "room", "desert", "garden"}
# What a road, a path or rails can lead through.
OPEN = {
    "meadow", "hills", "mountains", "desert", "forest", "jungle", "snow", "savanna", "valley",
    "canyon", "park", "farm", "cherry avenue", "garden", "swamp", "vineyard", "crops", "volcano",
    "lavender field", "tulip field", "wheat field", "mars", "village", "graveyard", "bamboo forest",
}  # fmt: skip
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
    if there and "from above" in (ground, there):
        other = there if ground == "from above" else ground
        return where._replace(ground=ABOVE.get(other, "from above"))
    if there in PATTERNS:
        return where
    if ground in PATTERNS:
        return Where(ground, None, None, where.season)
    if there and {ground, there} & {*WAYS}:
        way, other = (ground, there) if ground in WAYS else (there, ground)
        return where._replace(ground=other, way=way if other in OPEN else where.way)
    if there is None or (there in VAGUE and ground in MORE):
        where = where._replace(ground=ground)
    elif "snow" in (ground, there):
        other = there if ground == "snow" else ground
        where = where._replace(ground=other, season=where.season or "winter")
    elif ground in AFAR and where.far is None:
        where = where._replace(far=ground)
    elif there in AFAR and where.far is None:
        where = where._replace(far=there, ground=ground)
    return where
