"""Prompts for callers who have none in mind: a well-known one, and one of 90,000 at random."""

import hashlib
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.digits import whole_number
from ..api.request import MAX_SEED, any_seed
from ..api.responses import json_response
from ..errors import FieldError, InvalidRequest

DEFAULT_PROMPT = "a photo of an astronaut riding a horse on mars"

_SUBJECTS = (
    "a red fox asleep", "an old lighthouse", "a paper boat", "a sleepy dragon the size of a cat",
    "a tea house on stilts", "a violin made of glass", "two owls sharing an umbrella",
    "a small robot watering flowers", "a hot-air balloon", "a tiny bakery", "a white horse",
    "a clockwork beetle", "a sailing ship", "a bear reading a map", "an astronaut with a bicycle",
    "a grand piano overgrown with moss", "a tram full of houseplants", "a stone bridge",
    "a giant snail carrying a village", "a library in a tree", "a blue door standing by itself",
    "a whale made of clouds", "a hedgehog in a woollen scarf", "a lantern maker at work",
    "a fleet of kites", "an orchard of pear trees", "a cat on a windowsill",
    "a telescope and a pot of coffee", "a flock of origami cranes", "a vintage camper van",
)  # fmt: skip
_PLACES = (
    "on a frozen lake", "in a quiet harbour", "at the edge of a lavender field", "on mars",
    "in a bamboo forest", "under a waterfall", "above a sea of clouds",
    "in an empty railway station", "on a rooftop in the rain", "at the bottom of a clear sea",
    "among sand dunes", "in a snowed-in valley", "beside a canal", "in a sunlit greenhouse",
    "on a cliff over the ocean", "in a narrow old street", "in a meadow of wild flowers",
    "between tall redwoods", "on a floating island", "at a mountain pass",
    "in a courtyard with a fig tree", "on the moon", "in a moss garden", "beside a winding river",
    "in a desert after rain",
)  # fmt: skip
_LIGHTS = (
    "at dawn", "in golden evening light", "under a full moon", "in soft fog",
    "under northern lights", "in the light of paper lanterns", "at noon", "just before a storm",
    "under a starry sky", "in winter light",
)  # fmt: skip
_STYLES = (
    "watercolour", "oil on canvas", "woodblock print", "35 mm photograph", "pencil drawing",
    "stained glass", "isometric illustration", "linocut in two colours", "claymation still",
    "art deco poster", "storybook illustration", "long-exposure photograph",
)  # fmt: skip

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/prompts/random")
@router.head("/v1/prompts/random")
def get_random_prompt() -> Response[str]:
    event = router.current_event
    asked = (event.query_string_parameters or {}).get("seed")
    seed = any_seed() if asked is None else _seed(asked)
    body = {"prompt": random_prompt(seed), "seed": seed}
    return json_response(event, HTTPStatus.OK, body, {"Cache-Control": "no-store"})


@router.get("/v1/prompts/default")
@router.head("/v1/prompts/default")
def get_default_prompt() -> Response[str]:
    headers = {"Cache-Control": "public, max-age=3600"}
    return json_response(router.current_event, HTTPStatus.OK, {"prompt": DEFAULT_PROMPT}, headers)


def random_prompt(seed: int) -> str:
    """The prompt for `seed`.

    It is the same in every version of Python. `random` does not promise that, so it is not used.
    """
    drawn = int.from_bytes(hashlib.sha256(str(seed).encode()).digest())
    parts = []
    for choices in (_SUBJECTS, _PLACES, _LIGHTS, _STYLES):
        drawn, which = divmod(drawn, len(choices))
        parts.append(choices[which])
    subject, place, light, style = parts
    return f"{subject} {place} {light}, {style}"


def _seed(text: str) -> int:
    seed = whole_number(text)
    if seed is None or seed > MAX_SEED:
        detail = f"seed: an integer from 0 to {MAX_SEED}"
        raise InvalidRequest("invalid_seed", detail, errors=[FieldError("#/seed", detail)])
    return seed
