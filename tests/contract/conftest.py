"""The functions' own clients, pointed at a SageMaker runtime on this machine."""

from collections.abc import Iterator

import pytest

from easel.adapters import Adapters
from easel.service import Service
from easel.settings import Settings
from jumpstart.painters.renderer.painter import Renderer
from tests.contract.sagemaker_runtime import SageMakerRuntime
from tests.contract.serving_endpoint import Endpoint, FakeModel
from tests.fakes import FakeClock


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[SageMakerRuntime]:
    with SageMakerRuntime() as running:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield running


@pytest.fixture
def service(settings: Settings, clock: FakeClock, runtime: SageMakerRuntime) -> Service:
    """With the clients, and so the timeouts and attempts, that are deployed."""
    return Service(settings, clock, Adapters(settings, clock))


@pytest.fixture(scope="module")
def endpoint() -> Endpoint:
    return Endpoint(Renderer())


@pytest.fixture
def model() -> FakeModel:
    return FakeModel()
