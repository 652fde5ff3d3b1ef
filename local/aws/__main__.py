"""Runs ministack, guarded, until SIGTERM: .venv-ministack/bin/python -m local.aws"""

import json
import os

# The functions inherit this environment, and must not find this folder.
os.environ.pop("PYTHONPATH", None)

from ministack import app as ministack  # type: ignore[import-not-found]

from .guard import guarded


def main() -> None:
    let_in = json.loads(os.environ.pop("EASEL_LET_IN"))
    ministack.app = guarded(ministack.app, let_in["origins"], let_in["hosts"])
    ministack.main()


if __name__ == "__main__":
    main()
