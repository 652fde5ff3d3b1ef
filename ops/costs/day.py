"""What a day of Easel uses of AWS: so many pictures, spread over so many hours.

Where nobody can know a figure, it is an estimate, and rather too high. The estimates are the
constants below.
"""

import math
from dataclasses import dataclass

from cdk.deployment import Deployment, Mode
from jumpstart.endpoint.wanted import EMPTY_MINUTES

from .gates import of_firewall, of_key, of_moderation
from .use import DAYS_A_MONTH, Use

# A draw of 768×768 at 50 steps on ml.g5.2xlarge.
DRAW_S = 10.0
# A start takes 6 to 10 minutes. SageMaker does not say from when on it charges.
START_S = 600
# From the last picture until the instance is gone: the empty minutes, and two until AWS has acted.
LINGER_S = (EMPTY_MINUTES + 2) * 60

# The memory of each function, as cdk/stacks/functions.py says it.
GENERATE_GB, DELIVER_GB, TRANSCRIBE_GB, DERIVE_GB = 0.5, 1.0, 1.0, 1.0
# Seconds of `derive`, and GB, for each rendition of a picture.
RENDITION_S = {"thumbnail": 0.2, "webp": 0.3, "avif": 0.6}
RENDITION_GB = {"thumbnail": 0.000025, "webp": 0.00008, "avif": 0.00006}
# A request that does not wait; a delivery; the decoding of a recording; a sweep.
REQUEST_S, DELIVERY_S, DECODING_S, SWEEP_S = 0.15, 0.3, 5.0, 0.3
# A picture: one POST that waits as long as it may, two looks at the job.
REQUESTS, WAIT_S = 3, 25.0
# docs/architecture/13-scale.md: units of a POST, of two looks, of a delivery; then a wait's.
PICTURE_WRITES, PICTURE_READS = 12 + 0 + 3 + 5, 10 + 18 + 3 + 25
RECORDING_WRITES, RECORDING_READS = 16, 12
# How often each picture's link is opened, and the bytes of its JPEG and its page.
OPENED, PICTURE_GB = 10, 0.0001
LOG_GB = 5e-6
# Lambda asks each queue in five long polls of 20 s. Four queues wake functions, and another one if
# renditions are made.
QUEUES, POLLS = 4, 5 * 24 * 3600 / 20
# Each minute deliver and transcribe look for what is overdue, in all partitions.
SWEEPS, SWEEP_READS = 2 * 24 * 60, 40
SECRETS = 2
# CloudWatch charges for each metric of an alarm. Dead letters; in async mode also Wake, Sleep, and
# two that target tracking makes. Then what `alarm_email` adds.
ALARMS, ALARMS_OF_ASYNC = 1, 4
ALARMS_BY_MAIL, ALARMS_BY_MAIL_OF_ASYNC = 12, 1
# The custom metrics of an idle day, and of one on which everything happens.
IDLE_METRICS, METRICS = 2, 19
# Amazon Comprehend finds out the language of each text: at least three units.
COMPREHEND_UNITS = 3
# A prompt, and a text that is translated.
TEXT_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Day:
    """`pictures` drawn, evenly spread over `hours`; `recordings` heard, of `recording_s` each;
    `translated` characters."""

    pictures: int = 0
    hours: float = 24
    recordings: int = 0
    recording_s: float = 15
    translated: int = 0


def used(day: Day, deployment: Deployment) -> list[Use]:
    """Everything that `day` uses, without what AWS gives away."""
    return [
        *of_model(day.pictures, instance_hours(day, deployment), deployment),
        *of_pictures(day.pictures, deployment),
        *of_renditions(day.pictures, deployment),
        *of_waits(day.pictures * WAIT_S),
        *of_requests(day.pictures * REQUESTS),
        *of_recordings(day.recordings, day.recording_s),
        *of_translations(day.translated),
        *of_firewall(day.pictures * (REQUESTS + OPENED), deployment),
        *of_moderation(day.pictures, TEXT_CHARACTERS, deployment),
        *idle(deployment, METRICS if day.pictures or day.recordings else IDLE_METRICS),
    ]


