"""What makes renditions: a function that S3's events wake, behind a queue of its own."""

import json

from easel.pictures.rendition import rendition_keys
from easel.settings import RenditionKind, Settings

from .templates import Cloud, Synthesize

_QUEUE, _DERIVE = "FunctionsRenditionsQueue", "FunctionsDerive"
_RULE = "FunctionsRenditionsJpegStored"


def test_derive_may_do_what_a_rendition_needs_and_no_more(cloud: Cloud) -> None:
    assert cloud.service.rights(f"{_DERIVE}Role") == {
        f"<{_QUEUE}.Arn>": {
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:GetQueueUrl",
            "sqs:ReceiveMessage",
        },
        "<StorageImages.Arn>": {"s3:ListBucket"},
        "<StorageImages.Arn>/images/*": {"s3:DeleteObject", "s3:GetObject", "s3:PutObject"},
        "<StorageJobs.Arn>": {"dynamodb:GetItem", "dynamodb:UpdateItem"},
        f"<{_DERIVE}Log.Arn>": {"logs:CreateLogStream", "logs:PutLogEvents"},
    }


def test_derive_changes_rows_of_pictures_and_of_nothing_else(cloud: Cloud) -> None:
    [changing] = [
        statement
        for statement in cloud.service.statements(f"{_DERIVE}Role")
        if "dynamodb:UpdateItem" in cloud.service.texts(statement["Action"])
    ]
    of_pictures = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": "img_*"}}
    assert changing["Condition"] == of_pictures


def test_a_stored_jpeg_wakes_derive_and_a_rendition_does_not(queued: Cloud) -> None:
    rule = queued.service.one("AWS::Events::Rule", _RULE)
    [pattern] = rule["EventPattern"]["detail"]["object"]["key"]
    assert pattern == {"wildcard": "images/img_*.jpg"}
    jpeg = "images/img_l6zozhegj35zxqqanfvk4jjcgu-2.jpg"
    assert not [key for key in rendition_keys([jpeg]) if key.endswith(".jpg")]
    [target] = rule["Targets"]
    assert queued.service.text(target["Arn"]) == f"<{_QUEUE}.Arn>"
    bucket = queued.service.one("AWS::S3::Bucket", "StorageImages")
    events = bucket["NotificationConfiguration"]["EventBridgeConfiguration"]
    assert events == {"EventBridgeEnabled": True}


def test_the_rule_may_put_events_into_the_queue(queued: Cloud) -> None:
    policy = queued.service.one("AWS::SQS::QueuePolicy", f"{_QUEUE}Policy")
    [allow] = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]
    assert allow["Principal"] == {"Service": "events.amazonaws.com"}
    rule = queued.service.text(allow["Condition"]["ArnEquals"]["aws:SourceArn"])
    assert rule == f"<{_RULE}.Arn>"


def test_a_jpeg_that_breaks_the_decoder_takes_no_other_with_it(cloud: Cloud) -> None:
    source = cloud.service.one("AWS::Lambda::EventSourceMapping", _DERIVE)
    assert source["BatchSize"] == 1
    assert source["ScalingConfig"] == {"MaximumConcurrency": 5}
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_derive_learns_what_it_makes_and_nothing_of_callers(synthesized: Synthesize) -> None:
    cloud = synthesized(validate=False, renditions=["thumbnail", "avif"])
    environment = cloud.service.environment(_DERIVE)
    assert {name for name in environment if "POWERTOOLS" not in name} == {
        "JOBS_TABLE", "IMAGES_BUCKET", "DERIVE_QUEUE_URL", "RENDITIONS", "PYDANTIC_DISABLE_PLUGINS",
    }  # fmt: skip
    settings = Settings.from_env(environment)
    assert settings.rendition_kinds == (RenditionKind.THUMBNAIL, RenditionKind.AVIF)
    assert settings.derive_queue_url == f"<{_QUEUE}>"


def test_without_renditions_there_is_no_function_queue_or_right_for_them(
    synthesized: Synthesize,
) -> None:
    cloud = synthesized(validate=False, renditions=[])
    names = [name for kind in cloud.service.kinds for name in cloud.service.all(kind)]
    assert not [name for name in names if "Derive" in name or "Rendition" in name]
    assert "NotificationConfiguration" not in cloud.service.one("AWS::S3::Bucket", "StorageImages")
    for function in ("FunctionsGenerate", "FunctionsDeliver"):
        settings = Settings.from_env(cloud.service.environment(function))
        assert settings.derive_queue_url == ""
        assert "Rendition" not in json.dumps(sorted(cloud.service.rights(f"{function}Role")))
    for network in synthesized(validate=False).service.all("AWS::CloudWatch::Dashboard").values():
        assert "RenditionsMade" in str(network)
