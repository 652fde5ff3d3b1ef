"""Copies the functions' own log lines from the local CloudWatch into one file."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from .ministack import Ministack
from .process import rotate

_EVERY_S = 1.0
# The lines that the platform writes around each call.
_PLATFORM = ("START RequestId", "END RequestId", "REPORT RequestId")


@contextmanager
def followed(aws: Ministack, groups: list[str], file: Path) -> Iterator[None]:
    """Append the functions' log lines to `file` while the block runs."""
    rotate(file)
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
    size = dict.fromkeys(groups, 0)
    # Lines of an earlier run were copied then.
    since_ms = dict.fromkeys(groups, round(1000 * time.time()))
    # How many events of the last millisecond were copied: the next answer begins with them again.
    seen = dict.fromkeys(groups, 0)
    while not stopped.wait(_EVERY_S):
        try:
            now = _sizes(client)
        except (ClientError, BotoCoreError):
            continue  # stopping
        for group in groups:
            if now.get(group, 0) == size[group]:
                continue
            try:
                pages = client.get_paginator("filter_log_events").paginate(
                    logGroupName=group, startTime=since_ms[group]
                )
                events = [event for page in pages for event in page["events"]]
            except (ClientError, BotoCoreError):
                continue  # stopping
            fresh = [event["message"].rstrip("\n") for event in events][seen[group] :]
            try:
                with file.open("a") as output:
                    output.writelines(f"{x}\n" for x in fresh if not x.startswith(_PLATFORM))
            except OSError:
                continue  # the disk is full: try again
            size[group] = now[group]
            if events:
                since_ms[group] = max(event["timestamp"] for event in events)
                seen[group] = sum(event["timestamp"] == since_ms[group] for event in events)


def _sizes(client: Any) -> dict[str, int]:
    """Each log group's bytes: one cheap call tells which groups have new lines."""
    pages = client.get_paginator("describe_log_groups").paginate()
    return {
        group["logGroupName"]: group["storedBytes"] for page in pages for group in page["logGroups"]
    }
