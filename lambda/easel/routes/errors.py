"""GET /errors/{code}: the page that a problem's `type` links to. docs/errors has the same pages,
with examples."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import get_args

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from ..api.notices import notice_page
from ..api.responses import html_response
from ..errors import EaselError, InvalidCode, InvalidRequest, NotFound
from ..service import current_service

# code → (what it means, what to do)
EXPLAINED = {
    "invalid_json": (
        "The body of the request is not a JSON object in UTF-8.",
        'Send a JSON object: {"prompt": "a red fox"}.',
    ),
    "missing_prompt": (
        "The request does not say what to draw.",
        "Send a prompt: text with at least one character that can be seen.",
    ),
    "prompt_too_long": (
        "The prompt, or the negative prompt, is too long.",
        "Shorten it. The limit is 2,000 characters, or 32,000 on the routes for clients of other "
        "services, or less if the operator says so. The detail names the limit.",
    ),
    "invalid_size": (
        "The picture cannot have this width or height.",
        "Choose 256 to 1024 pixels in steps of 64. The operator may allow less.",
    ),
    "invalid_seed": (
        "A picture cannot have this seed.",
        "Send an integer from 0 to 4,294,967,295. If you send no seed, Easel chooses one.",
    ),
    "out_of_range": (
        "The value of a field is outside its bounds.",
        "The detail names the field and its bounds.",
    ),
    "unknown_parameter": (
        "The request has a field that does not exist. Easel does not ignore it, because it was "
        "meant to do something.",
        "Remove the field, or correct its spelling.",
    ),
    "invalid_cursor": (
        "This cursor does not belong to this list.",
        "Use next_cursor of the same list, or begin again without a cursor.",
    ),
    "invalid_webhook_url": (
        "A webhook cannot go to this address.",
        "Send an https address on the public internet.",
    ),
    "content_policy_violation": (
        "The prompt contains a word that the operator of this service does not allow, or a filter "
        "refused the prompt or the picture.",
        "Change the prompt. If the filter refused the picture, another seed can help. GET "
        "/v1/license says what the model may not be used for.",
    ),
    "not_supported": (
        "Clients of other services know this route or this wish, but Easel does not offer it. Or "
        "the model does not take a part of the request, such as a negative prompt.",
        "The detail says what Easel offers in its place.",
    ),
    "invalid_api_key": (
        "The request has no valid key. In open mode: the request would change a picture, but has "
        "no valid delete_token.",
        "Send the key as Authorization: Bearer, as x-api-key, or as the password of Basic. The "
        "operator gives out keys. The delete_token is in the answer to your POST.",
    ),
    "not_owner": (
        "The picture belongs to somebody else.",
        "Send the key or the delete_token that belongs to the picture.",
    ),
    "not_found": (
        "There is no such picture, or no such route.",
        "Check the address. A failed job is deleted after some days.",
    ),
    "method_not_allowed": (
        "The route exists, but not for this method.",
        "The Allow header and the detail name the methods that you can use.",
    ),
    "already_terminal": (
        "The job has ended, so it cannot be canceled. For a recording, this means that its picture "
        "was canceled.",
        "GET the job to see how it ended. If you do not want the picture, DELETE it.",
    ),
    "deleted": (
        "The picture was deleted. Its link will not come back by itself.",
        "To have the picture drawn again, POST the same request again.",
    ),
    "payload_too_large": (
        "The body of the request, or the recording, is too large.",
        "Send a body of at most 512 KiB, and a recording of at most 10 MiB.",
    ),
    "unsupported_media_type": (
        "The request does not say that its body is JSON, or the body is compressed.",
        "Send the header content-type: application/json. Send the body as it is, without "
        "compressing it.",
    ),
    "unsupported_audio": (
        "This recording cannot be transcribed. It is not audio, its format or codec is not "
        "accepted, it is too long, or it breaks off. The detail says which.",
        "Send mp3, mp4, m4a, mov, 3gp, aac, wav, w64, aiff, caf, flac, ogg, amr, webm, mka or mkv. "
        "The sound in it may be MP3, AAC, ALAC, PCM, FLAC, Vorbis, Opus or AMR. If there is sound "
        "of several codecs, one of these is enough. Speak for two minutes at most, or as long as "
        "the operator allows.",
    ),
    "no_speech": (
        "No words were understood in the recording.",
        "Record again. Speak closer to the microphone, in a language that the operator allows.",
    ),
    "idempotency_mismatch": (
        "This Idempotency-Key came with another body less than a day ago.",
        "Use a new key for a new request. Use the same key only to repeat a request.",
    ),
    "rate_limited": (
        "You sent too many requests in a minute, or too many pictures are waiting for the model, "
        "or too many webhooks are pending. Nothing was spent.",
        "Wait as many seconds as Retry-After says. Then try again. If your webhooks are pending "
        "because your server does not answer, make it answer, or POST without a webhook.",
    ),
    "quota_exceeded": (
        "Today's quota of pictures, recordings or translated characters is used up: your own "
        "quota, or everybody's. Or the model has run for as many hours as a day allows. The detail "
        "says which. You can still get a picture that was drawn "
        "before.",
        "Wait for the next day (UTC). Retry-After says when it begins.",
    ),
    "internal": (
        "Something broke in this service, or it was interrupted.",
        "POST again. If the error comes again, give the operator the X-Request-Id.",
    ),
    "model_error": (
        "The model refused the request, or its answer held no picture that can be shown. The "
        "detail says which: a picture that is cut off, broken, all black or of another size than "
        "you asked for is not shown.",
        "If the model ran out of memory, ask for a smaller picture. If the picture was all black, "
        "the filter of the model has probably refused it: change the prompt. If the size is wrong, "
        "the model cannot draw this size: ask for another. Otherwise POST again.",
    ),
    "model_warming": (
        "The model is starting, or the picture needs longer than your client waits. A cold start "
        "takes 6 to 10 minutes. If the detail names a job, the picture is being drawn.",
        "Wait as many seconds as Retry-After says. Then send the same request again: it gets the "
        "picture that is being drawn, and no other is drawn. Or GET the job that the detail names.",
    ),
    "unsupported_format": (
        "Easel does not answer in the format that the request asks for.",
        "Ask for JSON: format=json.",
    ),
    "capacity": (
        "The model, or a service that Easel needs, is busy or out of reach at the moment.",
        "Wait as many seconds as Retry-After says. Then try again.",
    ),
    "deadline_exceeded": (
        "The picture, or the recording, was not ready in time. The drawing may have cost "
        "something.",
        "POST the same request again. If the picture came late, you get it at once. For a "
        "recording, ask for a new form.",
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
