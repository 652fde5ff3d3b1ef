"""What moto answers is the same with and without the shortcuts of quick_moto."""

from typing import Any

import pytest
from moto.core.serialize import BaseJSONSerializer

from tests import quick_moto
from tests.fakes import Aws

ROW: dict[str, Any] = {
    "pk": {"S": "all types"},
    "phase": {"S": "waiting"},
    "at": {"N": "12.5"},
    "empty": {"S": ""},
    "yes": {"BOOL": True},
    "no": {"BOOL": False},
    "nothing": {"NULL": True},
    "bytes": {"B": b"\x00\xff"},
    "words": {"SS": ["a", "b"]},
    "list": {"L": [{"S": "a"}, {"M": {"deep": {"N": "1"}, "deeper": {"L": []}}}]},
    "map": {"M": {"S": {"S": "a key that is called like a type"}, "N": {"BOOL": False}}},
}


def answers(aws: Aws) -> list[Any]:
    """What moto says about ROW, without what differs between two calls."""
    key = {"pk": ROW["pk"]}
    found: list[Any] = [
        aws.dynamodb.get_item(TableName="jobs", Key=key),
        aws.dynamodb.scan(TableName="jobs"),
        aws.dynamodb.query(
            TableName="jobs",
            IndexName="by_phase",
            KeyConditionExpression="phase = :p",
            ExpressionAttributeValues={":p": ROW["phase"]},
        ),
        aws.dynamodb.update_item(
            TableName="jobs",
            Key=key,
            UpdateExpression="SET yes = :y",
            ExpressionAttributeValues={":y": {"BOOL": True}},
            ReturnValues="ALL_NEW",
        ),
    ]
    return [{name: one[name] for name in one if name != "ResponseMetadata"} for one in found]


def test_a_row_of_all_types_reads_as_moto_itself_says_it(
    aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    aws.dynamodb.put_item(TableName="jobs", Item=ROW)
    quick = answers(aws)
    assert quick[0]["Item"] == ROW
    with monkeypatch.context() as patch:
        patch.setattr(
            BaseJSONSerializer, "_serialize_type_structure", quick_moto.MOTOS_OWN_SERIALIZER
        )
        assert answers(aws) == quick
