"""A key of AWS KMS that belongs to this deployment (`own_key`): who may use it, and for what.

Its policy is written beside what it encrypts, so nobody has to get it right by hand.
"""

from typing import Any

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs
from constructs import Construct

# What S3, SQS and DynamoDB do with the rights of the function that calls them. DynamoDB names them:
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
USE = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
# SQS asks KMS for a new data key after this time. Each request to KMS costs.
_REUSE = Duration.hours(1)


class OwnKey(kms.Key):
    """CloudFront, which reads the pictures, and EventBridge, which fills the queues, are let in by
    the CDK where it joins them to the bucket and to the queues."""

    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(
            scope,
            id,
            alias=f"alias/{name}",
            description=f"{name}: what Easel keeps, queues and logs",
            enable_key_rotation=True,
            # What the stack keeps can be read with this key alone.
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )
        stack = Stack.of(self)
        groups = f"arn:{stack.partition}:logs:{stack.region}:{stack.account}:log-group:*"
        self._let(
            f"logs.{stack.region}.amazonaws.com",
            USE,
            {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
        )
        alarms = f"arn:{stack.partition}:cloudwatch:{stack.region}:{stack.account}:alarm:*"
        self._let(
            "cloudwatch.amazonaws.com",
            ("kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"),
            {
                "StringEquals": {"aws:SourceAccount": stack.account},
                "ArnLike": {"aws:SourceArn": alarms},
            },
        )

    def _let(self, service: str, actions: tuple[str, ...], conditions: dict[str, object]) -> None:
        self.add_to_resource_policy(
            iam.PolicyStatement(
                principals=[iam.ServicePrincipal(service)],
                actions=list(actions),
                resources=["*"],  # in a key's policy: this key
                conditions=conditions,
            )
        )


def bucket_encryption(key: kms.IKey | None) -> dict[str, Any]:
    """The properties of a bucket. With a bucket key, S3 asks KMS once for many objects."""
    if not key:
        return {"encryption": s3.BucketEncryption.S3_MANAGED}
    return {
        "encryption": s3.BucketEncryption.KMS,
        "encryption_key": key,
        "bucket_key_enabled": True,
    }


def table_encryption(key: kms.IKey | None) -> dict[str, Any]:
    """The properties of a table. Without a key, DynamoDB uses one of its own."""
    if not key:
        return {}
    return {"encryption": dynamodb.TableEncryption.CUSTOMER_MANAGED, "encryption_key": key}


def queue_encryption(key: kms.IKey | None) -> dict[str, Any]:
    """The properties of a queue."""
    if not key:
        return {"encryption": sqs.QueueEncryption.SQS_MANAGED}
    return {
        "encryption": sqs.QueueEncryption.KMS,
        "encryption_master_key": key,
        "data_key_reuse": _REUSE,
    }
