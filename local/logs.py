"""The functions' own log lines, brought from the local CloudWatch into one file to read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from .ministack import Ministack

_EVERY_S = 1.0
# The platform's own lines around each call.
_PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId")


@contextmanager
def followed(aws: Ministack, groups: list[str], file: Path) -> Iterator[None]:
    """Append what the functions log to `file` while the block runs."""
    stopped = threading.Event()
    thread = threading.Thread(target=_follow, args=(aws, groups, file, stopped), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _follow(aws: Ministack, groups: list[str], file: Path, stopped: threading.Event) -> None:
    client = aws.client("logs")
    since_ms = dict.fromkeys(groups, 0)
    # How much of the last millisecond was seen: the next answer begins with it once more.
    seen = dict.fromkeys(groups, 0)
    while not stopped.wait(_EVERY_S):
        for group in groups:
            try:
                pages = client.get_paginator("filter_log_events").paginate(
                    logGroupName=group, startTime=since_ms[group]
                )
                events = [event for page in pages for event in page["events"]]
            except (ClientError, BotoCoreError):
                continue  # not written to yet, or stopping
            if not events:
                continue
            fresh = [event["message"].rstrip("\n") for event in events][seen[group] :]
            since_ms[group] = max(event["timestamp"] for event in events)
            seen[group] = sum(event["timestamp"] == since_ms[group] for event in events)
            with file.open("a") as output:
                output.writelines(f"{x}\n" for x in fresh if not x.startswith(_PLATFORM))
