"""`python -m jumpstart.quota` shows what the account may have, and asks for more once."""

import pytest

from cdk.deployment import Deployment, Mode
from jumpstart import quota
from jumpstart.command import easel_toml
from jumpstart.command.faults import Declined, Fault, Usage
from tests.jumpstart.endpoint.account import LIMIT, Account
from tests.jumpstart.endpoint.fake_sagemaker import FakeServiceQuotas
from tests.jumpstart.test_console import Terminal

NAME = "ml.g5.2xlarge for endpoint usage"


@pytest.fixture
def quotas(account: Account) -> FakeServiceQuotas:
    """Quotas of which the right one is on the second page, beside similar names."""
    fake = FakeServiceQuotas()
    account.console.clients["service-quotas"] = fake.client
    fake.applied = {
        "ml.g5.2xlarge for training job usage": 4,
        "ml.g5.2xlarge for spot training job usage": 4,
        NAME: 0,
    }
    fake.default = {"ml.g5.4xlarge for endpoint usage": 0, "ml.p3.2xlarge for endpoint usage": 2}
    return fake


def asked(account: Account, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    quota.quota(quota.parser().parse_args(arguments), account.console)
    return capsys.readouterr().out


def test_a_quota_of_0_shows_the_error_of_an_endpoint_and_how_to_ask(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(account, capsys)
    assert f"{NAME}: 0; 0 run now" in said
    assert f"ResourceLimitExceeded: {LIMIT}" in said
    assert (
        "aws service-quotas request-service-quota-increase --service-code sagemaker "
        f"--quota-code {quotas.code(NAME)} --desired-value 1 --region us-east-1" in said
    )


def test_every_instance_type_is_looked_up_in_the_quotas_and_in_aws_s_defaults(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    said = asked(account, capsys)
    assert "ml.p3.2xlarge for endpoint usage: 2; 0 run now" in said
    assert "ml.g5.8xlarge for endpoint usage: unknown to Service Quotas" in said


def test_running_instances_are_counted(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    quotas.applied[NAME] = 2
    account.deploy("--instances", "2")
    said = asked(account, capsys, "--instance-type", "ml.g5.2xlarge")
    assert f"{NAME}: 2; 2 run now" in said
    assert "--request 3" in said
    quotas.applied[NAME] = 3
    assert "ResourceLimitExceeded" not in asked(account, capsys, "--instance-type", "ml.g5.2xlarge")


def test_a_request_is_sent_when_the_operator_agrees(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    account.console.yes = False
    account.console.source = Terminal("n\ny\n")
    with pytest.raises(Declined):
        asked(account, capsys, "--request", "1")
    assert quotas.requests == []
    assert "sent; the request is PENDING" in asked(account, capsys, "--request", "1")
    [request] = quotas.requests
    assert (request["QuotaCode"], request["DesiredValue"]) == (quotas.code(NAME), 1.0)


def test_an_open_request_is_found_and_not_sent_again(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(account, capsys, "--request", "1")
    said = asked(account, capsys, "--request", "1")
    assert "you asked for 1 on 2026-11-12, and the request is PENDING; it is not sent again" in said
    assert len(quotas.requests) == 1


def test_a_denied_request_can_be_sent_again(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(account, capsys, "--request", "1")
    quotas.requests[0]["Status"] = "DENIED"
    asked(account, capsys, "--request", "1")
    assert len(quotas.requests) == 2


def test_a_quota_that_is_granted_already_is_not_asked_for(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    quotas.applied[NAME] = 1
    assert "nothing to ask for" in asked(account, capsys, "--request", "1")
    assert quotas.requests == []


def test_a_model_that_was_not_resolved_is_a_plain_fault(
    account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Deployment(mode=Mode.REALTIME, existing_endpoint="mine", model="model-txt2img-cat")
    monkeypatch.setattr(easel_toml, "load", lambda: elsewhere)
    with pytest.raises(Usage, match="not_resolved"):
        asked(account, capsys)


def test_a_quota_that_cannot_be_raised_is_a_fault(
    account: Account, quotas: FakeServiceQuotas, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Fault, match="not_adjustable"):
        asked(account, capsys, "--instance-type", "ml.g5.8xlarge", "--request", "1")
