"""`make destroy`: what it deletes, what it keeps and names, and how nothing at all is left."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from ops.destroy import main
from tests.jumpstart.endpoint.fake_sagemaker import REGION, Answer

from .conftest import Npx, Told
from .preflight.account import Scripted, no_stack, stacks

LOG = "/aws/sagemaker/Endpoints/easel"
DEPLOYED = stacks(Easel="CREATE_COMPLETE", EaselEndpoint="CREATE_COMPLETE")
_MOTO = ("s3", "dynamodb", "secretsmanager", "logs", "cloudwatch", "kms")


class Account:
    """What Easel has left: two versions of a picture, a protected table, a secret and a log."""

    def __init__(self, services: dict[str, Any]) -> None:
        made: Any = boto3.client
        clients = {name: made(name, region_name=REGION) for name in _MOTO}
        self.services = services
        self.s3, self.dynamodb = clients["s3"], clients["dynamodb"]
        self.secrets, self.logs = clients["secretsmanager"], clients["logs"]
        self.kms = clients["kms"]
        for name, client in clients.items():
            services[name] = _Of(client)
        self.s3.create_bucket(Bucket="easel-images")
        self.s3.put_bucket_versioning(
            Bucket="easel-images", VersioningConfiguration={"Status": "Enabled"}
        )
        for body in (b"old", b"new"):
            self.s3.put_object(Bucket="easel-images", Key="images/a.jpg", Body=body)
        self.s3.delete_object(Bucket="easel-images", Key="images/a.jpg")
        self.s3.create_multipart_upload(Bucket="easel-images", Key="images/b.jpg")
        table = self.dynamodb.create_table(
            TableName="Easel-Jobs", BillingMode="PAY_PER_REQUEST", DeletionProtectionEnabled=True,
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        )["TableDescription"]  # fmt: skip
        secret = self.secrets.create_secret(Name="IdSecret", SecretString="x")
        self.logs.create_log_group(logGroupName=LOG)
        self.arns = ["arn:aws:s3:::easel-images", table["TableArn"], secret["ARN"]]
        self.tagged(*self.arns)

    def tagged(self, *arns: str) -> None:
        """What carries Easel's tags."""
        self.services["resourcegroupstaggingapi"].answers["GetResources"] = {
            "ResourceTagMappingList": [{"ResourceARN": arn} for arn in arns]
        }

    @property
    def left(self) -> list[str]:
        return [
            *(one["Name"] for one in self.s3.list_buckets()["Buckets"]),
            *self.dynamodb.list_tables()["TableNames"],
            *(one["Name"] for one in self.secrets.list_secrets()["SecretList"]),
            *(one["logGroupName"] for one in self.logs.describe_log_groups()["logGroups"]),
        ]


class _Of:
    """A client of moto, as the `told` fixture hands out clients."""

    def __init__(self, client: Any) -> None:
        self.client = client


ALL = ["easel-images", "Easel-Jobs", "IdSecret", LOG]


@pytest.fixture
def account(told: Told, npx: Npx) -> Iterator[Account]:
    with mock_aws():
        services = told()
        services["cloudformation"].answers["DescribeStacks"] = DEPLOYED
        yield Account(services)


def gone(account: Account, npx: Npx) -> None:
    """The stacks are deleted as soon as the CDK is asked."""

    def described(StackName: str) -> Answer:  # noqa: N803 - AWS's own name
        return (no_stack if npx.calls else DEPLOYED)(StackName)

    account.services["cloudformation"].answers["DescribeStacks"] = described


def test_what_is_kept_is_named_with_its_cost(
    account: Account, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    gone(account, npx)
    assert main([]) == 0
    assert account.left == ALL
    said = capsys.readouterr().out
    assert "kept, for about $0.40 a month:" in said
    assert "bucket     easel-images  ($0.00 a month)" in said
    assert "table      Easel-Jobs  ($0.00 a month)" in said
    assert f"log group  {LOG}" in said
    assert "make destroy EVERYTHING=1 deletes these" in said
    assert npx.calls[0].startswith("cdk destroy --all --output")


def test_if_only_the_endpoint_goes_the_rest_is_still_used(
    account: Account, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["EaselEndpoint", "--yes"]) == 0
    assert npx.calls[0].startswith("cdk destroy EaselEndpoint --force")
    assert "Easel itself is still deployed and uses them" in capsys.readouterr().out


def test_everything_leaves_nothing(
    account: Account, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    gone(account, npx)
    assert main(["--everything", "--yes"]) == 0
    assert account.left == []
    assert npx.calls[0].startswith("cdk destroy --all --force")
    said = capsys.readouterr().out
    assert said.startswith("This deletes all of Easel, for ever")
    assert "nothing of Easel is left that costs anything" in said


def test_a_key_of_one_s_own_goes_last_and_then_costs_nothing(
    account: Account, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    key = account.kms.create_key()["KeyMetadata"]["Arn"]
    account.tagged(key, *account.arns)
    gone(account, npx)
    assert main([]) == 0
    assert f"key        {key}  ($1.00 a month)" in capsys.readouterr().out
    assert main(["--everything", "--yes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    deleted = [line for line in lines if line.startswith("  deleted")]
    assert deleted[-1] == f"  deleted    key {key} (in 7 days)"
    assert account.kms.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingDeletion"
    assert main([]) == 0
    assert "nothing is kept" in capsys.readouterr().out


def test_everything_asks_first(account: Account, npx: Npx) -> None:
    assert main(["--everything"]) == 2  # there is no terminal to ask in
    assert npx.calls == []
    assert account.left == ALL


def test_a_destroy_that_was_interrupted_is_finished_by_the_next(
    account: Account, npx: Npx, capsys: pytest.CaptureFixture[str]
) -> None:
    npx.exits(1)
    assert main(["--everything", "--yes"]) == 1
    assert "run the same command again" in capsys.readouterr().err
    assert account.left == ALL  # the stacks come first
    gone(account, npx)
    account.dynamodb.update_table(TableName="Easel-Jobs", DeletionProtectionEnabled=False)
    account.dynamodb.delete_table(TableName="Easel-Jobs")  # as far as the last run came
    assert main(["--everything", "--yes"]) == 0
    assert account.left == []
    assert main(["--everything", "--yes"]) == 0  # the tags are remembered for a while


def test_everything_is_not_a_part(account: Account, npx: Npx) -> None:
    assert main(["EaselEndpoint", "--everything", "--yes"]) == 1
    assert (npx.calls, account.left) == ([], ALL)


def test_only_what_this_deployment_made_is_looked_for(account: Account, npx: Npx) -> None:
    main(["--yes"])
    tagging: Scripted = account.services["resourcegroupstaggingapi"]
    assert {str(parameters["TagFilters"]) for _, parameters in tagging.calls} == {
        str([{"Key": "application", "Values": ["Easel"]},
             {"Key": "aws:cloudformation:stack-name", "Values": ["Easel", "EaselEndpoint"]}])
    }  # fmt: skip