def instance_hours(day: Day, deployment: Deployment) -> float:
    """How many hours the instances run in a day, added up.

    realtime: 24 × max_instances. async: an instance starts with the first picture and stops when
    none has come for EMPTY_MINUTES. If pictures come more often than that, this is one stretch:
    START_S + hours + LINGER_S. If not, each picture has a stretch of its own: START_S + DRAW_S +
    LINGER_S. As many instances run as the pictures keep busy, max_instances at the most. No day
    takes more than `most_instance_hours`.
    """
    if deployment.mode is not Mode.ASYNC:
        return most_instance_hours(deployment)
    warm = warm_hours(deployment)
    if not day.pictures:
        return warm
    gap_s = day.hours * 3600 / day.pictures
    if gap_s <= EMPTY_MINUTES * 60:
        busy = math.ceil(day.pictures * DRAW_S / (day.hours * 3600))
        stretch_s = START_S + day.hours * 3600 + LINGER_S
    else:
        busy, stretch_s = 1, day.pictures * (START_S + DRAW_S + LINGER_S)
    hours = min(24.0, stretch_s / 3600) * min(busy, deployment.max_instances)
    return min(max(hours, warm), most_instance_hours(deployment))


def most_instance_hours(deployment: Deployment) -> float:
    """How many hours the instances can run in a day, added up.

    realtime: 24 × max_instances. async: the same, but if daily_instance_hours is set, at most its
    hours + what `keep_warm` keeps + max_instances × (job_deadline_s + LINGER_S). For what was
    accepted before the hours were used up is drawn, or expires, by its deadline; then the instances
    stop.
    """
    if deployment.existing_endpoint or deployment.mode not in (Mode.ASYNC, Mode.REALTIME):
        return 0.0  # no instance of Easel's
    always = 24.0 * deployment.max_instances
    if not deployment.limited_instance_hours:
        return always
    after_h = (deployment.job_deadline_s + LINGER_S) / 3600 * deployment.max_instances
    return min(always, deployment.limited_instance_hours + warm_hours(deployment) + after_h)


def warm_hours(deployment: Deployment) -> float:
    """How many hours of a day `keep_warm` keeps an instance running, on the days that it names."""
    if not (warm := deployment.warm_hours):
        return 0.0
    begin, end = (_minutes(cron) for cron in (warm.begin, warm.end))
    return (end - begin) % (24 * 60) / 60


def _minutes(cron: str) -> int:
    minute, hour, *_ = cron.split()
    return int(hour) * 60 + int(minute)


def of_model(pictures: float, hours: float, deployment: Deployment) -> list[Use]:
    """What draws: instances by the hour, or Amazon Bedrock by the picture."""
    if deployment.mode is Mode.BEDROCK:
        return [Use("Bedrock", "bedrock-picture", pictures, deployment.bedrock_model)]
    if deployment.existing_endpoint:
        return []
    return [Use("instances", "endpoint-hour", hours, deployment.instance_type)]


def of_pictures(pictures: float, deployment: Deployment) -> list[Use]:
    """What each picture costs beside the model, its requests and its wait. In async mode S3 wakes
    `deliver`; in the other modes `deliver` waits for the model."""
    delivery_s = DELIVERY_S if deployment.mode is Mode.ASYNC else DRAW_S
    return [
        Use("functions", "lambda-request", pictures),
        Use("functions", "lambda-gb-second", pictures * delivery_s * DELIVER_GB),
        Use("tables", "dynamodb-write", pictures * PICTURE_WRITES),
        Use("tables", "dynamodb-read", pictures * PICTURE_READS),
        Use("buckets", "s3-put", pictures * 4),
        Use("buckets", "s3-get", pictures * 2),
        Use("buckets", "s3-gb-month", pictures * PICTURE_GB),
        Use("links opened", "cloudfront-request", pictures * OPENED),
        Use("links opened", "cloudfront-gb", pictures * OPENED * PICTURE_GB),
        Use("queues", "sqs-request", pictures * 3),
        Use("logs, metrics, alarms", "log-gb", pictures * LOG_GB),
    ]


