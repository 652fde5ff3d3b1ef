"""The calls that are counted, and the one that fails."""

from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from tests.fakes import Aws
from tests.faults import LOST, THROTTLED, Faults

ROW: dict[str, Any] = {"pk": {"S": "img_1"}}


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def dynamodb(faults: Faults, aws: Aws) -> Any:
    return faults.watch("dynamodb", aws.dynamodb)


def stored(aws: Aws) -> bool:
    return "Item" in aws.dynamodb.get_item(TableName="jobs", Key=ROW)


def test_a_call_that_is_refused_does_nothing(faults: Faults, dynamodb: Any, aws: Aws) -> None:
    faults.arm(1, THROTTLED)
    dynamodb.get_item(TableName="jobs", Key=ROW)
    with pytest.raises(ClientError, match="ProvisionedThroughputExceeded"):
        dynamodb.put_item(TableName="jobs", Item=ROW)
    assert not stored(aws)
    dynamodb.put_item(TableName="jobs", Item=ROW)
    assert faults.calls == ["dynamodb.get_item", "dynamodb.put_item", "dynamodb.put_item"]


def test_a_call_whose_answer_is_lost_has_run(faults: Faults, dynamodb: Any, aws: Aws) -> None:
    faults.arm(0, LOST)
    with pytest.raises(ReadTimeoutError):
        dynamodb.put_item(TableName="jobs", Item=ROW)
    assert stored(aws)


def test_each_page_of_a_query_is_a_call(faults: Faults, dynamodb: Any) -> None:
    pages = dynamodb.get_paginator("scan").paginate(TableName="jobs")
    assert [page["Count"] for page in pages] == [0]
    assert faults.calls == ["dynamodb.scan"]
    faults.arm(0, THROTTLED)
    with pytest.raises(ClientError):
        list(dynamodb.get_paginator("scan").paginate(TableName="jobs"))
