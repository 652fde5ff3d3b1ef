"""`python -m jumpstart.delete` deletes everything that costs, and nothing of others."""

import pytest

from jumpstart.command.faults import Declined, Fault
from tests.jumpstart.endpoint.account import ASYNC, NAME, ROLE, Account
from tests.jumpstart.test_console import Terminal

LOG = f"/aws/sagemaker/Endpoints/{NAME}"


def everything_of(account: Account) -> list[object]:
    return [
        *account.sagemaker.endpoints,
        *account.sagemaker.configs,
        *account.sagemaker.models,
        *account.client("iam").list_roles()["Roles"],
        *account.client("logs").describe_log_groups()["logGroups"],
        *account.client("cloudwatch").describe_alarms()["MetricAlarms"],
        *account.scaling.targets,
        *account.scaling.policies,
    ]


def test_every_part_of_the_endpoint_is_deleted(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy(*ASYNC)
    account.client("logs").create_log_group(logGroupName=LOG)
    account.delete()
    assert everything_of(account) == []
    said = capsys.readouterr().out
    for what in ("endpoint", "endpoint configuration", "model", "its scaling", "alarm", "role"):
        assert f"deleted {what}" in said
    assert f"deleted log group {LOG}" in said


def test_deleting_twice_is_no_error(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    account.deploy()
    account.delete()
    capsys.readouterr()
    account.delete()
    assert f"{NAME} has no parts left" in capsys.readouterr().out


def test_deleting_an_endpoint_that_never_existed_is_no_error(account: Account) -> None:
    account.delete("never")


def test_it_waits_until_the_endpoint_is_gone(account: Account) -> None:
    account.deploy()
    since = account.clock.now()
    account.delete()
    assert (account.clock.now() - since).total_seconds() >= 60


def test_an_endpoint_that_starts_is_waited_for(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy("--no-wait")
    account.delete()
    assert "cannot delete an endpoint that is Creating; waiting" in capsys.readouterr().out
    assert everything_of(account) == []


def test_an_endpoint_that_failed_is_deleted(account: Account) -> None:
    account.sagemaker.fails_with = "no capacity"
    with pytest.raises(Fault):
        account.deploy()
    account.delete()
    assert everything_of(account) == []


def test_the_parts_of_a_deployment_without_an_endpoint_are_deleted(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "ResourceLimitExceeded", "0 Instances")
    with pytest.raises(Fault):
        account.deploy()
    account.delete()
    assert everything_of(account) == []


@pytest.mark.parametrize("operation", ["DeleteEndpointConfig", "DeleteModel"])
def test_a_killed_delete_can_be_continued(account: Account, operation: str) -> None:
    account.deploy()
    account.client("logs").create_log_group(logGroupName=LOG)
    account.sagemaker.refuse(operation, "InternalFailure", "killed")
    with pytest.raises(Exception, match="killed"):
        account.delete()
    account.delete()
    assert everything_of(account) == []


def make_without_tags(account: Account) -> None:
    account.sagemaker.CreateModel(ModelName="theirs")
    variant = {"VariantName": "AllTraffic", "ModelName": "theirs", "InitialInstanceCount": 1}
    account.sagemaker.CreateEndpointConfig(
        EndpointConfigName="config",
        ProductionVariants=[variant | {"InstanceType": "ml.g5.2xlarge"}],
    )
    account.sagemaker.CreateEndpoint(EndpointName=NAME, EndpointConfigName="config")
    account.clock.sleep(600)


def test_an_endpoint_without_our_tag_is_not_deleted(account: Account) -> None:
    make_without_tags(account)
    account.client("logs").create_log_group(logGroupName=LOG)
    with pytest.raises(Fault, match=r"make destroy.*\[not_ours\]"):
        account.delete()
    assert account.sagemaker.called("Delete") == []
    assert account.client("logs").describe_log_groups()["logGroups"]


def test_a_role_without_our_tag_is_not_deleted(account: Account) -> None:
    account.deploy("--role", "arn:aws:iam::111122223333:role/mine")
    account.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument="{}")
    account.delete()
    assert len(account.client("iam").list_roles()["Roles"]) == 1


def test_a_role_that_is_left_alone_is_deleted_after_a_question(account: Account) -> None:
    account.sagemaker.refuse("CreateModel", "InternalFailure", "killed")
    with pytest.raises(Exception, match="killed"):
        account.deploy()
    account.console.yes, account.console.source = False, Terminal("n\n")
    with pytest.raises(Declined):
        account.delete()
    account.console.source = Terminal("y\n")
    account.delete()
    assert everything_of(account) == []


def test_force_deletes_an_endpoint_without_our_tag(account: Account) -> None:
    make_without_tags(account)
    account.delete("--force")
    assert everything_of(account) == []


def test_the_log_of_an_endpoint_without_our_tag_is_not_deleted(account: Account) -> None:
    account.client("logs").create_log_group(logGroupName=LOG)
    account.delete()
    assert account.client("logs").describe_log_groups()["logGroups"]
