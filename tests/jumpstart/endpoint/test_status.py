"""`python -m jumpstart.status` shows what runs, since when, its cost, and its errors."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from moto import mock_aws

from jumpstart import status
from jumpstart.command.faults import Fault
from tests.fakes import FakeClock
from tests.jumpstart.endpoint.account import ASYNC, NAME, Account
from tests.jumpstart.endpoint.test_delete import LOG


def output_of_status(account: Account, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    status.status(status.parser().parse_args(arguments), account.console)
    return capsys.readouterr().out


def test_it_shows_state_instances_and_the_cost_so_far(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy("--instances", "2")
    account.clock.sleep(10 * 3600 - 7 * 60)
    said = output_of_status(account, capsys)
    assert f"{NAME}: InService, realtime, since 10.0 hours" in said
    assert "2 of 2 instances, ml.g5.2xlarge" in said
    assert "cost so far: about $30.30; about $3.03 an hour" in said


def test_the_cost_of_an_asynchronous_endpoint_is_an_upper_bound(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy(*ASYNC)
    assert "cost so far: at most $" in output_of_status(account, capsys)


def test_only_what_these_commands_made_is_listed(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "have made no endpoint in us-east-1" in output_of_status(account, capsys)
    account.deploy()
    account.sagemaker.CreateEndpoint(EndpointName="theirs", EndpointConfigName=NAME)
    assert "theirs" not in output_of_status(account, capsys)
    assert "theirs: Creating" in output_of_status(account, capsys, "theirs")


def test_the_reason_of_a_failure_is_shown(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.sagemaker.fails_with = "no capacity"
    with pytest.raises(Fault):
        account.deploy()
    said = output_of_status(account, capsys)
    assert "failed: no capacity" in said
    assert "cost so far" not in said


@pytest.fixture
def account_of_today() -> Iterator[Account]:
    """An account whose clock starts at the machine's time.

    moto compares log events with that time. It drops events that are older than 14 days.
    """
    with mock_aws():
        yield Account.open(FakeClock(datetime.now(UTC)))


def test_the_last_errors_of_its_log_are_shown(
    account_of_today: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account = account_of_today
    account.deploy()
    logs = account.client("logs")
    logs.create_log_group(logGroupName=LOG)
    logs.create_log_stream(logGroupName=LOG, logStreamName="AllTraffic/i-1")
    now = int(account.clock.now().timestamp() * 1000)
    lines = ["INFO ready", *(f"ERROR {number}" for number in range(5)), "ERROR " + "x" * 500]
    events = [{"timestamp": now + place, "message": line} for place, line in enumerate(lines)]
    logs.put_log_events(logGroupName=LOG, logStreamName="AllTraffic/i-1", logEvents=events)
    said = output_of_status(account, capsys)
    assert "its log: ERROR 3\n  its log: ERROR 4\n" in said
    assert "ERROR 2" not in said
    assert "INFO" not in said
    assert max(len(line) for line in said.splitlines() if "its log" in line) < 250


def test_an_endpoint_that_is_not_there_is_a_plain_fault(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Fault, match="no_endpoint"):
        output_of_status(account, capsys, "nowhere")
