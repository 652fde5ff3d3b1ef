"""What AWS's own services may do with our functions, queues and pictures, to the letter."""

from .grants.grant import Grant, grants
from .templates import ACCOUNT, REGION, Cloud

_STAGE = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:<FrontApi>/<FrontApiDeploymentStageprod>"


def test_only_api_gateway_and_the_sweeps_invoke_a_function(cloud: Cloud) -> None:
    invoking = {g for g in _of_services(cloud) if g.action.startswith("lambda:")}
    by = "lambda:InvokeFunction by"
    assert invoking == {
        Grant("apigateway.amazonaws.com", f"{by} {_STAGE}/*/", "<FunctionsGenerate.Arn>"),
        Grant("apigateway.amazonaws.com", f"{by} {_STAGE}/*/*", "<FunctionsGenerate.Arn>"),
        Grant("events.amazonaws.com", f"{by} <FunctionsSweep.Arn>", "<FunctionsDeliver.Arn>"),
        Grant("events.amazonaws.com", f"{by} <AudioSweep.Arn>", "<FunctionsTranscribe.Arn>"),
    }


def test_eventbridge_sends_to_the_queues_of_its_rules(cloud: Cloud) -> None:
    queues = {
        "<AudioQueue.Arn>",
        "<AudioTranscriptQueue.Arn>",
        "<FunctionsRenditionsQueue.Arn>",
    }
    if cloud.is_async:
        queues.add("<FunctionsDeliverQueue.Arn>")
    sends = {g for g in _of_services(cloud) if g.action.startswith("sqs:")}
    # The CDK adds the last two for every sender.
    actions = ("sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl")
    assert sends == {Grant("events.amazonaws.com", a, queue) for queue in queues for a in actions}


def _of_services(cloud: Cloud) -> set[Grant]:
    return {g for g in grants(cloud) if g.holder.endswith(".amazonaws.com")}
