"""What stays when the stack is deleted: pictures, jobs, callers, and the secret of the ids."""

from typing import Any, cast

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from .own_key import bucket_encryption, table_encryption


class Storage(Construct):
    """`key` encrypts the buckets and the tables. None: keys of AWS do."""

    def __init__(self, scope: Construct, id: str, *, key: kms.IKey | None) -> None:
        super().__init__(scope, id)

        self.images = s3.Bucket(self, "Images", **private(key))

        # The answers of asynchronous inference. deliver reads each one once.
        self.answers = s3.Bucket(
            self,
            "Answers",
            lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(1))],
            **private(key),
        )
        tell_eventbridge(self.answers)

        self.jobs = dynamodb.Table(
            self,
            "Jobs",
            partition_key=_text("pk"),
            **_table(key),
        )
        self.jobs.add_global_secondary_index(
            index_name="by_phase",
            partition_key=_text("phase"),
            sort_key=dynamodb.Attribute(name="at", type=dynamodb.AttributeType.NUMBER),
            # No query reads these two any more. But DynamoDB cannot change the projection of an
            # index that exists, and CloudFormation would replace the index.
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=["created_at", "started_at"],
        )

        # Everything about callers: keys, quotas, who asked for which picture, and webhooks.
        self.callers = dynamodb.Table(
            self,
            "Callers",
            partition_key=_text("pk"),
            sort_key=_text("sk"),
            **_table(key),
        )
        self.callers.add_global_secondary_index(
            index_name="by_owner",
            partition_key=_text("owner"),
            sort_key=dynamodb.Attribute(name="at", type=dynamodb.AttributeType.NUMBER),
            projection_type=dynamodb.ProjectionType.KEYS_ONLY,
        )

        self.id_secret = secretsmanager.Secret(
            self,
            "IdSecret",
            description="Easel: the key of every picture's id. Links follow from it: never rotate.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=64, exclude_punctuation=True
            ),
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _table(key: kms.IKey | None) -> dict[str, Any]:
    return {
        **table_encryption(key),
        "billing_mode": dynamodb.BillingMode.PAY_PER_REQUEST,
        "time_to_live_attribute": "expires_at",
        "point_in_time_recovery_specification": dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True
        ),
        "deletion_protection": True,
        # Kept also if the first deployment fails: CloudFormation could not delete a table that is
        # protected, and its rollback would fail too. An empty table costs nothing.
        "removal_policy": RemovalPolicy.RETAIN,
    }


def private(key: kms.IKey | None) -> dict[str, Any]:
    """The properties of every bucket."""
    return {
        "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
        **bucket_encryption(key),
        "enforce_ssl": True,
        "object_ownership": s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        # A first deployment that fails leaves none behind.
        "removal_policy": RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    }


def created(bucket: s3.IBucket, keys: list[dict[str, str]]) -> events.EventPattern:
    """S3's event that an object was created, in one request or in parts."""
    return events.EventPattern(
        source=["aws.s3"],
        detail_type=["Object Created"],
        detail={"bucket": {"name": [bucket.bucket_name]}, "object": {"key": keys}},
    )


def tell_eventbridge(bucket: s3.Bucket) -> None:
    """Let `bucket` send its events to EventBridge."""
    # The CDK's own switch would add a custom resource; the bucket's property does not.
    resource = cast(s3.CfnBucket, bucket.node.default_child)
    resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
        event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(
            event_bridge_enabled=True
        )
    )
