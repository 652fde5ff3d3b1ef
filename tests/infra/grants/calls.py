"""What each role asked of the local AWS while tests/local ran: `make mutate-grants RECORD=1`.

If EASEL_RECORD names a folder, each process of tests/local notes there which tests began
(`tests-PID.jsonl`), and its local AWS what the functions asked (`calls-MODE-PID.jsonl`).
"""

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from ..templates import ACCOUNT, Cloud
from .grant import grants

RECORDED = Path(__file__).with_name("calls.json")
_ROLE = re.compile(r"assumed-role/[A-Za-z]+-(\w+?)[0-9A-F]{8}-")
# A name that CloudFormation made: the stack's, the logical id with its hash, and a suffix.
_NAMED = re.compile(r"easel-([a-z]+)[0-9a-f]{8}-[0-9a-f]+", re.IGNORECASE)
# A key in a bucket: its first folder, anything, and how it ends.
_KEY = re.compile(r"^(/[a-z]+)/.*?((?:\.[a-z]+)*)$")


class Call(NamedTuple):
    mode: str
    role: str
    action: str
    resource: str
    test: str  # the first test that made it

    @property
    def name(self) -> str:
        return f"{self.mode}-{self.role}-{self.action}-{self.resource}"


def recorded() -> list[Call]:
    return [Call(*call) for call in json.loads(RECORDED.read_text())]


def is_allowed(call: Call, cloud: Cloud) -> bool:
    """Whether a grant of `cloud` covers `call`. Conditions are not read: the local AWS does not say
    which rows a call touched, and tests/infra/test_rights.py has them to the letter."""
    return any(
        grant.holder == call.role
        and grant.action == call.action
        and fnmatchcase(call.resource, grant.resource)
        for grant in grants(cloud)
    )


def record(folder: Path, cloud: Cloud, *, whole: bool) -> None:
    """Add what was noted in `folder` to calls.json.

    If the run was `whole`, what the tests of its modules called before, and now do not, goes. What
    other modules called stays.
    """
    first: dict[tuple[str, ...], Call] = {}
    ran: set[str] = set()
    for path in sorted(folder.glob("tests-*.jsonl")):
        tests = _lines(path)
        ran |= {_module(test["test"]) for test in tests}
        process = path.stem.removeprefix("tests-")
        for calls in sorted(folder.glob(f"calls-*-{process}.jsonl")):
            mode = calls.stem.removeprefix("calls-").removesuffix(f"-{process}")
            for noted in _lines(calls):
                call = _call(mode, noted, tests, cloud) if noted["allowed"] else None
                if call:
                    first.setdefault(call[:4], call)
    for call in recorded():
        if not (whole and _module(call.test) in ran):
            first[call[:4]] = call
    lines = [json.dumps(call) for call in sorted(first.values())]
    RECORDED.write_text("[\n" + ",\n".join(lines) + "\n]\n")


def _module(test: str) -> str:
    return test.partition("::")[0]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def _call(
    mode: str, noted: dict[str, Any], tests: list[dict[str, Any]], cloud: Cloud
) -> Call | None:
    role = _ROLE.search(noted["role"])
    if not role:
        return None  # the operator, or the test itself
    begun = [test["test"] for test in tests if test["at"] <= noted["at"]]
    return Call(
        mode,
        role[1],
        noted["action"],
        _as_in_the_template(noted["resource"], cloud),
        begun[-1] if begun else "",
    )


def _as_in_the_template(arn: str, cloud: Cloud) -> str:
    """`arn` with logical ids in place of what the local AWS named, and one id for all."""
    if ":distribution/" in arn:
        return f"arn:aws:cloudfront::{ACCOUNT}:distribution/<FrontDistribution>"
    named = _NAMED.search(arn)
    if not named:
        return arn
    logical = {id.lower(): id for kind in cloud.service.kinds for id in cloud.service.all(kind)}
    attribute = "" if ":secretsmanager:" in arn else ".Arn"
    rest = re.sub(r"^-[A-Za-z0-9]{6}$", "", arn[named.end() :])  # Secrets Manager's own suffix
    return f"<{logical[named[1].lower()]}{attribute}>{_shortened(arn, rest)}"


def _shortened(arn: str, rest: str) -> str:
    return _KEY.sub(r"\1/any\2", rest) if ":s3:" in arn else rest
