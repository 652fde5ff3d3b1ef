"""Fetch a model from the Hugging Face hub: only the files that an endpoint needs."""

import json
import re
from pathlib import Path
from typing import Any

from ..command.faults import Fault
from .model_folder import INDEX, choose
from .transfer import Say

HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


def fetch(hub_id: str, revision: str | None, say: Say) -> Path:
    """The folder in the hub's cache. Files that are there already are not fetched again.

    Raises:
        Fault: huggingface_hub is not installed, there is no network, or the hub does not give the
            model.
    """
    try:
        import huggingface_hub
        from httpx2 import HTTPError  # what huggingface_hub lets through if there is no network
        from huggingface_hub.errors import HfHubHTTPError
    except ImportError as error:
        what = f"there is no folder {hub_id}, and fetching it from the hub needs huggingface_hub"
        do = "make torch, then start this with .venv-torch/bin/python"
        raise Fault(what, do, code="no_hub_library") from error
    try:
        return _fetch(huggingface_hub, hub_id, revision, say)
    except HTTPError as error:
        if isinstance(error, HfHubHTTPError):  # the hub has answered
            raise _refused(hub_id, error) from error
        what = f"the hub cannot be reached: {_words(error)}"
        do = "check the network, or fetch it elsewhere and give the folder"
        raise Fault(what, do, code="hub_unreachable") from error
    except (OSError, ValueError) as error:
        raise _refused(hub_id, error) from error


def _refused(hub_id: str, error: Exception) -> Fault:
    do = "check the id and --revision; for a gated model, hf auth login"
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
