"""`make preflight` measures the functions' environment without the CDK; the template agrees."""

from cdk.deployment import Deployment
from ops.preflight.limits import environment_bytes

from .templates import REGION, Cloud


def test_what_is_measured_is_at_least_what_the_template_says(queued: Cloud) -> None:
    """A name that the template does not know yet is measured at its longest."""
    deployed = queued.service.environment("FunctionsGenerate")
    literal = [value for value in deployed.values() if isinstance(value, str)]
    known = sum(map(len, deployed)) + sum(map(len, literal))
    measured = environment_bytes(Deployment(), REGION)
    assert known <= measured < known + 1500


def test_a_blocked_word_counts_with_its_comma() -> None:
    one, two = (
        environment_bytes(Deployment(blocked_words=["gore"] * count), REGION) for count in (1, 2)
    )
    assert two - one == len(",gore")
