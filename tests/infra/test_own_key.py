"""A key of one's own: what it encrypts, and who may use it."""

from typing import Any

import pytest

from cdk.stacks.own_key import USE

from .grants.grant import grants
from .templates import ACCOUNT, Cloud

KEY = "<Key.Arn>"
_IN_ACCOUNT = {"aws:SourceAccount": ACCOUNT}


def test_everything_that_is_kept_queued_or_logged_is_encrypted_with_it(own_key: Cloud) -> None:
    service = own_key.service
    buckets = service.all("AWS::S3::Bucket").values()
    tables = service.all("AWS::DynamoDB::Table").values()
    for bucket in buckets:
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        default = rule["ServerSideEncryptionByDefault"]
        assert (default["SSEAlgorithm"], rule["BucketKeyEnabled"]) == ("aws:kms", True)
        assert service.text(default["KMSMasterKeyID"]) == KEY
    for table in tables:
        assert table["SSESpecification"]["SSEType"] == "KMS"
        assert service.text(table["SSESpecification"]["KMSMasterKeyId"]) == KEY
    for kind, name in (("SQS::Queue", "KmsMasterKeyId"), ("SNS::Topic", "KmsMasterKeyId"),
                       ("Logs::LogGroup", "KmsKeyId")):  # fmt: skip
        found = service.all(f"AWS::{kind}").values()
        assert {service.text(one[name]) for one in found} == {KEY}, kind
    assert (len(buckets), len(tables)) == (4, 2)


def test_the_endpoint_writes_its_answers_and_its_log_with_it(own_key: Cloud) -> None:
    endpoint = own_key.paid_endpoint
    output = endpoint.one("AWS::SageMaker::EndpointConfig")["AsyncInferenceConfig"]["OutputConfig"]
    assert endpoint.text(output["KmsKeyId"]) == KEY
    assert endpoint.text(endpoint.one("AWS::Logs::LogGroup")["KmsKeyId"]) == KEY


def test_transcribe_is_told_the_key_since_it_would_take_another(own_key: Cloud) -> None:
    variables = own_key.service.environments_by_service()
    told = {name for name, found in variables.items() if "TRANSCRIPTS_KEY_ARN" in found}
    assert told == {"transcribe"}
    assert own_key.service.environment("FunctionsTranscribe")["TRANSCRIPTS_KEY_ARN"] == KEY


def test_each_function_and_the_endpoint_may_use_it_and_no_other_role(own_key: Cloud) -> None:
    may: dict[str, set[str]] = {}
    for grant in grants(own_key):
        if grant.action.startswith("kms:"):
            assert grant.resource == KEY
            may.setdefault(grant.holder, set()).add(grant.action)
    functions = ("Generate", "Deliver", "Announce", "Transcribe", "Derive")
    assert may == {
        **{f"Functions{name}Role": set(USE) for name in functions},
        "Role": {"kms:Decrypt", "kms:GenerateDataKey"},
    }


@pytest.mark.parametrize(
    ("service", "actions", "condition"),
    [
        pytest.param(
            "cloudfront.amazonaws.com", {"kms:Decrypt"},
            {"ArnLike": {"AWS:SourceArn":
                "arn:<AWS::Partition>:cloudfront::<AWS::AccountId>:distribution/*"}},
            id="pictures",
        ),
        pytest.param(
            "events.amazonaws.com",
            {"kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"}, {},
            id="queues",
        ),
        pytest.param(
            "cloudwatch.amazonaws.com",
            {"kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"},
            {"StringEquals": _IN_ACCOUNT,
             "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:*"}},
            id="alarms",
        ),
        pytest.param(
            "logs.us-east-1.amazonaws.com", set(USE),
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn":
                f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:*"}},
            id="logs",
        ),
    ],
)  # fmt: skip
def test_each_service_of_aws_may_use_it_for_one_purpose(
    own_key: Cloud, service: str, actions: set[str], condition: dict[str, Any]
) -> None:
    statements = own_key.service.one("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    (statement,) = [s for s in statements if s["Principal"].get("Service") == service]
    assert set(own_key.service.texts(statement["Action"])) == actions
    found = {
        operator: {name: own_key.service.text(value) for name, value in values.items()}
        for operator, values in statement.get("Condition", {}).items()
    }
    assert found == condition


def test_nobody_else_may_use_it(own_key: Cloud) -> None:
    statements = own_key.service.one("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    assert len(statements) == 5
    (owner,) = [s for s in statements if "AWS" in s["Principal"]]
    assert owner["Principal"] == {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}  # IAM decides


def test_the_key_is_kept_with_what_it_encrypts_and_is_renewed(own_key: Cloud) -> None:
    key = own_key.service.resource("AWS::KMS::Key")
    policies = (key["DeletionPolicy"], key["UpdateReplacePolicy"])
    assert policies == ("RetainExceptOnCreate", "Retain")
    assert key["Properties"]["EnableKeyRotation"] is True
    assert own_key.service.one("AWS::KMS::Alias")["AliasName"] == "alias/Easel"


def test_without_it_aws_s_own_keys_encrypt(cloud: Cloud) -> None:
    assert "AWS::KMS::Key" not in cloud.service.kinds
    assert not [grant for grant in grants(cloud) if grant.action.startswith("kms:")]
