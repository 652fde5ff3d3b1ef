"""Every ground, below its sky and before what is far."""

import random
from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from ..brush import wash
from ..world import BLACK, NO_HEAVEN, WHITE, Colour, Scene, mix
from . import cosmos, more_places, places, rooms, volcano, waters
from .heavens import glitter
from .more_grounds import MORE
from .skies import FOGGY, MARS_SKIES, NIGHT, SKIES, View, paint_heaven
from .ways import WAYS
from .weather import SEASON_TINTS, behind, puddles

HORIZONS = {
    "mountains": 0.66, "city": 0.74, "forest": 0.68, "sea": 0.56, "space": 0.6, "underwater": 0.72,
    "sky": 0.8,
    "room": 0.7, "kitchen": 0.64, "library": 0.7, "table": 0.58, "jungle": 0.68, "village": 0.66,
    "volcano": 0.68, "street": 0.66, "beach": 0.5,
}  # fmt: skip
TINT = 0.75
WATERS = {"sea", "lake", "pier", "icebergs", "waves", "pool", "harbour", "venice",
          "cliffs", "island", "glacier", "beach"}  # fmt: skip
GROUNDS: dict[str, Callable[[View], None]] = {
    "sea": places.sea, "mountains": places.mountains, "desert": places.desert, "city": places.city,
    "meadow": places.meadow, "forest": places.forest, "snow": places.snow, "mars": places.mars,
    "space": cosmos.space, "beach": waters.beach,
    "river": waters.river,
    "underwater": waters.underwater, "volcano": volcano.volcano,
    "savanna": more_places.savanna,
    "village": more_places.village, "street": more_places.street, "garden": more_places.garden,
    "jungle": more_places.jungle, "lunar": more_places.lunar, "sky": more_places.sky,
    "room": rooms.room,
    "kitchen": rooms.kitchen, "library": rooms.library, "table": rooms.table,
    **{name: ground.paint for name, ground in MORE.items()},
}  # fmt: skip


def paint_place(
    canvas: Image.Image, scene: Scene, ground: str, time: str, dice: random.Random
) -> View:
    """Paint the sky, the sun or the moon, and the ground. Returns the view for the things on it."""
    horizon = _horizon(ground) + dice.uniform(-0.03, 0.03)
    view = View(
        canvas,
        time,
        horizon,
        dice,
        scene.without,
        _tints(scene, ground),
        ground in NO_HEAVEN,
        scene=scene,
    )
    width, height = canvas.size
    colours = _sky(scene, ground, time)
    sky = wash((width, round(height * (horizon + 0.06))), [[colour] for colour in colours])
    canvas.paste(colours[-1], (0, 0, width, height))
    canvas.paste(sky, (0, 0))
    lit = 0.5
    if ground not in NO_HEAVEN:
        lit = paint_heaven(view)
        behind(view, scene.weather)
        _far(view, scene, ground)
    GROUNDS[_variant(ground, scene)](view)
    if ground not in NO_HEAVEN:
        _upon(view, scene, ground, 0.5 if scene.weather == "full moon" else lit)
    floor = MORE[ground].floor if ground in MORE else None
    black = scene.style == "silhouette"
    return replace(view, tints=(), black=black, floor=horizon + floor if floor else None)


def _variant(ground: str, scene: Scene) -> str:
    """The ground as the weather or the season makes it."""
    if ground == "sea" and scene.weather == "storm":
        return "waves"
    leafy = ground == "forest" and scene.season in ("autumn", "spring")
    return "leafy forest" if leafy else ground


def _upon(view: View, scene: Scene, ground: str, lit: float) -> None:
    """Paint what lies on the ground: a road, puddles, the light of the sun at `lit`."""
    if scene.way:
        WAYS[scene.way](replace(view, tints=()))
    if scene.weather in ("rain", "storm") and ground not in WATERS:
        puddles(view)
    if ground in WATERS and (view.time == "sunset" or scene.weather == "full moon"):
        glitter(view, lit, (255, 214, 140) if view.time == "sunset" else (226, 232, 246))


def _horizon(ground: str) -> float:
    return MORE[ground].horizon if ground in MORE else HORIZONS.get(ground, 0.62)


def _sky(scene: Scene, ground: str, time: str) -> tuple[Colour, ...]:
    if scene.sky:
        return mix(scene.sky, BLACK, 0.12), scene.sky, mix(scene.sky, WHITE, 0.35)
    if scene.weather in ("fog", "snowfall") and time == "day":
        return FOGGY
    return (MARS_SKIES if ground == "mars" else SKIES)[time]


def _tints(scene: Scene, ground: str) -> tuple[tuple[Colour, float], ...]:
    season = "winter" if scene.weather == "snowfall" else scene.season
    seasons = [SEASON_TINTS[season]] if season and ground not in NO_HEAVEN else []
    if scene.style == "silhouette":
        return ((NIGHT, 0.94),)
    return tuple(seasons + ([(scene.tint, TINT)] if scene.tint else []))


def _far(view: View, scene: Scene, ground: str) -> None:
    if scene.far == "mountains":
        far = mix(view.light((112, 130, 168)), SKIES[view.time][2], 0.25)
        rise = 0.62 if ground in ("city", "village", "jungle") else 0.3
        places.peaks(view, max(0.08, view.horizon - rise), 4, far, capped=True)
    elif scene.far == "city":
        places.towers(view)
    elif scene.far == "village":
        more_places.village(view)
    elif scene.far == "forest":
        places.conifers(view, view.horizon - 0.03, 0.26, view.light((40, 92, 66)))
