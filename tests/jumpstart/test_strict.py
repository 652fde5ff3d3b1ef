"""The comparison with botocore's models finds what boto3 lets through."""

import pytest

from tests.jumpstart.strict import faults

GOOD = {"ModelName": "dog", "ExecutionRoleArn": "arn:aws:iam::111122223333:role/mine"}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({}, None),
        ({"ModelName": "dog_1"}, "does not match"),
        ({"ModelName": "d" * 64}, "more than 63"),
        ({"Tags": [{"Key": "k" * 129, "Value": ""}]}, "more than 128"),
        ({"PrimaryContainer": {"Mode": "Both"}}, "none of the 2 values"),
        ({"Colour": "red"}, "Unknown parameter"),
        ({"ModelName": 1}, "Invalid type"),
    ],
    ids=["good", "pattern", "length", "tag", "enum", "unknown", "type"],
)
def test_what_the_service_would_refuse_is_found(
    changed: dict[str, object], fault: str | None
) -> None:
    found = faults("sagemaker", "CreateModel", GOOD | changed)
    assert bool(found) == bool(fault)
    assert fault is None or fault in found[0]
