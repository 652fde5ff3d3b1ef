"""What people and animals do: the words, and what each act needs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Act:
    """What an act needs if the prompt does not name it."""

    words: str
    tool: str = ""  # in the hand
    ride: str = ""  # below the feet
    place: str = ""  # beside
    home: str = ""  # the ground
    parts: str = ""  # words for what its drawing shows anyway


ACTS: dict[str, Act] = {
    "sleeping": Act("sleeping sleeps asleep napping dozing snoozing sleepy"),
    "running": Act("running runs racing galloping jogging sprinting"),
    "walking": Act("walking walks strolling hiking marching wandering"),
    "dancing": Act("dancing dances twirling"),
    "ballet": Act("pirouette"),
    "jumping": Act("jumping jumps leaping leaps hopping"),
    "cheering": Act("cheering celebrating laughing screaming"),
    "standing": Act("standing stands"),
    "sitting": Act("sitting sits seated"),
    "kneeling": Act("kneeling kneels proposing"),
    "meditating": Act("meditating meditates meditation"),
    "yoga": Act("yoga stretching exercising", parts="pose mat"),
    "surfing": Act("surfing surfs", parts="wave waves", ride="board on a wave", home="sea"),
    "skiing": Act("skiing skis", home="snow"),
    "snowboarding": Act("snowboarding", ride="snowboard", home="snow"),
    "skating": Act("skating skates", home="snow", parts="ice skates"),
    "sledding": Act("sledding sledging", ride="sleigh"),
    "skateboarding": Act("skateboarding", ride="skateboard", home="street"),
    "cycling": Act("cycling", ride="bicycle", home="street"),
    "swimming": Act("swimming swims", home="sea"),
    "climbing": Act("climbing climbs"),
    "fishing": Act("fishing", "fishing rod"),
    "watering": Act("watering", "watering can"),
    "gardening": Act("gardening planting", "watering can", home="garden"),
    "cooking": Act("cooking cooks frying", "frying pan", home="kitchen"),
    "baking": Act("baking bakes", "frying pan", home="kitchen"),
    "painting": Act("painting paints", "brush and palette", place="easel"),
    "reading": Act("reading reads", "book"),
    "writing": Act("writing writes", "book"),
    "singing": Act("singing sings karaoke", "microphone on stand"),
    "juggling": Act("juggling juggles"),
    "knitting": Act("knitting knits crocheting", "knitting"),
    "casting": Act("casting conjuring casts", "magic staff", parts="spell spells magic"),
    "kicking": Act("kicking kicks", parts="ball football soccer", home="meadow"),
    "playing basketball": Act("", "basketball", home="street"),
    "playing tennis": Act("", "racket", home="street"),
    "playing golf": Act("golfing", "golf club", home="meadow"),
    "boxing": Act("boxing fighting punching"),
    "lifting": Act("lifting weightlifting", parts="weights weight dumbbells barbell"),
    "at play": Act(""),
    "building something": Act(""),
    "blowing bubbles": Act("", parts="bubbles bubble"),
    "brushing teeth": Act("", "toothbrush"),
    "chopping": Act("chopping chops", "war axe", parts="wood log logs firewood tree"),
    "repairing": Act("repairing repairs fixing mending", "spanner"),
    "waving": Act("waving greeting"),
    "praying": Act("praying prays"),
    "digging": Act("digging digs shoveling", "digging shovel"),
    "sweeping": Act("sweeping cleaning mopping", "broom"),
    "hugging": Act("hugging hugs cuddling embracing"),
    "kissing": Act("kissing kisses"),
    "holding hands": Act(""),
    "howling": Act("howling howls"),
    "crying": Act("cries weeping"),
    "taking a photo": Act("photographing", "camera"),
    "conducting": Act("conducting"),
    "working": Act("typing coding programming working", place="work desk", home="room"),
    "bathing": Act("bathing showering", home="room"),
}
ACT_WORDS: dict[str, str] = {
    word: name for name, act in ACTS.items() for word in [*act.words.split(), name]
}
