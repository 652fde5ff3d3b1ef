"""Whether the endpoint is awake: what DescribeEndpoint says, asked seldom, missed without harm."""

import json
import logging
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from easel.pictures.endpoint import EndpointState, EndpointStatus
from tests.contract.sagemaker_runtime import HANGS, Reply, SageMakerRuntime, refused
from tests.fakes import FakeClock


def described(status: str, *variants: dict[str, Any]) -> Reply:
    endpoint = {
        "EndpointName": "easel-endpoint",
        "EndpointArn": "arn:aws:sagemaker:eu-west-1:111122223333:endpoint/easel-endpoint",
        "EndpointStatus": status,
        "CreationTime": 1794441600.0,
        "LastModifiedTime": 1794441600.0,
        "ProductionVariants": [{"VariantName": "primary"} | variant for variant in variants],
    }
    return Reply(200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(endpoint).encode())


def instances(current: int, desired: int) -> dict[str, int]:
    return {"CurrentInstanceCount": current, "DesiredInstanceCount": desired}


GONE = Reply(
    400,
    {"Content-Type": "application/x-amz-json-1.1"},
    json.dumps({"__type": "ValidationException", "message": "Could not find endpoint"}).encode(),
)
READY = described("InService", instances(1, 1))
COLD = described("InService", instances(0, 0))


@pytest.fixture
def status(runtime: SageMakerRuntime, clock: FakeClock) -> EndpointStatus:
    return status_within(60, runtime, clock)


def status_within(limit_s: float, runtime: SageMakerRuntime, clock: FakeClock) -> EndpointStatus:
    once = Config(read_timeout=limit_s, retries={"total_max_attempts": 1})
    client = boto3.client("sagemaker", endpoint_url=runtime.url, config=once)
    return EndpointStatus(client, "easel-endpoint", clock)


@pytest.mark.parametrize(
    ("reply", "count"),
    [
        pytest.param(READY, 1, id="one runs"),
        pytest.param(COLD, 0, id="none runs"),
        pytest.param(described("Updating", instances(0, 2)), 2, id="two start"),
        pytest.param(described("Updating", instances(2, 0)), 2, id="two stop"),
        pytest.param(described("Creating"), 0, id="being made"),
        pytest.param(GONE, 0, id="there is no endpoint"),
    ],
)
def test_instances_count_while_they_start_and_until_they_are_gone(
    runtime: SageMakerRuntime, status: EndpointStatus, reply: Reply, count: int
) -> None:
    runtime.reply = reply
    assert status.instances() == count


def test_an_endpoint_that_cannot_be_described_has_no_known_number_of_instances(
    runtime: SageMakerRuntime, status: EndpointStatus
) -> None:
    runtime.reply = refused(400, "ThrottlingException")
    with pytest.raises(ClientError):
        status.instances()


DESCRIBED: dict[str, tuple[Reply, EndpointState]] = {
    "being made": (described("Creating"), EndpointState.WARMING),
    "being made, with an instance": (
        described("Creating", instances(1, 1)),
        EndpointState.WARMING,
    ),
    "an instance": (READY, EndpointState.READY),
    "an instance, being updated": (described("Updating", instances(1, 2)), EndpointState.READY),
    "scaled to zero": (COLD, EndpointState.COLD),
    "waking up": (described("Updating", instances(0, 1)), EndpointState.WARMING),
    "one of two variants": (
        described("InService", instances(0, 0), instances(1, 1)),
        EndpointState.READY,
    ),
    "of inference components": (described("InService", {}), EndpointState.READY),
    "failed": (described("Failed"), EndpointState.COLD),
    "gone": (GONE, EndpointState.COLD),
}


@pytest.mark.parametrize(("reply", "state"), DESCRIBED.values(), ids=DESCRIBED)
def test_an_endpoint_reads_as(
    runtime: SageMakerRuntime, status: EndpointStatus, reply: Reply, state: EndpointState
) -> None:
    runtime.reply = reply
    assert status.state() is state
    assert json.loads(runtime.received[0].body) == {"EndpointName": "easel-endpoint"}


def test_sagemaker_is_asked_at_most_every_ten_seconds(
    runtime: SageMakerRuntime, status: EndpointStatus, clock: FakeClock
) -> None:
    runtime.reply = COLD
    assert status.state() is EndpointState.COLD
    runtime.reply = READY
    clock.sleep(10)
    assert (status.state(), len(runtime.received)) == (EndpointState.COLD, 1)
    clock.sleep(0.1)
    assert (status.state(), len(runtime.received)) == (EndpointState.READY, 2)


def test_what_was_known_stands_while_nobody_can_be_asked(
    runtime: SageMakerRuntime, status: EndpointStatus, clock: FakeClock
) -> None:
    runtime.reply = READY
    status.state()
    runtime.reply = refused(400, "ThrottlingException")
    clock.sleep(11)
    assert status.state() is EndpointState.READY
    asked = len(runtime.received)
    assert status.state() is EndpointState.READY
    assert len(runtime.received) == asked  # a failure, too, is asked about only every ten seconds


def test_an_endpoint_that_was_deleted_is_cold_and_not_what_it_was(
    runtime: SageMakerRuntime, status: EndpointStatus, clock: FakeClock
) -> None:
    runtime.reply = READY
    status.state()
    runtime.reply = GONE
    clock.sleep(11)
    assert status.state() is EndpointState.COLD


def test_an_endpoint_that_cannot_be_asked_counts_as_cold(
    runtime: SageMakerRuntime, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    runtime.reply = HANGS
    assert status_within(0.2, runtime, clock).state() is EndpointState.COLD
    [line] = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert line.getMessage() == "endpoint not described"
    assert line.__dict__["error"] == "ReadTimeoutError"
