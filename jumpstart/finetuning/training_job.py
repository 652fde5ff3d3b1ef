"""A training job: find it by its name, watch it, stop it, and say how it ended."""

from collections.abc import Iterator
from typing import Any

from botocore.exceptions import ClientError

from ..command.console import Console
from ..command.faults import Fault, message_of

LOG_GROUP = "/aws/sagemaker/TrainingJobs"
POLL_S = 15
LOG_LINES = 5  # the most that one look prints
RUNNING = ("InProgress", "Stopping")


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
        console.say(f"paid for {seconds / 60:.0f} minutes, about ${usd:.2f}")
    if status == "Completed":
        artefact: str = job["ModelArtifacts"]["S3ModelArtifacts"]
        return f"{artefact.rstrip('/')}/"
    if status == "Stopped":
        do = "run the same command again to start a new one"
        raise Fault(f"{name} was stopped", do, code="training_stopped")
    reason = " ".join(str(job.get("FailureReason", "no reason given")).split())
    do = f"correct that, then run the same command again; its log: {LOG_GROUP}, stream {name}/…"
    raise Fault(f"{name} failed: {reason}", do, code="training_failed")
