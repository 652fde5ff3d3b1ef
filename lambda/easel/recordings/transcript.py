"""Reads what was said in a recording from the file that Amazon Transcribe wrote."""

import json
import unicodedata
from dataclasses import dataclass

from ..errors import Internal


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said. `text` is in Unicode NFC; `language`, such as en-US, is None unless
    Transcribe had to find it out."""

    text: str
    language: str | None


def read_transcript(body: bytes) -> Transcript:
    """The transcript in `body`, with one space between words. Its text is "" if nothing was said.

    Raises:
        Internal: `body` is not a transcript.
    """
    try:
        results = json.loads(body)["results"]
        said = " ".join(found["transcript"] for found in results["transcripts"])
        text = unicodedata.normalize("NFC", " ".join(said.split()))
        return Transcript(text, results.get("language_code"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Internal("the output of Amazon Transcribe is not a transcript") from error
