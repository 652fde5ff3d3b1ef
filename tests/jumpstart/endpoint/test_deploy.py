"""`python -m jumpstart.deploy`: an endpoint outside of the CDK, made once."""

import json
from pathlib import Path

import pytest

from cdk.deployment import Deployment
from jumpstart.command import easel_toml
from jumpstart.command.faults import Fault, Usage
from jumpstart.endpoint.prices import USD_PER_HOUR, hourly, so_far
from jumpstart.endpoint.role import role_name
from tests.jumpstart.endpoint.account import Account
from tests.jumpstart.test_console import Terminal

MODEL = Deployment().jumpstart_model
NAME = "easel-jumpstart"
ROLE = "easel-jumpstart-us-east-1-role"
ASYNC = ("--mode", "async", "--answers", "s3://mine/easel")
OWN_IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/own:3"
AMI = ("--ami-version", "al2023-ami-sagemaker-inference-gpu-4-1")
LIMIT = (
    "The account-level service limit 'ml.g5.2xlarge for endpoint usage' is 0 Instances, with "
    "current utilization of 0 Instances and a request delta of 1 Instances."
)


def test_an_endpoint_is_made_of_what_jumpstart_says(account: Account) -> None:
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


def test_what_it_makes_carries_the_tag_that_delete_looks_for(account: Account) -> None:
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
    # The two that know no resource.
    assert anywhere == [["ecr:GetAuthorizationToken"], ["cloudwatch:PutMetricData"]]
    arn = iam.get_role(RoleName=ROLE)["Role"]["Arn"]
    assert account.sagemaker.models[NAME]["ExecutionRoleArn"] == arn


def test_your_own_role_is_taken_and_none_is_made(account: Account) -> None:
    account.deploy("--role", "arn:aws:iam::111122223333:role/mine")
    assert account.client("iam").list_roles()["Roles"] == []
    assert account.sagemaker.models[NAME]["ExecutionRoleArn"].endswith("role/mine")


def test_endpoints_of_one_name_in_two_regions_have_a_role_each() -> None:
    assert role_name(NAME, "us-east-1") == ROLE
    assert role_name(NAME, "eu-west-1") != ROLE


def test_long_names_that_differ_at_their_end_have_a_role_each() -> None:
    names = {role_name(f"{'a' * 62}{end}", "ap-southeast-1") for end in "bc"}
    assert [len(name) for name in names] == [64, 64]


def test_somebody_else_s_endpoint_is_not_scaled_though_it_is_as_asked_for(
    account: Account,
) -> None:
    account.deploy(*ASYNC, "--no-wait")
    account.sagemaker.tags.clear()
    account.clock.sleep(600)
    with pytest.raises(Fault, match="not_ours"):
        account.deploy(*ASYNC)
    assert not account.scaling.targets


def test_somebody_else_s_role_of_that_name_is_not_touched(account: Account) -> None:
    account.client("iam").create_role(RoleName=ROLE, AssumeRolePolicyDocument="{}")
    with pytest.raises(Fault, match="not_ours"):
        account.deploy()
    assert account.sagemaker.calls[1:] == []


def test_a_role_that_is_not_known_everywhere_yet_is_waited_for(account: Account) -> None:
    message = "Could not assume role arn:aws:iam::1:role/x. Please ensure that the role exists"
    account.sagemaker.refuse("CreateModel", "ValidationException", message, times=2)
    account.deploy()
    assert account.sagemaker.called("CreateModel") == ["CreateModel"] * 3


