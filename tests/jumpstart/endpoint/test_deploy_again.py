"""`python -m jumpstart.deploy` run again: what exists is left alone, what is missing is made."""

import pytest

from jumpstart.command.faults import Fault
from tests.jumpstart.endpoint.account import ASYNC, LIMIT, NAME, OWN_IMAGE, ROLE, Account


def test_a_matching_endpoint_without_our_tag_is_not_scaled(
    account: Account,
) -> None:
    account.deploy(*ASYNC, "--no-wait")
    account.sagemaker.tags.clear()
    account.clock.sleep(600)
    with pytest.raises(Fault, match="not_ours"):
        account.deploy(*ASYNC)
    assert not account.scaling.targets


def test_a_role_without_our_tag_is_refused(account: Account) -> None:
    account.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument="{}")
    with pytest.raises(Fault, match="not_ours"):
        account.deploy()
    assert account.sagemaker.calls[1:] == []


def test_a_second_deploy_makes_nothing(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy()
    before = len(account.sagemaker.called("Create"))
    account.deploy()
    assert len(account.sagemaker.called("Create")) == before
    assert "exists already, just as you asked for it" in capsys.readouterr().out


def test_a_killed_deploy_can_be_continued(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "InternalFailure", "killed", times=1)
    with pytest.raises(Exception, match="killed"):
        account.deploy()
    assert (list(account.sagemaker.models), list(account.sagemaker.endpoints)) == ([NAME], [])
    account.sagemaker.calls.clear()
    account.deploy()
    assert account.sagemaker.called("Create") == ["CreateEndpoint"]


def test_an_existing_endpoint_that_differs_is_described_and_not_changed(account: Account) -> None:
    account.deploy()
    with pytest.raises(Fault, match=r"InstanceType is 'ml.g5.2xlarge', not 'ml.g5.4xlarge'"):
        account.deploy("--instance-type", "ml.g5.4xlarge")
    with pytest.raises(Fault, match=r"Image is '.*', not '.*own:3'.*\[differs\]"):
        account.deploy("--image", OWN_IMAGE)
    with pytest.raises(Fault, match="it is not async"):
        account.deploy(*ASYNC)
    assert account.sagemaker.called("Delete") == []


def test_a_configuration_without_an_endpoint_is_replaced_if_it_differs(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "ResourceLimitExceeded", LIMIT)
    with pytest.raises(Fault):
        account.deploy()
    account.deploy("--instance-type", "ml.g4dn.4xlarge")
    [variant] = account.sagemaker.configs[NAME]["ProductionVariants"]
    assert variant["InstanceType"] == "ml.g4dn.4xlarge"


def test_a_model_without_our_tag_is_not_replaced(account: Account) -> None:
    account.sagemaker.CreateModel(ModelName=NAME, PrimaryContainer={"Image": "theirs"})
    with pytest.raises(Fault, match="not_ours"):
        account.deploy()
    assert account.sagemaker.models[NAME]["PrimaryContainer"] == {"Image": "theirs"}


def test_without_a_quota_the_fault_says_how_to_ask_for_one(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "ResourceLimitExceeded", LIMIT)
    with pytest.raises(Fault) as raised:
        account.deploy()
    assert LIMIT in str(raised.value)
    assert "jumpstart.quota --instance-type ml.g5.2xlarge --request 1" in raised.value.do
    assert raised.value.code == "quota"


def test_an_endpoint_that_fails_says_why_and_how_to_clean_up(account: Account) -> None:
    account.sagemaker.fails_with = "The primary container did not pass the ping health check."
    with pytest.raises(Fault, match=r"did not pass the ping health check.*jumpstart.delete"):
        account.deploy()
    # The next run says so again.
    with pytest.raises(Fault, match="endpoint_failed"):
        account.deploy()


def test_an_endpoint_that_is_being_deleted_is_made_again_afterwards(account: Account) -> None:
    account.deploy()
    account.sagemaker.DeleteEndpoint(NAME)
    account.deploy()
    assert account.sagemaker.DescribeEndpoint(NAME)["EndpointStatus"] == "InService"


def test_after_ctrl_c_the_next_run_continues(account: Account) -> None:
    def press_ctrl_c() -> None:
        raise KeyboardInterrupt

    account.clock.after(60, press_ctrl_c)
    with pytest.raises(KeyboardInterrupt):
        account.deploy()
    assert "goes on starting, and costs money; run this again" in account.console.go_on
    before = len(account.sagemaker.called("Create"))
    account.deploy()
    assert len(account.sagemaker.called("Create")) == before
    assert account.sagemaker.DescribeEndpoint(NAME)["EndpointStatus"] == "InService"
