"""What torch, diffusers and the disk raise while a pipeline is trained, as faults of one line."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..command.faults import Fault

_MAX_LETTERS = 300  # of an error, which can list every layer


@contextmanager
def model_faults(base: Path) -> Iterator[None]:
    """Raise as a fault what is raised while the pipeline in `base` is loaded and tried.

    Raises:
        Fault: the memory is too small, or the pipeline cannot be trained.
        OSError: from the disk.
    """
    try:
        yield
    except Fault:
        raise
    except Exception as error:  # no common class: each library has its own
        if isinstance(error, OSError) and error.errno:
            raise
        said = f"{type(error).__name__}: {_short(error)}"
        do = "give another one, or save it again with save_pretrained()"
        raise out_of_memory(error) or Fault(
            f"{base} cannot be trained: {said}", do, code="bad_model"
        ) from error


@contextmanager
def training_faults() -> Iterator[None]:
    """Raise as a fault that the memory is too small."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if fault := out_of_memory(error):
            raise fault from error
        raise


@contextmanager
def writing(what: str, place: Path) -> Iterator[None]:
    """Raise as a fault that `what` cannot be written to `place`."""
    try:
        yield
    except Exception as error:  # torch raises RuntimeError, safetensors an error of its own
        do = "is the disk full? make room, then run the same command again"
        raise Fault(f"cannot write {what} to {place}: {_short(error)}", do, code="file") from error


def out_of_memory(error: Exception) -> Fault | None:
    """The fault, if `error` says that the memory is too small."""
    words = str(error)
    # torch has a class for a full GPU. For full memory, and for Apple's, there is only the text.
    is_full = isinstance(error, MemoryError) or "DefaultCPUAllocator" in words
    if not is_full and "out of memory" not in words:
        return None
    what = "there is too little memory for this training"
    do = "give --lora, a smaller --resolution or --batch, or in SageMaker a larger --instance-type"
    return Fault(what, do, code="out_of_memory")


def diverged(step: int) -> Fault:
    what = f"after step {step} the weights are not numbers any more"
    do = "give a smaller --learning-rate, or --precision float32; and another --out"
    return Fault(what, do, code="diverged")


@contextmanager
def alone_in(*folders: Path) -> Iterator[None]:
    """Let one training at a time write into each of `folders`.

    Raises:
        Fault: another training does.
    """
    with ExitStack() as opened:
        for folder in {folder.resolve() for folder in folders}:
            handle = os.open(folder, os.O_RDONLY)
            opened.callback(os.close, handle)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                do = "wait until it has ended, or give another folder"
                raise Fault(f"another training writes into {folder}", do, code="busy") from error
        yield


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:_MAX_LETTERS]
