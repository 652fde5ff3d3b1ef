"""A training job: find it by its name, watch it, stop it, and say how it ended."""

import argparse
import re
from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from ..command.console import Console, needed
from ..command.faults import Fault, Usage, message_of

ROLE_HOW = "sagemaker.amazonaws.com must be able to assume it; docs/jumpstart.md lists its rights"
# The pattern of SageMaker's API.
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@/-]+")
LOG_GROUP = "/aws/sagemaker/TrainingJobs"
POLL_S = 15
LOG_LINES = 5  # the most that one look prints
RUNNING = ("InProgress", "Stopping")
# SageMaker's answer about a job.
Described = dict[str, Any]


def role_in(arguments: argparse.Namespace) -> str:
    """--role. SageMaker looks at it only after gigabytes were sent.

    Raises:
        Usage: it is missing, or is not the ARN of a role.
    """
    role = needed(arguments.role, "--role", ROLE_HOW)
    if not _ROLE.fullmatch(role):
        do = "give its ARN: arn:aws:iam::<account>:role/<name>"
        raise Usage(f"--role {role} is not the ARN of a role", do, code="bad_role")
    return role


def find(console: Console, name: str) -> tuple[dict[str, Any] | None, str]:
    """The newest job called `name` or `name`-2, -3 and so on, or None; and a name that is free."""
    sagemaker = console.client("sagemaker")
    pages = sagemaker.get_paginator("list_training_jobs").paginate(NameContains=name)
    jobs = [job for page in pages for job in page["TrainingJobSummaries"]]
    # SageMaker never frees the name of a job, not even of a failed one.
    free = f"{name}-{len(jobs) + 1}" if jobs else name
    if not jobs:
        return None, free
    newest = max(jobs, key=lambda job: job["CreationTime"])
    return sagemaker.describe_training_job(TrainingJobName=newest["TrainingJobName"]), free


def is_of_use(job: Described, *, again: bool) -> bool:
    """Whether the job runs, or has trained a model that nobody asked to train again."""
    if job["TrainingJobStatus"] in RUNNING:
        return True
    return job["TrainingJobStatus"] == "Completed" and not again


def follow(
    arguments: argparse.Namespace,
    console: Console,
    name: str,
    usd_per_hour: float,
    say_next: Callable[[str], None],
) -> Described | None:
    """The finished job, whose model is said to `say_next`; None if it is not waited for.

    Raises:
        Fault: the job failed or was stopped.
    """
    console.go_on = (
        f"{name} goes on, and costs money: run the same command again to watch it, "
        "or with --stop to end it"
    )
    if arguments.no_wait:
        console.say(console.go_on)
        return None
    ended = watch(console, name)
    artefact = finish(console, ended, usd_per_hour)
    console.say(f"the model: {artefact}")
    say_next(artefact)
    return ended


def watch(console: Console, name: str) -> dict[str, Any]:
    """The job, once it has ended. Until then, prints each change and the last lines of its log."""
    said, log = "", _Log(console, name)
    while True:
        job: dict[str, Any] = console.client("sagemaker").describe_training_job(
            TrainingJobName=name
        )
        for line in log.more():
            console.say(f"  {line}")
        state = _state(job)
        if state != said:
            minutes = (console.clock.now() - job["CreationTime"]).total_seconds() / 60
            console.say(f"{minutes:5.1f} min  {state}")
            said = state
        if job["TrainingJobStatus"] not in RUNNING:
            return job
        console.clock.sleep(POLL_S)


def _state(job: dict[str, Any]) -> str:
    transitions = job.get("SecondaryStatusTransitions") or [{}]
    message = transitions[-1].get("StatusMessage", "")
    return f"{job['TrainingJobStatus']}: {job['SecondaryStatus']} {message}".strip()


class _Log:
    """Reads what the job has logged since the last look."""

    def __init__(self, console: Console, job: str) -> None:
        self._console, self._job = console, job
        self._from_ms = 0
        self._seen: set[str] = set()

    def more(self) -> Iterator[str]:
        try:
            answer = self._console.client("logs").filter_log_events(
                logGroupName=LOG_GROUP,
                logStreamNamePrefix=f"{self._job}/",
                startTime=self._from_ms,
            )
        except ClientError:
            return  # no log before the container starts; or the caller may not read it
        new = [event for event in answer["events"] if event["eventId"] not in self._seen]
        for event in new:
            self._seen.add(event["eventId"])
            self._from_ms = max(self._from_ms, event["timestamp"])
        yield from (event["message"].rstrip() for event in new[-LOG_LINES:])


def stop_named(console: Console, name: str) -> None:
    """Stop the newest job called `name`, if there is one."""
    existing = None if console.dry_run else find(console, name)[0]
    if console.dry_run:
        console.say(f"would look for the newest job named {name}, and stop it")
    elif existing:
        stop(console, existing)
    else:
        console.say(f"there is no job of this dataset and these hyperparameters ({name})")


def stop(console: Console, job: dict[str, Any]) -> None:
    """Stop the job. A job that does not run any more is left alone."""
    name = job["TrainingJobName"]
    if job["TrainingJobStatus"] not in RUNNING:
        console.say(f"{name} is not running: {job['TrainingJobStatus']}")
        return
    try:
        console.send("sagemaker", "StopTrainingJob", TrainingJobName=name)
    except ClientError as error:
        if "state" not in message_of(error):  # it ended between the two calls
            raise
    console.say(f"{name} is stopping; it costs money until it has stopped")


def finish(console: Console, job: dict[str, Any], usd_per_hour: float) -> str:
    """The S3 prefix of the trained model. Prints what the job cost.

    Raises:
        Fault: the job failed or was stopped.
    """
    name, status = job["TrainingJobName"], job["TrainingJobStatus"]
    if seconds := job.get("BillableTimeInSeconds"):
        usd = seconds / 3600 * usd_per_hour
        ran = job.get("TrainingTimeInSeconds", seconds)
        # How SageMaker counts it: https://docs.aws.amazon.com/sagemaker/latest/dg/
        # model-managed-spot-training.html
        spared = f", {1 - seconds / ran:.0%} less than it ran" if ran > seconds else ""
        console.say(f"paid for {seconds / 60:.0f} minutes, about ${usd:.2f}{spared}")
    if status == "Completed":
        artefact: str = job["ModelArtifacts"]["S3ModelArtifacts"]
        return f"{artefact.rstrip('/')}/"
    if status == "Stopped":
        do = "run the same command again to start a new one"
        if "CheckpointConfig" in job:
            do = "run the same command again: a new job goes on from the checkpoint"
        if job["SecondaryStatus"].startswith("Max"):
            raise Fault(
                f"{name} has used up its time",
                f"{do}; give it more --max-minutes",
                code="training_stopped",
            )
        raise Fault(f"{name} was stopped", do, code="training_stopped")
    reason = " ".join(str(job.get("FailureReason", "no reason given")).split())
    do = f"correct that, then run the same command again; its log: {LOG_GROUP}, stream {name}/…"
    raise Fault(f"{name} failed: {reason}", do, code="training_failed")
