"""The words of a transcript, and how many of them become the prompt."""

import json

from easel.recordings.transcript import read_transcript
from tests.fakes import a_transcript, recorded


def test_the_recorded_transcript_is_read() -> None:
    transcript = read_transcript(json.dumps(recorded("contracts/transcript.json")).encode())
    assert transcript.text == "A red circle on a blue background."
    assert transcript.language == "en-US"


def test_there_is_one_space_between_words_and_the_full_stop_stays() -> None:
    assert read_transcript(a_transcript("  A  red\ncircle. ")).text == "A red circle."
