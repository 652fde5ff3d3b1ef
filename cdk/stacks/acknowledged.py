"""The findings of cdk-nag that we accept, each with the reason."""

from typing import cast

from aws_cdk import Acknowledgment, Annotations, CfnElement, Stack, Token, Validations
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sns as sns

from easel.pictures.image_store import AnswerStore
from easel.pictures.job import IMAGES, PAGES
from easel.recordings.audio_store import HEARD, TranscriptStore
from easel.recordings.recording import DROPPED, RECEIPT, SENT

from ..deployment import Mode
from .audio import AUDIO_IDS
from .endpoint import EndpointStack
from .service import ServiceStack

_SERVICE = {
    "S1": "Access logs would keep callers' addresses; CloudTrail's data events can do instead.",
    "SMG4": "Ids depend on one: a rotation would change them all. Only CloudFront uses the other.",
    "APIG1": "access_logs = true makes them; their role is one setting for the whole account.",
    "APIG2": "generate checks every field itself and refuses with a pointer to what is wrong.",
    "APIG3": "The stage is throttled; a web ACL costs more a month than the idle service.",
    "APIG4": "The API is open by design; what a caller may spend is bounded in the request.",
    "APIG6": "Its log role is one setting for the whole account; generate logs each outcome.",
    "COG4": "The API is open by design; there are no users to keep.",
    "CFR1": "A shared link works wherever it is opened.",
    "CFR2": "A web ACL costs more a month than the idle service; waf = true makes one.",
    "CFR3": "Easel's own are standard logs v2 (access_logs = true): the older ones hold prompts.",
    "CFR4": "cloudfront.net's own certificate allows no other setting; a domain of one's own does.",
    "L1": "3.13 is the newest Python on which every locked dependency has an arm64 wheel.",
}
_SERVERLESS = {
    "LambdaLatestVersion": _SERVICE["L1"],
    "LambdaTracing": "Each log line carries the picture's id, and `make logs ID=` joins them.",
    "APIGWXrayEnabled": "Each log line carries the picture's id, and `make logs ID=` joins them.",
    "APIGWAccessLogging": _SERVICE["APIG1"],
    "SQSRedrivePolicy": "This queue holds the dead letters of all the others.",
    "EventBusDLQ": "EventBridge tries for a day, and the minutely sweeps find what never came.",
    "LambdaDLQ": "Queues with a dead-letter queue call it, and API Gateway, and minutely sweeps.",
    "LambdaEventSourceMappingDestination": "SQS knows none: each queue has a dead-letter queue.",
    "LambdaAsyncFailureDestination": "Only sweeps are called so, and the next does its work.",
}
_OWN_PREFIX = "One prefix of one of our buckets, for one kind of object."


def acknowledge_service(stack: ServiceStack) -> None:
    for rule, reason in _SERVICE.items():
        _acknowledge(stack, rule, reason)
    for rule, reason in _SERVERLESS.items():
        _acknowledge(stack, rule, reason, pack="Serverless")
    for bucket, prefix in (
        (stack.storage.images, IMAGES),
        (stack.storage.images, PAGES),
        (stack.storage.answers, AnswerStore.ANSWERS),
        (stack.storage.answers, AnswerStore.FAILURES),
        (stack.audio.bucket, SENT),
        (stack.audio.bucket, DROPPED),
        (stack.audio.bucket, HEARD),
        (stack.audio.transcripts, TranscriptStore.PREFIX),
    ):
        _acknowledge_wildcard(stack, f"{_arn(stack, bucket)}/{prefix}*", _OWN_PREFIX)
    if any(isinstance(one, sns.CfnSubscription) for one in stack.node.find_all()):
        later = "A mail about an alarm is of no use later; the alarm itself stays in CloudWatch."
        _acknowledge(stack, "SNSRedrivePolicy", later, pack="Serverless")
    place = stack.deployment.answers_place
    if place.bucket:
        for prefix in (place.answers, place.failures):
            where = f"arn:{stack.partition}:s3:::{place.bucket}/{prefix}*"
            _acknowledge_wildcard(stack, where, "Where the endpoint that was named writes.")
    receipts = f"{_arn(stack, stack.audio.bucket)}/{DROPPED}*{RECEIPT}"
    _acknowledge_wildcard(stack, receipts, "Receipts, each beside the upload that it belongs to.")
    _acknowledge_wildcard(
        stack,
        f"arn:{stack.partition}:transcribe:{stack.region}:{_account(stack)}"
        f":transcription-job/{AUDIO_IDS}",
        "Transcription jobs, each named for its recording.",
    )
    _acknowledge_wildcard(
        stack,
        "*",
        "StartTranscriptionJob knows no resource: a condition names the bucket and prefix that it "
        "writes to. TranslateText and DetectDominantLanguage know none either, "
        "and keep nothing. DetectModerationLabels and network interfaces know none.",
    )


def acknowledge_own_key(stack: ServiceStack) -> None:
    Annotations.of(stack).acknowledge_warning(
        "@aws-cdk/aws-cloudfront-origins:wildcardKeyPolicyForOac",
        "The distribution names the bucket, and the bucket the key: the key cannot name it.",
    )


def acknowledge_access_logs(stack: ServiceStack) -> None:
    _acknowledge(
        stack,
        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
        "AmazonAPIGatewayPushToCloudWatchLogs]",
        "AWS's own policy for API Gateway's log role, which is one for the whole account.",
    )


def _arn(stack: Stack, bucket: s3.Bucket) -> str:
    """The bucket's ARN as cdk-nag writes it."""
    return f"<{stack.get_logical_id(cast(CfnElement, bucket.node.default_child))}.Arn>"


def _account(stack: Stack) -> str:
    """The stack's account as cdk-nag writes it. It may not be known yet."""
    return "<AWS::AccountId>" if Token.is_unresolved(stack.account) else stack.account


def acknowledge_endpoint(stack: EndpointStack, service: ServiceStack) -> None:
    deployment = stack.deployment
    artefact = deployment.regional_model(stack.region).model_data.removeprefix("s3://")
    arn = f"arn:{stack.partition}"
    _acknowledge_wildcard(stack, f"{arn}:s3:::{artefact}*", "The model's artefact: one prefix.")
    _acknowledge_wildcard(
        stack,
        f"{arn}:logs:{stack.region}:{_account(stack)}"
        f":log-group:/aws/sagemaker/Endpoints/{deployment.endpoint_name}:*",
        "SageMaker names the streams of the endpoint's own log group.",
    )
    _acknowledge_wildcard(
        stack, "*", "GetAuthorizationToken and PutMetricData know no resource that could be named."
    )
    if deployment.mode is not Mode.ASYNC:
        return
    exported = stack.resolve(service.export_value(service.storage.answers.bucket_arn))
    for prefix in (AnswerStore.ANSWERS, AnswerStore.FAILURES):
        _acknowledge_wildcard(stack, f"{exported['Fn::ImportValue']}/{prefix}*", _OWN_PREFIX)


def _acknowledge_wildcard(stack: Stack, resource: str, reason: str) -> None:
    _acknowledge(stack, f"IAM5[Resource::{resource}]", reason)


def _acknowledge(stack: Stack, rule: str, reason: str, *, pack: str = "AwsSolutions") -> None:
    finding = Acknowledgment(id=f"{pack}::{pack}-{rule}", reason=reason)
    Validations.of(stack).acknowledge(finding)
