"""What sends webhooks: a function that talks to strangers, and may do little else."""

import pytest

from easel.settings import Settings

from .templates import Cloud

_QUEUE, _ANNOUNCE = "FunctionsWebhooksQueue", "FunctionsAnnounce"


def test_announce_may_do_what_a_try_needs_and_no_more(cloud: Cloud) -> None:
    assert cloud.service.rights(f"{_ANNOUNCE}Role") == {
        f"<{_QUEUE}.Arn>": {
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
            "sqs:SendMessage",
        },
        "<StorageCallers.Arn>": {
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:UpdateItem",
        },
        "<StorageJobs.Arn>": {"dynamodb:GetItem"},
        "<StorageIdSecret>": {"secretsmanager:GetSecretValue"},
        f"<{_ANNOUNCE}Log.Arn>": {"logs:CreateLogStream", "logs:PutLogEvents"},
    }


@pytest.mark.parametrize("function", ["FunctionsGenerate", "FunctionsDeliver"])
def test_whoever_ends_a_job_may_queue_its_webhooks(cloud: Cloud, function: str) -> None:
    rights = cloud.service.rights(f"{function}Role")
    assert rights[f"<{_QUEUE}.Arn>"] == {"sqs:SendMessage"}
    assert rights["<StorageCallers.Arn>"] >= {"dynamodb:Query", "dynamodb:UpdateItem"}
    assert rights["<StorageCallers.Arn>/index/by_owner"] == {"dynamodb:Query"}


@pytest.mark.parametrize(
    ("function", "rows"), [("FunctionsDeliver", "img_*"), (_ANNOUNCE, ["img_*", "webhooks#*"])]
)
def test_no_try_of_a_webhook_can_change_a_key_or_a_quota(
    cloud: Cloud, function: str, rows: object
) -> None:
    changing = [
        statement
        for statement in cloud.service.statements(f"{function}Role")
        if "<StorageCallers.Arn>" in cloud.service.texts(statement["Resource"])
        and {"dynamodb:UpdateItem", "dynamodb:DeleteItem"}
        & {*cloud.service.texts(statement["Action"])}
    ]
    of_these_rows = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": rows}}
    assert [statement.get("Condition") for statement in changing] == [of_these_rows]


@pytest.mark.parametrize("function", ["FunctionsGenerate", "FunctionsDeliver", _ANNOUNCE])
def test_no_deployment_trusts_a_host_that_is_not_public(cloud: Cloud, function: str) -> None:
    environment = cloud.service.environment(function)
    assert not {"WEBHOOK_TRUSTED_HOSTS", "WEBHOOK_CA_FILE"} & environment.keys()
    settings = Settings.from_env(environment)
    assert settings.webhook_queue_url == f"<{_QUEUE}>"
    assert (settings.webhook_trusted_hosts, settings.webhook_ca_file) == ("", "")


def test_slow_receivers_hold_up_neither_each_other_nor_the_account(cloud: Cloud) -> None:
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", _ANNOUNCE)
    assert cloud.service.text(source["EventSourceArn"]) == f"<{_QUEUE}.Arn>"
    assert source["BatchSize"] == 1
    assert source["ScalingConfig"] == {"MaximumConcurrency": 5}
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_no_try_is_shown_to_a_second_announce_while_the_first_runs(cloud: Cloud) -> None:
    queue = cloud.service.one("AWS::SQS::Queue", _QUEUE)
    announce = cloud.service.one("AWS::Lambda::Function", _ANNOUNCE)
    # A try may take 15 s.
    assert queue["VisibilityTimeout"] > announce["Timeout"] > 15
    redrive = queue["RedrivePolicy"]
    assert cloud.service.text(redrive["deadLetterTargetArn"]) == "<DeadLetters.Arn>"


def test_the_queue_is_encrypted_and_speaks_tls_only(cloud: Cloud) -> None:
    assert cloud.service.one("AWS::SQS::Queue", _QUEUE)["SqsManagedSseEnabled"] is True
    policy = cloud.service.one("AWS::SQS::QueuePolicy", f"{_QUEUE}Policy")["PolicyDocument"]
    (deny,) = [s for s in policy["Statement"] if s["Effect"] == "Deny"]
    assert deny["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
