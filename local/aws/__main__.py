"""Runs ministack, guarded and kept, until SIGTERM: .venv-ministack/bin/python -m local.aws"""

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

# The functions inherit this environment, and must not find this folder.
os.environ.pop("PYTHONPATH", None)

from ministack import app as ministack  # type: ignore[import-not-found]
from ministack.core import iam_evaluator, lambda_runtime, persistence  # type: ignore[import-not-found]
from ministack.services import dynamodb, sqs  # type: ignore[import-not-found]

from .calls import noted
from .guard import guarded
from .journal import Journal
from .kept import kept
from .unpacked import UnpackedOnce


def main() -> None:
    let_in = json.loads(os.environ.pop("EASEL_LET_IN"))
    if calls := os.environ.pop("EASEL_CALLS", ""):
        iam_evaluator.enforce = noted(iam_evaluator, Path(calls))
    lambda_runtime.zipfile = SimpleNamespace(**vars(zipfile) | {"ZipFile": UnpackedOnce})
    saved = Path(persistence.STATE_DIR)
    journal = Journal(saved.parent / "journal", dynamodb, sqs, persistence)
    save_all, load = ministack.save_all, ministack._load_persisted_state

    def save(states: Mapping[str, Any] | None = None) -> bool:
        found = states or ministack._build_persistence_save_dict()
        return journal.saved_by(lambda: save_all(found), saved)

    def load_and_replay() -> None:
        load()
        journal.replay()

    # ministack saves at a clean stop, and loads at its start.
    ministack.save_all, ministack._load_persisted_state = save, load_and_replay
    app = kept(ministack.app, journal, save)
    ministack.app = guarded(app, let_in["origins"], let_in["hosts"])
    ministack.main()


if __name__ == "__main__":
    main()
