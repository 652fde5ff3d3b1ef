"""What `make cost` counts is what the template makes."""

from typing import Any

import pytest

from cdk.deployment import Deployment
from ops.costs.day import (
    DELIVER_GB,
    DERIVE_GB,
    GENERATE_GB,
    SECRETS,
    TRANSCRIBE_GB,
    alarm_metrics,
    polled_queues,
)
from ops.costs.gates import RULES

from .templates import Cloud, Synthesize

# Target tracking makes two alarms of its own, which no template shows.
_OF_TARGET_TRACKING = 2


def test_the_functions_have_the_memory_that_their_seconds_are_paid_for(cloud: Cloud) -> None:
    paid = {
        "Generate": GENERATE_GB,
        "Deliver": DELIVER_GB,
        "Transcribe": TRANSCRIBE_GB,
        "Derive": DERIVE_GB,
    }
    for name, memory_gb in paid.items():
        function = cloud.service.one("AWS::Lambda::Function", f"Functions{name}")
        assert function["MemorySize"] == 1024 * memory_gb


def test_the_idle_service_has_as_many_secrets_and_polled_queues_as_are_paid_for(
    cloud: Cloud,
) -> None:
    assert len(cloud.service.all("AWS::SecretsManager::Secret")) == SECRETS
    assert len(cloud.service.all("AWS::Lambda::EventSourceMapping")) == polled_queues(Deployment())


@pytest.mark.parametrize(
    "settings", [{}, {"mode": "realtime"}, {"mode": "bedrock"}, {"renditions": []}]
)
@pytest.mark.parametrize("mail", [{}, {"alarm_email": "ann@example.com"}])
def test_the_alarms_have_as_many_metrics_as_are_paid_for(
    settings: dict[str, Any], mail: dict[str, Any], synthesized: Synthesize
) -> None:
    cloud = synthesized(validate=False, **settings, **mail)
    metrics = sum(
        len([query for query in alarm["Metrics"] if "MetricStat" in query])
        if "Metrics" in alarm
        else 1
        for template in cloud.templates
        for alarm in template.all("AWS::CloudWatch::Alarm").values()
    )
    tracked = _OF_TARGET_TRACKING if cloud.is_async else 0
    assert metrics + tracked == alarm_metrics(Deployment(**settings, **mail))


def test_the_firewall_has_as_many_rules_as_are_paid_for(guarded: Cloud) -> None:
    (acl,) = guarded.service.all("AWS::WAFv2::WebACL").values()
    assert len(acl["Rules"]) == RULES


def test_there_is_one_dashboard(cloud: Cloud) -> None:
    assert len(cloud.service.all("AWS::CloudWatch::Dashboard")) == 1
