"""The part of README.md that `make cost ARGS=--write` writes: what days cost, and the most."""

from cdk.deployment import Deployment, Mode
from jumpstart.command.prices import as_of, region, usd

from .day import Day, instance_hours, used
from .most import most
from .use import DAYS_A_MONTH, free_a_month, total

BEGIN = "<!-- make cost ARGS=--write writes from here … -->"
END = "<!-- … to here -->"
_DAYS = {
    "nobody comes": Day(),
    "one picture": Day(1, 1),
    "10 pictures in an hour": Day(10, 1),
    "10 pictures over the whole day": Day(10, 24),
    "100 pictures in 4 hours": Day(100, 4),
    "100 pictures over the whole day": Day(100, 24),
    "1,000 pictures in 6 hours": Day(1000, 6),
    "the last, and 50 recordings of 15 s": Day(1000, 6, recordings=50),
}


def readme_block(deployment: Deployment) -> str:
    bounds = most(deployment)
    rows = [f"| {name} | {usd:,.2f} | {_settings(why)} |" for name, (usd, why) in bounds.items()]
    by_picture = deployment.model_copy(update={"mode": Mode.BEDROCK, "existing_endpoint": ""})
    always = deployment.model_copy(update={"mode": Mode.REALTIME, "existing_endpoint": ""})
    hour = usd("endpoint-hour", deployment.instance_type)
    return "\n".join(
        [
            "",
            f"With easel.toml as it is (`{deployment.mode}`, {deployment.instance_type} at "
            f"${hour:.3f} an hour), {region()}, prices of {as_of()}:",
            "",
            "| a day on which | instance hours | costs $ | a month of such days, $ |",
            "|---|---|---|---|",
            *[_day(name, day, deployment) for name, day in _DAYS.items()],
            _day('the same with `mode = "realtime"`', Day(1000, 6, recordings=50), always),
            _day('the same with `mode = "bedrock"`', Day(1000, 6, recordings=50), by_picture),
            "",
            "AWS gives some of that free each month, if nothing else in your account uses it: "
            f"${free_a_month(used(_DAYS['nobody comes'], deployment)):.2f} of an idle month.",
            "",
            "The most that a day can cost under these limits:",
            "",
            "| | $ | limited by |",
            "|---|---|---|",
            *rows,
            f"| together | {sum(dollars for dollars, _ in bounds.values()):,.2f} | |",
            "",
        ]
    )


def _day(name: str, day: Day, deployment: Deployment) -> str:
    dollars = total(used(day, deployment))
    hours = instance_hours(day, deployment)
    return f"| {name} | {hours:.1f} | {dollars:,.2f} | {dollars * DAYS_A_MONTH:,.0f} |"


def _settings(why: str) -> str:
    return ", ".join(f"`{name}`" for name in why.split(", ")) if why else ""
