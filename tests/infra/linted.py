"""What cfn-lint says of a template."""

import functools

from cfnlint.config import ConfigMixIn, ManualArgs  # type: ignore[import-untyped]
from cfnlint.decode.decode import decode_str  # type: ignore[import-untyped]
from cfnlint.runner import Runner  # type: ignore[import-untyped]

from .templates import Template

# W3005: the CDK writes out dependencies that a reference implies; it does no harm.
# The others compare the functions' runtime with today's date. A test must not depend on the day;
# `make check` tells when the runtime reaches its end.
_IGNORED = ["W3005", "W2531", "E2531", "E2533"]


def linted(template: Template, *regions: str) -> list[str]:
    """What is wrong with `template` in one of `regions`."""
    read, errors = decode_str(template.path.read_text())
    found = errors or _runner(regions).validate_template(read)
    return [f"{one.linenumber}: {one.rule.id} {one.message}" for one in found]


@functools.cache
def _runner(regions: tuple[str, ...]) -> Runner:
    """cfnlint.api.lint would read all rules and schemas again, for each template."""
    return Runner(ConfigMixIn(**ManualArgs(ignore_checks=_IGNORED, regions=list(regions))))
