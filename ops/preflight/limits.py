"""What follows from easel.toml alone: services of the region, sizes, times and prices."""

import json
from types import SimpleNamespace
from typing import Any

from cdk.deployment import Deployment, Mode
from cdk.regions import missing_services
from jumpstart.endpoint import prices

from .account import Account
from .finding import Finding, ok, refusal, warning
from .model import is_on_bedrock

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: all variables together.
_MOST_ENVIRONMENT_BYTES = 4096
# InvokeEndpoint gives up then. Two draws may be sent to one instance at once.
_MOST_DRAW_S = 60
# 768×768 at 50 steps on ml.g5.2xlarge; the README says the same.
_USUAL_DRAW_S, _USUAL_SIDE, _USUAL_STEPS = 10, 768, 50


def services(account: Account) -> Finding:
    """Transcribe and Translate are not in every region."""
    deployment, region = account.deployment, account.region
    lacks = missing_services(region)
    if deployment.translate and (without := lacks & {"translate", "comprehend"}):
        named = " and ".join(f"Amazon {one.capitalize()}" for one in sorted(without))
        what = f"translate = true, but {region} has no {named}"
        return refusal(what, "set translate = false or another region in easel.toml")
    if "transcribe" in lacks and deployment.recordings == "on":
        what = f'recordings = "on", but {region} has no Amazon Transcribe'
        return warning(
            what, 'set recordings = "auto" in easel.toml, unless AWS offers it there now'
        )
    if "transcribe" in lacks:
        what = f"{region} has no Amazon Transcribe: POST /v1/audio answers that it is off"
        return warning(what, "set another region in easel.toml if you need recordings")
    if not deployment.hears(region):
        return ok("recordings are off")
    return ok(f"{region} has what recordings and translations need")


def environment(account: Account) -> Finding:
    """The variables of `generate`, which has most of them, as Lambda measures them: as JSON."""
    bytes_used = environment_bytes(account.deployment, account.region)
    said = f"{bytes_used:,} of {_MOST_ENVIRONMENT_BYTES:,} bytes"
    if bytes_used > _MOST_ENVIRONMENT_BYTES:
        words = len(json.dumps(",".join(account.deployment.blocked_words)))
        what = f"the environment of generate takes {said}; blocked_words take {words:,} of them"
        return refusal(what, "shorten blocked_words or cors_origins in easel.toml")
    return ok(said)


def environment_bytes(deployment: Deployment, region: str) -> int:
    from cdk.stacks.environment import Environments  # it needs Node's package, though not Node

    # CloudFormation's names, at their longest.
    table = SimpleNamespace(table_name="t" * 64)
    bucket = SimpleNamespace(bucket_name="b" * 63)
    queue: Any = SimpleNamespace(
        queue_url=f"https://sqs.{region}.amazonaws.com/{'1' * 12}/{'q' * 80}"
    )
    secret = f"arn:aws:secretsmanager:{region}:{'1' * 12}:secret:{'s' * 64}"
    storage: Any = SimpleNamespace(
        jobs=table, callers=table, images=bucket, answers=bucket,
        id_secret=SimpleNamespace(secret_arn=secret),
    )  # fmt: skip
    front: Any = SimpleNamespace(
        url=f"https://{deployment.domain or 'd' * 14 + '.cloudfront.net'}",
        distribution=SimpleNamespace(distribution_id="E" * 14),
        origin_secret="o" * 32,
    )
    audio: Any = SimpleNamespace(
        bucket=bucket, transcripts=bucket, queue=queue, transcript_queue=queue
    )
    moderated = deployment.moderation.of_prompts
    guardrail: Any = SimpleNamespace(id="g" * 14, version="DRAFT") if moderated else None
    made = Environments(
        deployment,
        storage,
        front,
        audio,
        queue,
        queue,
        queue,
        guardrail=guardrail,
        key=None,
        region=region,
    )
    powertools = {"POWERTOOLS_SERVICE_NAME": "generate", "PYDANTIC_DISABLE_PLUGINS": "1"}
    text = json.dumps(made.generate() | powertools, separators=(",", ":"), ensure_ascii=False)
    return len(text.encode())


def realtime(account: Account) -> Finding:
    """Whether the largest request fits into a call. An estimate: only the endpoint can tell."""
    d = account.deployment
    largest = _draw_s(d.max_side, d.max_steps) * d.most_pictures
    if 2 * largest > _MOST_DRAW_S:
        what = (
            f"the largest request takes about {largest:.0f} s; two that meet must fit into "
            f"{_MOST_DRAW_S} s, or SageMaker stops them"
        )
        return warning(what, "lower max_side, max_steps or max_pictures in easel.toml")
    return ok(f"the largest request takes about {largest:.0f} s")


def price(account: Account) -> Finding:
    deployment = account.deployment
    if is_on_bedrock(deployment):
        return ok("nothing by the hour; Bedrock bills each picture")
    if deployment.existing_endpoint:
        return ok("your endpoint costs what it costs already")
    kind = deployment.instance_type
    hourly = prices.USD_PER_HOUR.get(kind)
    if hourly is None:
        return warning(f"the price of {kind} is not known here", f"look it up: {prices.LOOK_UP}")
    pictures = 1000 * _draw_s(deployment.default_side, deployment.default_steps) / 3600 * hourly
    count = deployment.max_instances
    if deployment.mode is Mode.ASYNC:
        runs = f"${hourly:,.2f} an hour for each instance while it runs (0 to {count})"
    else:
        always = hourly * count
        runs = f"${always:,.2f} an hour, ${always * prices.HOURS_A_MONTH:,.0f} a month, always"
    return ok(
        f"{runs}; about ${pictures:,.2f} for 1,000 pictures in a row "
        f"({kind}, us-east-1, {prices.AS_OF})"
    )


def _draw_s(side: int, steps: int) -> float:
    return _USUAL_DRAW_S * (side / _USUAL_SIDE) ** 2 * steps / _USUAL_STEPS
