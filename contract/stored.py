"""The routes that CloudFront serves from the bucket: the JPEGs and their share pages."""

from typing import Annotated

from pydantic import WithJsonSchema

from easel.api.bodies import IMAGE_ID

from .headers import PAGE
from .operation import HTML, Answer, Operation, parameter

_Jpeg = Annotated[bytes, WithJsonSchema({"type": "string", "contentMediaType": "image/jpeg"})]
# Programs get 404 until then.
_BEING_DRAWN = Answer(
    status=202,
    description="To a client that prefers `text/html`, as a browser does: the picture is being "
    "drawn. The page reloads until the picture is there.",
    body=str,
    media_type=HTML,
    headers=("Refresh", "Vary", *PAGE),
)

OPERATIONS = (
    Operation(
        method="get",
        path="/images/{file}",
        id="getJpeg",
        tag="images",
        summary="A JPEG",
        description="A job's `images` link to it. It never changes.",
        parameters=(
            parameter(
                "path",
                "file",
                "The picture's id. From the second JPEG on, also its number.",
                {"type": "string", "pattern": r"^img_[a-z2-7]{26}(-[2-4])?\.jpg$"},
                f"{IMAGE_ID}.jpg",
            ),
            parameter(
                "query",
                "download",
                "If it is there, with any value or none, a browser saves the JPEG as a file.",
                {"type": "string"},
                "",
            ),
        ),
        answers=(
            Answer(
                status=200,
                description="The picture.",
                body=_Jpeg,
                media_type="image/jpeg",
                headers=("ETag",),
                headers_perhaps=("Access-Control-Allow-Origin", "Content-Disposition"),
                stored=True,
            ),
            _BEING_DRAWN,
        ),
        refuses=("not_found", "deleted"),
        refuses_with_a_page=(404, 410),
    ),
    Operation(
        method="get",
        path="/i/{id}",
        id="getSharePage",
        tag="images",
        summary="A page that shows a picture",
        description="A job's `share_url` leads to it.",
        parameters=(
            parameter(
                "path",
                "id",
                "The picture's id.",
                {"type": "string", "pattern": "^img_[a-z2-7]{26}$"},
                IMAGE_ID,
            ),
        ),
        answers=(
            Answer(
                status=200,
                description="The page.",
                body=str,
                media_type=HTML,
                headers=("ETag", *PAGE),
                stored=True,
            ),
            _BEING_DRAWN,
        ),
        refuses=("not_found", "deleted"),
        refuses_with_a_page=(404, 410),
    ),
)
