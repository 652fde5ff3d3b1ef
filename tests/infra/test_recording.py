"""calls.json: what a new recording adds, what it keeps, and what it takes out."""

import json
from pathlib import Path

import pytest

from .grants import calls
from .grants.calls import Call, record, recorded
from .templates import ACCOUNT, Cloud

_ROLE = f"arn:aws:sts::{ACCOUNT}:assumed-role/Easel-FunctionsDeliverRole0A1B2C3D-1/x"
_OLD = [
    Call("async", "FunctionsDeliverRole", "sqs:OfBefore", "*", "tests/local/test_one.py::test_a"),
    Call("async", "FunctionsDeliverRole", "sqs:Elsewhere", "*", "tests/local/test_two.py::test_b"),
]


@pytest.fixture(autouse=True)
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded before, in a file of its own."""
    path = tmp_path / "calls.json"
    path.write_text(json.dumps(_OLD))
    monkeypatch.setattr(calls, "RECORDED", path)


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Two processes ran tests at the same time. A call that was refused is no call."""
    begun = {1: ("one", 1.0), 2: ("three", 2.0)}
    for process, (module, at) in begun.items():
        tests = [{"at": at, "test": f"tests/local/test_{module}.py::test_now"}]
        asked = [
            {"at": 3.0, "role": _ROLE, "action": f"sqs:{action}", "resource": "*", "allowed": ok}
            for action, ok in ((f"New{process}", True), ("Refused", False))
        ]
        for name, lines in ((f"tests-{process}", tests), (f"calls-async-{process}", asked)):
            text = "".join(json.dumps(line) + "\n" for line in lines)
            (tmp_path / f"{name}.jsonl").write_text(text)
    return tmp_path


def actions() -> dict[str, str]:
    """Action → the test that made the call."""
    return {call.action.removeprefix("sqs:"): call.test.partition("::")[0] for call in recorded()}


def test_a_whole_run_replaces_what_its_modules_called_before(noted: Path, queued: Cloud) -> None:
    record(noted, queued, whole=True)
    assert actions() == {
        "Elsewhere": "tests/local/test_two.py",
        "New1": "tests/local/test_one.py",
        "New2": "tests/local/test_three.py",
    }


def test_a_run_that_broke_off_takes_nothing_out(noted: Path, queued: Cloud) -> None:
    record(noted, queued, whole=False)
    assert actions().keys() == {"Elsewhere", "OfBefore", "New1", "New2"}
