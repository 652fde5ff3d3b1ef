"""A test's mocked account is a copy of what was declared, and its own."""

from typing import Any

import pytest
from moto import mock_aws

from tests.conftest import ENVIRONMENT, declare
from tests.declared_account import DeclaredAccount
from tests.fakes import Aws


def declarations(aws: Aws) -> list[Any]:
    """What the account declares, but for the times."""
    tables = [aws.dynamodb.describe_table(TableName=name)["Table"] for name in ("jobs", "callers")]
    for table in tables:
        del table["CreationDateTime"]
    places = {
        bucket["Name"]: aws.s3.get_bucket_location(Bucket=bucket["Name"])["LocationConstraint"]
        for bucket in aws.s3.list_buckets()["Buckets"]
    }
    secret = aws.secrets.get_secret_value(SecretId=ENVIRONMENT["ID_SECRET_ARN"])["SecretString"]
    urls = aws.sqs.list_queues()["QueueUrls"]
    queues = [aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]) for url in urls]
    for queue in queues:
        del queue["Attributes"]["CreatedTimestamp"], queue["Attributes"]["LastModifiedTimestamp"]
    return [
        tables,
        aws.dynamodb.list_tables()["TableNames"],
        places,
        secret,
        urls,
        [queue["Attributes"] for queue in queues],
    ]


def test_a_copied_account_holds_what_was_declared(
    clients: Aws, declared: tuple[DeclaredAccount, dict[str, str]]
) -> None:
    with mock_aws():
        declared[0].put_in_place()
        copied = declarations(clients)
    with mock_aws():
        declare(clients, dict(ENVIRONMENT))
        assert declarations(clients) == copied


@pytest.mark.parametrize("turn", ["first", "second"])
def test_what_a_test_leaves_is_not_in_the_next_account(
    aws: Aws, env: dict[str, str], turn: str
) -> None:
    url = env["DELIVER_QUEUE_URL"]
    assert aws.dynamodb.scan(TableName="jobs")["Count"] == 0
    assert aws.keys("images") == []
    assert "Messages" not in aws.sqs.receive_message(QueueUrl=url)
    aws.dynamodb.put_item(TableName="jobs", Item={"pk": {"S": "left"}})
    aws.s3.put_object(Bucket="images", Key="left", Body=b"")
    aws.sqs.send_message(QueueUrl=url, MessageBody="left")
    aws.s3.create_bucket(
        Bucket=f"left-{turn}", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    assert len(aws.s3.list_buckets()["Buckets"]) == 5
