"""Read who does what, in which clothes: acts, disguises, looks, and what a relation joins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..kinds import ALIVE, BOWLS, FILLING, FOLK, HOLLOW, KINDS, SERVED
from ..people.acts import ACTS, Act
from ..people.dressed import GREY, HAIR, LOOK_WORDS, OUTFIT_WORDS
from ..people.seats import SEATS
from ..people.stations import FRONTS
from ..people.trades import TRADE_TOOLS
from ..words.dictionary import GROUPS, KIND_WORDS
from ..words.tokens import known
from ..world import Colour, Thing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .reader import Reader

PLAIN = {"person", "woman", "girl", "boy", "baby", "old man", "old woman"}
PERCHES = {"tree", "flower", "rose", "tulip", "sunflower", "cherry tree", "palm", "leaf", "bush",
           *SEATS}  # fmt: skip
# What these are for those inside them, and for those who ride them.
INSIDE = {"hat": "upturned hat", "square": "open box"}
RIDDEN = {"straw broom": "flying broom", "surfboard": "board on a wave"}
STREWN = {"leaf", "flower", "rose", "tulip", "sunflower", "mushroom", "pumpkin", "grapes"}
LINKS = {"hugging": "hug", "kissing": "hug", "climbing": "on"}
# Acts with something that the prompt may name next.
BROUGHT_AS = {"work desk": "computer", "board on a wave": "surfboard"}
# Each with its words: how the next one alive looks at us.
MOODS = {"angry": "angry", "mad": "angry", "furious": "angry", "grumpy": "angry", "evil": "angry",
         "sad": "sad", "unhappy": "sad", "crying": "sad", "lonely": "sad"}  # fmt: skip
AGES = {"old", "elderly", "aged", "ancient"}
HANDLING = {"waving", "reading", "juggling", "cooking", "baking", "knitting", "kicking", "lifting"}


def known_already(reader: Reader, kind: str) -> bool:
    """True for the second word of "a mecha robot" and of "a pirate captain", for a thing that
    an act has brought, and for the clothes of "a cat dressed as a pirate" and "a pirate cat"."""
    last = reader.things[-1] if reader.things else None
    if last is None:
        return False
    if kind in (reader.added, BROUGHT_AS.get(reader.added or "")):
        reader.parts.add(kind)
        reader.added = None
    elif reader.adjacent and last.kind == kind:
        pass
    elif reader.adjacent and last.kind in FOLK and kind in FOLK and reader.count == 1:
        if last.kind in PLAIN:
            reader.things[-1] = replace(last, kind=kind)
    elif kind in FOLK and kind not in PLAIN and _disguises(reader, last):
        reader.things[-1] = disguised(last, kind)
        reader.dressed = False
    elif reader.adjacent and last.kind in PLAIN and kind in ALIVE - FOLK.keys():
        size = "small" if last.kind == "baby" else last.size  # "a baby elephant"
        reader.things[-1] = replace(last, kind=kind, colour=reader.colour, size=size)
    elif reader.adjacent and last.kind in FOLK and last.kind not in PLAIN and _beast(kind):
        reader.things[-1] = replace(last, kind=kind, colour=reader.colour, dress=last.kind)
    else:
        return False
    reader.forget()
    return True


def _disguises(reader: Reader, last: Thing) -> bool:
    return last.kind in ALIVE and (reader.dressed or (reader.adjacent and _beast(last.kind)))


def linked_kind(reader: Reader, kind: str) -> str:
    """What `kind` is after the relation that waits. A relation that it cannot have is dropped."""
    last = reader.things[-1].kind if reader.things else ""
    alive = bool(alive_in(reader))
    if reader.linked == "inside" and last:
        swims = last not in FILLING
        kind = INSIDE.get(kind, "fishbowl" if kind == "bowl" and swims else kind)
    elif reader.linked == "on" and alive and kind in RIDDEN:
        kind = RIDDEN[kind]
        reader.aloft = reader.aloft or kind == "flying broom"
        reader.home = reader.home or ("sea" if kind == "board on a wave" else None)
    elif kind == "glasses" and last in ("bottle", "bottle of wine", "glass of wine"):
        kind = "glass of wine"
    reader.linked = _link(reader, kind, alive)
    return kind


def _link(reader: Reader, kind: str, alive: bool) -> str | None:
    """The relation that waits, as `kind` can have it."""
    linked = reader.linked
    if kind in FRONTS and alive and (reader.verb == "holds" or linked in ("before", "behind")):
        return "at"
    if kind == "window" and alive and linked != "behind":
        return "before"  # "a cat at the window"
    if linked == "inside" and kind not in HOLLOW:
        return "on" if kind in PERCHES and reader.things else None
    return None if linked == "at" and kind not in FRONTS else linked


def alive_in(reader: Reader) -> list[int]:
    return [k for k, thing in enumerate(reader.things) if thing.kind in ALIVE]


def filled(reader: Reader, kind: str, plural: bool) -> bool:
    """True if the ground or the last thing is full of `kind`, or `kind` is full of the last
    things: "a field of tulips", "a bowl of cherries", "apples in a basket"."""
    last = reader.things[-1] if reader.things else Thing("")
    pours = last.kind == "heap" and bool(reader.of) and kind in KINDS
    with_it = reader.of or reader.verb == "with"
    if reader.of == "ground":
        reader.crowd = Thing(kind, reader.colour)
    elif reader.linked == "inside" and plural and kind in STREWN and alive_in(reader):
        reader.crowd = Thing(kind, reader.colour)  # "a dog in autumn leaves"
    elif last.kind == "bowl" and kind in SERVED and with_it:
        reader.things[-1] = replace(last, kind=kind, colour=reader.colour)
        reader.parts.add("bowl")  # that of its own
    elif pours or (last.kind in BOWLS and kind in FILLING and with_it):
        reader.things[-1] = replace(last, filled=Thing(kind, reader.colour))
    elif reader.linked == "inside" and kind in BOWLS and last.kind in FILLING:
        while reader.things and reader.things[-1] == last:
            reader.things.pop()
        bowl = Thing(kind, reader.colour, reader.size, reader.place, filled=last)
        reader.things.append(bowl)
    else:
        return False
    reader.forget()
    return True


def act(reader: Reader, name: str) -> None:
    """Let those who are alive do `name`: all before the first relation, or the last kind."""
    needs, alive = ACTS[name], alive_in(reader)
    if not alive:
        return
    if name == "working" and reader.things[alive[-1]].kind in TRADE_TOOLS:
        name = "painting" if reader.things[alive[-1]].kind == "artist" else "standing"
        needs = ACTS.get(name, Act(""))
    last = reader.things[alive[-1]].kind
    pair = {last, "woman", "person"} if last in ("woman", "person") else {last}
    doers = [k for k in alive if reader.things[k].kind in pair or not reader.relation]
    for k in doers:
        before = reader.things[k].pose
        keeps = before == "sitting" and needs.tool  # "sitting and reading"
        done = replace(reader.things[k], pose=before if keeps else name)
        mute = name == "singing" and done.kind not in FOLK  # a bird needs no microphone
        if needs.tool and not done.holds and not mute:
            done = replace(done, holds=Thing(needs.tool))
        reader.things[k] = done
    if name == "swimming" and in_water(reader.things[alive[-1]]):
        reader.home = "underwater"
    reader.home = reader.home or needs.home or None
    reader.aloft = reader.aloft or name == "jumping"
    if name in LINKS:
        reader.linked = LINKS[name]
    if name in HANDLING:
        reader.verb = "holds"
    _bring(reader, needs.ride or needs.place, "on" if needs.ride else "at")


def _bring(reader: Reader, kind: str, relation: str) -> None:
    """Add what an act needs, unless the prompt has named it."""
    if kind and not reader.relation and all(thing.kind != kind for thing in reader.things):
        reader.added = kind
        if relation == "on" or kind in FRONTS:
            reader.relation, reader.related = relation, len(reader.things) - 1
        reader.things.append(Thing(kind))


def at_night(reader: Reader, word: str) -> bool:
    """True for "a boy looking at the stars" and "a cow jumping over the moon", which shows it."""
    if word == "moon" and reader.linked == "above" and reader.things:
        reader.add("moon")
        return True
    return word == "stars" and bool(reader.things) and reader.count == 1 and not reader.colour


def adorns(reader: Reader, word: str, before: list[str], after: list[str]) -> bool:
    """Use a word for clothes, hair or age. False if it is none."""
    who = [known(follower, KIND_WORDS) for follower in after[:2]]
    if word in MOODS and any(kind in ALIVE for kind in who):
        reader.mood = MOODS[word]
        return True
    if word in AGES and (any(kind in FOLK for kind in who) or GROUPS.keys() & {*after[:2]}):
        reader.old = True
        return True
    if outfit := known(word, OUTFIT_WORDS):
        return _dress(reader, outfit)
    return word in LOOK_WORDS and _look(reader, LOOK_WORDS[word], before)


def _dress(reader: Reader, name: str) -> bool:
    """The last one alive wears the clothes `name`. False if nobody does."""
    alive = alive_in(reader)
    if reader.adjacent and alive and (reader.things[alive[-1]].dress or not reader.verb):
        reader.parts.add(name)  # "a pirate costume"
        return True
    if not alive or reader.verb not in ("wears", "with"):
        return False
    last = reader.things[alive[-1]]
    for k in alive:  # all of "two cats in suits"
        if reader.things[k] == last:
            reader.things[k] = replace(last, dress=last.dress or name, dress_colour=reader.colour)
    reader.colour = reader.size = reader.linked = None
    return True


def _look(reader: Reader, name: str, before: Sequence[str]) -> bool:
    """The last one alive has a beard, or hair of the colour that waits."""
    alive = alive_in(reader)
    if not alive:
        return False
    owner = reader.things[alive[-1]]
    named = dict(owner.wears).get("hair") if "hair" in name else None
    colour = reader.colour or HAIR.get(name) or named
    if named and not reader.colour:
        reader.parts.add(name)  # "blonde hair"
    if name == "hair" and "long" in before[-2:]:
        name = "long hair"
    kept = tuple(look for look in owner.wears if look[0].split()[-1] != name.split()[-1])
    look = name if name in ("beard", "bald", "curls", "long hair") else "hair"
    reader.things[alive[-1]] = replace(owner, wears=(*kept, (look, colour)))
    reader.colour = reader.linked = reader.size = None
    reader.spoken = "with"  # "with blue hair and glasses"
    return True


def aged(kind: str) -> tuple[tuple[str, Colour | None], ...]:
    """How an old one of `kind` looks."""
    women = ("woman", "girl", "queen", "witch", "nurse", "ballerina", "bride", "fairy")
    return (("hair", GREY),) if kind in women else (("hair", GREY), ("beard", GREY))


def disguised(thing: Thing, kind: str) -> Thing:
    """`thing` in the clothes of a person of `kind`."""
    return replace(thing, kind=kind) if thing.kind in PLAIN else replace(thing, dress=kind)


def _beast(kind: str) -> bool:
    return kind in ALIVE and kind not in FOLK and KINDS[kind].head is not None


def in_water(thing: Thing) -> bool:
    """True if it lives in water."""
    return thing.kind in ALIVE and KINDS[thing.kind].home in ("underwater", "sea")
