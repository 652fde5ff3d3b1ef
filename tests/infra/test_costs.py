"""What `make cost` counts is what the template makes."""

from cdk.deployment import Mode
from ops.costs.day import ALARMS, DELIVER_GB, GENERATE_GB, QUEUES, SECRETS, TRANSCRIBE_GB

from .templates import Cloud

# Target tracking makes two alarms of its own, which no template shows.
_OF_TARGET_TRACKING = 2


def test_the_functions_have_the_memory_that_their_seconds_are_paid_for(cloud: Cloud) -> None:
    paid = {"Generate": GENERATE_GB, "Deliver": DELIVER_GB, "Transcribe": TRANSCRIBE_GB}
    for name, memory_gb in paid.items():
        function = cloud.service.one("AWS::Lambda::Function", f"Functions{name}")
        assert function["MemorySize"] == 1024 * memory_gb


def test_the_idle_service_has_as_many_secrets_and_polled_queues_as_are_paid_for(
    cloud: Cloud,
) -> None:
    assert len(cloud.service.all("AWS::SecretsManager::Secret")) == SECRETS
    assert len(cloud.service.all("AWS::Lambda::EventSourceMapping")) == QUEUES


def test_there_are_as_many_alarms_as_are_paid_for(cloud: Cloud) -> None:
    alarms = sum(len(template.all("AWS::CloudWatch::Alarm")) for template in cloud.templates)
    if cloud.is_async:
        assert alarms + _OF_TARGET_TRACKING == ALARMS[Mode.ASYNC]
    else:
        assert alarms == 1
