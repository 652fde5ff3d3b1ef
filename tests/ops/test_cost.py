"""`make cost`: what days cost, and the most that one can; README says the same."""

from pathlib import Path
from typing import Any

import pytest

from cdk.deployment import Deployment, Mode
from jumpstart.command.faults import Usage
from jumpstart.command.prices import prices, usd
from ops import cost
from ops.costs.day import GENERATE_GB, Day, idle, instance_hours, used
from ops.costs.most import most, translations, unlimited_waits
from ops.costs.table import readme_block
from ops.costs.use import Use, by_line, free_a_month, total

DEFAULT = Deployment()
UNLIMITED = Deployment(daily_instance_hours=0)


def hours(pictures: int, spread_h: float, **settings: Any) -> float:
    return round(instance_hours(Day(pictures, spread_h), Deployment(**settings)), 2)


def test_the_readme_says_what_the_command_says() -> None:
    text = cost.README.read_text()
    assert cost.with_block(text, readme_block(Deployment.load())) == text


def test_every_price_has_a_page_of_aws_and_a_date() -> None:
    for name, price in prices().items():
        assert price.page.startswith("https://aws.amazon.com/"), name
        assert price.page.endswith("/"), name
        assert price.unit, name


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
    "settings", [{}, {"max_instances": 5}, {"mode": "realtime"}, {"mode": "bedrock"}]
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


def test_the_readme_is_written_between_its_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = tmp_path / "README.md"
    before = cost.README.read_text()
    readme.write_text(cost.with_block(before, "nothing"))
    monkeypatch.setattr(cost, "README", readme)
    assert cost.main(["--write"]) == 0
    assert readme.read_text() == before


def test_what_aws_gives_free_is_never_more_than_what_is_used() -> None:
    assert free_a_month([Use("", "metric-month", 3 / 30)]) < 1
    assert free_a_month([Use("", "metric-month", 30 / 30)]) == pytest.approx(3)
    assert free_a_month([Use("", "secret-month", 2)]) == 0
    assert 1 < free_a_month(idle(DEFAULT)) < 6


def test_the_prices_that_are_written_in_prose_are_those_of_the_file() -> None:
    hour, minute = usd("endpoint-hour", "ml.g5.2xlarge"), usd("transcribe-minute")
    wait = Use("", "lambda-gb-second", 3600 * GENERATE_GB).usd
    prose = {
        "easel.toml": [
            f"about ${round(hour * 730, -2):,.0f} a month",
            f"Each costs up to ${2 * minute:.3f}",
            f"costs ${minute:.3f} a minute",
            f"100,000 cost ${100_000 * usd('translate-character'):.2f}",
            f"Each hour costs ${wait:.3f}",
            f"Translate costs ${1_000_000 * usd('translate-character'):.0f} for a million",
        ],
        "README.md": [f"costs ${minute:.3f} a minute for Amazon Transcribe"],
        "docs/configuration.md": [f"An hour of a waiting function costs ${wait:.3f}"],
        "docs/architecture/11-audio.md": [f"${minute:.3f} a minute in us-east-1"],
        "docs/architecture/17-cost.md": [
            f"× ${minute:.3f} a minute",
            f"${usd('lambda-gb-second'):.10f}",
            f"${usd('cloudfront-gb'):.3f} a GB",
            f"${usd('s3-gb-month'):.3f} a GB",
        ],
        "docs/jumpstart.md": [f"costs ${hour:.3f} an hour in us-east-1"],
    }
    for name, phrases in prose.items():
        text = " ".join((cost.README.parent / name).read_text().replace("\n# ", " ").split())
        for phrase in phrases:
            assert phrase in text, (name, phrase)
