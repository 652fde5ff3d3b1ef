"""Run by the Python that has torch: fetch a pipeline from the hub, and print its folder.

If that fails, print why, in one line, and end with status 1.
"""

import os
import sys

_MAX_LINE = 300


def main() -> None:
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("DIFFUSERS_VERBOSITY", "error")
    from diffusers import DiffusionPipeline

    try:
        folder = DiffusionPipeline.download(sys.argv[1])
    except Exception as error:  # noqa: BLE001 - huggingface_hub's have no common class
        # In brackets, it says which argument of diffusers to change.
        print(" ".join(str(error).partition(" (")[0].split())[:_MAX_LINE])
        sys.exit(1)
    print(folder)


if __name__ == "__main__":
    main()
