"""Settings in combination: each pair of values is synthesized at least once, and passes cdk-nag.

All combinations would take minutes. What two settings do to each other shows in a pair.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from cfnlint import api  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from .conftest import EXISTING, EXISTING_ASYNC, GATES, OWN_WEIGHTS
from .templates import Cloud, Synthesize

Settings = dict[str, Any]


def _some(*names: str) -> Settings:
    return {name: GATES[name] for name in names}


_DOMAIN = ("domain", "certificate_arn", "hosted_zone_id")
_FACTORS: dict[str, dict[str, Settings]] = {
    "mode": {
        "async": {"mode": "async"},
        "realtime": {"mode": "realtime"},
        "existing": EXISTING,
        "existing-async": EXISTING_ASYNC,
        "own-weights": OWN_WEIGHTS,
        "bedrock": {"mode": "bedrock", "bedrock_region": "us-west-2"},
    },
    "access": {"open": {"access": "open"}, "key": {"access": "key"}},
    "region": {"us-east-1": {"region": "us-east-1"}, "elsewhere": {"region": "eu-west-1"}},
    "vpc": {"none": {}, "own": _some("subnet_ids", "security_group_ids")},
    "domain": {"none": {}, "own": _some(*_DOMAIN)},
    "moderation": {one: {"moderation": one} for one in ("none", "prompts", "pictures", "both")},
    "schedule": {"none": {}, "warm": {"keep_warm": "Mon-Fri 08:00-18:00"}},
    "firewall": {"none": {}, "waf": {"waf": True}},
    "logs": {"none": {}, "kept": {"access_logs": True}},
    "mail": {"none": {}, "budget": {"alarm_email": "ann@example.com", "monthly_budget_usd": 50}},
    "language": {"english": {}, "translated": {"translate": True}},
}
_MAKE_ENDPOINT = ("async", "realtime", "own-weights")
Case = tuple[str, ...]


def _can_be(case: Case) -> bool:
    chosen = dict(zip(_FACTORS, case, strict=True))
    return chosen["schedule"] == "none" or chosen["mode"] in ("async", "own-weights")


def _cases() -> Iterator[Case]:
    """As few cases as a greedy choice finds, so that each possible pair of values is in one."""
    bits: dict[tuple[str, ...], int] = {}  # a pair of values → its bit

    def pairs(case: Case) -> int:
        valued = [f"{factor}={value}" for factor, value in zip(_FACTORS, case, strict=True)]
        found = 0
        for pair in itertools.combinations(valued, 2):
            found |= 1 << bits.setdefault(pair, len(bits))
        return found

    possible = filter(_can_be, itertools.product(*_FACTORS.values()))
    pairs_of = {case: pairs(case) for case in possible}
    missing = (1 << len(bits)) - 1
    while missing:
        best = max(pairs_of, key=lambda case: (pairs_of[case] & missing).bit_count())
        missing &= ~pairs_of[best]
        yield best


_CASES = list(_cases())


def _settings(case: Case) -> Settings:
    found: Settings = {"name": "Matrix"}
    for factor, value in zip(_FACTORS.values(), case, strict=True):
        found |= factor[value]
    return found


@pytest.mark.parametrize("case", _CASES, ids="-".join)
def test_settings_in_combination_synthesize_and_pass_cdk_nag(
    case: Case, synthesized: Synthesize
) -> None:
    cloud = synthesized(**_settings(case))  # cdk-nag has nothing against it
    assert (cloud.endpoint is not None) is (case[0] in _MAKE_ENDPOINT)


@pytest.mark.repeated
@pytest.mark.parametrize("case", _CASES, ids="-".join)
def test_cfn_lint_finds_nothing_in_combinations(case: Case, synthesized: Synthesize) -> None:
    _lint(synthesized(validate=False, **_settings(case)))


def test_every_pair_of_values_is_in_a_case() -> None:
    assert len(_CASES) < 40
    modes = {(case[0], case[5]) for case in _CASES}
    assert len(modes) == 24  # each mode with each moderation


def _lint(cloud: Cloud) -> None:
    # As in test_checks.py.
    ignored = ["W3005", "W2531", "E2531", "E2533"]
    options = ManualArgs(ignore_checks=ignored, regions=["us-east-1", "eu-west-1"])
    for template in cloud.templates:
        assert api.lint(template.path.read_text(), config=options) == []
