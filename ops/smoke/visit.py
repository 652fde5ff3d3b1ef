"""One visit to a deployed Easel: the doors that the steps use, and what they have seen."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx

from cdk.deployment import Mode
from easel.service import Service
from jumpstart.command.console import Console

from ..deployed import Easel


class Skipped(Exception):
    """The step cannot be made here; the text says why."""


class TooLate(Exception):
    """Something did not happen within the step's limit."""


@dataclass
class Visit:
    """`minutes` is how long the sparse pictures take. `key` is a caller's key, or ""."""

    url: str
    easel: Easel
    minutes: float
    key: str = ""
    seed: int = field(default_factory=lambda: int(time.time()))  # a picture that nobody drew yet
    notes: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    until: float = 0.0  # when the step has to end, on the clock of `time.monotonic`
    wait_s: Callable[[float], None] = time.sleep

    @cached_property
    def http(self) -> httpx.Client:
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        return httpx.Client(base_url=self.url, timeout=60, headers=headers)

    @cached_property
    def edge(self) -> httpx.Client:
        """A client of links and forms. They need no key."""
        return httpx.Client(timeout=60)

    def close(self) -> None:
        """Close the connections that the steps have opened."""
        for client in (self.http, self.edge, *self.console.clients.values()):
            client.close()

    @property
    def console(self) -> Console:
        return self.easel.console

    @property
    def is_local(self) -> bool:
        return self.easel.local is not None

    @property
    def has_instances(self) -> bool:
        """Whether SageMaker says how many instances run."""
        return not self.is_local and self.easel.deployment.mode is not Mode.BEDROCK

    @property
    def endpoint_name(self) -> str:
        return self.easel.deployment.endpoint_name

    @cached_property
    def service(self) -> Service:
        return self.easel.service

    def client(self, service: str) -> Any:
        return self.easel.client(service)

    def note(self, what: str) -> None:
        """Write down what was seen, in one line."""
        self.notes.append(" ".join(what.split()))
        self.console.say(f"    {self.notes[-1]}")

    def expect(self, what: str, expected: object, seen: object) -> None:
        """Write down a difference, unless `seen` is what was recorded."""
        if expected != seen:
            self.differs(f"{what}: {seen!r}, not {expected!r}")

    def differs(self, what: str) -> None:
        self.differences.append(" ".join(what.split()))
        self.console.say(f"    differs: {self.differences[-1]}")

    def until_seen(self, what: str, look: Callable[[], Any], every_s: float = 5) -> Any:
        """What `look` returns, as soon as that is not empty.

        Raises:
            TooLate: the step's time is over.
        """
        began = time.monotonic()
        said = began
        while not (found := look()):
            now = time.monotonic()
            if now > self.until:
                raise TooLate(f"{what} did not come within {now - began:.0f} s")
            if now - said > 60:
                self.console.say(f"    {what}: {now - began:.0f} s so far …")
                said = now
            self.wait_s(min(every_s, 0.5) if self.is_local else every_s)
        return found

    def needs_async(self) -> None:
        if self.easel.deployment.mode is not Mode.ASYNC:
            raise Skipped("only asynchronous inference writes answers to a bucket")

    def draw(self, prompt: str) -> tuple[httpx.Response, dict[str, Any]]:
        """(the POST's answer, the job once it has ended) for a picture that nobody drew yet."""
        self.seed += 1
        answer = self.http.post("/v1/images", json={"prompt": prompt, "seed": self.seed})
        if answer.status_code not in (200, 201, 202):
            raise TooLate(f"POST /v1/images answered {answer.status_code}: {answer.text[:300]}")
        made = answer.json()
        job = self.until_seen("the picture", lambda: self._ended(made["id"]))
        return answer, job | {"delete_token": made.get("delete_token")}

    def _ended(self, job_id: str) -> dict[str, Any] | None:
        found = self.http.get(f"/v1/images/{job_id}", headers={"prefer": "wait=10"})
        job: dict[str, Any] = found.json() if found.status_code == 200 else {}
        return None if job.get("status") in (None, "queued", "running") else job

    def keys(self, prefix: str) -> set[str]:
        """The keys in the answers bucket."""
        pages = self.client("s3").get_paginator("list_objects_v2")
        found = pages.paginate(Bucket=self.answers_bucket, Prefix=prefix)
        return {one["Key"] for page in found for one in page.get("Contents", [])}

    @property
    def answers_bucket(self) -> str:
        try:
            return self.easel.outputs["AnswersBucket"]
        except KeyError:
            raise Skipped("the stack is older than this command: make deploy first") from None

    def instances(self) -> int:
        """How many instances run now."""
        found = self.client("sagemaker").describe_endpoint(EndpointName=self.endpoint_name)
        return sum(one.get("CurrentInstanceCount", 0) for one in found["ProductionVariants"])
