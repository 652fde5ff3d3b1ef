"""Each thing that can stop a deployment: what preflight says, and the command that it names."""

from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError, NoCredentialsError

from ops.preflight.account import Account
from ops.preflight.checks import run
from ops.preflight.finding import Finding, Level
from tests.jumpstart.endpoint.fake_sagemaker import Refused
from tests.signed import SIGNED

from .account import QUOTA, a_key, an_account, an_endpoint, executions, fresh, stacks

DEPLOYED = stacks(Easel="CREATE_COMPLETE", EaselEndpoint="CREATE_COMPLETE")
REALTIME = {"mode": "realtime"}
EXISTING = {"mode": "realtime", "existing_endpoint": "mine"}
ASYNC = {
    "existing_endpoint": "mine",
    "existing_answers": "s3://mine/sd/out/",
    "existing_failures": "s3://mine/sd/broken",
}
OWN = {"model": "dogs", "model_data": "s3://mine/dogs/"}
DENIED = "User: ann is not authorized to perform: {} on resource: *"


def found(account: Account) -> dict[str, Finding]:
    return {check.name: finding for check, finding in run(account)}


def case(
    name: str, what: str, do: str, *, level: Level = Level.REFUSAL,
    settings: dict[str, Any] | None = None, id: str = "", **answers: dict[str, Any],
) -> Any:  # fmt: skip
    """A check, what it says and names, the settings, and what the services answer."""
    return pytest.param(name, what, do, level, settings or {}, answers, id=id or name)


def test_in_an_account_that_has_everything_every_check_is_ok() -> None:
    for name, finding in found(an_account()).items():
        assert (finding.level, finding.do) == (Level.OK, ""), f"{name}: {finding}"


