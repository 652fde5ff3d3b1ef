"""The model on the local Bedrock: it draws, filters, and fails if a test says so."""

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import httpx

from .envelope import MAX_SEED, SIZES, Wanted

# Bedrock ends a call that takes longer.
_TIMEOUT_S = 60
# A prompt that holds one of these words ends with this reason, and without a picture.
FINISHES_WITH = {
    "filtered-prompt": "Filter reason: prompt",
    "filtered-image": "Filter reason: output image",
    "inference-error": "Inference error",
}


class Failed(Exception):
    """The call ends with one of the errors of the service's API model, `code`."""

    def __init__(self, code: str, message: str = "", **members: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or f"the local Bedrock: {code}"
        self.members = members


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that fails with `code`: before the picture is drawn, or after it."""

    code: str
    drawn: bool = False


@dataclass
class Runtime:
    """Draws with the model server at `model_url`. `drawn` counts the pictures, each of which would
    be paid. `faults` come true one after the other, one for each call."""

    model_url: str
    drawn: int = 0
    faults: deque[Fault] = field(default_factory=deque)

    async def invoke(self, wanted: Wanted) -> dict[str, Any]:
        """Bedrock's answer.

        Raises:
            Failed
        """
        fault = self.faults.popleft() if self.faults else None
        if fault and not fault.drawn:
            raise Failed(fault.code)
        reason = next((why for word, why in FINISHES_WITH.items() if word in wanted.prompt), None)
        if reason == FINISHES_WITH["filtered-prompt"]:  # nothing was drawn
            return {"finish_reasons": [reason]}
        seed = wanted.seed or 1 + secrets.randbelow(MAX_SEED)
        picture = await self._draw(wanted, seed)
        self.drawn += 1
        if fault:
            raise Failed(fault.code)
        if reason:
            return {"finish_reasons": [reason]}
        return {"seeds": [seed], "finish_reasons": [None], "images": [picture]}

    async def _draw(self, wanted: Wanted, seed: int) -> Any:
        width, height = SIZES[wanted.aspect_ratio]
        request: dict[str, Any] = {
            "prompt": wanted.prompt,
            "width": width,
            "height": height,
            "seed": seed,
        }
        if wanted.negative_prompt:
            request["negative_prompt"] = wanted.negative_prompt
        headers = {"accept": "application/json;jpeg"}
        async with httpx.AsyncClient(base_url=self.model_url, timeout=None) as container:  # noqa: S113
            try:
                async with asyncio.timeout(_TIMEOUT_S):
                    answer = await container.post("/invocations", json=request, headers=headers)
            except TimeoutError:
                raise Failed("ModelTimeoutException") from None
            except httpx.TransportError:
                raise Failed("ServiceUnavailableException") from None
        return _picture_in(answer)


def _picture_in(answer: httpx.Response) -> Any:
    if answer.status_code == 503:  # the model server has no room
        raise Failed("ThrottlingException")
    try:
        return answer.raise_for_status().json()["generated_images"][0]
    except (httpx.HTTPStatusError, ValueError, KeyError, TypeError) as error:
        status = max(answer.status_code, 400)
        raise Failed("ModelErrorException", originalStatusCode=status) from error
