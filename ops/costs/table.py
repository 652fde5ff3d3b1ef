"""The tables that `make cost ARGS=--write` writes: what days cost, and the most, into README.md;
what the gates add, into docs/architecture/17-cost.md."""

from typing import Any

from cdk.deployment import Deployment, Mode
from easel.settings import Moderation
from jumpstart.command.prices import as_of, region, usd

from .day import Day, instance_hours, used
from .most import most
from .use import DAYS_A_MONTH, free_a_month, not_looked_up, total

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
_GATES: dict[str, dict[str, Any]] = {
    "`waf = true`": {"waf": True},
    '`moderation = "prompts"`': {"moderation": Moderation.PROMPTS},
    '`moderation = "pictures"`': {"moderation": Moderation.PICTURES},
    '`moderation = "both"`': {"moderation": Moderation.BOTH},
}


def readme_block(deployment: Deployment) -> str:
    bounds = most(deployment)
    rows = [f"| {name} | {usd:,.2f} | {_settings(why)} |" for name, (usd, why) in bounds.items()]
    by_picture = deployment.model_copy(update={"mode": Mode.BEDROCK, "existing_endpoint": ""})
    always = deployment.model_copy(update={"mode": Mode.REALTIME, "existing_endpoint": ""})
    guarded = deployment.model_copy(update={"waf": True, "moderation": Moderation.BOTH})
    busiest = Day(1000, 6, recordings=50)
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
            _day('the same with `mode = "realtime"`', busiest, always),
            _day('the same with `mode = "bedrock"`', busiest, by_picture),
            _day('the same with `waf = true` and `moderation = "both"`', busiest, guarded),
            "",
            "AWS gives some of that free each month, if nothing else in your account uses it: "
            f"${free_a_month(used(_DAYS['nobody comes'], deployment)):.2f} of an idle month.",
            not_looked_up(used(busiest, deployment)),
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


def gates_block(deployment: Deployment) -> str:
    """What each gate adds to a day of `deployment`, with all other gates off."""
    plain = deployment.model_copy(update={"waf": False, "moderation": Moderation.NONE})
    rows = [
        _gate(name, plain, plain.model_copy(update=settings)) for name, settings in _GATES.items()
    ]
    return "\n".join(
        [
            "",
            f"Prices of {as_of()}:",
            "",
            "| setting | $ an idle day | $ for 1,000 pictures | $ a day at most | limited by |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _gate(name: str, plain: Deployment, guarded: Deployment) -> str:
    idle, busy = (
        total(used(day, guarded)) - total(used(day, plain)) for day in (Day(), Day(1000, 6))
    )
    (dollars, why) = next(added for line, added in most(guarded).items() if line not in most(plain))
    return f"| {name} | {idle:.2f} | {busy - idle:.2f} | {dollars:.2f} | {_settings(why)} |"


def _day(name: str, day: Day, deployment: Deployment) -> str:
    dollars = total(used(day, deployment))
    hours = instance_hours(day, deployment)
    return f"| {name} | {hours:.1f} | {dollars:,.2f} | {dollars * DAYS_A_MONTH:,.0f} |"


def _settings(why: str) -> str:
    return ", ".join(f"`{name}`" for name in why.split(", ")) if why else ""
