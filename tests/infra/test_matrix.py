"""Settings in combination: each pair of values is synthesized at least once, and passes cdk-nag.

All combinations would take minutes. What two settings do to each other shows in a pair.
"""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from cdk.stage import VARIABLE, settings_of
from tests.signed import SIGNED

from .conftest import EXISTING, EXISTING_ASYNC, GATES, OWN_WEIGHTS
from .linted import linted
from .templates import Synthesize

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
    "signature": {"none": {}, "kms": SIGNED},
    "schedule": {"none": {}, "warm": {"keep_warm": "Mon-Fri 08:00-18:00"}},
    "firewall": {"none": {}, "waf": {"waf": True}},
    "logs": {"none": {}, "kept": {"access_logs": True}},
    "mail": {"none": {}, "budget": {"alarm_email": "ann@example.com", "monthly_budget_usd": 50}},
    "key": {"aws": {}, "own": {"own_key": True}},
    "language": {"english": {}, "translated": {"translate": True}},
    # What STAGE= does to the settings of easel.toml.
    "stage": {"none": {}, "test": {"name": settings_of({VARIABLE: "test"})["name"]}},
    "renditions": {"thumbnail": {}, "none": {"renditions": []}},
}
_MAKE_ENDPOINT = ("async", "realtime", "own-weights")
Case = tuple[str, ...]
Valued = tuple[str, str]  # a factor and its value


def _can_be(chosen: dict[str, str]) -> bool:
    warm = chosen.get("schedule") == "warm"
    return not warm or chosen.get("mode", "async") in ("async", "own-weights")


def _pairs(case: dict[str, str]) -> Iterator[tuple[Valued, Valued]]:
    return itertools.combinations(((f, case[f]) for f in _FACTORS if f in case), 2)


def _possible() -> list[tuple[Valued, Valued]]:
    valued = [(factor, value) for factor, values in _FACTORS.items() for value in values]
    pairs = itertools.combinations(valued, 2)
    return [(a, b) for a, b in pairs if a[0] != b[0] and _can_be(dict((a, b)))]


def _cases() -> Iterator[Case]:
    """Cases in which each possible pair of values is. Each case begins with a pair that none before
    it has, and takes of each other factor the value that is in most such pairs."""
    missing = dict.fromkeys(_possible())
    by_size = sorted(_FACTORS, key=lambda factor: -len(_FACTORS[factor]))
    while missing:
        case = dict(next(iter(missing)))
        for factor in by_size:
            values = [value for value in _FACTORS[factor] if _can_be(case | {factor: value})]
            if factor not in case:
                case[factor] = max(
                    values,
                    key=lambda value: sum(
                        pair in missing for pair in _pairs(case | {factor: value})
                    ),
                )
        for pair in _pairs(case):
            missing.pop(pair, None)
        yield tuple(case[factor] for factor in _FACTORS)


_CASES = list(_cases())


def _settings(case: Case) -> Settings:
    found: Settings = {"name": "Easel"}
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
    cloud = synthesized(validate=False, **_settings(case))
    for template in cloud.templates:
        assert linted(template, "us-east-1", "eu-west-1") == []


def test_every_pair_of_values_is_in_a_case() -> None:
    covered = {pair for case in _CASES for pair in _pairs(dict(zip(_FACTORS, case, strict=True)))}
    assert covered == set(_possible())
    # As few as there can be: each mode with each moderation.
    assert len(_CASES) == len(_FACTORS["mode"]) * len(_FACTORS["moderation"])


def test_nothing_of_a_stage_has_a_name_of_the_first_deployment(synthesized: Synthesize) -> None:
    mail = {"alarm_email": "ann@example.com", "monthly_budget_usd": 50}
    gates = GATES | mail | {"region": "us-east-1"}
    cloud = synthesized(validate=False, name="Easel-test", **gates)
    names = [name for one in cloud.templates for name in _names(one.body["Resources"])]
    ours = {name for name in names if "easel" in name.lower()}
    assert {"Easel-test", "easel-test", "Easel-test-month", "Easel-test-edge"} <= ours
    # The CDK leaves out the hyphen in the names that it makes.
    assert [name for name in ours if "easeltest" not in name.lower().replace("-", "")] == []


def _names(found: Any) -> Iterator[str]:
    """Every name that the template itself gives to something."""
    match found:
        case dict():
            for key, value in found.items():
                if key.endswith("Name") and key != "HeaderName" and isinstance(value, str):
                    yield value
                yield from _names(value)
        case list():
            for one in found:
                yield from _names(one)
