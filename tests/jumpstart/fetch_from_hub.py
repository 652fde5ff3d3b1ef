"""Run by .venv-torch's Python: fetch from the hub, and print the result as one line of JSON."""

import json
import os
import sys
import time
from pathlib import Path

from local.process import listen, port_of, served
from tests.jumpstart.hub import Hub

folder, cache = Path(sys.argv[1]), sys.argv[2]
listener = listen(0)
# huggingface_hub reads both when fetch() imports it.
os.environ |= {"HF_ENDPOINT": f"http://127.0.0.1:{port_of(listener)}", "HF_HOME": cache}

from jumpstart.command.faults import Fault  # noqa: E402
from jumpstart.uploading.hub import fetch  # noqa: E402

hub = Hub("somebody/tiny", folder)
with served(hub.app, listener):
    fetched = fetch("somebody/tiny", None, print)
    found = [path.relative_to(fetched).as_posix() for path in fetched.rglob("*") if path.is_file()]
    try:
        fetch("somebody/else", None, print)
    except Fault as fault:
        code = fault.code
time.sleep = lambda _: None  # the library asks six times, over 23 seconds
try:  # now nobody listens
    fetch("somebody/tiny", None, print)
except Fault as fault:
    offline = fault.code
print(json.dumps({"found": sorted(found), "code": code, "offline": offline}))  # noqa: T201 - how it says so