def of_renditions(pictures: float, deployment: Deployment) -> list[Use]:
    """What `derive` makes of each picture."""
    kinds = [kind.value for kind in deployment.renditions]
    if not kinds:
        return []
    took_s = sum(RENDITION_S[kind] for kind in kinds)
    return [
        Use("functions", "lambda-request", pictures),
        Use("functions", "lambda-gb-second", pictures * took_s * DERIVE_GB),
        Use("tables", "dynamodb-read", pictures),
        Use("tables", "dynamodb-write", pictures),
        Use("buckets", "s3-put", pictures * len(kinds)),
        Use("buckets", "s3-get", pictures),
        Use("buckets", "s3-gb-month", pictures * sum(RENDITION_GB[kind] for kind in kinds)),
        Use("queues", "sqs-request", pictures * 3),
    ]


def of_requests(requests: float) -> list[Use]:
    """Requests that reach a function, without their waits."""
    return [
        Use("requests", "cloudfront-request", requests),
        Use("requests", "api-gateway-request", requests),
        Use("functions", "lambda-request", requests),
        Use("functions", "lambda-gb-second", requests * REQUEST_S * GENERATE_GB),
    ]


def of_waits(seconds: float) -> list[Use]:
    return [Use("functions that wait", "lambda-gb-second", seconds * GENERATE_GB)]


def of_recordings(recordings: float, recording_s: float) -> list[Use]:
    """Recordings, until their words are known. Transcribe bills each for at least 15 s."""
    return [
        Use("Transcribe", "transcribe-minute", recordings * max(15.0, recording_s) / 60),
        Use("functions", "lambda-gb-second", recordings * DECODING_S * TRANSCRIBE_GB),
        Use("functions", "lambda-request", recordings * 4),
        Use("tables", "dynamodb-write", recordings * RECORDING_WRITES),
        Use("tables", "dynamodb-read", recordings * RECORDING_READS),
        Use("buckets", "s3-put", recordings * 6),
        Use("queues", "sqs-request", recordings * 9),
    ]


def of_translations(characters: float) -> list[Use]:
    """Characters that are translated, and the texts whose language is detected."""
    texts = characters / TEXT_CHARACTERS
    return [
        Use("Translate", "translate-character", characters),
        Use("Translate", "comprehend-unit", texts * COMPREHEND_UNITS),
    ]


def alarm_metrics(deployment: Deployment) -> int:
    """The metrics of all alarms."""
    is_async, by_mail = deployment.mode is Mode.ASYNC, bool(deployment.alarm_email)
    alarms = ALARMS + ALARMS_OF_ASYNC * is_async
    more = ALARMS_BY_MAIL + ALARMS_BY_MAIL_OF_ASYNC * is_async
    # The age of another queue's messages, and the throttles of another function.
    more += 2 if deployment.renditions else 0
    return alarms + more * by_mail


def polled_queues(deployment: Deployment) -> int:
    """The queues that wake functions."""
    return QUEUES + bool(deployment.renditions)


def idle(deployment: Deployment, metrics: int = IDLE_METRICS) -> list[Use]:
    """What a day costs even if nobody comes."""
    return [
        *of_key(deployment),
        Use("queues", "sqs-request", polled_queues(deployment) * POLLS),
        Use("functions", "lambda-request", SWEEPS),
        Use("functions", "lambda-gb-second", SWEEPS * SWEEP_S * DELIVER_GB),
        Use("tables", "dynamodb-read", SWEEPS * SWEEP_READS),
        Use("secrets", "secret-month", SECRETS / DAYS_A_MONTH),
        Use("logs, metrics, alarms", "alarm-month", alarm_metrics(deployment) / DAYS_A_MONTH),
        Use("logs, metrics, alarms", "dashboard-month", 1 / DAYS_A_MONTH),
        Use("logs, metrics, alarms", "budget-day", 1 if deployment.monthly_budget_usd else 0),
        Use("logs, metrics, alarms", "metric-month", metrics / DAYS_A_MONTH),
        Use("logs, metrics, alarms", "log-gb", SWEEPS * 1.5e-6),
    ]
