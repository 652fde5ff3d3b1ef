"""Paint a scene. The dice decide what the scene leaves open."""

import random

from PIL import Image

from .brush import Size, grain
from .crowds import crowd
from .grounds.grounds import paint_place
from .grounds.heavens import NIGHTLY
from .grounds.plain import is_plain, paint_plain
from .grounds.weather import before
from .kinds import KINDS
from .people.close_up import blank_wall, close_up, out_of_focus
from .reading.acting import in_water
from .stand import stand
from .styles.all_styles import STYLES
from .world import Scene

HOURS = ("day", "sunset", "night")  # the first that is not ruled out, if the prompt names none
WIDE = ("meadow", "mountains", "desert")
# Smaller pictures get no grain: it would cover most of what they show.
GRAINY_PX = 256


def paint(scene: Scene, size: Size, dice: random.Random) -> Image.Image:
    """The picture of `scene`. It is drawn larger and then reduced, so that its edges are smooth."""
    factor = 2 if min(size) >= GRAINY_PX else 3
    canvas = Image.new("RGB", (factor * size[0], factor * size[1]))
    if is_plain(scene):
        paint_plain(canvas, scene, dice)
    else:
        _landscape(canvas, scene, dice)
    picture = canvas.reduce(factor)
    if scene.style:
        return STYLES[scene.style](picture, dice)
    return grain(picture, dice) if min(size) >= GRAINY_PX else picture


def _landscape(canvas: Image.Image, scene: Scene, dice: random.Random) -> None:
    ground = scene.ground or _home(scene, dice)
    hours = [hour for hour in HOURS if hour not in scene.without] or ["day"]
    rough = scene.weather in ("rain", "storm", "fog", "clouds", "rainbow", "snowfall") or scene.sky
    time = "day" if rough or ground == "table" else hours[0]
    night = ground in ("space", "lunar") or scene.weather in NIGHTLY
    signs = ground == "neon street" and not scene.time
    time = "night" if night or signs else scene.time or time
    if scene.style == "silhouette" and not scene.time:
        time = "sunset"
    view = paint_place(canvas, scene, ground, time, dice)
    if scene.close and scene.things:
        if scene.ground:
            out_of_focus(canvas)
        elif not (scene.time or scene.weather or scene.season or scene.sky):
            blank_wall(canvas, view)
        if scene.relation:
            stand(view, scene, ground)
        else:
            close_up(view, scene)
        before(view, scene.weather, scene.season)
        return
    if scene.crowd:
        crowd(view, scene.crowd)
    stand(view, scene, ground)
    before(view, scene.weather, scene.season)


def _home(scene: Scene, dice: random.Random) -> str:
    """The ground of a scene that names none: where its things belong, or anywhere."""
    things = scene.things
    if scene.relation in ("inside", "on"):  # a fish in a bowl is where the bowl is
        k = scene.related
        second = KINDS.get(things[k + 1].kind)
        things = things[k + 1 :] if second and second.home else things
    first = KINDS.get(things[0].kind) if things else None
    if first and first.head and not first.home:  # a cat that looks at a fish is not in the sea
        things = tuple(one for one in things if not in_water(one))
    homes = [KINDS[thing.kind].home for thing in things if thing.kind in KINDS]
    outside = scene.weather or scene.time or scene.season or scene.sky or scene.far
    indoors = ("table", "room") if outside else ()
    free = [home for home in homes if home and home not in indoors and home not in scene.without]
    if free and (free[0] != "table" or len(free) == len(homes)):
        return free[0]
    wide = [ground for ground in WIDE if ground not in scene.without] or ["sea"]
    if scene.season == "winter" and "snow" not in scene.without:
        return "snow"
    return dice.choice(wide)
