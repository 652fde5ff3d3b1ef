"""The local AWS alone: what it answered is there after it was killed, and at its next end."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.ministack import Ministack, MinistackFailed, ministack
from local.process import free_port


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@contextmanager
def running(state: Path, port: int) -> Iterator[tuple[Ministack, Popen[bytes], Any, Any]]:
    """ministack, its process, and clients of DynamoDB and SQS with a table and a queue."""
    with ministack(state, port) as (aws, process):
        yield aws, process, aws.client("dynamodb"), aws.client("sqs")


def made(state: Path, port: int) -> str:
    """The URL of a queue, beside a table, in a `state` that was saved."""
    with running(state, port) as (aws, process, dynamodb, sqs):
        dynamodb.create_table(
            TableName="jobs",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        url = str(sqs.create_queue(QueueName="draws")["QueueUrl"])
        aws.save()
        process.kill()
    return url


def put(dynamodb: Any, job_id: str) -> None:
    dynamodb.put_item(TableName="jobs", Item={"id": {"S": job_id}, "raw": {"B": b"\x00\xff"}})


def ids_in(dynamodb: Any) -> set[str]:
    found = dynamodb.scan(TableName="jobs")["Items"]
    assert all(item["raw"]["B"] == b"\x00\xff" for item in found)
    return {item["id"]["S"] for item in found}


def test_rows_and_messages_survive_kills_and_a_clean_end(tmp_path: Path, port: int) -> None:
    queue = made(tmp_path, port)
    with running(tmp_path, port) as (_, process, dynamodb, sqs):
        for job_id in ("a", "b", "c"):
            put(dynamodb, job_id)
            sqs.send_message(QueueUrl=queue, MessageBody=job_id)
        dynamodb.delete_item(TableName="jobs", Key={"id": {"S": "c"}})
        rows = [{"id": {"S": job_id}, "raw": {"B": b"\x00\xff"}} for job_id in ("d", "e")]
        dynamodb.transact_write_items(
            TransactItems=[{"Put": {"TableName": "jobs", "Item": row}} for row in rows]
        )
        (first,) = sqs.receive_message(QueueUrl=queue, VisibilityTimeout=600)["Messages"]
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=first["ReceiptHandle"])
        process.kill()
    with running(tmp_path, port) as (_, process, dynamodb, sqs):
        assert ids_in(dynamodb) == {"a", "b", "d", "e"}
        bodies = {
            message["Body"]
            for message in sqs.receive_message(
                QueueUrl=queue, MaxNumberOfMessages=10, VisibilityTimeout=0
            )["Messages"]
        }
        assert bodies == {"a", "b", "c"} - {first["Body"]}
        process.kill()  # before it saved what the journal says
    with running(tmp_path, port) as (_, _process, dynamodb, _sqs):
        assert ids_in(dynamodb) == {"a", "b", "d", "e"}
        put(dynamodb, "f")
    assert list((tmp_path / "journal").iterdir()) == []  # saved at its clean end
    with running(tmp_path, port) as (_, process, dynamodb, _sqs):
        assert ids_in(dynamodb) == {"a", "b", "d", "e", "f"}
        process.kill()


def test_what_cannot_be_written_is_not_promised(tmp_path: Path, port: int) -> None:
    made(tmp_path, port)
    with running(tmp_path, port) as (aws, process, dynamodb, _):
        put(dynamodb, "a")
        shutil.move(tmp_path / "journal", tmp_path / "away")
        with pytest.raises(ClientError, match="ServiceUnavailable"):
            put(dynamodb, "b")
        shutil.move(tmp_path / "ministack", tmp_path / "saved")
        (tmp_path / "ministack").touch()
        with pytest.raises(MinistackFailed, match="could not save"):
            aws.save()
        (tmp_path / "ministack").unlink()
        shutil.move(tmp_path / "saved", tmp_path / "ministack")
        shutil.move(tmp_path / "away", tmp_path / "journal")
        put(dynamodb, "c")
        process.kill()
    with running(tmp_path, port) as (_, process, dynamodb, _sqs):
        assert ids_in(dynamodb) == {"a", "b", "c"}
        process.kill()
