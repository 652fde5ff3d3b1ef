"""What an endpoint serves: a model of JumpStart, or weights of your own, with a fitting image."""

import argparse
import difflib
from dataclasses import dataclass

from cdk.deployment import Deployment

from ..command import easel_toml
from ..command.console import Console
from ..command.faults import Fault, Usage
from . import hugging_face
from .weights_there import lacking


@dataclass(frozen=True, slots=True)
class Source:
    image_uri: str
    model_data: str
    environment: dict[str, str]
    instance_type: str
    ami_version: str = ""
    is_own: bool = False  # weights of your own
    has_own_image: bool = False


def find_source(arguments: argparse.Namespace, settings: Deployment, region: str) -> Source:
    """The weights that the options name, or else easel.toml, and the image that serves them.

    Raises:
        Usage: an option does not fit.
    """
    # Without an option, easel.toml counts: its image belongs to its weights.
    as_set = settings if not (arguments.model or arguments.model_data) else Deployment()
    data = arguments.model_data or as_set.model_data
    if not data:
        return _of_jumpstart(arguments, settings, region)
    image = arguments.image or as_set.image
    ami_version = arguments.ami_version or as_set.ami_version
    return Source(
        image or _hugging_face(region),
        data,
        hugging_face.ENVIRONMENT,
        _instance_type(
            arguments.instance_type,
            settings.instance_type,
            hugging_face.DEFAULT_INSTANCE_TYPE,
            [] if image else [*hugging_face.INSTANCE_TYPES],
        ),
        ami_version or ("" if image else hugging_face.AMI_VERSION),
        is_own=True,
        has_own_image=bool(image),
    )


def _of_jumpstart(arguments: argparse.Namespace, settings: Deployment, region: str) -> Source:
    model = easel_toml.resolved(arguments.model or settings.model)
    regional = model.regions.get(region)
    if not regional:
        near = difflib.get_close_matches(region, model.regions, n=3) or [*model.regions]
        what = f"{model.model_id} is not offered in {region}"
        raise Usage(what, f"take one of {', '.join(near)}", code="unknown_region")
    supported = model.supported_instance_types
    return Source(
        arguments.image or regional.image_uri,
        regional.model_data,
        model.environment,
        _instance_type(
            arguments.instance_type,
            settings.instance_type if settings.instance_type in supported else "",
            model.default_instance_type,
            # JumpStart's list of instance types is for its own image.
            [] if arguments.image else supported,
        ),
        arguments.ami_version,
        has_own_image=bool(arguments.image),
    )


def _hugging_face(region: str) -> str:
    try:
        return hugging_face.image_in(region)
    except ValueError as error:
        what, _, do = str(error).partition(": ")
        raise Usage(what, do, code="unknown_region") from error


def _instance_type(given: str | None, configured: str, default: str, supported: list[str]) -> str:
    """The instance type to take. If `supported` is empty, the image may run on any.

    Raises:
        Usage: the image does not run on the given one.
    """
    if not given:
        return configured if configured and configured in (supported or [configured]) else default
    if supported and given not in supported:
        what = f"the model's image does not run on {given}"
        raise Usage(what, f"take one of {', '.join(supported)}", code="bad_instance_type")
    return given


def check_weights(source: Source, console: Console) -> None:
    """Return if weights of your own can be served from where they are.

    Raises:
        Fault: something is missing in S3.
        BotoCoreError, ClientError
    """
    if not source.is_own or console.dry_run:
        return
    found = lacking(source.model_data, console.client("s3"), own_image=source.has_own_image)
    if found:
        raise Fault(*found, code="bad_weights")
