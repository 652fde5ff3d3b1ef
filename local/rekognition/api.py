"""The HTTP face of the local Rekognition: one operation, in the protocol that boto3 speaks.

boto3 reaches it through AWS_ENDPOINT_URL_REKOGNITION. Requests are checked against the service's
API model, which botocore carries. A member that this stand-in cannot honour is refused, never
ignored.
"""

import base64
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from .. import json_service
from ..faults import Fault, answer_of, next_fault
from ..json_service import MEDIA_TYPE, Refused
from ..service_model import ServiceModel
from .magenta import LABEL, NotAPicture, magenta_share

_UNAVAILABLE = ("HumanLoopConfig", "ProjectVersion")
_MIN_SIDE = 50  # pixels: the service's limit
_DEFAULT_CONFIDENCE = 50.0


@dataclass
class PictureCheck:
    """Looks at pictures. `looked` counts them, each of which would be paid. `faults` come true one
    after the other, one for each call."""

    looked: int = 0
    faults: deque[Fault] = field(default_factory=deque)

    def look(self, request: dict[str, Any]) -> dict[str, Any]:
        """The labels of the picture in `request`, which fits the API model.

        Raises:
            Refused
        """
        for member in _UNAVAILABLE:
            if request.get(member):
                raise _invalid(f"{member} is not available on this machine")
        encoded = request["Image"].get("Bytes")
        if not encoded or request["Image"].get("S3Object"):
            raise _invalid("Image must have Bytes: this machine reads no S3Object")
        try:
            share, sides = magenta_share(base64.b64decode(encoded))
        except NotAPicture as error:
            raise Refused(
                "InvalidImageFormatException", "Request has invalid image format"
            ) from error
        if min(sides) < _MIN_SIDE:
            raise _invalid(f"The image must be at least {_MIN_SIDE} pixels wide and high")
        self.looked += 1
        label = {"Name": LABEL, "ParentName": "", "Confidence": share, "TaxonomyLevel": 1}
        found = share >= request.get("MinConfidence", _DEFAULT_CONFIDENCE)
        return {
            "ModerationLabels": [label] if found else [],
            "ModerationModelVersion": "magenta",
            "ContentTypes": [],
        }


def create_app(check: PictureCheck) -> Starlette:
    """The app that answers for `check`."""
    model = ServiceModel("rekognition")

    async def detect(request: dict[str, Any]) -> dict[str, Any] | Response:
        if fault := await next_fault(check.faults):
            if fault.code:
                raise Refused(fault.code, "the local Rekognition", model.status_of(fault.code))
            return answer_of(fault, MEDIA_TYPE)
        return await run_in_threadpool(check.look, request)

    return json_service.create_app(
        "Rekognition",
        model,
        {"DetectModerationLabels": detect},
        target="RekognitionService.",
        invalid="InvalidParameterException",
    )


def _invalid(message: str) -> Refused:
    return Refused("InvalidParameterException", message)
