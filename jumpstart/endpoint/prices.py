"""What an endpoint costs by the hour, roughly."""

from ..command.prices import prices, region, usd

HOURS_A_MONTH = 730
_PRICE = prices()["endpoint-hour"]
AS_OF = f"{_PRICE.date:%B %Y}"
LOOK_UP = _PRICE.page
USD_PER_HOUR: dict[str, float] = dict(_PRICE.usd) if isinstance(_PRICE.usd, dict) else {}


def hourly(instance_type: str, instances: int = 1) -> str:
    """For example: about $1.51 an hour, $1,106 a month without a pause (us-east-1, …)."""
    if instance_type not in USD_PER_HOUR:
        return f"{instances} × {instance_type}; its price is at {LOOK_UP}"
    an_hour = usd("endpoint-hour", instance_type) * instances
    return (
        f"about ${an_hour:,.2f} an hour, ${an_hour * HOURS_A_MONTH:,.0f} a month without a pause, "
        f"for {instances} × {instance_type} ({region()}, {AS_OF}; now: {LOOK_UP})"
    )


def so_far(instance_type: str, instances: int, hours: float) -> str:
    if instance_type not in USD_PER_HOUR:
        return f"see {LOOK_UP}"
    return f"${usd('endpoint-hour', instance_type) * instances * hours:,.2f}"
