"""The routes of Easel's page, and of the files that it loads."""

from .headers import PAGE
from .operation import HTML, Answer, Operation, parameter
from .site import IF_NONE_MATCH

_PAGE = ("ETag", *PAGE, "Strict-Transport-Security", "Permissions-Policy")

OPERATIONS = (
    Operation(
        method="get",
        path="/",
        id="getPage",
        tag="pages",
        summary="Easel's page, to draw and look at pictures in a browser",
        description="It uses this API and nothing else. If the operator leaves the page out, the "
        "answer is 404.",
        parameters=(
            parameter("query", "prompt", "Fills in the prompt.", {"type": "string"}, "a red fox"),
            parameter(
                "query",
                "from",
                "Fills in what this picture was made from.",
                {"type": "string"},
                "img_l6zozhegj35zxqqanfvk4jjcgu",
            ),
            parameter(
                "query",
                "job",
                "Shows this job.",
                {"type": "string"},
                "img_l6zozhegj35zxqqanfvk4jjcgu",
            ),
            IF_NONE_MATCH,
        ),
        answers=(
            Answer(status=200, description="The page.", body=str, media_type=HTML, headers=_PAGE),
            Answer(status=304, description="Your copy is still current.", headers=_PAGE),
        ),
        refuses=("not_found",),
    ),
    Operation(
        method="get",
        path="/web/{version}/{file}",
        id="getPageFile",
        tag="pages",
        summary="A file of Easel's page",
        description="The address of a file names its version, so it may be kept for ever. If the "
        "version is not the current one, the current file is sent and may not be kept.",
        parameters=(
            parameter("path", "version", "As the page names it.", {"type": "string"}, "3a7bd3e2"),
            parameter("path", "file", "Its name.", {"type": "string"}, "main.js"),
        ),
        answers=(
            Answer(
                status=200,
                description="The file.",
                body=str,
                media_type="text/javascript",
                as_text="text/css",
            ),
        ),
        refuses=("not_found",),
    ),
)
