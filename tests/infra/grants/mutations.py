"""A plugin for pytest: in place of one run, a run for each grant that the templates lack."""

from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from ..templates import Cloud
from .calls import Call
from .grant import Grant, grants, without

_CLOUDS = ("queued", "realtime", "existing", "bedrock", "existing_async", "abroad", "budgeted")
# In another region. What it grants besides is granted to the same roles in one of the others.
_ELSEWHERE = "guarded"
# These make templates of their own, from the code, so no grant is missing in them.
_MAKE_THEIR_OWN = {"synthesized", "assets", "without_a_bundle"}


class Mutations:
    """`killed` holds, for each grant, the test that failed without it, or ""."""

    def __init__(self) -> None:
        self.killed: dict[Grant, str] = {}
        self._clouds: dict[str, Cloud] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if _reads_the_templates(item)]
        # With all grants, no test fails: not the first time, which makes the templates, and not
        # the second time, so no test changes them.
        for item in [*items, *items]:
            assert not self._fails(item), item.nodeid
        clouds = list(self._clouds.values())
        here = [cloud for name, cloud in self._clouds.items() if name != _ELSEWHERE]
        for grant in dict.fromkeys(grant for cloud in here for grant in grants(cloud)):
            with without(grant, clouds):
                self.killed[grant] = self._first_failing(items, grant)
        return True

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        outcome = yield
        if fixturedef.argname in (*_CLOUDS, _ELSEWHERE):
            self._clouds[fixturedef.argname] = outcome.get_result()

    def _first_failing(self, items: list[pytest.Item], grant: Grant) -> str:
        """The first of `items` that fails without `grant`. What failed without another grant is
        tried first: it often is a list of all that a role may do."""
        failing = set(self.killed.values())
        ordered = sorted(items, key=lambda item: (not _call_of(item), item.nodeid not in failing))
        about = [item for item in ordered if _may_need(item, grant)]
        return next((item.nodeid for item in about if self._fails(item)), "")

    def _fails(self, item: pytest.Item) -> bool:
        item._initrequest()  # type: ignore[attr-defined]  # it may have run before
        # With the session as the next one, what belongs to the session is kept: the templates.
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        return any(report.failed for report in reports)


def _call_of(item: pytest.Item) -> Call | None:
    """The recorded call that `item` is about, if it is about one."""
    callspec = getattr(item, "callspec", None)
    call = callspec.params.get("call") if callspec else None
    return call if isinstance(call, Call) else None


def _may_need(item: pytest.Item, grant: Grant) -> bool:
    """Whether `item` can fail without `grant`: a test of one call looks at one role and action."""
    call = _call_of(item)
    return call is None or (call.role, call.action) == (grant.holder, grant.action)


def _reads_the_templates(item: pytest.Item) -> bool:
    fixtures = item._fixtureinfo  # type: ignore[attr-defined]
    is_shared = all(
        found[-1].scope in ("session", "function") for found in fixtures.name2fixturedefs.values()
    )
    return is_shared and not _MAKE_THEIR_OWN & set(fixtures.argnames)
