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


def cut_at_a_word(text: str, most: int) -> str:
    """`text`, or as many whole words of its beginning as fit into `most` characters."""
    if len(text) <= most:
        return text
    # One character more: what ends exactly there is whole.
    whole_words = text[: most + 1].rpartition(" ")[0].rstrip()
    return whole_words or text[:most]
