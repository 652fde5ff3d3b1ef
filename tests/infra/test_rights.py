"""What each role may do, to the letter: a right that is added or lost shows up here."""

import pytest

from .templates import ACCOUNT, REGION, Cloud, Template

_ENDPOINTS = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:endpoint"
_COMPONENTS = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:inference-component"
_JUMPSTART = f"arn:aws:s3:::jumpstart-cache-prod-{REGION}"
_ARTEFACT = (
    "stabilityai-txt2img/model-txt2img-stabilityai-stable-diffusion-v2"
    "/artifacts/inference-prepack/v1.0.0/"
)
# The account that holds AWS's own containers in most regions.
_IMAGE = f"arn:aws:ecr:{REGION}:763104351884:repository/huggingface-pytorch-inference"

Rights = dict[str, set[str]]

_DISTRIBUTION = f"arn:aws:cloudfront::{ACCOUNT}:distribution/<FrontDistribution>"

_BOTH: Rights = {
    "<StorageJobs.Arn>": {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:UpdateItem"},
    "<StorageCallers.Arn>": {"dynamodb:Query"},
    "<StorageCallers.Arn>/index/by_owner": {"dynamodb:Query"},
    "<FunctionsWebhooksQueue.Arn>": {"sqs:SendMessage"},
    "<AudioQueue.Arn>": {"sqs:SendMessage"},
    "<FunctionsRenditionsQueue.Arn>": {"sqs:SendMessage"},
    "<StorageImages.Arn>": {"s3:ListBucket"},
    "<StorageImages.Arn>/images/*": {"s3:GetObject", "s3:DeleteObject"},
    "<StorageImages.Arn>/i/*": {"s3:PutObject", "s3:DeleteObject"},
    _DISTRIBUTION: {"cloudfront:CreateInvalidation"},
}
_RECEIVES = {
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
    "sqs:ReceiveMessage",
}
_LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
_GENERATE: Rights = {
    **_BOTH,
    "<StorageJobs.Arn>": {
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
    },
    "<StorageCallers.Arn>": {
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
    },
    "<StorageIdSecret>": {"secretsmanager:GetSecretValue"},
    "<AudioBucket.Arn>/recordings/*": {"s3:PutObject"},
    "<AudioTranscripts.Arn>/transcripts/*": {"s3:GetObject"},
    "<AudioTranscriptQueue.Arn>": _RECEIVES,
    "<FunctionsGenerateLog.Arn>": _LOGS,
}
_DELIVER: Rights = {
    **_BOTH,
    "<StorageJobs.Arn>/index/by_phase": {"dynamodb:Query"},
    "<StorageCallers.Arn>": {"dynamodb:Query", "dynamodb:UpdateItem"},
    "<StorageImages.Arn>/images/*": {"s3:GetObject", "s3:PutObject", "s3:DeleteObject"},
    "<FunctionsDeliverQueue.Arn>": _RECEIVES,
    "<FunctionsDeliverLog.Arn>": _LOGS,
}
_QUEUES: Rights = {"<FunctionsDeliverQueue.Arn>": {"sqs:SendMessage"}}
# In the region and of the name that easel.toml says. AWS owns these models, so there is no account.
_BEDROCK_MODEL = "arn:aws:bedrock:us-west-2::foundation-model/stability.stable-image-core-v1:1"
_DESCRIBES, _INVOKES = {"sagemaker:DescribeEndpoint"}, {"sagemaker:InvokeEndpoint"}


@pytest.mark.parametrize(
    ("variant", "function", "rights"),
    [
        pytest.param(
            "queued",
            "Generate",
            {
                **_GENERATE,
                f"{_ENDPOINTS}/easel": _DESCRIBES | {"sagemaker:InvokeEndpointAsync"},
                "<StorageAnswers.Arn>": {"s3:ListBucket"},
            },
            id="async-generate",
        ),
        pytest.param(
            "queued",
            "Deliver",
            {
                **_DELIVER,
                "<FunctionsDeliverQueue.Arn>": _RECEIVES | {"sqs:SendMessage"},
                "<StorageAnswers.Arn>": {"s3:ListBucket"},
                "<StorageAnswers.Arn>/answers/*": {"s3:GetObject"},
                "<StorageAnswers.Arn>/failures/*": {"s3:GetObject"},
                f"{_ENDPOINTS}/easel": _DESCRIBES,
            },
            id="async-deliver",
        ),
        pytest.param(
            "realtime",
            "Generate",
            {**_GENERATE, **_QUEUES, f"{_ENDPOINTS}/easel": _DESCRIBES},
            id="realtime-generate",
        ),
        pytest.param(
            "realtime",
            "Deliver",
            {**_DELIVER, f"{_ENDPOINTS}/easel": _INVOKES},
            id="realtime-deliver",
        ),
        pytest.param(
            "existing",
            "Generate",
            {
                **_GENERATE,
                **_QUEUES,
                # SageMaker's ARNs are in lower case; the policy may be read with the name's own.
                f"{_ENDPOINTS}/My-Endpoint": _DESCRIBES,
                f"{_ENDPOINTS}/my-endpoint": _DESCRIBES,
            },
            id="existing-generate",
        ),
        pytest.param(
            "existing",
            "Deliver",
            {
                **_DELIVER,
                f"{_ENDPOINTS}/My-Endpoint": _INVOKES,
                f"{_ENDPOINTS}/my-endpoint": _INVOKES,
                f"{_COMPONENTS}/My-Component": _INVOKES,
            },
            id="existing-deliver",
        ),
        pytest.param("bedrock", "Generate", {**_GENERATE, **_QUEUES}, id="bedrock-generate"),
        pytest.param(
            "bedrock",
            "Deliver",
            {
                **_DELIVER,
                _BEDROCK_MODEL: {"bedrock:InvokeModel"},
                "<StorageAnswers.Arn>": {"s3:ListBucket"},
                "<StorageAnswers.Arn>/answers/*": {"s3:GetObject", "s3:PutObject"},
            },
            id="bedrock-deliver",
        ),
    ],
)
def test_a_function_may_do_what_it_does_and_no_more(
    variant: str, function: str, rights: Rights, request: pytest.FixtureRequest
) -> None:
    cloud: Cloud = request.getfixturevalue(variant)
    assert cloud.service.rights(f"Functions{function}Role") == rights


_MODEL: Rights = {
    f"{_JUMPSTART}/{_ARTEFACT}*": {"s3:GetObject"},
    _JUMPSTART: {"s3:ListBucket"},
    _IMAGE: {
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
    },
    "*": {"ecr:GetAuthorizationToken", "cloudwatch:PutMetricData"},
    f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/sagemaker/Endpoints/easel:*": {
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
    },
}


