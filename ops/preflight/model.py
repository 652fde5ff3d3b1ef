"""The model: offered in the region, its weights still there, its image still there."""

import re

from botocore.exceptions import ClientError

from cdk.deployment import Deployment, Mode
from cdk.jumpstart_model import RegionalModel
from jumpstart.command.faults import Fault, code_of
from jumpstart.endpoint.weights_there import lacking

from .account import Account
from .finding import Finding, ok, refusal, warning

_OTHER_MODEL = (
    "name another model (make resolve ARGS=--list, then make resolve MODEL_ID=…), or set "
    "model_data (weights of your own) or existing_endpoint in easel.toml"
)
# registry.dkr.ecr.region.amazonaws.com/repository:tag, or @digest instead of :tag.
_IMAGE = re.compile(
    r"(?P<registry>\d+)\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.[a-z.]+/"
    r"(?P<repository>[^:@]+)(?::(?P<tag>[^@]+))?(?:@(?P<digest>.+))?"
)
_GONE = {"RepositoryNotFoundException", "ImageNotFoundException"}


def is_on_bedrock(deployment: Deployment) -> bool:
    return deployment.mode is Mode.BEDROCK


def makes_endpoint(deployment: Deployment) -> bool:
    return not deployment.existing_endpoint and not is_on_bedrock(deployment)


def offered(account: Account) -> Finding:
    deployment = account.deployment
    try:
        deployment.regional_model(account.region)
    except ValueError as error:
        own = "correct image or region in easel.toml"
        jumpstart = "set region in easel.toml to one of these regions"
        return refusal(str(error), own if deployment.model_data else jumpstart)
    return ok(f"{deployment.model} is offered in {account.region}")


def weights(account: Account) -> Finding:
    """The first key of the artefact. If a publisher withdraws the weights, the prefix is empty."""
    if account.deployment.model_data:
        return _own_weights(account)
    place = _regional(account).model_data
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    found = account.client("s3").list_objects_v2(Bucket=bucket, Prefix=prefix, MaxKeys=1)
    if not found.get("Contents"):
        return refusal(f"{place} is empty: the weights were withdrawn", _OTHER_MODEL)
    return ok(f"{place} holds the weights")


def _own_weights(account: Account) -> Finding:
    place, has_image = account.deployment.model_data, bool(account.deployment.image)
    if found := lacking(place, account.client("s3"), own_image=has_image):
        return refusal(*found)
    return ok(f"{place} holds your own weights")


def image(account: Account) -> Finding:
    uri = _regional(account).image_uri
    named = _IMAGE.fullmatch(uri)
    if not named:
        what = f"{uri} is not an image of Amazon ECR; SageMaker pulls from nowhere else"
        return refusal(what, _OTHER_MODEL)
    wanted = {"imageDigest": named["digest"]} if named["digest"] else {"imageTag": named["tag"]}
    try:
        found = account.client("ecr").batch_get_image(
            registryId=named["registry"], repositoryName=named["repository"], imageIds=[wanted]
        )
    except ClientError as error:
        if code_of(error) in _GONE:
            return refusal(f"{uri} does not exist", _OTHER_MODEL)
        if code_of(error) == "AccessDeniedException":
            return warning(
                f"it cannot be told whether {uri} exists: these credentials may not call "
                "ecr:BatchGetImage there",
                "ask an administrator to allow ecr:BatchGetImage; or deploy, and SageMaker will "
                "say so",
            )
        raise
    if not found.get("images"):
        return refusal(f"{uri} does not exist", _OTHER_MODEL)
    return ok(uri)


def bedrock(account: Account) -> Finding:
    """The lifecycle of the model, as Bedrock says it. A list in a document is soon out of date."""
    model = account.deployment.bedrock_model
    region = account.deployment.bedrock_region or account.region
    try:
        found = account.client_in("bedrock", region).get_foundation_model(modelIdentifier=model)
    except ClientError as error:
        if code_of(error) not in {"ResourceNotFoundException", "ValidationException"}:
            raise
        do = (
            "set bedrock_model or bedrock_region in easel.toml; aws bedrock "
            f"list-foundation-models --by-output-modality IMAGE --region {region} lists the models"
        )
        return refusal(f"Bedrock has no model {model} in {region}", do)
    details = found["modelDetails"]
    status = details.get("modelLifecycle", {}).get("status", "unknown")
    if status != "ACTIVE":
        do = f"set bedrock_model in easel.toml to a model that is ACTIVE in {region}"
        return refusal(f"{model} is {status} in {region}: new customers cannot use it", do)
    if "IMAGE" not in details.get("outputModalities", ["IMAGE"]):
        return refusal(f"{model} draws no pictures", "set bedrock_model in easel.toml")
    return ok(f"{model} is ACTIVE in {region}")


def _regional(account: Account) -> RegionalModel:
    """Where the weights and the image are.

    Raises:
        Fault: the model is not offered in this region.
    """
    try:
        return account.deployment.regional_model(account.region)
    except ValueError as error:
        raise Fault(str(error), "set region in easel.toml", code="not_offered") from error
