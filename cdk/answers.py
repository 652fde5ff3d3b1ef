"""Where an asynchronous endpoint writes its answers and its failures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from easel.settings import EndpointMode

if TYPE_CHECKING:
    from .deployment import Deployment

# A place in S3 as the configuration of an endpoint names it.
S3_PLACE = r"^(s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/[a-zA-Z0-9!_.*'()/-]*[a-zA-Z0-9!_.'()-]/?)?$"


@dataclass(frozen=True, slots=True)
class AnswersPlace:
    """Two prefixes of a bucket, each ending in /. The bucket "" is Easel's own."""

    bucket: str = ""
    answers: str = "answers/"
    failures: str = "failures/"

    @classmethod
    def of(cls, deployment: "Deployment") -> "AnswersPlace":
        if not deployment.existing_answers:
            return cls()
        bucket, answers = _parts(deployment.existing_answers)
        _, failures = _parts(deployment.existing_failures)
        return cls(bucket, answers, failures)

    @property
    def prefixes(self) -> tuple[str, str]:
        return self.answers, self.failures


def check(deployment: "Deployment") -> None:
    """Return if Easel can see the answers of the endpoint that easel.toml names.

    Raises:
        ValueError: it cannot. The text says what to do.
    """
    answers, failures = deployment.existing_answers, deployment.existing_failures
    is_async = deployment.mode is EndpointMode.ASYNC
    if not (deployment.existing_endpoint and is_async):
        for setting in ("existing_answers", "existing_failures"):
            if getattr(deployment, setting):
                raise ValueError(f'{setting} needs existing_endpoint, and mode = "async"')
        return
    if not (answers and failures):
        raise ValueError(
            "existing_endpoint needs existing_answers and existing_failures, the places where an "
            "asynchronous endpoint writes (python -m jumpstart.use finds them); a realtime "
            'endpoint needs mode = "realtime"'
        )
    if deployment.inference_component:
        raise ValueError(
            "inference_component is for a realtime endpoint: InvokeEndpointAsync takes none"
        )
    one, other = _parts(answers), _parts(failures)
    if one[0] != other[0]:
        raise ValueError("existing_answers and existing_failures must be in one bucket")
    if one[1].startswith(other[1]):
        raise ValueError(
            "existing_answers must not be inside of existing_failures: Easel tells a failure by "
            "its prefix"
        )


def _parts(place: str) -> tuple[str, str]:
    """(bucket, prefix ending in /)."""
    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    return bucket, f"{prefix.rstrip('/')}/"
