"""What was said: Amazon Transcribe's file, and the prompt that it becomes."""

import json
from dataclasses import dataclass

from .errors import Internal


@dataclass(frozen=True, slots=True)
class Transcript:
    """`language` is a code such as en-US; None when the file does not say."""

    text: str
    language: str | None


def read_transcript(body: bytes) -> Transcript:
    """The transcript in `body`, with one space between words; "" when nothing was said.

    Raises:
        Internal: it is no transcript.
    """
    try:
        results = json.loads(body)["results"]
        said = " ".join(found["transcript"] for found in results["transcripts"])
        return Transcript(" ".join(said.split()), results.get("language_code"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Internal("Amazon Transcribe wrote what is no transcript") from error
