"""The audio routes: ask for an upload form, and look at a recording."""

from easel.api.audio_request import AudioRequest
from easel.api.bodies import AUDIO_ID, AudioJob, AudioUpload

from .headers import RATE_LIMIT
from .operation import PREFER, Answer, Credentials, Json, Operation, parameter
from .pictures import DRAWN, TOKEN

_SELF = f"/v1/audio/{AUDIO_ID}"
_AWAITED: Json = {
    "id": AUDIO_ID,
    "object": "audio",
    "status": "awaiting_upload",
    "upload": {
        "url": "https://easel-audio.s3.eu-west-1.amazonaws.com",
        "fields": {
            "Content-Type": "audio/mpeg",
            "key": f"recordings/{AUDIO_ID}",
            "policy": "eyJleHBpcmF0aW9uIjogIi4uLiJ9",
            "x-amz-signature": "7b1d…",
        },
        "expires_at": "2026-11-21T00:05:27.555Z",
    },
    "links": {"self": _SELF, "image": None},
    "delete_token": TOKEN,
}
_TRANSCRIBING: Json = {
    "id": AUDIO_ID,
    "object": "audio",
    "status": "transcribing",
    "language": None,
    "transcript": None,
    "note": None,
    "url": None,
    "share_url": None,
    "images": [],
    "created_at": "2026-11-20T23:50:27.555Z",
    "completed_at": None,
    "error": None,
    "links": {"self": _SELF, "image": None},
}
_SUCCEEDED: Json = {
    **_TRANSCRIBING,
    "status": "succeeded",
    "language": "en-US",
    "transcript": "A red fox in the snow.",
    "url": DRAWN["url"],
    "share_url": DRAWN["share_url"],
    "images": DRAWN["images"],
    "completed_at": "2026-11-20T23:51:02.101Z",
    "links": {"self": _SELF, "image": f"/v1/images/{DRAWN['id']}"},
}
_FAILED: Json = {
    **_TRANSCRIBING,
    "status": "failed",
    "completed_at": "2026-11-20T23:50:41.010Z",
    "error": {
        "code": "no_speech",
        "message": "no speech was understood in the recording",
    },
}

CREATE = Operation(
    method="post",
    path="/v1/audio",
    id="createAudio",
    tag="audio",
    summary="Ask for a form that uploads a recording",
    description="The form belongs to S3. It accepts only this type and this size, for 15 minutes. "
    "After the upload, Easel transcribes and draws the recording by itself.",
    credentials=Credentials.PERHAPS,
    body=AudioRequest,
    body_examples={
        "an mp3": {"content_type": "audio/mpeg", "bytes": 52_144},
        "what a browser records": {
            "content_type": "audio/webm;codecs=opus",
            "bytes": 40_211,
            "language": "en-US",
            "image": {"width": 512, "height": 512, "n": 2, "public": True},
        },
    },
    answers=(
        Answer(
            status=201,
            description="Upload the recording with the form, then ask the `Location`.",
            body=AudioUpload,
            examples={"awaited": _AWAITED},
            headers=("Location", *RATE_LIMIT),
        ),
    ),
    refuses=(
        "invalid_json",
        "prompt_too_long",
        "invalid_size",
        "invalid_seed",
        "out_of_range",
        "unknown_parameter",
        "invalid_api_key",
        "payload_too_large",
        "unsupported_media_type",
        "unsupported_audio",
        "quota_exceeded",
        "not_supported",
    ),
)

GET = Operation(
    method="get",
    path="/v1/audio/{id}",
    id="getAudio",
    tag="audio",
    summary="Look at a recording",
    description="200 as long as the recording exists, even if it failed. Recordings, their "
    "transcripts and this job are kept for some days; the picture stays. If the service asks for "
    "no keys, anyone who knows the id may look.",
    credentials=Credentials.PERHAPS,
    parameters=(
        parameter(
            "path",
            "id",
            "The recording's id.",
            {"type": "string", "pattern": "^audio_[a-z2-7]{26}$"},
            AUDIO_ID,
        ),
        PREFER,
    ),
    answers=(
        Answer(
            status=200,
            description="The recording as it is now.",
            body=AudioJob,
            examples={"drawn": _SUCCEEDED, "transcribing": _TRANSCRIBING, "failed": _FAILED},
            headers=("Vary",),
            headers_perhaps=("Preference-Applied", "Retry-After"),
        ),
    ),
    refuses=("invalid_api_key", "not_owner", "not_found", "deleted"),
)

OPERATIONS = (CREATE, GET)