# AWS's prerequisites of asynchronous inference.
_WRITE = {"s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"}


def test_an_asynchronous_endpoint_may_fetch_its_model_and_write_its_answers(queued: Cloud) -> None:
    assert queued.paid_endpoint.rights("Role") == {
        **_MODEL,
        "<StorageAnswers.Arn>": {"s3:ListBucket"},
        "<StorageAnswers.Arn>/answers/*": _WRITE,
        "<StorageAnswers.Arn>/failures/*": _WRITE,
    }


def test_a_realtime_endpoint_may_fetch_its_model_and_write_nothing(realtime: Cloud) -> None:
    assert realtime.paid_endpoint.rights("Role") == _MODEL


def test_the_endpoint_lists_no_more_of_a_bucket_than_its_own_prefixes(queued: Cloud) -> None:
    listed = [
        statement["Condition"]["StringLike"]["s3:prefix"]
        for statement in queued.paid_endpoint.statements("Role")
        if statement["Action"] == "s3:ListBucket"
    ]
    assert sorted(listed, key=str) == [["answers/*", "failures/*"], f"{_ARTEFACT}*"]


def test_only_actions_that_know_no_resource_are_allowed_on_all(cloud: Cloud) -> None:
    allowed_on_all = [
        (action, {key for keys in statement.get("Condition", {}).values() for key in keys})
        for template, role in _roles(cloud)
        for statement in template.statements(role)
        for action in template.texts(statement["Action"])
        if "*" in template.texts(statement["Resource"])
    ]
    written = {"transcribe:OutputBucketName", "transcribe:OutputKey"}
    service = [("transcribe:StartTranscriptionJob", written)]
    endpoint = [
        ("ecr:GetAuthorizationToken", set[str]()),
        ("cloudwatch:PutMetricData", {"cloudwatch:namespace"}),
    ]
    assert allowed_on_all == (service + endpoint if cloud.endpoint else service)


def test_a_model_reports_figures_of_endpoints_alone(queued: Cloud) -> None:
    (report,) = [
        statement
        for statement in queued.paid_endpoint.statements("Role")
        if statement["Action"] == "cloudwatch:PutMetricData"
    ]
    namespace = {"cloudwatch:namespace": "/aws/sagemaker/Endpoints"}
    assert report["Condition"] == {"StringEquals": namespace}


def test_nothing_is_deleted_but_pictures_and_their_pages(cloud: Cloud) -> None:
    deleted = {
        resource
        for template, role in _roles(cloud)
        for resource, actions in template.rights(role).items()
        for action in actions
        if action.startswith("s3:Delete")
    }
    assert deleted == {"<StorageImages.Arn>/images/*", "<StorageImages.Arn>/i/*"}


def test_generate_reads_keys_and_makes_none(cloud: Cloud) -> None:
    writes = [
        statement
        for statement in cloud.service.statements("FunctionsGenerateRole")
        if "<StorageCallers.Arn>" in cloud.service.texts(statement["Resource"])
        and {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
        & set(cloud.service.texts(statement["Action"]))
    ]
    conditions = [statement["Condition"] for statement in writes]
    assert conditions == [{"ForAllValues:StringNotLike": {"dynamodb:LeadingKeys": "key#*"}}]


def test_no_function_may_read_what_cloudfront_says_to_the_api(cloud: Cloud) -> None:
    read = {
        resource
        for template, role in _roles(cloud)
        for resource, actions in template.rights(role).items()
        if "secretsmanager:GetSecretValue" in actions
    }
    assert read == {"<StorageIdSecret>"}


def test_no_role_is_given_a_pattern_of_actions_or_a_managed_policy(cloud: Cloud) -> None:
    for template, role in _roles(cloud):
        assert "ManagedPolicyArns" not in template.one("AWS::IAM::Role", role)
        for statement in template.statements(role):
            assert not {"NotAction", "NotResource"} & statement.keys()
            assert not [action for action in template.texts(statement["Action"]) if "*" in action]


def test_each_role_is_for_one_service_and_for_nobody_else(cloud: Cloud) -> None:
    principals = {
        role: [
            statement["Principal"]
            for statement in template.one("AWS::IAM::Role", role)["AssumeRolePolicyDocument"][
                "Statement"
            ]
        ]
        for template, role in _roles(cloud)
    }
    of = {"Functions": "lambda", "Role": "sagemaker", "Instances": "application-autoscaling"}
    for role, found in principals.items():
        (service,) = [service for name, service in of.items() if role.startswith(name)]
        assert found == [{"Service": f"{service}.amazonaws.com"}], role


def _roles(cloud: Cloud) -> list[tuple[Template, str]]:
    return [(t, role) for t in cloud.templates for role in t.all("AWS::IAM::Role")]
