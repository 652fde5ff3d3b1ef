"""What links lead to: pictures and share pages, from the bucket by way of CloudFront."""

from typing import Any

from easel.bodies import IMAGE_ID

from .operation import HTML, Answer, Operation, parameter
from .pictures import ID


def _file(path: str, id: str, summary: str, named: dict[str, Any], answer: Answer) -> Operation:
    return Operation(
        method="get",
        path=path,
        id=id,
        tag="links",
        summary=summary,
        description="Whoever has the address can see it. What is not there, the API says why.",
        parameters=(named,),
        answers=(answer,),
        refuses=("not_found", "deleted"),
    )


OPERATIONS = (
    _file(
        "/images/{file}",
        "getPicture",
        "A picture",
        parameter(
            "path",
            "file",
            "The id and `.jpg`; the second of several has `-2.jpg`.",
            {"type": "string", "minLength": 1},
            f"{IMAGE_ID}.jpg",
        ),
        Answer(status=200, description="The JPEG.", body=str, media_type="image/jpeg", stored=True),
    ),
    _file(
        "/i/{id}",
        "getSharePage",
        "A page that shows a picture",
        ID,
        Answer(status=200, description="The page.", body=str, media_type=HTML, stored=True),
    ),
)
