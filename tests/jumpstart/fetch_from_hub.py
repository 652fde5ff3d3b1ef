"""Run by .venv-torch's Python: fetch from the hub, and print the result as one line of JSON."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from local.process import listen, port_of, served
from tests.jumpstart.hub import Hub

folder, pictures, cache = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
listener = listen(0)
# huggingface_hub reads both when fetch() imports it.
os.environ |= {"HF_ENDPOINT": f"http://127.0.0.1:{port_of(listener)}", "HF_HOME": cache}

from jumpstart.command.faults import Fault  # noqa: E402
from jumpstart.uploading.hub import fetch, fetch_dataset  # noqa: E402


def names_in(fetched: Path) -> list[str]:
    files = (path for path in fetched.rglob("*") if path.is_file())
    return sorted(path.relative_to(fetched).as_posix() for path in files)


apps = {"/api/datasets": Hub("somebody/walls", pictures, kind="datasets").app}
apps["/datasets"] = apps["/api/datasets"]
models = Hub("somebody/tiny", folder).app


async def app(scope: Any, receive: Any, send: Any) -> None:
    path = scope.get("path", "")
    one = next((one for start, one in apps.items() if path.startswith(start)), models)
    await one(scope, receive, send)


codes = []
with served(app, listener):
    fetched = fetch("somebody/tiny", None, print)
    found, dataset = names_in(fetched), names_in(fetch_dataset("somebody/walls", print))
    try:
        fetch("somebody/else", None, print)
    except Fault as fault:
        codes.append(fault.code)
    (pictures / "metadata.jsonl").unlink()
    try:
        fetch_dataset("somebody/walls", print)
    except Fault as fault:
        codes.append(fault.code)
time.sleep = lambda _: None  # the library asks six times, over 23 seconds
offline = []  # now nobody listens
for is_dataset in (False, True):
    try:
        fetch_dataset("a/b", print) if is_dataset else fetch("somebody/tiny", None, print)
    except Fault as fault:
        offline.append(str(fault))
facts = {"found": found, "dataset": dataset, "codes": codes, "offline": offline}
print(json.dumps(facts))  # noqa: T201 - how it says so
