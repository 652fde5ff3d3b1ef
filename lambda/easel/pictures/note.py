"""A note on a picture: how it differs from the request."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

NoteCode = Literal[
    "prompt_cut",
    "negative_prompt_cut",
    "size_changed",
    "steps_changed",
    "guidance_changed",
    "steps_not_used",
    "guidance_not_used",
    "words_not_drawn",
]


@dataclass(frozen=True, slots=True)
class Note:
    """One fact about a picture that is drawn nevertheless. `detail` is safe to show."""

    code: NoteCode
    detail: str


# These tell how the request differs from the picture. So they are true only for that request, while
# the others are true for everybody who asks for the picture.
OF_THE_REQUEST = (
    "size_changed",
    "steps_changed",
    "guidance_changed",
    "steps_not_used",
    "guidance_not_used",
)


def for_this_request(stored: Sequence[Note], asked: Sequence[Note]) -> tuple[Note, ...]:
    """The notes for a request that caused the notes `asked`, and whose job has the notes
    `stored`."""
    return (*asked, *(note for note in stored if note.code not in OF_THE_REQUEST))


def to_json(notes: Sequence[Note]) -> str:
    return json.dumps([asdict(note) for note in notes])


def from_json(text: str) -> tuple[Note, ...]:
    return tuple(Note(**note) for note in json.loads(text))
