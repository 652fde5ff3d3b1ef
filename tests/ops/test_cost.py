"""`make cost`: what days cost, and the most that one can; README says the same."""

from pathlib import Path
from typing import Any

import pytest

from cdk.deployment import Deployment, Mode
from easel.settings import Moderation
from jumpstart.command.faults import Usage
from jumpstart.command.prices import NOT_LOOKED_UP, prices, sources, usd
from ops import cost
from ops.costs.day import GENERATE_GB, Day, idle, instance_hours, used
from ops.costs.gates import RULES, of_firewall, of_moderation
from ops.costs.most import most, translations, unlimited_waits
from ops.costs.table import gates_block, readme_block
from ops.costs.use import DAYS_A_MONTH, Use, by_line, free_a_month, not_looked_up, total

DEFAULT = Deployment()
UNLIMITED = Deployment(daily_instance_hours=0)


def hours(pictures: int, spread_h: float, **settings: Any) -> float:
    return round(instance_hours(Day(pictures, spread_h), Deployment(**settings)), 2)


def test_the_readme_says_what_the_command_says() -> None:
    text = cost.README.read_text()
    assert cost.with_block(text, readme_block(Deployment.load())) == text
    page = cost.PAGE.read_text()
    assert cost.with_block(page, gates_block(Deployment.load())) == page


def test_every_price_has_a_page_of_aws_and_a_date() -> None:
    for name, price in prices().items():
        assert price.page.startswith("https://aws.amazon.com/"), name
        assert price.page.endswith("/"), name
        assert price.unit, name


def test_every_price_says_where_it_was_read_or_that_nobody_looked() -> None:
    known = {*sources(), NOT_LOOKED_UP}
    for name, price in prices().items():
        if isinstance(price.usd, dict):
            assert isinstance(price.source, dict), name
            assert price.source.keys() == price.usd.keys(), name
            assert set(price.source.values()) <= known, name
        else:
            assert price.source in known, name
    for source in sources().values():
        assert source.address.startswith("https://")
        assert source.says


# How long instances run.


@pytest.mark.parametrize(
    ("pictures", "spread_h", "settings", "expected"),
    [
        pytest.param(0, 24, {}, 0, id="nobody comes"),
        pytest.param(1, 1, {}, 0.45, id="one picture: start, draw, 17 minutes"),
        pytest.param(100, 4, {}, 4.45, id="a stretch of pictures"),
        pytest.param(10, 24, {}, 4.53, id="each picture has a stretch of its own"),
        pytest.param(100, 24, {"daily_instance_hours": 0}, 24, id="sparse, and always up"),
        pytest.param(100, 24, {}, 8.62, id="until the day's hours are used up"),
        pytest.param(1000, 1, {"max_instances": 4}, 3 * 1.45, id="three are busy"),
        pytest.param(9000, 4, {"max_instances": 1}, 4.45, id="one, whatever comes"),
        pytest.param(1, 1, {"mode": "realtime", "max_instances": 2}, 48, id="realtime"),
        pytest.param(0, 1, {"keep_warm": "Mon-Fri 08:00-18:30"}, 10.5, id="kept warm"),
        pytest.param(0, 1, {"keep_warm": "Mon-Fri 22:00-06:00"}, 8, id="kept warm overnight"),
        pytest.param(9, 1, {"mode": "realtime", "existing_endpoint": "mine"}, 0, id="not ours"),
    ],
)
def test_instances_run_as_the_template_s_scaling_lets_them(
    pictures: int, spread_h: float, settings: dict[str, Any], expected: float
) -> None:
    assert hours(pictures, spread_h, **settings) == pytest.approx(expected, abs=0.01)


# The figures of before there were limits.


def test_sparse_pictures_alone_cost_36_dollars_a_day() -> None:
    assert by_line(used(Day(100, 24), UNLIMITED))["instances"] == pytest.approx(36.36)


def test_as_many_recordings_as_pictures_cost_48_dollars_a_day() -> None:
    all_day = Deployment(daily_recordings=1000)
    recordings = Day(recordings=1000, recording_s=120)
    assert by_line(used(recordings, all_day))["Transcribe"] == pytest.approx(48)
    assert most(all_day)["recordings"][0] == pytest.approx(48, rel=0.01)


def test_four_translations_for_each_of_1000_pictures_cost_120_dollars_a_day() -> None:
    assert usd("translate-character") * 1000 * 4 * 2000 == pytest.approx(120)
    assert translations(1000 * 4 * 2000) == pytest.approx(128)  # and their languages


def test_functions_that_wait_all_day_cost_288_or_576_dollars() -> None:
    assert unlimited_waits(500) == pytest.approx(288, rel=0.001)
    assert unlimited_waits(1000) == pytest.approx(576, rel=0.001)