def test_progress_is_a_line_for_every_change(
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


def test_what_it_costs_is_said_before_it_is_asked(
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


def test_a_second_time_makes_nothing(account: Account, capsys: pytest.CaptureFixture[str]) -> None:
    account.deploy()
    before = len(account.sagemaker.called("Create"))
    account.deploy()
    assert len(account.sagemaker.called("Create")) == before
    assert "exists already, just as you asked for it" in capsys.readouterr().out


def test_it_goes_on_where_a_killed_run_ended(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "InternalFailure", "killed", times=1)
    with pytest.raises(Exception, match="killed"):
        account.deploy()
    assert (list(account.sagemaker.models), list(account.sagemaker.endpoints)) == ([NAME], [])
    account.sagemaker.calls.clear()
    account.deploy()
    assert account.sagemaker.called("Create") == ["CreateEndpoint"]


def test_what_differs_from_a_served_endpoint_is_said_and_left(account: Account) -> None:
    account.deploy()
    with pytest.raises(Fault, match=r"InstanceType is 'ml.g5.2xlarge', not 'ml.g5.4xlarge'"):
        account.deploy("--instance-type", "ml.g5.4xlarge")
    with pytest.raises(Fault, match=r"Image is '.*', not '.*own:3'.*\[differs\]"):
        account.deploy("--image", OWN_IMAGE)
    with pytest.raises(Fault, match="it is not async"):
        account.deploy(*ASYNC)
    assert account.sagemaker.called("Delete") == []


def test_a_configuration_of_a_failed_try_is_made_anew(account: Account) -> None:
    account.sagemaker.refuse("CreateEndpoint", "ResourceLimitExceeded", LIMIT)
    with pytest.raises(Fault):
        account.deploy()
    account.deploy("--instance-type", "ml.g4dn.4xlarge")
    [variant] = account.sagemaker.configs[NAME]["ProductionVariants"]
    assert variant["InstanceType"] == "ml.g4dn.4xlarge"


def test_somebody_else_s_model_of_that_name_is_not_made_anew(account: Account) -> None:
    account.sagemaker.CreateModel(ModelName=NAME, PrimaryContainer={"Image": "theirs"})
    with pytest.raises(Fault, match="not_ours"):
        account.deploy()
    assert account.sagemaker.models[NAME]["PrimaryContainer"] == {"Image": "theirs"}


def test_without_a_quota_it_says_how_to_ask(account: Account) -> None:
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
    # And again, when it is looked at a second time.
    with pytest.raises(Fault, match="endpoint_failed"):
        account.deploy()


def test_an_endpoint_that_goes_is_waited_for_and_made_anew(account: Account) -> None:
    account.deploy()
    account.sagemaker.DeleteEndpoint(NAME)
    account.deploy()
    assert account.sagemaker.DescribeEndpoint(NAME)["EndpointStatus"] == "InService"


def test_ctrl_c_leaves_what_the_next_run_goes_on_with(account: Account) -> None:
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


def test_without_waiting_it_says_how_to_look_again(
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
    arns = {one["PolicyType"]: one["PolicyARN"] for one in account.scaling.policies.values()}
    assert set(arns) == {"TargetTrackingScaling", "StepScaling"}
    [alarm] = account.client("cloudwatch").describe_alarms()["MetricAlarms"]
    assert alarm["AlarmActions"] == [arns["StepScaling"]]


def test_your_own_folder_and_image_are_served(account: Account) -> None:
    own = ("--model-data", "s3://mine/dog", "--image", OWN_IMAGE)
    account.deploy(*own, "--instance-type", "ml.g6.xlarge", "--env", "MODEL=diffusers", *AMI)
    container = account.sagemaker.models[NAME]["PrimaryContainer"]
    assert container["ModelDataSource"]["S3DataSource"]["S3Uri"] == "s3://mine/dog/"
    assert container["Environment"] == MODEL.environment | {"MODEL": "diffusers"}
    [variant] = account.sagemaker.configs[NAME]["ProductionVariants"]
    assert variant["InferenceAmiVersion"] == AMI[1]
    policy = account.client("iam").get_role_policy(RoleName=ROLE, PolicyName="endpoint")
    assert "arn:aws:ecr:us-east-1:111122223333:repository/own" in json.dumps(
        policy["PolicyDocument"]
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--mode", "async"), "no_answers"),
        (("--instance-type", "ml.m5.large"), "bad_instance_type"),
        (("--model", "model-txt2img-cat"), "not_resolved"),
    ],
    ids=["async without a bucket", "an instance without a GPU", "an unknown model"],
)
def test_what_cannot_be_meant_is_refused_before_anything_is_asked(
    account: Account, arguments: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Usage) as raised:
        account.deploy(*arguments)
    assert raised.value.code == code
    assert account.sagemaker.calls == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--name", "my_model"),
        ("--model-data", "mine/dog"),
        ("--model-data", "s3://mine/model.tar.gz"),
        ("--env", "MODEL"),
        ("--image", "docker.io/library/python:3"),
        ("--instances", "0"),
        ("--mode", "batch"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_refused(account: Account, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        account.deploy(*arguments)


def test_another_resolved_model_is_taken_by_its_id(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MODEL.model_copy(update={"environment": {"SAGEMAKER_PROGRAM": "other.py"}})
    (tmp_path / "other.json").write_text(other.model_dump_json())
    monkeypatch.setattr(easel_toml, "MODELS", tmp_path)
    account.deploy("--model", "other")
    container = account.sagemaker.models[NAME]["PrimaryContainer"]
    assert container["Environment"] == other.environment


def test_a_region_without_the_model_is_refused(account: Account) -> None:
    account.console.region = "us-gov-west-1"
    with pytest.raises(Usage, match="not offered in us-gov-west-1"):
        account.deploy()


def test_every_instance_type_that_the_model_supports_has_a_price() -> None:
    assert set(USD_PER_HOUR) == set(MODEL.supported_instance_types)


def test_a_price_that_is_not_known_is_not_made_up() -> None:
    assert "$" not in hourly("ml.g6.xlarge")
    assert "$" not in so_far("ml.g6.xlarge", 1, 10)
    assert so_far("ml.g5.2xlarge", 2, 10) == "$30.30"
