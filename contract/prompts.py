"""Prompts to start from, and the model's licence."""

from easel.api.bodies import DefaultPrompt, Licenses, RandomPrompt
from easel.api.request import MAX_SEED

from .headers import PAGE
from .operation import HTML, Answer, Operation, parameter

_FOX = "a red fox asleep on a frozen lake at dawn, watercolour"

OPERATIONS = (
    Operation(
        method="get",
        path="/v1/prompts/random",
        id="getRandomPrompt",
        tag="prompts",
        summary="A random prompt",
        description="The same seed gives the same prompt.",
        parameters=(
            parameter(
                "query",
                "seed",
                "If it is left out, Easel chooses one.",
                {"type": "integer", "minimum": 0, "maximum": MAX_SEED},
                7,
            ),
        ),
        answers=(
            Answer(
                status=200,
                description="The prompt and its seed.",
                body=RandomPrompt,
                examples={"a fox": {"prompt": _FOX, "seed": 7}},
            ),
        ),
        refuses=("invalid_seed",),
    ),
    Operation(
        method="get",
        path="/v1/prompts/default",
        id="getDefaultPrompt",
        tag="prompts",
        summary="The best-known prompt",
        description="Always the same.",
        answers=(
            Answer(
                status=200,
                description="The prompt.",
                body=DefaultPrompt,
                examples={
                    "it": {"prompt": "a photo of an astronaut riding a horse on mars"},
                },
            ),
        ),
    ),
    Operation(
        method="get",
        path="/v1/license",
        id="getLicense",
        tag="service",
        summary="The licences, and the model's use restrictions",
        description="If you use the service, they bind you.",
        answers=(
            Answer(
                status=200,
                description="Easel's licence and the model's. To a client that prefers "
                "`text/html`, as a browser does: a page that says the same.",
                body=Licenses,
                as_text=HTML,
                headers=("Vary",),
                headers_perhaps=PAGE,
                examples={
                    "unknown model": {
                        "service": {
                            "name": "Easel",
                            "license": "Apache-2.0",
                            "url": "https://www.apache.org/licenses/LICENSE-2.0",
                        },
                        "model": {
                            "id": "my-model@1",
                            "license": None,
                            "url": None,
                            "use_restrictions": None,
                            "notice": "Ask the operator of this service.",
                        },
                    }
                },
            ),
        ),
    ),
)
