"""A note on a picture: what Easel or the model did not do as the request says."""

from dataclasses import dataclass
from typing import Literal

NoteCode = Literal[
    "prompt_cut",
    "negative_prompt_cut",
    "size_changed",
    "steps_changed",
    "guidance_changed",
    "words_not_drawn",
]


@dataclass(frozen=True, slots=True)
class Note:
    """One fact about a picture that is drawn nevertheless. `detail` is safe to show."""

    code: NoteCode
    detail: str
