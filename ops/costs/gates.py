"""What the gates add: the firewall (`waf`), and those who look at what is drawn (`moderation`)."""

import math

from cdk.deployment import Deployment
from jumpstart.command.prices import usd

from .use import DAYS_A_MONTH, Use

# cdk/stacks/web_acl.py: two rules, and two groups of AWS's. A group counts as one rule.
RULES = 4
# Guardrails bills a prompt in units of so many characters.
UNIT_CHARACTERS = 1000
# DynamoDB asks KMS again after five minutes, for each function that uses a table: two sweeps, two
# tables. S3 and SQS ask seldom: they keep their data keys.
KEY_USES = 2 * 2 * 24 * 60 / 5


def of_firewall(requests: float, deployment: Deployment) -> list[Use]:
    """The web ACL, and `requests` that it looks at: all that come to CloudFront, for links too. It
    bills what it refuses like the rest."""
    if not deployment.waf:
        return []
    return [
        Use("firewall", "waf-acl-month", 1 / DAYS_A_MONTH),
        Use("firewall", "waf-rule-month", RULES / DAYS_A_MONTH),
        Use("firewall", "waf-request", requests),
    ]


def firewall_month_usd() -> float:
    """What the firewall costs in a month in which nobody comes."""
    return usd("waf-acl-month") + RULES * usd("waf-rule-month")


def of_moderation(pictures: float, prompt_characters: int, deployment: Deployment) -> list[Use]:
    """One look at the prompt of each of `pictures`, and one at each picture, if these are on."""
    units = math.ceil(prompt_characters / UNIT_CHARACTERS)
    prompts = [Use("moderation", "guardrail-unit", pictures * units)]
    drawn = [Use("moderation", "rekognition-image", pictures)]
    moderation = deployment.moderation
    return [*(prompts if moderation.of_prompts else []), *(drawn if moderation.of_pictures else [])]


def of_key(deployment: Deployment) -> list[Use]:
    """The deployment's own key in its first year, on a day on which nobody comes."""
    if not deployment.own_key:
        return []
    return [Use("key", "key-month", 1 / DAYS_A_MONTH), Use("key", "key-use", KEY_USES)]
