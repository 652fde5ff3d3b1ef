"""GET /errors/{code}: the page that a problem's `type` links to. docs/errors has the same pages,
with examples."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import get_args

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.responses import html_response
from ..errors import EaselError, InvalidCode, InvalidRequest, NotFound
from ..pages import notice_page
from ..service import current_service

# code → (what it means, what to do)
EXPLAINED = {
    "invalid_json": (
        "The body of the request is no JSON object in UTF-8.",
        'Send one: {"prompt": "a red fox"}.',
    ),
    "missing_prompt": (
        "The request does not say what to draw.",
        "Send a prompt: text that is not blank.",
    ),
    "prompt_too_long": (
        "The prompt, or the negative prompt, is longer than this service takes.",
        "Shorten it to what the detail says: 2,000 characters, or less where the operator says so.",
    ),
    "invalid_size": (
        "The picture cannot have this width or height.",
        "Choose 256 to 1024 pixels in steps of 64, or less where the operator says so.",
    ),
    "invalid_seed": (
        "The seed is none that a picture can have.",
        "Send an integer from 0 to 4,294,967,295, or none to have one drawn.",
    ),
    "out_of_range": (
        "A field has a value outside of its bounds.",
        "The detail names the field and its bounds.",
    ),
    "unknown_parameter": (
        "The request has a field that does not exist. It is refused, since it was meant to do "
        "something.",
        "Leave it out, or mend its spelling.",
    ),
    "invalid_cursor": (
        "The cursor was not given out for this list.",
        "Take it from next_cursor of the same list, or begin again without one.",
    ),
    "invalid_webhook_url": (
        "A webhook cannot go to this address.",
        "Send an https address that leads into the public internet.",
    ),
    "content_policy_violation": (
        "The prompt holds a word that the operator of this service does not allow.",
        "Ask for something else. GET /v1/license says what the model may not be used for.",
    ),
    "invalid_api_key": (
        "The request carries no key that opens anything, or, to change a picture in open mode, no "
        "delete_token.",
        "Send the key as Authorization: Bearer, as x-api-key, or as the password of Basic; the "
        "operator hands them out. A delete_token is in the answer to your POST.",
    ),
    "not_owner": (
        "The picture belongs to somebody else.",
        "Send the key, or the delete_token, that it was asked for with.",
    ),
    "not_found": (
        "There is no such picture, or no such route.",
        "Check the address. A failed job is forgotten after some days.",
    ),
    "method_not_allowed": (
        "The route exists, and not for this method.",
        "The Allow header, and the detail, name those that it has.",
    ),
    "already_terminal": (
        "The job has ended: there is nothing to cancel. Of a recording: its picture was canceled.",
        "GET it to see how it ended; DELETE a picture that you do not want.",
    ),
    "deleted": (
        "The picture was deleted, and its link will not come back by itself.",
        "POST the same request again to have it drawn again.",
    ),
    "payload_too_large": (
        "The body of the request, or the recording, is larger than any that is taken.",
        "Send 64 KiB at most; of a recording 10 MiB.",
    ),
    "unsupported_media_type": (
        "The request does not say that its body is JSON.",
        "Send the header content-type: application/json.",
    ),
    "unsupported_audio": (
        "The recording is none that can be transcribed: not audio, of another format or codec than "
        "those, too long, or broken off; the detail says which.",
        "Send mp3, mp4, m4a, wav, flac, ogg, amr or webm, and speak for two minutes at most, or as "
        "long as the operator allows.",
    ),
    "no_speech": (
        "The recording was heard, and nobody said anything in it that was understood.",
        "Speak closer to the microphone, in a language that the operator allows, and record again.",
    ),
    "idempotency_mismatch": (
        "This Idempotency-Key came with another body before, less than a day ago.",
        "Take a new key for a new request; keep it only to repeat one.",
    ),
    "rate_limited": (
        "More was asked for in a minute than one caller may, or than the model can draw in time. "
        "Nothing was spent.",
        "Try again after as many seconds as Retry-After says.",
    ),
    "quota_exceeded": (
        "The pictures or recordings of this day are used up, yours or everybody's; the detail says "
        "which. What was drawn before can still be had.",
        "Wait for the next day (UTC): Retry-After says when it begins.",
    ),
    "internal": (
        "Something broke in this service, or it was interrupted.",
        "POST again. If it stays, tell the operator the X-Request-Id.",
    ),
    "model_error": (
        "The model refused the request, or answered what is no picture; the detail says which.",
        "Ask for a smaller picture if it ran out of memory; otherwise POST again.",
    ),
    "model_warming": (
        "The model is starting, which takes some minutes. Nothing was spent.",
        "Try again after as many seconds as Retry-After says.",
    ),
    "capacity": (
        "The model has no room at the moment. Nothing was spent.",
        "Try again after as many seconds as Retry-After says.",
    ),
    "deadline_exceeded": (
        "The picture, or the recording, was not there in time. Drawing it may have cost something "
        "all the same.",
        "POST the same request again: if the picture came late, it is there at once. For a "
        "recording ask for a new form.",
    ),
}

router = APIGatewayRouter()  # type: ignore[no-untyped-call]


@router.get("/errors/<code>")
@router.head("/errors/<code>")
def get_error(code: str) -> Response[str]:
    name = code.replace("-", "_")
    if "_" in code or name not in EXPLAINED:
        raise NotFound("there is no such error")
    kind = next(kind for known, kind in kinds() if known == name)
    means, remedy = EXPLAINED[name]
    page = notice_page(kind.title, f"{kind.status} {name}", means, remedy)
    headers = {"Cache-Control": "public, max-age=3600"}
    public_url = current_service().settings.public_url
    return html_response(router.current_event, HTTPStatus.OK, page, headers, public_url=public_url)


def kinds(error: type[EaselError] = EaselError) -> Iterator[tuple[str, type[EaselError]]]:
    """The (code, class) of `error` and of each of its subclasses."""
    codes = get_args(InvalidCode) if error is InvalidRequest else (error.code,)
    yield from ((code, error) for code in codes)
    for below in error.__subclasses__():
        yield from kinds(below)
