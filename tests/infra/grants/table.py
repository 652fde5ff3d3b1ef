"""docs/architecture/19-rights.md: each grant, and the test that fails without it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from .calls import recorded
from .grant import Grant

PAGE = Path(__file__).parents[3] / "docs" / "architecture" / "19-rights.md"
_BEGIN = "<!-- made by `make mutate-grants` -->\n"


def write(killed: Mapping[Grant, str]) -> None:
    lines = list(_lines(killed))
    print("\n".join(lines))  # noqa: T201
    head, _, _ = PAGE.read_text().partition(_BEGIN)
    PAGE.write_text(head + _BEGIN + "\n" + "\n".join(lines) + "\n")


def _lines(killed: Mapping[Grant, str]) -> Iterator[str]:
    superfluous = sum(not test for test in killed.values())
    yield f"{len(killed)} grants, of which {superfluous} can be missing without a test that fails."
    for holder, of_holder in groupby(sorted(killed), key=lambda grant: grant.holder):
        yield ""
        yield f"**{holder}**"
        yield ""
        yield "| may | on | or else this test fails |"
        yield "|---|---|---|"
        for grant in of_holder:
            yield f"| {grant.action} | `{grant.resource}` | {_named(killed[grant])} |"


def _named(test: str) -> str:
    """The failing test. If it is about a recorded call, the test that made the call."""
    if not test:
        return "**none**"
    made_by = {f"[{call.name}]": call.test for call in recorded()}
    _, bracket, parameters = test.partition("[")
    found = made_by.get(bracket + parameters)
    path, _, name = (found or test).partition("::")
    return f"`{Path(path).parent.name}/{Path(path).stem}`: {name.split('[')[0]}"
