"""The routes of older text-to-image servers, and the pages for people."""

from easel.api.bodies import IMAGE_ID, PUBLIC_URL, TextAnswer
from easel.routes.legacy import TextRequest

from .headers import PAGE, RATE_LIMIT
from .operation import HTML, Answer, Credentials, Json, Operation, parameter
from .pictures import NOT_DRAWN

_LINK = f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg"
_PROMPT_REFUSED = ("missing_prompt", "prompt_too_long", "content_policy_violation")
_PROMPT: Json = {"type": "string", "minLength": 1, "maxLength": 2000, "pattern": r"\S"}


def _page(path: str, id: str, prompt: Json | None) -> Operation:
    """If the job fails, the answer is a page too, with the error's status."""
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="legacy",
        summary="A page with a picture",
        description="It is drawn once, because the seed is always the same.",
        credentials=Credentials.PERHAPS,
        parameters=(prompt,) if prompt else (),
        answers=(
            Answer(
                status=200,
                description="The picture.",
                body=str,
                media_type=HTML,
                headers=PAGE,
                headers_perhaps=RATE_LIMIT,  # a HEAD counts as no request
            ),
            Answer(
                status=202,
                description="Still being drawn. The page reloads by itself.",
                body=str,
                media_type=HTML,
                headers=("Refresh", *PAGE),
                headers_perhaps=RATE_LIMIT,
            ),
        ),
        refuses=(*_PROMPT_REFUSED, "invalid_api_key", "quota_exceeded", *NOT_DRAWN),
        refuses_with_a_page=range(500, 600),
    )


OPERATIONS = (
    Operation(
        method="post",
        path="/text2image",
        id="postText",
        tag="legacy",
        summary="Draw a picture, as the older servers did",
        description="After a 202 the link works when the picture is drawn.",
        credentials=Credentials.PERHAPS,
        body=TextRequest,
        body_examples={"a text": {"text": "a red fox"}},
        answers=(
            Answer(
                status=200,
                description="Drawn.",
                body=TextAnswer,
                examples={"drawn": {"statusCode": 200, "body": _LINK}},
                headers=RATE_LIMIT,
            ),
            Answer(
                status=202,
                description="Still being drawn.",
                body=TextAnswer,
                examples={"waiting": {"statusCode": 202, "body": _LINK}},
                headers=("Location", "Retry-After", *RATE_LIMIT),
            ),
        ),
        refuses=(
            *_PROMPT_REFUSED,
            "invalid_api_key",
            "payload_too_large",
            "unsupported_media_type",
            "quota_exceeded",
            *NOT_DRAWN,
        ),
    ),
    _page(
        "/text2image",
        "showText",
        parameter("query", "prompt", "What to draw.", _PROMPT, "a red fox", required=True),
    ),
    _page("/api/inference/default", "showDefault", None),
    Operation(
        method="get",
        path="/api/inference/random",
        id="showRandom",
        tag="legacy",
        summary="Redirect to a page with a random picture",
        description="It redirects, so a reload of the page draws nothing new.",
        answers=(Answer(status=303, description="The page.", headers=("Location",)),),
    ),
    _page(
        "/api/inference/{prompt}",
        "showPrompt",
        parameter("path", "prompt", "What to draw. It may contain slashes.", _PROMPT, "a red fox"),
    ),
    Operation(
        method="get",
        path="/robots.txt",
        id="getRobots",
        tag="pages",
        summary="What crawlers should not visit",
        description="The routes that draw.",
        answers=(Answer(status=200, description="The rules.", body=str, media_type="text/plain"),),
    ),
    Operation(
        method="get",
        path="/errors/{code}",
        id="getError",
        tag="pages",
        summary="What an error means, and what to do",
        description="A problem's `type` leads here.",
        parameters=(
            parameter(
                "path",
                "code",
                "The code, with hyphens.",
                {"type": "string", "pattern": "^[a-z-]+$"},
                "not-found",
            ),
        ),
        answers=(
            Answer(
                status=200,
                description="The page.",
                body=str,
                media_type=HTML,
                headers=PAGE,
            ),
        ),
        refuses=("not_found",),
    ),
)
