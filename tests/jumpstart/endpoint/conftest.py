"""An account for each test about endpoints."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.fakes import FakeClock

from .account import Account


@pytest.fixture
def account(clock: FakeClock) -> Iterator[Account]:
    with mock_aws():
        yield Account.open(clock)
