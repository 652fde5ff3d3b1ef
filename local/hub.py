"""Fetch a pipeline from the Hugging Face hub, by the Python that has torch."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from jumpstart.command.faults import Fault

from .ministack import ROOT
from .model import TORCH_PYTHON, LocalModel, model_in

_LOOK_EVERY_S = 0.1


def fetched(hub_id: str, check: Callable[[], None]) -> LocalModel:
    """The model `hub_id` in the hub's cache on this machine. Files that are there already are not
    fetched again. `check` is called meanwhile; if it raises, the fetching ends.

    Raises:
        Fault: the hub does not give it, or it cannot draw here.
    """
    command: list[str | Path] = [TORCH_PYTHON, "-m", "local.fetch_from_hub", hub_id]
    with tempfile.TemporaryFile("w+") as output:  # the progress stays on the terminal
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=output
        )
        try:
            while process.poll() is None:
                check()
                time.sleep(_LOOK_EVERY_S)
            check()
        finally:
            process.terminate()
            process.wait()
        output.seek(0)
        said = output.read().strip()
    if process.returncode:
        what = f"the hub did not give {hub_id}: {said or f'exit status {process.returncode}'}"
        do = "check the id and the network; for a gated model, hf auth login"
        raise Fault(what, do, code="hub")
    return model_in(Path(said.splitlines()[-1]), hub_id)
