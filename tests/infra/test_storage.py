"""What outlives everything else is private, encrypted, kept, and indexed the way the code asks."""

import re
from typing import Any, cast

import pytest

from easel.clock import SystemClock
from easel.pictures.image_store import AnswerStore
from easel.pictures.job_index import JobIndex

from .templates import Cloud

_BUCKETS = ["StorageImages", "StorageAnswers", "AudioBucket", "AudioTranscripts"]


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_a_bucket_is_private_encrypted_and_kept(cloud: Cloud, bucket: str) -> None:
    resource = cloud.service.resource("AWS::S3::Bucket", bucket)
    # Unless the deployment that makes it fails.
    policies = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
    assert policies == ("RetainExceptOnCreate", "Retain")
    found = resource["Properties"]
    assert found["PublicAccessBlockConfiguration"] == dict.fromkeys(
        ("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"), True
    )
    assert found["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    (rule,) = found["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule == {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}


@pytest.mark.parametrize("bucket", _BUCKETS)
def test_a_bucket_answers_over_tls_only(cloud: Cloud, bucket: str) -> None:
    policy = cloud.service.one("AWS::S3::BucketPolicy", f"{bucket}Policy")["PolicyDocument"]
    (deny,) = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    assert (deny["Action"], deny["Principal"]) == ("s3:*", {"AWS": "*"})
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert cloud.service.texts(deny["Resource"]) == [f"<{bucket}.Arn>", f"<{bucket}.Arn>/*"]


def test_there_are_four_buckets_and_pictures_never_expire(cloud: Cloud) -> None:
    assert set(cloud.service.all("AWS::S3::Bucket")) == set(_BUCKETS)
    assert "LifecycleConfiguration" not in cloud.service.one("AWS::S3::Bucket", "StorageImages")


def test_answers_leave_after_a_day_and_tell_eventbridge_when_they_come(queued: Cloud) -> None:
    answers = queued.service.one("AWS::S3::Bucket", "StorageAnswers")
    (rule,) = answers["LifecycleConfiguration"]["Rules"]
    assert (rule["ExpirationInDays"], rule["Status"]) == (1, "Enabled")
    assert answers["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }


def test_the_model_writes_where_the_rule_listens_and_deliver_looks(queued: Cloud) -> None:
    endpoint = queued.paid_endpoint
    output = endpoint.one("AWS::SageMaker::EndpointConfig")["AsyncInferenceConfig"]["OutputConfig"]
    # SageMaker puts the slash, and a name of its own, behind the path.
    assert (
        f"{endpoint.text(output['S3OutputPath'])}/"
        == f"s3://<StorageAnswers>/{AnswerStore.ANSWERS}"
    )
    failures = f"{endpoint.text(output['S3FailurePath'])}/"
    assert failures == f"s3://<StorageAnswers>/{AnswerStore.FAILURES}"

    rule = queued.service.one("AWS::Events::Rule", "FunctionsAnswerArrived")["EventPattern"]
    assert rule["source"] == ["aws.s3"]
    assert rule["detail-type"] == ["Object Created"]
    assert queued.service.texts(rule["detail"]["bucket"]["name"]) == ["<StorageAnswers>"]
    prefixes = [AnswerStore.ANSWERS, AnswerStore.FAILURES]
    assert rule["detail"]["object"]["key"] == [{"prefix": prefix} for prefix in prefixes]

    assert prefixes == ["answers/", "failures/"]
    assert not AnswerStore.ANSWERS.startswith(AnswerStore.FAILURES)


def test_there_are_two_tables(cloud: Cloud) -> None:
    assert set(cloud.service.all("AWS::DynamoDB::Table")) == {"StorageJobs", "StorageCallers"}


@pytest.mark.parametrize("table", ["StorageJobs", "StorageCallers"])
def test_a_table_is_kept_protected_and_can_be_wound_back(cloud: Cloud, table: str) -> None:
    resource = cloud.service.resource("AWS::DynamoDB::Table", table)
    assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Retain", "Retain")
    found = resource["Properties"]
    assert found["DeletionProtectionEnabled"] is True
    assert found["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert found["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert found["BillingMode"] == "PAY_PER_REQUEST"


def test_jobs_are_found_by_id_and_by_phase_in_order_of_time(cloud: Cloud) -> None:
    jobs = cloud.service.one("AWS::DynamoDB::Table", "StorageJobs")
    assert jobs["KeySchema"] == [{"AttributeName": "pk", "KeyType": "HASH"}]
    (index,) = jobs["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "by_phase"
    assert index["KeySchema"] == [
        {"AttributeName": "phase", "KeyType": "HASH"},
        {"AttributeName": "at", "KeyType": "RANGE"},
    ]
    types = {a["AttributeName"]: a["AttributeType"] for a in jobs["AttributeDefinitions"]}
    assert types == {"pk": "S", "phase": "S", "at": "N"}


def test_what_callers_hold_is_found_by_picture_and_by_owner_in_order_of_time(
    cloud: Cloud,
) -> None:
    callers = cloud.service.one("AWS::DynamoDB::Table", "StorageCallers")
    assert callers["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    (index,) = callers["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "by_owner"
    assert index["KeySchema"] == [
        {"AttributeName": "owner", "KeyType": "HASH"},
        {"AttributeName": "at", "KeyType": "RANGE"},
    ]
    # A place in a list is its keys; the pictures come from the other table.
    assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    types = {a["AttributeName"]: a["AttributeType"] for a in callers["AttributeDefinitions"]}
    assert types == {"pk": "S", "sk": "S", "owner": "S", "at": "N"}


def test_the_index_holds_what_it_held_before_and_every_attribute_that_its_queries_name(
    cloud: Cloud,
) -> None:
    (index,) = cloud.service.one("AWS::DynamoDB::Table", "StorageJobs")["GlobalSecondaryIndexes"]
    # DynamoDB cannot change the projection of an index that exists.
    included = {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["created_at", "started_at"]}
    assert index["Projection"] == included
    asked = _Asked()
    jobs = JobIndex(cast(Any, asked), "jobs", SystemClock())
    jobs.overdue()
    jobs.half_deleted()
    jobs.unwanted()
    jobs.count()
    assert set().union(*asked.attributes) == {"pk", "phase", "at"}


def test_the_secret_behind_the_links_is_made_once_and_kept(cloud: Cloud) -> None:
    resource = cloud.service.resource("AWS::SecretsManager::Secret", "StorageIdSecret")
    policies = (resource["DeletionPolicy"], resource["UpdateReplacePolicy"])
    assert policies == ("RetainExceptOnCreate", "Retain")
    assert resource["Properties"]["GenerateSecretString"]["PasswordLength"] == 64
    assert "SecretString" not in resource["Properties"]  # nobody wrote one down
    assert not cloud.service.all("AWS::SecretsManager::RotationSchedule")


class _Asked:
    """A DynamoDB client that holds nothing and notes which attributes each query names."""

    def __init__(self) -> None:
        self.attributes: list[set[str]] = []

    def query(self, **request: Any) -> dict[str, Any]:
        assert request["IndexName"] == "by_phase"
        expressions = " ".join(text for key, text in request.items() if key.endswith("Expression"))
        for placeholder, name in request["ExpressionAttributeNames"].items():
            expressions = expressions.replace(placeholder, name)
        words = set(re.findall(r"(?<!:)\b[a-z_]+\b", expressions))
        self.attributes.append(words - {"attribute_exists"})
        return {"Items": [], "Count": 0}

    def get_paginator(self, operation: str) -> "_Asked":
        assert operation == "query"
        return self

    def paginate(self, **request: Any) -> list[dict[str, Any]]:
        return [self.query(**request)]


def test_the_operator_s_commands_find_what_they_act_on(cloud: Cloud) -> None:
    outputs = cloud.service.body["Outputs"]
    named = ("CallersTable", "JobsTable", "ImagesBucket", "DistributionId")
    assert [cloud.service.text(outputs[name]["Value"]) for name in named] == [
        "<StorageCallers>",
        "<StorageJobs>",
        "<StorageImages>",
        "<FrontDistribution>",
    ]