@pytest.mark.parametrize(
    ("name", "what", "do", "level", "settings", "answers"),
    [
        case(
            "credentials", "does not accept these credentials (ExpiredToken)", "log in",
            sts={"GetCallerIdentity": Refused("ExpiredToken", "expired")}, id="expired",
        ),
        case(
            "credentials", "(InvalidClientTokenId)", "log in",
            sts={"GetCallerIdentity": Refused("InvalidClientTokenId", "no")}, id="wrong",
        ),
        case(
            "credentials", "no AWS credentials", "log in",
            sts={"GetCallerIdentity": NoCredentialsError()}, id="missing",
        ),
        case(
            "bootstrap", "us-east-1 is not prepared for the CDK", "make bootstrap",
            ssm={"GetParameter": Refused("ParameterNotFound", "no")},
        ),
        case(
            "bootstrap", "has version 4; 6 is needed", "make bootstrap",
            ssm={"GetParameter": {"Parameter": {"Value": "4"}}}, id="old-bootstrap",
        ),
        case(
            "services", "il-central-1 has no Amazon Transcribe", "another region",
            level=Level.WARNING, settings={"region": "il-central-1"},
        ),
        case(
            "services", "eu-central-2 has no Amazon Comprehend and Amazon Translate",
            "translate = false", settings={"region": "eu-central-2", "translate": True},
            id="no-translate",
        ),
        case(
            "model", "is not offered in ap-southeast-7", "set region",
            settings={"region": "ap-southeast-7"},
        ),
        case(
            "weights", "is empty: the weights were withdrawn", "make resolve MODEL_ID=",
            s3={"ListObjectsV2": {"KeyCount": 0}},
        ),
        case(
            "weights", "there is nothing in s3://mine/dogs/", "jumpstart.upload FOLDER",
            settings=OWN, s3={"ListObjectsV2": {"KeyCount": 0}}, id="no-own-weights",
        ),
        case(
            "weights", "model_index.json is missing", "name the folder", settings=OWN,
            id="own-weights-elsewhere",
        ),
        case(
            "model", "image is not in us-east-1", "correct image or region",
            settings={**OWN, "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/own:3"},
            id="image-elsewhere",
        ),
        case(
            "weights", "these credentials may not call s3:ListBucket", "allow s3:ListBucket",
            level=Level.WARNING,
            s3={"ListObjectsV2": Refused("AccessDenied", DENIED.format("s3:ListBucket"))},
            id="no-right",
        ),
        case(
            "image", "gpu-py38-cu113-ubuntu20.04 does not exist", "make resolve",
            ecr={"BatchGetImage": {"images": [], "failures": [{"failureCode": "ImageNotFound"}]}},
        ),
        case(
            "image", "does not exist", "make resolve",
            ecr={"BatchGetImage": Refused("RepositoryNotFoundException", "no")},
            id="no-repository",
        ),
        case(
            "image", "it cannot be told whether", "ecr:BatchGetImage", level=Level.WARNING,
            ecr={"BatchGetImage": Refused("AccessDeniedException", "no")}, id="hidden-image",
        ),
        case(
            "instance type", "SageMaker offers no ml.g5.2xlarge", "set instance_type",
            service_quotas={"ListServiceQuotas": {"Quotas": []}},
        ),
        case(
            "instances", "endpoint usage: 0; 0 run now, 1 needed",
            "-m jumpstart.quota --region us-east-1 --instance-type ml.g5.2xlarge --request 1",
            service_quotas={"ListServiceQuotas": {"Quotas": [QUOTA | {"Value": 0.0}]}},
        ),
        case(
            "instances", "an update of the endpoint starts new instances first", "--request 2",
            level=Level.WARNING, id="half-an-update",
            service_quotas={"ListServiceQuotas": {"Quotas": [QUOTA | {"Value": 1.0}]}},
        ),
        case(
            "instances", "cannot grow to 3", "--request 3", settings={"max_instances": 3},
            level=Level.WARNING, id="no-growth",
        ),
        case(
            "instances", "2; 0 run now, 3 needed", "--request 3", id="realtime-instances",
            settings=REALTIME | {"max_instances": 3},
        ),
        case(
            "concurrency", "account_concurrency is 1000, but the account has 10",
            "set account_concurrency = 10", lambda_={"GetAccountSettings": executions(10)},
        ),
        case(
            "concurrency", "deliver_reserved_concurrency is 5", "deliver_reserved_concurrency = 0",
            settings={"account_concurrency": 10, "deliver_reserved_concurrency": 5},
            id="no-reservation", lambda_={"GetAccountSettings": executions(10)},
        ),
        case(
            "concurrency", "10 executions at once, as in a new account: 5 requests may wait",
            "--quota-code L-B99A9384", settings={"account_concurrency": 10}, level=Level.WARNING,
            id="new-account", lambda_={"GetAccountSettings": executions(10)},
        ),
        case(
            "endpoint", 'was made with mode = "async"', "make destroy STACKS=EaselEndpoint",
            settings=REALTIME, id="other-mode",
            cloudformation={"DescribeStacks": DEPLOYED}, sagemaker=an_endpoint(),
        ),
        case(
            "endpoint", "runs on ml.g4dn.4xlarge and scales by itself",
            "make destroy STACKS=EaselEndpoint", id="other-instance",
            cloudformation={"DescribeStacks": DEPLOYED},
            sagemaker=an_endpoint(kind="ml.g4dn.4xlarge"),
            application_autoscaling={"DescribeScalableTargets": {"ScalableTargets": [{}]}},
        ),
        case(
            "endpoint", "easel has failed", "make destroy STACKS=EaselEndpoint", id="failed",
            cloudformation={"DescribeStacks": DEPLOYED}, sagemaker=an_endpoint(status="Failed"),
        ),
        case(
            "endpoint", "easel is Updating", "wait", id="moving",
            cloudformation={"DescribeStacks": DEPLOYED}, sagemaker=an_endpoint(status="Updating"),
        ),
        case(
            "endpoint", "EaselEndpoint did not make it", "set another name", id="name-taken",
            sagemaker=an_endpoint(),
        ),
        case(
            "endpoint", "EaselEndpoint is still deployed", "make destroy STACKS=EaselEndpoint",
            settings=EXISTING, id="unused", cloudformation={"DescribeStacks": DEPLOYED},
            sagemaker=an_endpoint(is_async=False),
        ),
        case(
            "existing", "us-east-1 has no endpoint mine", "list-endpoints", settings=EXISTING,
        ),
        case(
            "existing", "mine is Failed, not InService", "describe-endpoint", settings=EXISTING,
            sagemaker=an_endpoint(status="Failed", is_async=False), id="not-in-service",
        ),
        case(
            "existing", 'mine is async, and easel.toml says mode = "realtime"', "realtime endpoint",
            settings=EXISTING, sagemaker=an_endpoint(), id="async",
        ),
        case(
            "existing", 'mine is realtime, and easel.toml says mode = "async"', "jumpstart.use",
            settings=ASYNC, sagemaker=an_endpoint(is_async=False), id="not-async",
        ),
        case(
            "existing", "has the S3OutputPath s3://mine/sd/out, and easel.toml says s3://mine/o",
            "jumpstart.use mine", settings=ASYNC | {"existing_answers": "s3://mine/o"},
            sagemaker=an_endpoint(), id="other-answers",
        ),
        case(
            "existing", "mine does not send its events to EventBridge",
            'put-bucket-notification-configuration --bucket mine --notification-configuration \''
            '{"TopicConfigurations": [], "EventBridgeConfiguration": {}}\'',
            settings=ASYNC, sagemaker=an_endpoint(), id="no-events",
            s3={"GetBucketNotificationConfiguration": {"TopicConfigurations": []}},
        ),
        case(
            "existing", "mine is InService, and mine says what it writes", "", level=Level.OK,
            settings=ASYNC, sagemaker=an_endpoint(), id="async-as-it-should-be",
            s3={"GetBucketNotificationConfiguration": {"EventBridgeConfiguration": {}}},
        ),
        case(
            "existing", "needs the name of an inference component: sd2",
            "set inference_component", settings=EXISTING, id="no-component",
            sagemaker=an_endpoint(is_async=False) | {"ListInferenceComponents":
                {"InferenceComponents": [{"InferenceComponentName": "sd2"}]}},
        ),
        case(
            "existing", "there is no inference component sd2", "list-inference-components",
            settings=EXISTING | {"inference_component": "sd2"}, id="unknown-component",
            sagemaker=an_endpoint(is_async=False) | {"DescribeInferenceComponent":
                Refused("ValidationException", "Could not find inference component")},
        ),
        case(
            "existing", "sd2 is a component of theirs", "correct inference_component",
            settings=EXISTING | {"inference_component": "sd2"}, id="component-elsewhere",
            sagemaker=an_endpoint(is_async=False) | {"DescribeInferenceComponent":
                {"EndpointName": "theirs", "InferenceComponentStatus": "InService"}},
        ),
        case(
            "key", "without it, nothing could read what it encrypted", "set own_key = true",
            cloudformation={"DescribeStacks": DEPLOYED, "ListStackResources": {
                "StackResourceSummaries": [{"ResourceType": "AWS::KMS::Key"}]}},
        ),
        case(
            "stacks", "Easel is ROLLBACK_COMPLETE: its first deployment failed",
            "make deploy deletes it", level=Level.WARNING,
            cloudformation={"DescribeStacks": stacks(Easel="ROLLBACK_COMPLETE")},
        ),
        case(
            "stacks", "Easel is REVIEW_IN_PROGRESS", "make deploy goes on", level=Level.WARNING,
            cloudformation={"DescribeStacks": stacks(Easel="REVIEW_IN_PROGRESS")}, id="review",
        ),
        case(
            "stacks", "EaselEndpoint is DELETE_FAILED", "make destroy STACKS=EaselEndpoint",
            cloudformation={"DescribeStacks": stacks(EaselEndpoint="DELETE_FAILED")},
            id="delete-failed",
        ),
        case(
            "stacks", "Easel is UPDATE_ROLLBACK_FAILED", "npx cdk rollback Easel",
            cloudformation={"DescribeStacks": stacks(Easel="UPDATE_ROLLBACK_FAILED")},
            id="rollback-failed",
        ),
        case(
            "stacks", "Easel is CREATE_IN_PROGRESS", "wait",
            cloudformation={"DescribeStacks": stacks(Easel="CREATE_IN_PROGRESS")}, id="in-progress",
        ),
        case(
            "leftovers", "left 1 bucket, 1 table, 1 secret, 1 log group",
            "make destroy EVERYTHING=1", level=Level.WARNING,
            resourcegroupstaggingapi={"GetResources": {"ResourceTagMappingList": [
                {"ResourceARN": arn} for arn in (
                    "arn:aws:s3:::easel-storageimages", "arn:aws:dynamodb:us-east-1:1:table/Easel",
                    "arn:aws:secretsmanager:us-east-1:1:secret:x",
                    "arn:aws:logs:us-east-1:1:log-group:/aws/sagemaker/Endpoints/easel")]}},
        ),
        case(
            "signing", "names a file, key.pem; functions sign with", "ECC_NIST_P256",
            settings={**SIGNED, "content_credentials_key": "key.pem"}, id="key-in-a-file",
        ),
        case(
            "signing", "there is no key arn:aws:kms:us-east-1:", "aws kms create-key",
            settings=SIGNED, kms={"DescribeKey": Refused("NotFoundException", "no")}, id="no-key",
        ),
        case(
            "signing", "is for RSA_2048 and SIGN_VERIFY", "ECC_NIST_P256", settings=SIGNED,
            kms={"DescribeKey": a_key(KeySpec="RSA_2048")}, id="key-for-something-else",
        ),
        case(
            "signing", "is PendingDeletion", "aws kms enable-key --key-id arn:aws:kms:",
            settings=SIGNED, kms={"DescribeKey": a_key(KeyState="PendingDeletion")},
            id="key-on-its-way-out",
        ),
        case(
            "signing", "in certificates.pem is not for the key", "certificate first",
            settings=SIGNED, kms={"GetPublicKey": {"PublicKey": b"another"}},
            id="key-of-another-certificate",
        ),
        case(
            "signing", "belong together", "", level=Level.OK, settings=SIGNED, id="signs",
        ),
        case(
            "environment", "blocked_words take 3,0", "shorten blocked_words",
            settings={"blocked_words": ["spiteful"] * 334},
        ),
        case(
            "draw time", "the largest request takes about 142 s", "lower max_side",
            settings=REALTIME, level=Level.WARNING,
        ),
        case(
            "price", "the price of ml.g5.2xlarge is not known", "sagemaker/ai/pricing",
            level=Level.WARNING, id="price",
        ),
    ],
)  # fmt: skip
def test_it_is_said_with_the_command_that_mends_it(
    name: str, what: str, do: str, level: Level, settings: dict[str, Any],
    answers: dict[str, dict[str, Any]], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    if name == "price":
        monkeypatch.setattr("jumpstart.endpoint.prices.USD_PER_HOUR", {})
    services = fresh()
    for service, changed in answers.items():
        services[service.rstrip("_").replace("_", "-")].answers |= changed
    finding = found(an_account(services, **settings))[name]
    assert what in finding.what, finding
    assert do in finding.do, finding
    assert finding.level == level
    assert "\n" not in finding.what + finding.do


def test_all_checks_run_even_if_one_refuses() -> None:
    services = fresh()
    services["ssm"].answers["GetParameter"] = Refused("ParameterNotFound", "no")
    services["s3"].answers["ListObjectsV2"] = {"KeyCount": 0}
    findings = found(an_account(services))
    refused = [name for name, one in findings.items() if one.level is Level.REFUSAL]
    assert refused == ["bootstrap", "weights"]
    assert findings.keys() == found(an_account()).keys()


def test_without_credentials_what_needs_none_is_still_checked() -> None:
    services = fresh()
    services["sts"].answers["GetCallerIdentity"] = NoCredentialsError()
    findings = found(an_account(services, region="il-central-1"))
    assert findings["stacks"].what == "not checked: AWS does not know who asks"
    assert "Amazon Transcribe" in findings["services"].what
    assert all(not one.calls for name, one in services.items() if name != "sts")


def test_a_service_that_does_not_answer_is_a_warning() -> None:
    services = fresh()
    unreachable = EndpointConnectionError(endpoint_url="https://ssm.us-east-1.amazonaws.com")
    services["ssm"].answers["GetParameter"] = unreachable
    finding = found(an_account(services))["bootstrap"]
    assert finding.level is Level.WARNING
    assert finding.what.startswith("not checked: AWS cannot be reached")


def test_what_the_deployed_functions_reserved_is_not_counted_against_them() -> None:
    services = fresh()
    function = {"ResourceType": "AWS::Lambda::Function", "PhysicalResourceId": "deliver",
                "LogicalResourceId": "D", "ResourceStatus": "CREATE_COMPLETE"}  # fmt: skip
    services["cloudformation"].answers |= {
        "DescribeStacks": stacks(Easel="CREATE_COMPLETE"),
        "ListStackResources": {"StackResourceSummaries": [function]},
    }
    services["lambda"].answers |= {
        "GetAccountSettings": executions(1000, unreserved=100),
        "GetFunctionConcurrency": {"ReservedConcurrentExecutions": 50},
    }
    for reserved, level in ((50, Level.OK), (51, Level.REFUSAL)):
        account = an_account(services, deliver_reserved_concurrency=reserved)
        assert found(account)["concurrency"].level is level


def test_preflight_only_reads() -> None:
    services = fresh()
    services["sagemaker"].answers |= an_endpoint()
    services["cloudformation"].answers["DescribeStacks"] = DEPLOYED
    run(an_account(services))
    calls = {name for one in services.values() for name, _ in one.calls}
    assert {name for name in calls if not name.startswith(("Get", "List", "Describe"))} == {
        "BatchGetImage"
    }
