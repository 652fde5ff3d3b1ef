"""What a prompt has said so far: the scene as it grows, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..grounds.patterns import PATTERNS
from ..grounds.ways import WAYS
from ..kinds import ALIVE, CARRIED, FOLK, HELD, KINDS, PERCHED
from ..people.stations import FRONTS
from ..people.trades import TRADE_RIDES
from ..people.wear import GARMENTS
from ..things.papers import PAPERS
from ..world import Colour, Scene, Thing
from .acting import act, aged, filled, in_water, known_already, linked_kind
from .seen import seen
from .where import Where, placed

PEAKS = {"mountains", "volcano"}
MAX_THINGS = 6


@dataclass(slots=True)
class Reader:
    """What the prompt has said so far, and the words that wait for the thing they describe."""

    without: frozenset[str]
    things: list[Thing] = field(default_factory=list)
    colours: list[Colour] = field(default_factory=list)
    parts: set[str] = field(default_factory=set)
    background: Colour | None = None
    sky: Colour | None = None
    tint: Colour | None = None
    ground: str | None = None
    far: str | None = None
    time: str | None = None
    weather: str | None = None
    season: str | None = None
    style: str | None = None
    relation: str | None = None
    related: int = 0
    colour: Colour | None = None
    size: str | None = None
    place: str | None = None
    count: int = 1
    linked: str | None = None  # a relation whose second thing has not come yet
    verb: str | None = None  # holds, wears or with, until a thing follows
    behind: bool = False  # True after "on", until a thing follows
    negated: bool = False  # True after "no"
    spoken: str | None = None  # the last verb, which "and" repeats
    adjacent: bool = False  # True if the word before named a thing
    flying: bool = False  # True after "flying", unless what flies is a kite
    cooking: bool = False
    aloft: bool = False
    peak: bool = False
    pose: str | None = None  # of the next thing
    dressed: bool = False  # True after "dressed", until a person follows
    mood: str | None = None  # of the next one alive
    old: bool = False  # the next person is old
    home: str | None = None  # where what is done is done, if the prompt names no ground
    close: bool = False
    playing: bool = False  # True after "playing"
    added: str | None = None  # a thing that the prompt has not named yet, such as a surfer's board
    of: str = ""  # after "of": what is full of the next thing, "ground" or "thing"
    crowd: Thing | None = None
    way: str | None = None

    def add(self, kind: str, plural: bool = False, strewn: bool = False) -> None:
        """Add a thing, or what the last one holds or is full of. `strewn`: the word is a plural."""
        if known_already(self, kind) or filled(self, kind, strewn) or self._attached(kind):
            return
        kind = linked_kind(self, kind)
        if kind == "table" and self.linked == "on" and self.ground in (None, "table"):
            self.ground = "table"
            return
        first = len(self.things)
        if self.linked == "chasing" and self.things:
            act(self, "running")
            self.pose = "running"
        if self.linked and self.things and not self.relation:
            self.relation, self.related = self.linked, first - 1
        many = 2 if self.things else 3  # a plural without a number
        count = many if plural and self.count == 1 and kind not in FRONTS else self.count
        pose = self.pose if kind in ALIVE else None
        thing = Thing(kind, self.colour, self.size, self.place)
        if self.old and kind in FOLK:
            thing, self.old = replace(thing, wears=aged(kind)), False
        if self.mood and kind in ALIVE:
            thing, self.mood = replace(thing, wears=(*thing.wears, (self.mood, None))), None
        self.things += [thing] * count
        self.spoken = None
        self.forget()
        if pose := pose or (TRADE_RIDES.get(kind) if count == 1 else None):
            act(self, pose)

    def sow(self) -> None:
        """The last thing is what the ground is full of: "a sunflower field"."""
        last = self.things[-1]
        while self.things and self.things[-1] == last:
            self.things.pop()
        self.crowd = replace(last, place=None)

    def _attached(self, kind: str) -> bool:
        """True if the last thing holds or wears one of `kind`."""
        last = next((k for k in range(len(self.things) - 1, -1, -1) if self._can(k, kind)), None)
        if last is None:
            return False
        held = Thing(kind, self.colour, self.size)
        owner = self.things[last]
        if kind == "shoes":
            kind = "boots"
        if kind in GARMENTS or kind == "boots":
            for k in range(last, -1, -1):  # all of "two cats with hats"
                if self.things[k] == owner:
                    worn = (*owner.wears, (kind, self.colour))
                    self.things[k] = replace(owner, wears=worn)
        else:
            if owner.holds and owner.holds.kind == kind:
                self.parts.add(kind)  # the act has brought it
            self.things[last] = replace(owner, holds=held)
            self.flying = False
        self.spoken = self.verb
        self.forget()
        return True

    def _can(self, index: int, kind: str) -> bool:
        owner = KINDS.get(self.things[index].kind)
        if owner is None or self.count > 1 or (self.verb is None and self.linked != "towards"):
            return False
        thing = self.things[index]
        if kind == "straw broom" and self.linked == "on":
            return False
        if kind in GARMENTS and self.verb != "holds":
            within = (
                self.linked == "inside" and kind == "hat" and thing.kind not in FOLK
            )  # "a cat in a hat"
            return owner.head is not None and not within
        if kind in ("shoes", "boots") and self.verb == "wears":
            return thing.kind in ALIVE
        able = owner.hand or (owner.head and thing.kind in ALIVE and self.verb == "holds")
        free = thing.holds is None or thing.pose is not None
        held = HELD | PERCHED if thing.kind in FOLK else HELD
        if self.linked == "towards" and thing.kind in FOLK and kind in PAPERS:  # looks at a map
            return True
        if self.verb == "holds" and thing.kind in FOLK:
            held = held | CARRIED
        return bool(able) and free and kind in held and self.verb in ("holds", "with")

    def forget(self) -> None:
        self.count = 1
        self.colour = self.size = self.place = self.linked = self.verb = None
        self.behind = False
        self.of, self.pose = "", None

    def set_colour(self, colour: Colour) -> None:
        self.leave_colour()
        self.colour = colour

    def leave_colour(self) -> None:
        """The colour that waits describes no known thing."""
        if self.colour:
            self.colours.append(self.colour)
        self.colour = None

    def set_ground(self, ground: str) -> None:
        if self.things:
            kind = KINDS.get(self.things[-1].kind)
            self.peak = self.peak or (self.linked == "on" and ground in PEAKS)
            self.aloft = self.aloft or (self.linked == "above" and kind is not None and kind.flies)
        if ground in WAYS:  # "on a mountain road"
            self.peak = False
        where = Where(self.ground, self.far, self.way, self.season)
        self.ground, self.far, self.way, self.season = placed(ground, where)
        if ground == self.ground:
            self.tint, self.colour = self.colour or self.tint, None
        self.leave_colour()
        self.size, self.count = None, 1
        if ground != "snow":  # "on a snowy mountain" goes on
            self.linked = None

    def add_part(self, word: str) -> None:
        self.parts.add(word)
        self.leave_colour()
        self.verb, self.size, self.count = None, None, 1

    def set_background(self) -> None:
        self.background, self.colour = self.colour or self.background, None
        self.linked, self.behind = None, False

    def set_sky(self, words: Sequence[str]) -> None:
        if self.behind and not self.ground and self.colour and "against" in words:
            self.set_background()
            return
        self.sky, self.colour = self.colour or self.sky, None
        if not self.sky and not self.ground:
            self.ground = "sky"
        self.linked, self.behind = None, False

    def set_place(self, place: str) -> None:
        """Set the place of the thing before it, or else of the next thing."""
        if self.things:
            self.things[-1] = replace(self.things[-1], place=place)
        else:
            self.place = place
        self.linked = None

    def scene(self) -> Scene:
        self._settle_colour_and_act()
        things = tuple(self.things[:MAX_THINGS])
        self._settle_ground(things)
        if (self.aloft or self.flying) and things and KINDS.get(things[0].kind):
            pose = things[0].pose or ("flying" if things[0].kind in FOLK else None)
            things = (replace(things[0], aloft=True, pose=pose), *things[1:])
        relates = self.related + 1 < len(things)
        somewhere = things or (self.ground not in {None, *PATTERNS}) or self.sky or self.crowd
        said = Scene(
            things,
            # A named ground replaces a plain background.
            None if self.ground or self.sky else self.background,
            self.ground,
            self.time,
            self.relation if relates else None,
            () if somewhere else tuple(self.colours[:4]),
            self.related if relates else 0,
            self.far,
            self.sky,
            self.tint,
            self.weather,
            self.season,
            self.style,
            self.peak,
            frozenset(self.parts),
            self.without,
            self.crowd,
            self.way,
            self.close,
        )
        return seen(said)

    def _settle_colour_and_act(self) -> None:
        if self.colour and self.behind:
            self.background = self.background or self.colour
        else:
            self.leave_colour()
        busy = self.relation == "at" or any(one.holds or one.pose for one in self.things)
        if self.playing and not busy:
            act(self, "at play")

    def _settle_ground(self, things: Sequence[Thing]) -> None:
        """Choose the ground that follows from what `things` do, if the prompt names none."""
        if self.cooking and not self.ground and things:
            self.ground = "kitchen"
        if self.home and self.home == self.ground:  # named, though an act brings it
            self.parts.add(self.home)
        self.ground = self.ground or (self.home if things else None)
        if self.ground == "from above" and things:
            self.ground, self.close = None, True  # "a plate of food from above"
        if self.flying and not self.ground and things and in_water(things[0]):
            self.ground = "sky"  # "a whale flying in the clouds"
