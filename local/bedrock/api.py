"""The HTTP face of the local Bedrock runtime: InvokeModel and ApplyGuardrail, in the protocol that
boto3 speaks.

boto3 reaches it through AWS_ENDPOINT_URL_BEDROCK_RUNTIME. Requests are checked against the
service's API model, which botocore carries. The model's own fields are checked in envelope.py.
"""

import json
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..faults import answer_of, next_fault
from ..service_model import Invalid, ServiceModel
from .envelope import Malformed, parse
from .guardrail import Guardrail
from .runtime import Failed, Runtime

_JSON = "application/json"
# The limit of the service's API model for a body.
_MAX_BODY_BYTES = 25_000_000


def create_app(runtime: Runtime, model_id: str, guardrail: Guardrail | None = None) -> Starlette:
    """The app that answers for `runtime`, the model `model_id`, and for `guardrail`."""
    service = ServiceModel("bedrock-runtime")

    async def invoke(request: Request) -> Response:
        body = await _checked(request, service)
        if request.path_params["model_id"] != model_id:
            raise Failed("ValidationException", "The provided model identifier is invalid.")
        try:
            wanted = parse(body, model_id)
        except Malformed as malformed:
            raise Failed("ValidationException", str(malformed)) from malformed
        return JSONResponse(await runtime.invoke(wanted))

    async def apply(request: Request) -> Response:
        wanted = await _guardrail_request(request, service)
        name = (request.path_params["guardrail_id"], request.path_params["version"])
        if guardrail is None or name != (guardrail.id, guardrail.version):
            raise Failed("ResourceNotFoundException", "There is no such guardrail.")
        if fault := await next_fault(guardrail.faults):
            if fault.code:
                raise Failed(fault.code)
            return answer_of(fault, _JSON)
        return JSONResponse(guardrail.apply(_texts(wanted)))

    async def fail(_: Request, error: Exception) -> Response:
        assert isinstance(error, Failed)  # noqa: S101 - registered for this class alone
        return JSONResponse(
            {"message": error.message, **error.members},
            status_code=service.status_of(error.code),
            headers={"x-amzn-errortype": error.code},
        )

    return Starlette(
        routes=[
            Route("/model/{model_id}/invoke", invoke, methods=["POST"]),
            Route("/guardrail/{guardrail_id}/version/{version}/apply", apply, methods=["POST"]),
        ],
        exception_handlers={Failed: fail},
    )


async def _checked(request: Request, service: ServiceModel) -> bytes:
    """The body, if everything else fits the API model."""
    parameters = {
        "modelId": request.path_params["model_id"],
        "contentType": request.headers.get("content-type", _JSON),
        "accept": request.headers.get("accept", _JSON),
    }
    try:
        service.check("InvokeModel", parameters)
    except Invalid as invalid:
        raise Failed("ValidationException", str(invalid)) from invalid
    for name in ("contentType", "accept"):
        if parameters[name] not in (_JSON, "*/*"):
            raise Failed("ValidationException", f"The {name} {parameters[name]} is not supported")
    body = await request.body()
    if not 0 < len(body) <= _MAX_BODY_BYTES:
        raise Failed("ValidationException", f"The body must have 1 to {_MAX_BODY_BYTES} bytes")
    return body


async def _guardrail_request(request: Request, service: ServiceModel) -> dict[str, Any]:
    """The body of ApplyGuardrail, if everything fits the API model."""
    try:
        wanted = json.loads(await request.body())
        if not isinstance(wanted, dict):
            raise ValueError
    except ValueError as error:
        raise Failed("ValidationException", "The body is not a JSON object") from error
    path = request.path_params
    name = {"guardrailIdentifier": path["guardrail_id"], "guardrailVersion": path["version"]}
    try:
        service.check("ApplyGuardrail", wanted | name)
    except Invalid as invalid:
        raise Failed("ValidationException", str(invalid)) from invalid
    return wanted


def _texts(wanted: dict[str, Any]) -> list[str]:
    """The texts of the request. What the stand-in cannot do is refused, never ignored."""
    if wanted["source"] != "INPUT" or wanted.get("outputScope", "INTERVENTIONS") == "FULL":
        raise Failed("ValidationException", "the local Bedrock looks at INPUT, and tells no FULL")
    if any(
        "image" in block or "qualifiers" in block.get("text", {}) for block in wanted["content"]
    ):
        raise Failed("ValidationException", "the local Bedrock looks at text without qualifiers")
    return [block["text"]["text"] for block in wanted["content"] if "text" in block]
