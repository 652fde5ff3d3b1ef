"""How much of a prompt Stable Diffusion reads: the tokens of CLIP, which is its text encoder.

CLIP's tokenizer divides a text into tokens: words, and parts of rare words. CLIP reads 77 of them
(Radford et al. 2021, section 2.4). Two of these mark the start and the end.

The rules are those of CLIPTokenizer in transformers. The list of merges comes from the package
open_clip_torch. The functions' asset holds only this list of the package (cdk/bundle.py).
"""

import gzip
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from .note import Note
from .picture import Picture

READ_TOKENS = 77 - 2
MERGES = "bpe_simple_vocab_16e6.txt.gz"
# CLIP has 49,408 tokens: 256 bytes, the same at the end of a word, two marks, one for each merge.
USED_MERGES = 49_408 - 2 * 256 - 2
# The longest token has 32 bytes. So this much of a word is surely more than what is read.
_MOST_BYTES = 32 * (READ_TOKENS + 1)
# A longer word is cut into such pieces, because the time to merge a word grows with its square.
_PIECE_BYTES = 256

_END = "</w>"
_WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+", re.IGNORECASE)
# The bytes that stand for themselves in the list of merges. The others are moved up to 256 and on.
_PLAIN = (*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), 256))
_OTHERS = [byte for byte in range(256) if byte not in _PLAIN]
_LETTERS = {byte: chr(byte) for byte in _PLAIN} | {
    byte: chr(256 + place) for place, byte in enumerate(_OTHERS)
}


def is_read_by_clip(picture: Picture) -> bool:
    """Whether CLIP reads the prompt of `picture`. An endpoint that somebody else made may hold any
    model. So CLIP is assumed only if the model's name says that it is Stable Diffusion."""
    return "stable-diffusion" in picture.model


def cut_notes(picture: Picture) -> tuple[Note, ...]:
    """A note for each text of `picture` that the model does not read to its end."""
    if not is_read_by_clip(picture):
        return ()
    notes = []
    if cut := _cut(picture.prompt):
        notes.append(Note("prompt_cut", f"The model reads only {cut} of the prompt."))
    if cut := _cut(picture.negative_prompt or ""):
        detail = f"The model reads only {cut} of the negative prompt."
        notes.append(Note("negative_prompt_cut", detail))
    return tuple(notes)


def _cut(text: str) -> str | None:
    """In words, how much of `text` the model reads. None if it reads all of it."""
    read = len(read_part(text))
    if read == len(text):
        return None
    return f"the first {read} of {len(text)} characters ({READ_TOKENS} tokens)"


def read_part(text: str) -> str:
    """The part of `text` that CLIP reads: all of it, or what its first 75 tokens say."""
    # A token is at least one byte. So a text with so few bytes is never cut.
    if len(_bytes(text)) <= READ_TOKENS:
        return text
    room = READ_TOKENS
    for match in _WORD.finditer(_with_plain_digits(text)):
        word = text[match.start() : match.end()]
        sizes = _token_sizes(word)
        if len(sizes) > room:
            read = _characters(word, sum(sizes[:room]))
            return text[: match.start() + read].rstrip()
        room -= len(sizes)
    return text


def _with_plain_digits(text: str) -> str:
    """`text` with "0" for each number, such as "²". CLIP reads each number by itself, but Python's
    patterns take some of them for letters."""
    if text.isascii():
        return text
    return "".join("0" if unicodedata.category(c).startswith("N") else c for c in text)


def _characters(word: str, size: int) -> int:
    """How many characters at the start of `word` are whole in its first `size` bytes."""
    for number, character in enumerate(word):
        size -= len(_bytes(character))
        if size < 0:
            return number
    return len(word)


def _token_sizes(word: str) -> list[int]:
    """How many bytes each token of `word` has, in order, up to _MOST_BYTES."""
    whole = _bytes(word)[:_MOST_BYTES]
    starts = range(0, len(whole), _PIECE_BYTES)
    pieces = [[_LETTERS[byte] for byte in whole[at : at + _PIECE_BYTES]] for at in starts]
    pieces[-1][-1] += _END
    return [len(token.removesuffix(_END)) for piece in pieces for token in _merged(piece)]


def _merged(parts: list[str]) -> list[str]:
    """`parts` after all merges, the earliest of the list first (byte pair encoding, Sennrich et al.
    2016)."""
    ranks = _ranks()
    while len(parts) > 1:
        best = min(pairwise(parts), key=lambda pair: ranks.get(" ".join(pair), USED_MERGES))
        if " ".join(best) not in ranks:
            break
        merged: list[str] = []
        for part in parts:
            if merged and (merged[-1], part) == best:
                merged[-1] += part
            else:
                merged.append(part)
        parts = merged
    return parts


@cache
def _ranks() -> dict[str, int]:
    """The place of each merge in the list. It is read when a long prompt comes, not at import."""
    package = find_spec("open_clip")  # the package itself is not imported: it needs torch
    if not package or not package.submodule_search_locations:
        raise FileNotFoundError(f"open_clip_torch is not installed, so {MERGES} is missing")
    file = Path(package.submodule_search_locations[0]) / MERGES
    lines = gzip.decompress(file.read_bytes()).decode().split("\n")
    return {line: rank for rank, line in enumerate(lines[1 : 1 + USED_MERGES])}


def _bytes(text: str) -> bytes:
    """`text` as CLIP's tokenizer reads it. Half of a surrogate pair counts as one character."""
    return text.lower().encode("utf-8", "replace")
