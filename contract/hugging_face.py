"""The routes for Hugging Face's clients."""

from dataclasses import replace

from easel.api.bodies import IMAGE_ID, PUBLIC_URL, DrawnElsewhere, StillDrawing
from easel.api.hugging_face_request import InferenceRequest

from .dialect import REFUSED
from .headers import RATE_LIMIT
from .operation import Answer, Credentials, Json, Operation, parameter
from .pictures import IDEMPOTENCY_KEY, TOKEN

REDIRECT = Answer(
    status=303,
    description="GET the `Location`: it is the JPEG, or a path on this host at which to go on "
    "waiting.",
    body=StillDrawing | DrawnElsewhere,
    examples={
        "drawn": {
            "detail": "The picture is drawn. GET the address in Location.",
            "location": f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg",
            "job": f"{PUBLIC_URL}/v1/images/{IMAGE_ID}",
            "delete_token": TOKEN,
        },
        "not yet": {
            "detail": "The picture is still being drawn. GET the address in Location to wait.",
            "location": f"/v1/wait/{IMAGE_ID}?cap=19&exp=1795219829&format=jpeg&hops=1&sig=c2ln",
            "job": f"{PUBLIC_URL}/v1/images/{IMAGE_ID}",
        },
    },
    headers=("Location",),
)
_OWNER_AND_NAME = tuple(
    parameter("path", name, "Any name.", {"type": "string", "minLength": 1}, example)
    for name, example in (("owner", "stabilityai"), ("name", "stable-diffusion-2"))
)


def _draw(path: str, id: str, where: str, parameters: tuple[Json, ...] = ()) -> Operation:
    return Operation(
        method="post",
        path=path,
        id=id,
        tag="hugging-face",
        summary=f"Draw a picture for one of Hugging Face's clients, {where}",
        description="Accepts the body of Hugging Face's task text-to-image, and redirects to the "
        "JPEG. Waits for it up to 25 seconds, then redirects to an address that goes on waiting. "
        "`error` in a refusal is a sentence.",
        credentials=Credentials.PERHAPS,
        parameters=(*parameters, IDEMPOTENCY_KEY),
        body=InferenceRequest,
        body_examples={
            "a prompt": {"inputs": "a red fox"},
            "with parameters": {
                "inputs": "a red fox",
                "parameters": {"width": 512, "height": 512, "num_inference_steps": 20},
            },
        },
        answers=(replace(REDIRECT, headers=(*REDIRECT.headers, *RATE_LIMIT)),),
        refuses=(*REFUSED, "not_found") if parameters else REFUSED,
    )


OPERATIONS = (
    _draw("/", "inferAtRoot", "if its model is a URL"),
    _draw("/models/{owner}/{name}", "infer", "if its model is a name", _OWNER_AND_NAME),
    _draw(
        "/hf-inference/models/{owner}/{name}",
        "inferByProvider",
        "at the path of its router",
        _OWNER_AND_NAME,
    ),
)
