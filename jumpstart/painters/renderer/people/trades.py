"""People with a trade, by what they wear and what is in their hand."""

from ..kind import Kind
from ..world import WHITE, Colour
from .figure import SKIN, Figure
from .people import person_kind as _kind

_BLUE: Colour = (62, 112, 190)
_DARK: Colour = (44, 48, 62)
_RED: Colour = (206, 52, 50)
TRADES: dict[str, Kind] = {
    "doctor": _kind("doctor surgeon physician", ((120, 170, 206),), Figure(
        extra="coat", trousers=(90, 120, 150)), "dentist vet veterinarian paramedic"),
    "nurse": _kind("nurse", ((120, 180, 214),), Figure(
        cut="long", robe=True, hat="nurse", extra="nurse")),
    "scientist": _kind("scientist chemist", (WHITE,), Figure(
        hair=(200, 200, 206), cut="curls", face="glasses", extra="labcoat"),
        "professor inventor einstein researcher"),
    "teacher": _kind("teacher", ((70, 120, 110),), Figure(
        cut="bun", robe=True, face="glasses", extra="hoodie"), "librarian tutor"),
    "student": _kind("student", (_BLUE,), Figure(extra="pack"), "pupil", 0.5),
    "hiker": _kind("hiker backpacker", ((110, 140, 70),), Figure(
        hat="cap", extra="pack", trousers=(140, 110, 80)), "traveler traveller explorer climber "
        "mountaineer tourist"),
    "artist": _kind("artist painter", ((120, 150, 190),), Figure(hat="beret", extra="apron")),
    "firefighter": _kind("firefighter fireman", ((60, 56, 60),), Figure(
        hat="fire", extra="fire", trousers=(60, 56, 60)), "firemen firewoman"),
    "farmer": _kind("farmer", ((200, 70, 60),), Figure(
        hat="straw", extra="overalls", trousers=(62, 96, 158))),
    "gardener": _kind("gardener", ((110, 160, 80),), Figure(
        hat="straw", extra="apron"), "florist"),
    "mechanic": _kind("mechanic plumber", ((150, 160, 170),), Figure(
        hat="cap", extra="overalls", trousers=(62, 96, 158)), "electrician technician mario"),
    "builder": _kind("builder worker engineer", ((110, 120, 140),), Figure(
        hat="hard", hat_colour=(250, 206, 50), extra="vest"),
        "carpenter miner architect craftsman"),
    "blacksmith": _kind("blacksmith", ((120, 90, 70),), Figure(
        hair=(40, 34, 34), beard=(40, 34, 34), extra="apron"), "smith"),
    "ballerina": _kind("ballerina", ((246, 150, 190),), Figure(
        cut="bun", extra="tutu", trousers=(250, 220, 226)), "ballet"),
    "dancer": _kind("dancer", ((206, 40, 60),), Figure(cut="bun", robe=True), "flamenco"),
    "clown": _kind("clown", ((250, 206, 60),), Figure(
        skin=(250, 236, 226), hair=(226, 60, 50), cut="curls", face="clown", extra="clown",
        trousers=(60, 120, 210)), "jester"),
    "soldier": _kind("soldier", ((104, 116, 76),), Figure(
        hat="soldier", extra="camouflage", trousers=(96, 106, 70)), "sniper marine army general"),
    "police officer": _kind("police policeman policewoman officer cop", ((40, 60, 120),), Figure(
        hat="cap", extra="badge", trousers=(34, 44, 84)), "guard postman"),
    "sailor": _kind("sailor", (WHITE,), Figure(hat="sailor", extra="stripes")),
    "captain": _kind("captain", ((36, 44, 84),), Figure(
        hat="captain", beard=(230, 230, 232), extra="buttons"), "pilot admiral"),
    "driver": _kind("driver", ((70, 80, 96),), Figure(hat="cap"), "chauffeur racer"),
    "diver": _kind("diver snorkeler", ((40, 60, 80),), Figure(
        hair=None, hat="goggles", extra="tanks", trousers=(40, 60, 80)), "scuba"),
    "chef": _kind("chef cook baker", (WHITE,), Figure(hat="chef", extra="buttons"), "butcher"),
    "barista": _kind("barista", ((90, 60, 50),), Figure(extra="apron"), "shopkeeper merchant "
                     "vendor seller"),
    "waiter": _kind("waiter waitress", (_DARK,), Figure(
        extra="waiter", trousers=(30, 32, 40)), "butler bartender"),
    "businessman": _kind("businessman businesswoman", ((52, 62, 88),), Figure(
        extra="suit", trousers=(44, 52, 76)), "lawyer president politician boss banker manager "
        "salesman gangster"),
    "bride": _kind("bride", (WHITE,), Figure(
        cut="bun", robe=True, extra="bride"), "wedding"),
    "groom": _kind("groom", (_DARK,), Figure(extra="tuxedo", trousers=(34, 36, 46)), "conductor"),
    "detective": _kind("detective spy", ((176, 140, 96),), Figure(
        hat="fedora", robe=True, extra="belt"), "sherlock inspector agent"),
    "samurai": _kind("samurai", ((160, 40, 44),), Figure(
        hair=(30, 28, 30), cut="bun", robe=True, extra="kimono"), "shogun ronin"),
    "geisha": _kind("geisha", ((214, 70, 110),), Figure(
        skin=(250, 236, 230), hair=(30, 28, 32), cut="bun", robe=True, extra="kimono")),
    "fisherman": _kind("fisherman", ((240, 200, 60),), Figure(
        hat="straw", beard=(150, 110, 80), trousers=(70, 90, 80))),
    "singer": _kind("singer", ((150, 50, 150),), Figure(cut="long"), "rapper popstar"),
    "rocker": _kind("guitarist rocker rockstar", (_DARK,), Figure(cut="long", extra="belt"),
                    "musician bassist punk"),
    "violinist": _kind("violinist", (_DARK,), Figure(extra="tuxedo"), "cellist"),
    "photographer": _kind("photographer", ((110, 120, 110),), Figure(hat="cap"), "journalist"),
    "archer": _kind("archer", ((70, 120, 66),), Figure(hat="fedora", extra="belt"), "hunter"),
    "footballer": _kind("footballer goalkeeper", (_RED,), Figure(extra="jersey", trousers=SKIN),
                        "athlete"),
    "basketball player": _kind("", ((240, 130, 40),), Figure(
        skin=(150, 100, 70), hair=(34, 28, 26), extra="jersey", trousers=(150, 100, 70))),
    "tennis player": _kind("", (WHITE,), Figure(hat="cap", extra="jersey", trousers=SKIN)),
    "boxer": _kind("boxer", ((226, 180, 140),), Figure(extra="boxer"), "wrestler karate"),
    "runner": _kind("runner jogger", ((60, 190, 120),), Figure(extra="jersey", trousers=SKIN)),
    "swimmer": _kind("swimmer", ((40, 80, 190),), Figure(extra="swim"), "lifeguard"),
    "surfer": _kind("surfer", ((40, 150, 190),), Figure(
        hair=(240, 206, 120), extra="swim")),
    "skier": _kind("skier snowboarder", (_RED,), Figure(hat="hard", trousers=(40, 60, 120))),
    "skater": _kind("skater skateboarder", ((110, 80, 170),), Figure(hat="cap", extra="hoodie")),
    "golfer": _kind("golfer", ((120, 190, 150),), Figure(hat="cap", trousers=(230, 224, 206))),
    "cyclist": _kind("cyclist biker", ((250, 206, 50),), Figure(
        hat="hard", trousers=(40, 44, 60))),
    "priest": _kind("priest", (_DARK,), Figure(
        hair=(200, 200, 204), robe=True, extra="collar"), "pope bishop judge"),
    "nun": _kind("nun", (_DARK,), Figure(hair=None, robe=True, hat="nun", extra="collar")),
    "hipster": _kind("hipster", ((150, 70, 60),), Figure(
        hair=(90, 60, 40), beard=(110, 70, 40), hat="sailor", face="glasses")),
    "cheerleader": _kind("cheerleader", ((206, 40, 60),), Figure(
        hair=(236, 200, 110), cut="tail", robe=True, extra="jersey")),
    "sumo wrestler": _kind("sumo", ((226, 170, 130),), Figure(
        hair=(30, 28, 30), cut="bun", extra="swim", trousers=SKIN)),
    "caveman": _kind("caveman", ((196, 140, 70),), Figure(
        hair=(60, 40, 30), cut="curls", beard=(60, 40, 30), extra="camouflage", trousers=SKIN),
        "neanderthal tarzan"),
    "lumberjack": _kind("lumberjack woodcutter", ((200, 50, 46),), Figure(
        hair=(90, 56, 36), beard=(110, 66, 40), hat="cap", hat_colour=(70, 60, 54))),
    "sultan": _kind("sultan", ((90, 60, 150),), Figure(
        skin=(206, 150, 106), hat="turban", beard=(50, 40, 36), extra="belt"), "aladdin"),
}  # fmt: skip
# What they do if the prompt names no other act: see STANCES.
TRADE_POSES: dict[str, str] = {
    "ballerina": "ballet", "dancer": "dancing", "footballer": "kicking", "runner": "running",
    "cheerleader": "cheering",
    "boxer": "fighting", "surfer": "surfing", "skier": "skiing", "skater": "skating",
    "clown": "juggling", "singer": "singing", "rocker": "strumming", "swimmer": "swimming",
}  # fmt: skip
# What they ride, too.
TRADE_RIDES: dict[str, str] = {"surfer": "surfing", "cyclist": "cycling"}
# What is in their hand if the prompt names nothing else.
TRADE_TOOLS: dict[str, str] = {
    "doctor": "clipboard", "nurse": "syringe", "scientist": "test tube", "teacher": "book",
    "student": "book", "artist": "brush and palette", "firefighter": "hose", "farmer": "pitchfork",
    "gardener": "watering can", "mechanic": "spanner", "builder": "hammer",
    "blacksmith": "hammer", "soldier": "rifle", "chef": "frying pan", "waiter": "tray of glasses",
    "businessman": "briefcase", "detective": "magnifier", "samurai": "sword",
    "geisha": "hand fan", "fisherman": "fishing rod", "singer": "microphone on stand",
    "rocker": "guitar", "violinist": "violin", "photographer": "camera", "archer": "longbow",
    "golfer": "golf club", "tennis player": "racket", "wizard": "magic staff", "knight": "sword",
    "pirate": "sword", "viking": "war axe", "witch": "broom", "king": "sceptre",
    "basketball player": "basketball", "barista": "coffee", "devil": "trident",
    "caveman": "war axe", "lumberjack": "war axe",
    "fairy": "magic wand", "hiker": "magic staff",
    "sailor": "anchor", "captain": "spyglass", "gnome": "torch light",
    "ninja": "sword", "priest": "book", "monk": "walking stick", "old man": "walking stick",
}  # fmt: skip