def test_the_limits_bring_a_day_below_what_one_of_them_cost() -> None:
    bounds = {name.split(",")[0]: dollars for name, (dollars, _) in most(DEFAULT).items()}
    assert bounds["instances"] == pytest.approx(13.05, abs=0.01)
    assert bounds["recordings"] == pytest.approx(4.81, abs=0.01)
    assert bounds["functions that wait"] == pytest.approx(2.40, abs=0.01)
    translating = most(Deployment(translate=True))
    assert translating["translations"][0] == pytest.approx(1.60, abs=0.01)
    assert sum(bounds.values()) < 50


@pytest.mark.parametrize("pictures", [1, 30, 1000])
@pytest.mark.parametrize("spread_h", [1, 5, 24])
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"max_instances": 5},
        {"mode": "realtime"},
        {"mode": "bedrock"},
        {"waf": True, "moderation": "both"},
    ],
)
def test_no_day_within_the_limits_costs_more_than_the_most(
    pictures: int, spread_h: float, settings: dict[str, Any]
) -> None:
    deployment = Deployment(**settings)
    day = Day(pictures, spread_h, recordings=100, recording_s=120)
    uses = [use for use in used(day, deployment) if use.line != "links opened"]
    assert total(uses) <= sum(dollars for dollars, _ in most(deployment).values())


# The command.


