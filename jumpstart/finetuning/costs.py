"""What a training job costs, and whether it has the time that it needs."""

import math

from ..command.console import Console
from ..command.faults import Usage
from ..command.prices import prices, usd

MOST_S = 28 * 24 * 3600  # SageMaker ends every job after 28 days
MODEL_GB = 5  # what a trained model takes in S3, about


def say_costs(
    console: Console,
    instance_type: str,
    expected_s: float,
    max_runtime_s: int,
    *,
    estimate: str,
    fewer: str,
) -> None:
    """Print what the job is expected to cost, and what it costs at most. `estimate` says where
    `expected_s` comes from, and `fewer` names the option that makes the training shorter.

    Raises:
        Usage: the job would be ended too early.
    """
    price = usd("training-hour", instance_type)
    most = math.ceil(max_runtime_s / 3600 * price * 100) / 100
    console.costs(
        f"about ${expected_s / 3600 * price:.2f} for some {_spoken(expected_s)} ({estimate}), at "
        f"most ${most:.2f}: the job is ended after {max_runtime_s // 60} minutes (${price}/h in "
        f"us-east-1: {prices()['training-hour'].page}); then "
        f"${MODEL_GB * usd('s3-gb-month'):.2f} a month for {MODEL_GB} GB in S3"
    )
    if max(expected_s, max_runtime_s) > MOST_S:
        most_minutes = MOST_S // 60
        do = f"give at most --max-minutes {most_minutes}, and fewer {fewer}"
        raise Usage("SageMaker lets no job run for more than 28 days", do, code="too_long")
    if expected_s > max_runtime_s:
        do = f"give --max-minutes {round(expected_s / 60 * 1.5)}, or fewer {fewer}"
        raise Usage("the job would be ended before it has finished", do, code="too_long")


def _spoken(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds >= 5400 else f"{seconds / 60:.0f} minutes"
