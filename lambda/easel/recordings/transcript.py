"""What was said: Amazon Transcribe's file, and the prompt that it becomes."""

import json
import unicodedata
from dataclasses import dataclass

from ..errors import Internal


@dataclass(frozen=True, slots=True)
class Transcript:
    """`text` is in Unicode NFC; `language`, such as en-US, is there only where Transcribe had to
    find it out."""

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
        text = unicodedata.normalize("NFC", " ".join(said.split()))
        return Transcript(text, results.get("language_code"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Internal("Amazon Transcribe wrote what is no transcript") from error
