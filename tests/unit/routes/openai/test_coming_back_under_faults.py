"""One call to AWS fails while a client waits or comes back. Its next request joins the job all the
same."""

from collections.abc import Callable
from itertools import count

import pytest

from easel.service import Service
from easel.settings import Settings
from tests.conftest import Serve, client_made_once
from tests.fake_adapters import FakeAdapters, FakeSubmitter
from tests.fakes import Aws, FakeClock
from tests.faults import LOST, THROTTLED, Faults, Kind

from .conftest import ROUTE, Answer, Ask

Body = dict[str, str]


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def service(
    aws: Aws, env: dict[str, str], clock: FakeClock, faults: Faults, submitter: FakeSubmitter,
    serve: Serve,
) -> Service:  # fmt: skip
    settings = Settings.from_env(env | {"MAX_WAIT_S": "0.1"})
    clients = faults.clients(client_made_once)
    return serve(
        Service(settings, clock, FakeAdapters(settings, clock, client=clients, submitter=submitter))
    )


def follow(ask: Ask, first: Answer, body: Body) -> Answer:
    return ask("GET", first.link)


def repeat(ask: Ask, first: Answer, body: Body) -> Answer:
    return ask("POST", ROUTE, body)


@pytest.mark.parametrize("kind", [THROTTLED, LOST], ids=lambda kind: kind.name)
@pytest.mark.parametrize("go_on", [follow, repeat])
def test_after_a_failure_the_same_request_joins_the_job(
    ask: Ask,
    faults: Faults,
    submitter: FakeSubmitter,
    go_on: Callable[[Ask, Answer, Body], Answer],
    kind: Kind,
) -> None:
    failed = set()
    for failing in count():
        body = {"prompt": f"fox {failing}"}
        first = ask("POST", ROUTE, body)
        faults.arm(failing, kind)
        answer = go_on(ask, first, body)
        last = failing >= len(faults.calls)
        faults.disarm()
        if last:
            break
        failed.add(answer.status)
        # After a 303 the client follows it, whatever was noted.
        again = ask("GET", answer.link) if answer.status == 303 else ask("POST", ROUTE, body)
        assert again.status == 303
        assert len(submitter.submitted) == failing + 1
    assert 503 in failed
