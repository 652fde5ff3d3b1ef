"""What the SageMaker SDK knows about a model. The SDK is installed in .venv-jumpstart alone."""

import difflib
import os
from importlib.util import find_spec
from typing import Any

from ..command.faults import Fault, Usage

Facts = dict[str, Any]

# The SDK would log what the command says already, and more.
os.environ.setdefault("DISABLE_JUMPSTART_LOGGING", "1")


def require() -> None:
    """Return if this Python has the SDK.

    Raises:
        Usage: it has not.
    """
    # Not sagemaker.core: looking for it would import sagemaker, which takes six seconds.
    if not find_spec("sagemaker"):
        do = (
            "use make resolve MODEL_ID=…, which installs it; or by hand: "
            "make .venv-jumpstart/.installed, then .venv-jumpstart/bin/python -m jumpstart.resolve"
        )
        raise Usage("the SageMaker SDK is not in this environment", do, code="no_sdk")


def bucket_of(region: str) -> str:
    """Where JumpStart keeps its catalogue for `region`.

    Raises:
        Usage: JumpStart is not in that region.
    """
    from sagemaker.core.jumpstart.constants import JUMPSTART_REGION_NAME_TO_LAUNCHED_REGION_DICT

    try:
        return str(JUMPSTART_REGION_NAME_TO_LAUNCHED_REGION_DICT[region].content_bucket)
    except KeyError:
        regions = sorted(JUMPSTART_REGION_NAME_TO_LAUNCHED_REGION_DICT)
        near = difflib.get_close_matches(region, regions, n=3) or ["us-west-2"]
        do = f"did you mean {' or '.join(near)}?"
        raise Usage(f"JumpStart does not exist in {region!r}", do, code="unknown_region") from None


def facts_of(model_id: str, version: str, *, trains: bool, tolerant: bool) -> Facts:
    """What the SDK knows about a model's inference, and about its training if it `trains`.

    Raises:
        Fault: the SDK refuses the model: deprecated, with known vulnerabilities, or malformed.
    """
    model: Facts = {"model_id": model_id, "model_version": version}
    if tolerant:
        model |= {"tolerate_deprecated_model": True, "tolerate_vulnerable_model": True}
    try:
        facts = _of(model, "inference")
        return facts | {"training": _of(model, "training")} if trains else facts
    except (KeyError, ValueError) as error:
        do = "choose another with --model-version, or take this version with --even-if-deprecated"
        raise Fault(
            f"the SDK refuses this version: {error.args[0]}", do, code="jumpstart_refused"
        ) from error


def _of(model: Facts, scope: str) -> Facts:
    from sagemaker.core import (
        environment_variables,
        hyperparameters,
        image_uris,
        instance_types,
        model_uris,
        script_uris,
    )
    from sagemaker.core.jumpstart.constants import JUMPSTART_REGION_NAME_SET

    # The same in every region. The catalogue was read already, so this fetches nothing.
    here = model | {"region": "us-west-2"}
    default = instance_types.retrieve_default(scope=scope, **here)
    facts: Facts = {
        "default_instance_type": default,
        "supported_instance_types": instance_types.retrieve(scope=scope, **here),
        "regions": {},
    }
    if scope == "inference":
        facts["environment"] = environment_variables.retrieve_default(instance_type=default, **here)
    else:
        facts["hyperparameters"] = hyperparameters.retrieve_default(**here)
    for region in sorted(JUMPSTART_REGION_NAME_SET):
        place = model | {"region": region, "instance_type": default}
        try:
            image = image_uris.retrieve(framework=None, image_scope=scope, **place)
        except ValueError:
            continue  # the SDK raises it if the model is not offered in this region
        found = {"image_uri": image, "model_data": model_uris.retrieve(model_scope=scope, **place)}
        if scope == "training":
            there = model | {"region": region}
            found["script"] = script_uris.retrieve(script_scope=scope, **there)
        facts["regions"][region] = found
    return facts
