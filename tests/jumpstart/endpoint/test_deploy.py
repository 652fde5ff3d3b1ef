"""`python -m jumpstart.deploy` makes an endpoint without the CDK, and waits until it serves."""

import pytest

from jumpstart.command.faults import Fault
from jumpstart.endpoint.role import role_name
from tests.jumpstart.endpoint.account import ASYNC, MODEL, NAME, ROLE, Account
from tests.jumpstart.test_console import Terminal


def test_an_endpoint_has_the_image_weights_and_environment_of_jumpstart(account: Account) -> None:
    account.deploy()
    regional = MODEL.regions["us-east-1"]
    container = account.sagemaker.models[NAME]["PrimaryContainer"]
    assert container["Image"] == regional.image_uri
    assert container["Environment"] == MODEL.environment
    assert container["ModelDataSource"]["S3DataSource"] == {
        "S3Uri": regional.model_data,
        "S3DataType": "S3Prefix",
        "CompressionType": "None",
    }
    config = account.sagemaker.configs[NAME]
    [variant] = config["ProductionVariants"]
    assert (variant["InstanceType"], variant["InitialInstanceCount"]) == ("ml.g5.2xlarge", 1)
    assert "DataCaptureConfig" not in config
    assert account.sagemaker.endpoints[NAME]["EndpointConfigName"] == NAME


def test_everything_that_is_made_carries_the_tag_of_delete(account: Account) -> None:
    account.deploy()
    assert list(account.sagemaker.tags.values()) == [[{"Key": "easel", "Value": "jumpstart"}]] * 3


def test_the_role_may_read_this_model_and_nothing_else(account: Account) -> None:
    account.deploy()
    iam = account.client("iam")
    policy = iam.get_role_policy(RoleName=ROLE, PolicyName="endpoint")["PolicyDocument"]
    prefix = MODEL.regions["us-east-1"].model_data.removeprefix("s3://")
    reads = [one["Resource"] for one in policy["Statement"] if one["Action"] == ["s3:GetObject"]]
    assert reads == [f"arn:aws:s3:::{prefix}*"]
    anywhere = [one["Action"] for one in policy["Statement"] if one["Resource"] == "*"]
    # These two cannot be limited to a resource.
    assert anywhere == [["ecr:GetAuthorizationToken"], ["cloudwatch:PutMetricData"]]
    arn = iam.get_role(RoleName=ROLE)["Role"]["Arn"]
    assert account.sagemaker.models[NAME]["ExecutionRoleArn"] == arn


def test_with_your_own_role_no_role_is_made(account: Account) -> None:
    account.deploy("--role", "arn:aws:iam::111122223333:role/mine")
    assert account.client("iam").list_roles()["Roles"] == []
    assert account.sagemaker.models[NAME]["ExecutionRoleArn"].endswith("role/mine")


def test_endpoints_of_the_same_name_in_two_regions_have_different_roles() -> None:
    assert role_name(NAME, "us-east-1") == ROLE
    assert role_name(NAME, "eu-west-1") != ROLE


def test_long_names_that_differ_at_their_end_have_different_roles() -> None:
    names = {role_name(f"{'a' * 62}{end}", "ap-southeast-1") for end in "bc"}
    assert [len(name) for name in names] == [64, 64]


def test_deploy_waits_until_a_new_role_is_known_everywhere(account: Account) -> None:
    message = "Could not assume role arn:aws:iam::1:role/x. Please ensure that the role exists"
    account.sagemaker.refuse("CreateModel", "ValidationException", message, times=2)
    account.deploy()
    assert account.sagemaker.called("CreateModel") == ["CreateModel"] * 3


def test_each_change_of_state_is_one_line(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy()
    said = capsys.readouterr().out
    lines = [line.strip() for line in said.splitlines() if " min " in line]
    assert lines == [
        f"0.0 min  {NAME} is Creating",
        f"3.7 min  {NAME} is Creating: starting the container",
        f"7.0 min  {NAME} is InService",
    ]
    assert said.rstrip().endswith(f"python -m jumpstart.use {NAME} --try")


def test_the_costs_are_printed_before_the_question(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.console.yes = False
    account.console.source = Terminal("n\n")
    with pytest.raises(Fault, match="declined"):
        account.deploy("--instances", "2")
    said = capsys.readouterr().out
    assert "about $3.03 an hour, $2,212 a month without a pause" in said
    assert said.index("costs:") < said.index("[y/N]")
    assert account.sagemaker.called("Create") == []


def test_with_no_wait_it_says_how_to_watch_the_endpoint(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    account.deploy("--no-wait", *ASYNC)
    assert "is Creating; run this again to watch it, and to let it scale" in capsys.readouterr().out


def test_an_asynchronous_endpoint_answers_into_the_bucket_and_scales_from_zero(
    account: Account,
) -> None:
    account.deploy(*ASYNC, "--instances", "3")
    output = account.sagemaker.configs[NAME]["AsyncInferenceConfig"]["OutputConfig"]
    assert output == {
        "S3OutputPath": "s3://mine/easel/answers",
        "S3FailurePath": "s3://mine/easel/failures",
    }
    [variant] = account.sagemaker.configs[NAME]["ProductionVariants"]
    assert variant["InitialInstanceCount"] == 1
    [target] = account.scaling.targets.values()
    assert (target["MinCapacity"], target["MaxCapacity"]) == (0, 3)
    arns = {one["PolicyName"]: one["PolicyARN"] for one in account.scaling.policies.values()}
    assert set(arns) == {f"{NAME}-backlog", f"{NAME}-wake", f"{NAME}-sleep"}
    alarms = account.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert {alarm["AlarmName"]: alarm["AlarmActions"] for alarm in alarms} == {
        f"{NAME}-waiting-without-instance": [arns[f"{NAME}-wake"]],
        f"{NAME}-nothing-to-draw": [arns[f"{NAME}-sleep"]],
    }
