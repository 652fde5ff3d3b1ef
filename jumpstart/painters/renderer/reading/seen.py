"""What of a scene its picture can show."""

from dataclasses import replace

from ..world import NO_HEAVEN, Colour, Scene

COLOURLESS = {
    "lines", "pencil", "monochrome", "sepia", "charcoal",
    "ink wash", "blueprint", "pop art", "silhouette",
}  # fmt: skip  # styles
COLOURED = {"lines": "coloured lines", "pencil": "coloured pencil"}  # if a colour is named


def seen(scene: Scene) -> Scene:
    """`scene` without what its picture cannot show, so that these words count as not drawn."""
    if scene.background:
        scene = replace(scene, time=None, weather=None, season=None)
    if scene.ground in NO_HEAVEN:
        summer = scene.season == "summer"
        scene = replace(scene, far=None, sky=None, season=None if summer else scene.season)
    if scene.ground in ("space", "lunar"):  # it is always night there
        scene = replace(scene, time=None)
    named = [scene.tint, scene.sky, scene.background, scene.crowd and scene.crowd.colour]
    named += [thing.colour for thing in scene.things]
    coloured = any(colour and not _grey(colour) for colour in named)
    if scene.style == "faded" and not coloured:
        scene = replace(scene, style="sepia")
    elif scene.style in COLOURED and coloured:
        scene = replace(scene, style=COLOURED[scene.style])
    if scene.style in COLOURLESS:
        things = tuple(replace(thing, colour=_grey(thing.colour)) for thing in scene.things)
        scene = replace(scene, things=things, tint=_grey(scene.tint), sky=_grey(scene.sky))
    return scene


def _grey(colour: Colour | None) -> Colour | None:
    """`colour` if it is black, white or grey; None otherwise."""
    return colour if colour and max(colour) - min(colour) < 20 else None
