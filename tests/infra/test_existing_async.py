"""An asynchronous endpoint that exists: Easel hears of its answers, and reads them there."""

import pytest

from easel.settings import EndpointMode, Settings

from .templates import ACCOUNT, REGION, Cloud

_OUT, _BROKEN = "sd/out/", "sd/broken/"


def test_no_endpoint_is_made(existing_async: Cloud) -> None:
    assert existing_async.endpoint is None
    generate = Settings.from_env(existing_async.service.environment("FunctionsGenerate"))
    assert (generate.endpoint_mode, generate.endpoint_name) == (EndpointMode.ASYNC, "My-Async")
    assert (generate.model_id, generate.model_version) == ("My-Async", "1")


def test_deliver_wakes_when_the_endpoint_writes_an_answer_or_a_failure(
    existing_async: Cloud,
) -> None:
    pattern = existing_async.service.one("AWS::Events::Rule", "FunctionsAnswerArrived")
    detail = pattern["EventPattern"]["detail"]
    assert detail["bucket"] == {"name": ["theirs"]}
    assert detail["object"] == {"key": [{"prefix": _OUT}, {"prefix": _BROKEN}]}


@pytest.mark.parametrize("function", ["Generate", "Deliver"])
def test_the_functions_look_into_that_bucket(existing_async: Cloud, function: str) -> None:
    settings = Settings.from_env(existing_async.service.environment(f"Functions{function}"))
    assert settings.answers_bucket == "theirs"


def test_deliver_knows_which_prefix_means_a_failure(existing_async: Cloud) -> None:
    settings = Settings.from_env(existing_async.service.environment("FunctionsDeliver"))
    assert settings.failures_prefix == _BROKEN


def test_deliver_may_read_both_prefixes_and_nothing_else_of_that_bucket(
    existing_async: Cloud,
) -> None:
    rights = existing_async.service.rights("FunctionsDeliverRole")
    theirs = {
        where.partition(":s3:::")[2]: actions
        for where, actions in rights.items()
        if ":s3:::theirs" in where
    }
    assert theirs == {
        "theirs": {"s3:ListBucket"},
        f"theirs/{_OUT}*": {"s3:GetObject"},
        f"theirs/{_BROKEN}*": {"s3:GetObject"},
    }
    lists = [
        one
        for one in existing_async.service.statements("FunctionsDeliverRole")
        if any(text.endswith(":theirs") for text in existing_async.service.texts(one["Resource"]))
    ]
    [condition] = [one["Condition"] for one in lists]
    assert condition == {"StringLike": {"s3:prefix": [f"{_OUT}*", f"{_BROKEN}*"]}}


def test_generate_may_invoke_it_asynchronously(existing_async: Cloud) -> None:
    rights = existing_async.service.rights("FunctionsGenerateRole")
    for name in ("My-Async", "my-async"):  # as it is named, and as SageMaker writes its ARN
        arn = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:endpoint/{name}"
        assert rights[arn] == {"sagemaker:InvokeEndpointAsync", "sagemaker:DescribeEndpoint"}


def test_generate_may_see_which_answers_are_there(existing_async: Cloud) -> None:
    rights = existing_async.service.rights("FunctionsGenerateRole")
    assert rights["arn:aws:s3:::theirs"] == {"s3:ListBucket"}
    assert not [where for where in rights if where.startswith("arn:aws:s3:::theirs/")]


def test_its_hours_are_not_limited_since_its_owner_scales_it(existing_async: Cloud) -> None:
    environment = existing_async.service.environment("FunctionsGenerate")
    assert Settings.from_env(environment).daily_instance_hours == 0
