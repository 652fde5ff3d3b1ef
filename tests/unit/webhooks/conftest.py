"""Webhooks whose queue and receivers are fakes."""

import pytest

from easel.pictures.job import JobError
from easel.webhooks.receiver import Receivers
from tests.fake_adapters import FakeAdapters, FakeWebhookQueue
from tests.fakes import FakeClock

URL, OTHER_URL = "https://hooks.example.com/easel?token=hush", "https://other.example.com/"
ERROR = JobError("model_error", "the model broke")


@pytest.fixture
def webhook_queue(adapters: FakeAdapters, clock: FakeClock) -> FakeWebhookQueue:
    adapters.receivers = Receivers(resolve=lambda *_: ["93.184.215.14"])
    queue = adapters.webhook_queue = FakeWebhookQueue(clock)
    return queue
