"""The local Transcribe as a part of the local stack: its buckets, its event, its address."""

import json
import uuid

import boto3

from local.running import RunningEasel
from tests.recordings import recording

from .conftest import Api

_DETAIL = "Transcribe Job State Change"


def test_a_recording_is_heard_at_the_address_that_the_functions_know(async_api: Api) -> None:
    easel = async_api.easel
    name, bucket = f"audio_{uuid.uuid4().hex}", f"audio-{uuid.uuid4().hex}"
    s3 = easel.aws.client("s3")
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="heard/circle.wav", Body=recording("circle.wav"))
    queue_url = queue_of_events(easel, name)
    before = easel.transcriber.started

    transcribe = boto3.client("transcribe", endpoint_url=functions_transcribe_url(easel))
    transcribe.start_transcription_job(
        TranscriptionJobName=name,
        Media={"MediaFileUri": f"s3://{bucket}/heard/circle.wav"},
        MediaFormat="wav",
        LanguageCode="en-US",
        OutputBucketName=bucket,
        OutputKey=f"transcripts/{name}.json",
    )

    assert easel.transcriber.started == before + 1
    event = next_event(easel, queue_url)
    assert event["detail-type"] == _DETAIL
    assert event["detail"] == {"TranscriptionJobName": name, "TranscriptionJobStatus": "COMPLETED"}
    written = s3.get_object(Bucket=bucket, Key=f"transcripts/{name}.json")["Body"].read()
    transcript = json.loads(written)["results"]["transcripts"][0]["transcript"]
    assert transcript.startswith("red circle")


def functions_transcribe_url(easel: RunningEasel) -> str:
    function = easel.deployed.named("AWS::Lambda::Function", "FunctionsGenerate")
    configured = easel.aws.client("lambda").get_function_configuration(FunctionName=function)
    url: str = configured["Environment"]["Variables"]["AWS_ENDPOINT_URL_TRANSCRIBE"]
    return url


def queue_of_events(easel: RunningEasel, name: str) -> str:
    """The URL of a queue that gets the event of job `name`, by a rule like those of localize()."""
    sqs, events = easel.aws.client("sqs"), easel.aws.client("events")
    url: str = sqs.create_queue(QueueName=name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    pattern = {
        "source": ["aws.transcribe", "local.transcribe"],
        "detail-type": [_DETAIL],
        "detail": {"TranscriptionJobName": [name]},
    }
    events.put_rule(Name=name, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": attributes["QueueArn"]}])
    return url


def next_event(easel: RunningEasel, queue_url: str) -> dict[str, object]:
    sqs = easel.aws.client("sqs")
    for _ in range(6):
        found = sqs.receive_message(QueueUrl=queue_url, WaitTimeSeconds=10).get("Messages", [])
        if found:
            event: dict[str, object] = json.loads(found[0]["Body"])
            return event
    raise AssertionError("no event in a minute")
