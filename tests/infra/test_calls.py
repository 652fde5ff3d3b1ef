"""Every call that the functions made in tests/local is one that their roles may make."""

import pytest

from .grants.calls import Call, is_allowed, recorded
from .templates import Cloud

_VARIANTS = {"async": "queued", "realtime": "realtime", "bedrock": "bedrock"}


@pytest.mark.parametrize("call", [pytest.param(call, id=call.name) for call in recorded()])
def test_a_role_may_make_each_call_that_it_made(call: Call, request: pytest.FixtureRequest) -> None:
    cloud: Cloud = request.getfixturevalue(_VARIANTS[call.mode])
    assert is_allowed(call, cloud), f"{call.test} needs it"
