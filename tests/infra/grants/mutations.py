"""A plugin for pytest: in place of one run, a run for each grant that the templates lack."""

from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from ..templates import Cloud
from .grant import Grant, grants, without

_CLOUDS = ("queued", "realtime", "existing", "bedrock")
# These make templates of their own, from the code, so no grant is missing in them.
_MAKE_THEIR_OWN = {"synthesized", "assets", "without_a_bundle"}


class Mutations:
    """`killed` holds, for each grant, the test that failed without it, or ""."""

    def __init__(self) -> None:
        self.killed: dict[Grant, str] = {}
        self._clouds: list[Cloud] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = [item for item in session.items if _reads_the_templates(item)]
        # With all grants, no test fails: not the first time, which makes the templates, and not
        # the second time, so no test changes them.
        for item in [*items, *items]:
            assert not self._fails(item), item.nodeid
        for grant in dict.fromkeys(grant for cloud in self._clouds for grant in grants(cloud)):
            with without(grant, self._clouds):
                self.killed[grant] = self._first_failing(items)
        return True

    @pytest.hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Any:
        outcome = yield
        if fixturedef.argname in _CLOUDS:
            self._clouds.append(outcome.get_result())

    def _first_failing(self, items: list[pytest.Item]) -> str:
        return next((item.nodeid for item in items if self._fails(item)), "")

    def _fails(self, item: pytest.Item) -> bool:
        item._initrequest()  # type: ignore[attr-defined]  # it may have run before
        # With the session as the next one, what belongs to the session is kept: the templates.
        reports = runtestprotocol(item, log=False, nextitem=item.session)  # type: ignore[arg-type]
        return any(report.failed for report in reports)


def _reads_the_templates(item: pytest.Item) -> bool:
    fixtures = item._fixtureinfo  # type: ignore[attr-defined]
    is_shared = all(
        found[-1].scope in ("session", "function") for found in fixtures.name2fixturedefs.values()
    )
    return is_shared and not _MAKE_THEIR_OWN & set(fixtures.argnames)
