"""The route for programs that show a picture in place of a link to its share page."""

from easel.api.bodies import IMAGE_ID, PUBLIC_URL, OEmbed

from .operation import Answer, Json, Operation, parameter

_PIXELS: Json = {"type": "integer", "minimum": 1}

OPERATIONS = (
    Operation(
        method="get",
        path="/v1/oembed",
        id="getOembed",
        tag="pages",
        summary="A share page, for programs that embed it",
        description="oEmbed 1.0. Every share page links to its own address here.",
        parameters=(
            parameter(
                "query",
                "url",
                "The address of a share page.",
                {"type": "string"},
                f"{PUBLIC_URL}/i/{IMAGE_ID}",
                required=True,
            ),
            parameter("query", "maxwidth", "The room for the picture.", _PIXELS, 600),
            parameter("query", "maxheight", "The room for the picture.", _PIXELS, 400),
            parameter(
                "query",
                "format",
                "Only `json`. Any other format is answered with 501.",
                {"type": "string", "enum": ["json"], "default": "json"},
                "json",
            ),
        ),
        answers=(
            Answer(
                status=200,
                description="The picture. If `maxwidth` or `maxheight` leaves less room than it "
                "needs, `width` and `height` say how large to show it.",
                body=OEmbed,
                examples={
                    "a fox": {
                        "version": "1.0",
                        "type": "photo",
                        "title": "a red fox in the snow",
                        "provider_name": "Easel",
                        "provider_url": PUBLIC_URL,
                        "cache_age": 3600,
                        "url": f"{PUBLIC_URL}/images/{IMAGE_ID}.jpg",
                        "width": 400,
                        "height": 400,
                    }
                },
            ),
        ),
        refuses=("out_of_range", "not_found", "deleted", "unsupported_format"),
    ),
)
