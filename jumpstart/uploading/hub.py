"""Fetch from the Hugging Face hub: a model, only the files that an endpoint needs; or a dataset."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..command.faults import Fault
from .model_folder import INDEX, choose
from .transfer import Say

_DATASET = ("metadata.jsonl", "metadata.csv", "dataset_info.json")
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".PNG", ".JPG", ".JPEG", ".WEBP")
HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def fetch(hub_id: str, revision: str | None, say: Say) -> Path:
    """The model's folder in the hub's cache. Files that are there already are not fetched again.

    Raises:
        Fault: huggingface_hub is not installed, there is no network, or the hub does not give the
            model.
    """
    return _asked(hub_id, lambda hub: _fetch(hub, hub_id, revision, say))


def fetch_dataset(hub_id: str, say: Say) -> Path:
    """The folder of a dataset of pictures in the hub's cache.

    Raises:
        Fault: as for fetch().
    """
    return _asked(hub_id, lambda hub: _fetch_dataset(hub, hub_id, say))


def _asked(hub_id: str, ask: Callable[[Any], Path]) -> Path:
    try:
        import huggingface_hub
        from httpx2 import HTTPError  # what huggingface_hub lets through if there is no network
        from huggingface_hub.errors import HfHubHTTPError
        from huggingface_hub.utils import logging
    except ImportError as error:
        what = f"there is no folder {hub_id}, and fetching it from the hub needs huggingface_hub"
        do = "make torch, then start this with .venv-torch/bin/python"
        raise Fault(what, do, code="no_hub_library") from error
    # Its log repeats each attempt that failed. The fault says it once.
    logging.set_verbosity_error()
    try:
        return ask(huggingface_hub)
    except HTTPError as error:
        if isinstance(error, HfHubHTTPError):  # the hub has answered
            raise _refused(hub_id, error) from error
        what = f"there is no folder {hub_id}, and the hub cannot be reached: {_words(error)}"
        do = "check the network, or fetch it elsewhere and give the folder"
        raise Fault(what, do, code="hub_unreachable") from error
    except (OSError, ValueError) as error:
        raise _refused(hub_id, error) from error


def _refused(hub_id: str, error: Exception) -> Fault:
    do = "check the id and --revision; if it is gated, hf auth login"
    return Fault(f"the hub did not give {hub_id}: {_words(error)}", do, code="hub")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _fetch(hub: Any, hub_id: str, revision: str | None, say: Say) -> Path:
    names = hub.HfApi().list_repo_files(hub_id, revision=revision)
    if INDEX not in names:
        raise ValueError(f"without {INDEX}, it is not a diffusers model")
    index = json.loads(Path(hub.hf_hub_download(hub_id, INDEX, revision=revision)).read_bytes())
    wanted = sorted(set(choose(names, index).sent.values()))
    say(f"fetching {len(wanted)} of {len(names)} files of {hub_id}")
    return Path(hub.snapshot_download(hub_id, revision=revision, allow_patterns=wanted))


def _fetch_dataset(hub: Any, hub_id: str, say: Say) -> Path:
    names = hub.HfApi().list_repo_files(hub_id, repo_type="dataset")
    if not any(name in _DATASET for name in names):
        raise ValueError(f"it has none of {', '.join(_DATASET)}, so it is no folder of pictures")
    say(f"fetching the pictures of {hub_id}")
    wanted = [*_DATASET, *(f"*{ending}" for ending in _PICTURES)]
    return Path(hub.snapshot_download(hub_id, repo_type="dataset", allow_patterns=wanted))
