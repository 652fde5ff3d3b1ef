"""What the commands for weights of your own refuse: each is one line with what to do and a code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jumpstart import delete, deploy, status, upload, use
from jumpstart.command import console
from jumpstart.endpoint import hugging_face
from tests.jumpstart.endpoint.account import LIMIT, NAME, UPLOADED, Account

ROOT = Path(__file__).parents[3]
DATA = ("--model-data", "s3://mine/dog/")
Change = Callable[[Account], object]


def whole(account: Account) -> None:
    account.hold(*UPLOADED)


def made(account: Account) -> None:
    whole(account)
    account.deploy(*DATA)


def of_others(account: Account) -> None:
    made(account)
    account.sagemaker.tags.clear()


def starting(account: Account) -> None:
    whole(account)
    account.deploy(*DATA, "--no-wait")


def failing(account: Account) -> None:
    whole(account)
    account.sagemaker.fails_with = "The primary container did not pass\nthe ping health check."


def refusing(operation: str, code: str, message: str) -> Change:
    def refuse(account: Account) -> None:
        whole(account)
        account.sagemaker.refuse(operation, code, message)

    return refuse


def without_a_right(operation: str) -> Change:
    words = f"User: arn:aws:iam::1:user/me is not authorized\nto perform: sagemaker:{operation}"
    return refusing(operation, "AccessDeniedException", words)


def nothing(account: Account) -> None:
    pass


CASES: list[tuple[str, tuple[str, ...], Change, str]] = [
    ("deploy", DATA, nothing, "bad_weights"),
    ("deploy", DATA, lambda account: account.hold("model_index.json"), "bad_weights"),
    ("deploy", DATA, lambda account: account.hold(*UPLOADED[:-1]), "bad_weights"),
    ("deploy", ("--model-data", "dog"), nothing, "bad_option"),
    ("deploy", (*DATA, "--instance-type", "ml.g5.12xlarge"), whole, "bad_instance_type"),
    ("deploy", (*DATA, "--mode", "async"), whole, "no_answers"),
    ("deploy", (*DATA, "--instances", "none"), whole, "bad_option"),
    ("deploy", (*DATA, "--env", "COLOUR"), whole, "bad_option"),
    ("deploy", ("--model", "no-such-model"), nothing, "not_resolved"),
    ("deploy", (*DATA, "--instance-type", "ml.g6.xlarge"), made, "differs"),
    ("deploy", DATA, refusing("CreateEndpoint", "ResourceLimitExceeded", LIMIT), "quota"),
    ("deploy", DATA, without_a_right("CreateModel"), "access_denied"),
    ("deploy", DATA, failing, "endpoint_failed"),
    ("use", (NAME,), nothing, "no_endpoint"),
    ("use", (NAME,), starting, "not_in_service"),
    ("use", (NAME,), without_a_right("DescribeEndpoint"), "access_denied"),
    ("status", (NAME,), nothing, "no_endpoint"),
    ("status", (), without_a_right("ListEndpoints"), "access_denied"),
    ("delete", (NAME,), of_others, "not_ours"),
    ("delete", (NAME, "--everything"), nothing, "bad_option"),
    ("upload", ("nowhere", "s3://mine/dog/"), nothing, "bad_folder"),
    ("upload", ("nowhere", "dog"), nothing, "bad_s3_url"),
    ("upload", ("somebody/dog", "s3://mine/dog/"), nothing, "no_hub_library"),
    ("upload", ("--abort", "s3://nobodys/dog/"), nothing, "no_bucket"),
    ("upload", ("s3://mine/dog/",), nothing, "no_folder"),
]
COMMANDS = {
    "deploy": deploy.main,
    "use": use.main,
    "status": status.main,
    "delete": delete.main,
    "upload": upload.main,
}


@pytest.mark.parametrize(
    ("command", "arguments", "change", "code"),
    CASES,
    ids=[f"{command}-{code}-{number}" for number, (command, _, _, code) in enumerate(CASES)],
)
def test_every_refusal_is_one_line_with_what_to_do(
    account: Account,
    command: str,
    arguments: tuple[str, ...],
    change: Change,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    change(account)
    capsys.readouterr()
    monkeypatch.setattr(console, "Console", lambda *_: account.console)
    try:
        ended = COMMANDS[command](arguments)
    except SystemExit as end:  # an option
        ended = int(end.code or 0)
    assert ended in (1, 2)
    [line] = capsys.readouterr().err.splitlines()
    what, _, do = line.partition(" — ")
    assert what
    assert re.fullmatch(rf"\S.* \[{code}\]", do)
    assert f"`{code}`" in (ROOT / "docs" / "jumpstart.md").read_text()


def test_a_refused_deploy_of_own_weights_makes_nothing_that_costs(account: Account) -> None:
    refused = [
        change for command, _, change, code in CASES if (command, code) == ("deploy", "quota")
    ]
    refused[0](account)
    with pytest.raises(Exception, match="service limit"):
        account.deploy(*DATA)
    assert account.sagemaker.endpoints == {}


def test_own_weights_are_sent_deployed_shown_used_and_deleted_with_requests_that_sagemaker_takes(
    account: Account, tmp_path: Path
) -> None:
    settings = tmp_path / "easel.toml"
    settings.write_text((ROOT / "easel.toml").read_text())
    whole(account)
    account.deploy(*DATA, "--instance-type", "ml.g4dn.xlarge")
    status.status(status.parser().parse_args([NAME]), account.console)
    use.use(use.parser().parse_args([NAME, "--settings", str(settings)]), account.console)
    account.delete()
    asked = dict(account.sagemaker.calls)  # each was compared with botocore's model
    assert asked["CreateModel"] == {
        "ModelName": NAME,
        "ExecutionRoleArn": asked["CreateModel"]["ExecutionRoleArn"],
        "PrimaryContainer": {
            "Image": hugging_face.image_in("us-east-1"),
            "Environment": hugging_face.ENVIRONMENT,
            "ModelDataSource": {
                "S3DataSource": {
                    "S3Uri": "s3://mine/dog/",
                    "S3DataType": "S3Prefix",
                    "CompressionType": "None",
                }
            },
        },
        "Tags": [{"Key": "easel", "Value": "jumpstart"}],
    }
    [variant] = asked["CreateEndpointConfig"]["ProductionVariants"]
    assert (variant["ModelName"], variant["InstanceType"]) == (NAME, "ml.g4dn.xlarge")
    assert asked["CreateEndpoint"]["EndpointConfigName"] == NAME
    assert asked["DescribeEndpoint"] == {"EndpointName": NAME}
    deleted = [operation for operation, _ in account.sagemaker.calls if "Delete" in operation]
    assert deleted == ["DeleteEndpoint", "DeleteEndpointConfig", "DeleteModel"]
    assert f'existing_endpoint = "{NAME}"' in settings.read_text()
