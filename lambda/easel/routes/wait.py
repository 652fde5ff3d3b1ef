"""GET /v1/wait/{id}: where a client waits that was redirected."""

from importlib import import_module

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.request import AnswerFormat
from ..follow import Show, wait_or_redirect
from ..service import current_service

# The module of the dialect that shows a picture in this format. Its function is `show`.
_DIALECTS: dict[AnswerFormat, str] = {
    "url": "openai",
    "b64_json": "openai",
    "both": "openai",
    "stream": "openai",
    "sdapi": "sdapi",
    "jpeg": "hugging_face",
}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/v1/wait/<job_id>")
@router.head("/v1/wait/<job_id>")
def wait_for_picture(job_id: str) -> Response[str]:
    event, context = router.current_event, router.lambda_context
    return wait_or_redirect(event, context, current_service(), job_id, _show_as)


def _show_as(format: AnswerFormat) -> Show:
    show: Show = import_module(f"..{_DIALECTS[format]}", __name__).show
    return show