def test_the_command_says_each_line_and_the_most(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--pictures", "100", "--hours", "24", "--recordings", "10"]) == 0
    said = capsys.readouterr().out
    for line in ("instances, 8.6 h", "Transcribe", "secrets", "queues", "together"):
        assert line in said
    assert "daily_instance_hours" in said
    assert "Nothing limits how often links are opened" in said


def test_the_command_takes_another_mode_and_instance(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--mode", "realtime", "--instance", "ml.g5.4xlarge"]) == 0
    assert "instances, 24.0 h                48.72" in capsys.readouterr().out


def test_bedrock_is_paid_by_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--mode", "bedrock", "--pictures", "100"]) == 0
    said = capsys.readouterr().out
    assert "Bedrock                           4.00" in said
    assert "instances" not in said
    assert most(Deployment(mode=Mode.BEDROCK))["pictures by Bedrock"] == (40.0, "daily_pictures")


def test_the_firewall_costs_9_dollars_a_month_and_60_cents_for_a_million_requests() -> None:
    guarded = Deployment(waf=True)
    assert total(of_firewall(0, guarded)) * DAYS_A_MONTH == pytest.approx(9)
    assert total(of_firewall(1_000_000, guarded)) - total(of_firewall(0, guarded)) == (
        pytest.approx(0.60)
    )
    assert by_line(used(Day(), guarded))["firewall"] == pytest.approx(0.296, abs=0.001)
    assert most(guarded)["firewall"][0] == pytest.approx(0.296 + 40 * 86_400 * 6e-7, abs=0.001)


@pytest.mark.parametrize(
    ("moderation", "a_thousand", "at_most"),
    [("prompts", 0.15, 32 * 0.15), ("pictures", 1.00, 1.00), ("both", 1.15, 1.00 + 32 * 0.15)],
)
def test_moderation_is_paid_by_the_prompt_and_by_the_picture(
    moderation: str, a_thousand: float, at_most: float
) -> None:
    guarded = Deployment(moderation=Moderation(moderation))
    assert by_line(used(Day(1000, 6), guarded))["moderation"] == pytest.approx(a_thousand)
    assert most(guarded)["moderation"][0] == pytest.approx(at_most)


def test_a_key_of_one_s_own_is_paid_by_the_month() -> None:
    own = by_line(idle(Deployment(own_key=True)))["key"] * DAYS_A_MONTH
    assert own == pytest.approx(1.00 + 35_040 * 0.000003, abs=0.001)
    assert "key" not in by_line(idle(DEFAULT))


def test_a_long_prompt_is_several_units() -> None:
    guarded = Deployment(moderation=Moderation.PROMPTS)
    assert total(of_moderation(1, 1000, guarded)) == pytest.approx(0.00015)
    assert total(of_moderation(1, 1001, guarded)) == pytest.approx(0.0003)


def test_gates_that_are_off_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--waf", "on", "--moderation", "both"]) == 0
    said = capsys.readouterr().out
    assert "firewall" in said
    assert "moderation" in said
    assert cost.main(["--waf", "off", "--moderation", "none"]) == 0
    said = capsys.readouterr().out
    assert "firewall" not in said
    assert "moderation" not in said


def test_the_command_names_the_prices_that_nobody_looked_up(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cost.main(["--recordings", "1"]) == 0
    assert "Nobody has looked up transcribe-minute" in capsys.readouterr().out
    assert not_looked_up([Use("", "lambda-request", 1)]) == ""
    assert not_looked_up([Use("", "transcribe-minute", 0)]) == ""


def test_recordings_that_are_off_cost_nothing() -> None:
    assert "recordings" not in most(Deployment(recordings="off"))


def test_a_model_without_a_price_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    deployment = Deployment(mode=Mode.BEDROCK, bedrock_model="stability.another-v9:9")
    monkeypatch.setattr(cost, "load", lambda: deployment)
    with pytest.raises(Usage, match="no price of stability"):
        cost.deployment_of(cost.parser().parse_args([]))


def test_another_region_is_told_whose_prices_these_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost.main(["--region", "eu-central-1"]) == 0
    assert "In eu-central-1 the same may cost up to 50 % more" in capsys.readouterr().out
    assert cost.main(["--region", "us-east-1"]) == 0
    assert "50 %" not in capsys.readouterr().out


def test_an_instance_without_a_price_is_refused() -> None:
    arguments = cost.parser().parse_args(["--instance", "ml.p5.48xlarge"])
    with pytest.raises(Usage, match=r"no price of ml\.p5\.48xlarge"):
        cost.deployment_of(arguments)


@pytest.mark.parametrize("bad", [["--hours", "0"], ["--hours", "25"], ["--pictures", "-1"]])
def test_a_day_that_cannot_be_is_refused(bad: list[str]) -> None:
    with pytest.raises(SystemExit):
        cost.parser().parse_args(bad)


def test_the_tables_are_written_between_their_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme, page = cost.README, cost.PAGE
    for name in ("README", "PAGE"):
        written = getattr(cost, name)
        copy = tmp_path / written.name
        copy.write_text(cost.with_block(written.read_text(), "nothing"))
        monkeypatch.setattr(cost, name, copy)
    assert cost.main(["--write"]) == 0
    assert (tmp_path / "README.md").read_text() == readme.read_text()
    assert (tmp_path / "17-cost.md").read_text() == page.read_text()


def test_what_aws_gives_free_is_never_more_than_what_is_used() -> None:
    assert free_a_month([Use("", "metric-month", 3 / 30)]) < 1
    assert free_a_month([Use("", "metric-month", 30 / 30)]) == pytest.approx(3)
    assert free_a_month([Use("", "secret-month", 2)]) == 0
    assert 1 < free_a_month(idle(DEFAULT)) < 6


def test_the_prices_that_are_written_in_prose_are_those_of_the_file() -> None:
    hour, minute = usd("endpoint-hour", "ml.g5.2xlarge"), usd("transcribe-minute")
    wait = Use("", "lambda-gb-second", 3600 * GENERATE_GB).usd
    firewall = f"${usd('waf-acl-month') + RULES * usd('waf-rule-month'):.0f} a month"
    a_million = f"${1e6 * usd('waf-request'):.2f} for a million requests"
    prompts = f"${1000 * usd('guardrail-unit'):.2f}"
    pictures = f"${1000 * usd('rekognition-image'):.0f}"
    prose = {
        "easel.toml": [
            firewall,
            a_million,
            f"{prompts} per 1,000",
            f"{pictures} per 1,000",
            f"about ${round(hour * 730, -2):,.0f} a month",
            f"Each costs up to ${2 * minute:.3f}",
            f"costs ${minute:.3f} a minute",
            f"100,000 cost ${100_000 * usd('translate-character'):.2f}",
            f"Each hour costs ${wait:.3f}",
            f"Translate costs ${1_000_000 * usd('translate-character'):.0f} for a million",
        ],
        "README.md": [f"costs ${minute:.3f} a minute for Amazon Transcribe"],
        "docs/configuration.md": [
            f"An hour of a waiting function costs ${wait:.3f}",
            f"{firewall} and {a_million}",
        ],
        "docs/architecture/11-audio.md": [f"${minute:.3f} a minute in us-east-1"],
        "docs/architecture/17-cost.md": [
            f"× ${minute:.3f} a minute",
            f"${usd('lambda-gb-second'):.10f}",
            f"${usd('cloudfront-gb'):.3f} a GB",
            f"${usd('s3-gb-month'):.3f} a GB",
        ],
        "docs/architecture/18-moderation.md": [
            f"{prompts} for 1,000 prompts of up to 1,000 characters",
            f"{pictures} for 1,000 pictures",
        ],
        "docs/jumpstart.md": [f"costs ${hour:.3f} an hour in us-east-1"],
    }
    for name, phrases in prose.items():
        text = " ".join((cost.README.parent / name).read_text().replace("\n# ", " ").split())
        for phrase in phrases:
            assert phrase in text, (name, phrase)
