"""What an endpoint costs by the hour, roughly."""

# SageMaker real-time hosting in us-east-1, AS_OF. Other regions cost up to 50 % more.
AS_OF = "November 2026"
LOOK_UP = "https://aws.amazon.com/sagemaker/ai/pricing/"
USD_PER_HOUR = {
    "ml.g4dn.4xlarge": 1.505,
    "ml.g4dn.8xlarge": 2.72,
    "ml.g5.2xlarge": 1.515,
    "ml.g5.4xlarge": 2.03,
    "ml.g5.8xlarge": 3.06,
    "ml.p3.2xlarge": 3.825,
}
HOURS_A_MONTH = 730


def hourly(instance_type: str, instances: int = 1) -> str:
    """For example: about $1.51 an hour, $1,106 a month without a pause (us-east-1, …)."""
    usd = USD_PER_HOUR.get(instance_type)
    if usd is None:
        return f"{instances} × {instance_type}; its price is at {LOOK_UP}"
    usd *= instances
    return (
        f"about ${usd:,.2f} an hour, ${usd * HOURS_A_MONTH:,.0f} a month without a pause, for "
        f"{instances} × {instance_type} (us-east-1, {AS_OF}; now: {LOOK_UP})"
    )


def so_far(instance_type: str, instances: int, hours: float) -> str:
    usd = USD_PER_HOUR.get(instance_type)
    return f"${usd * instances * hours:,.2f}" if usd is not None else f"see {LOOK_UP}"
