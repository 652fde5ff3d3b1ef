"""The most that a day can cost under the limits of easel.toml."""

from cdk.deployment import Deployment, Mode

from .day import (
    GENERATE_GB,
    METRICS,
    idle,
    most_instance_hours,
    of_model,
    of_pictures,
    of_recordings,
    of_renditions,
    of_requests,
    of_waits,
)
from .gates import of_firewall, of_moderation
from .use import Use, total

DAY_S = 24 * 3600
# What a POST that draws nothing takes, such as one of a picture that was drawn before.
REQUEST_WRITES, REQUEST_READS = 2, 10


def most(deployment: Deployment) -> dict[str, tuple[float, str]]:
    """Line → the dollars of a day at the most, and the settings that they follow from.

    - instances: `most_instance_hours` × the price of an hour. In bedrock mode instead:
      daily_pictures × the price of a picture
    - pictures: daily_pictures × the tables, buckets, deliveries of one
    - waits: daily_wait_hours × 3600 s × 0.5 GB of `generate` × the price of a GB-second
    - other requests: requests_per_second × 86,400 × (CloudFront + API Gateway + a function of
      0.15 s + the reads and writes of a POST)
    - recordings: daily_recordings × max(15 s, max_recording_s) of Transcribe, and their decoding
    - translations: daily_translated_characters × (Translate + Comprehend): a text counts 20
      characters more than it has, which is what the detection of its language costs
    - firewall: the web ACL, and requests_per_second × 86,400 requests
    - moderation: daily_pictures × (a prompt of max_prompt_characters + a picture)
    - the idle service

    Not in it, since no setting limits them: how often links are opened, what CloudFront refuses or
    answers by itself, what the firewall looks at besides, and pictures kept from earlier days.
    """
    hours = most_instance_hours(deployment)
    lines: dict[str, tuple[float, str]] = {}
    model = total(of_model(deployment.daily_pictures, hours, deployment))
    if deployment.mode is Mode.BEDROCK:
        lines["pictures by Bedrock"] = model, "daily_pictures"
    elif not deployment.existing_endpoint:
        named = "daily_instance_hours" if deployment.limited_instance_hours else "max_instances"
        lines[f"instances, {hours:.1f} hours"] = model, named
    lines |= {
        "pictures": (_pictures(deployment), "daily_pictures"),
        "functions that wait": (total(of_waits(wait_s(deployment))), "daily_wait_hours"),
        "requests that do not wait": (total(_requests(deployment)), "requests_per_second"),
    }
    if deployment.recordings != "off":
        heard = of_recordings(deployment.daily_recordings, deployment.max_recording_s)
        lines["recordings"] = total(heard), "daily_recordings, max_recording_s"
    if deployment.translate:
        characters = deployment.daily_translated_characters
        lines["translations"] = translations(characters), "daily_translated_characters"
    if gates := of_firewall(deployment.requests_per_second * DAY_S, deployment):
        lines["firewall"] = total(gates), "requests_per_second"
    if gates := _moderation(deployment):
        limits = "daily_pictures" + ", max_prompt_characters" * deployment.moderation.of_prompts
        lines["moderation"] = total(gates), limits
    lines["the idle service"] = total(idle(deployment, METRICS)), ""
    return lines


def wait_s(deployment: Deployment) -> float:
    """The seconds that all requests of a day may wait."""
    slots = deployment.account_concurrency // 2
    return min(deployment.daily_wait_hours * 3600, slots * DAY_S)


def translations(characters: int) -> float:
    """The most that `characters` of the quota cost: 300 characters in each text are what Comprehend
    bills least, so longer texts cost a fifteenth more than their translation."""
    longest = Use("", "translate-character", characters).usd
    return longest + Use("", "comprehend-unit", characters / 100).usd


def unlimited_waits(executions: int) -> float:
    """What so many functions cost that wait all day."""
    return Use("", "lambda-gb-second", executions * DAY_S * GENERATE_GB).usd


def _moderation(deployment: Deployment) -> list[Use]:
    longest = deployment.most_prompt_characters
    return of_moderation(deployment.daily_pictures, longest, deployment)


def _pictures(deployment: Deployment) -> float:
    drawn = of_pictures(deployment.daily_pictures, deployment)
    drawn += of_renditions(deployment.daily_pictures, deployment)
    return total(use for use in drawn if use.line != "links opened")


def _requests(deployment: Deployment) -> list[Use]:
    requests = deployment.requests_per_second * DAY_S
    return [
        *of_requests(requests),
        Use("tables", "dynamodb-write", requests * REQUEST_WRITES),
        Use("tables", "dynamodb-read", requests * REQUEST_READS),
    ]
