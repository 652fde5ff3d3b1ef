"""The receipt beside a dropped recording: for someone who knows only the bucket."""

import json

from .caller import delete_token
from .job import Job
from .recording import Recording
from .representation import recording_json
from .service import Service
from .settings import Access


def receipt(recording: Recording, job: Job | None, own: Service) -> str:
    """What the API says of `recording`, and, where no keys are asked for, the token that deletes
    its picture: whoever reads this may read the recording as well."""
    body = recording_json(recording, job, public_url=own.settings.public_url)
    if own.settings.access is Access.OPEN:
        body["delete_token"] = delete_token(recording.claim(own.id_secret), own.id_secret)
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"
