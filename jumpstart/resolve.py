"""Write what JumpStart knows about a model to jumpstart/models/, where the deployment reads it."""

import argparse
import difflib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from .catalogue import sdk
from .catalogue.files import MANIFEST, Bucket, Catalogue, Version, read_by_the_sdk, recorded
from .command.console import ROOT, Console, launch, make_parser, setting
from .command.faults import Usage

MODELS = ROOT / "jumpstart" / "models"
# The SDK's own default.
_REGION = "us-west-2"
_MODEL = "model-txt2img-stabilityai-stable-diffusion-v2"

# Easel differs from JumpStart in the next two on purpose.
# JumpStart's default, ml.p3.2xlarge, costs two and a half times as much for a GPU of 2017.
PREFERRED_INSTANCE_TYPE = "ml.g5.2xlarge"
# By default the server refuses answers above 6,553,500 bytes; 768×768 as lists of RGB is 9.3 MB.
ADDED_ENVIRONMENT = {"MMS_MAX_RESPONSE_SIZE": "20000000"}
# JumpStart names no licence. These are the publishers'; for other models, give --license.
LICENSES = {
    "model-txt2img-stabilityai-stable-diffusion-v1-": "CreativeML Open RAIL-M",
    "model-txt2img-stabilityai-stable-diffusion-v2": "CreativeML Open RAIL++-M",
}


def main(argv: Sequence[str] | None = None) -> int:
    return launch(resolve, parser(), argv)


def resolve(arguments: argparse.Namespace, console: Console) -> None:
    """Look the model up in JumpStart's catalogue, and write its file.

    Raises:
        Fault, BotoCoreError, ClientError
    """
    sdk.require()
    console.costs("nothing; anyone may read JumpStart's catalogue")
    region = arguments.region or _REGION
    if console.dry_run and not recorded():
        console.say(
            f"would fetch {MANIFEST} and a specification from JumpStart's bucket in {region}"
        )
        console.say(f"would write {_path(arguments)}, or say what has changed in it")
        return
    with TemporaryDirectory() as scratch:
        folder = recorded() or arguments.record or Path(scratch)
        source = None if recorded() else Bucket(sdk.bucket_of(region), region)
        if source:
            source.download(MANIFEST, folder)
        catalogue = Catalogue(folder)
        if arguments.list:
            for version in catalogue.that_draw():
                console.say(f"{version.model_id}  {version.version}")
            return
        version = catalogue.find(arguments.model, arguments.model_version)
        if source:
            source.download(version.spec_key, folder)
        text = describe(version, catalogue, arguments)
    write(text, _path(arguments), console)


def describe(version: Version, catalogue: Catalogue, arguments: argparse.Namespace) -> str:
    """The text of the model's file.

    Raises:
        Fault
    """
    licence = arguments.license or _licence(version.model_id, catalogue.spec(version).get("url"))
    with read_by_the_sdk(catalogue.folder):
        facts = sdk.facts_of(
            version.model_id,
            version.version,
            trains=bool(catalogue.spec(version).get("training_supported")),
            tolerant=arguments.even_if_deprecated,
        )
    supported = facts["supported_instance_types"]
    preferred = PREFERRED_INSTANCE_TYPE in supported
    model = {
        "model_id": version.model_id,
        "version": version.version,
        "license": licence,
        "default_instance_type": (
            PREFERRED_INSTANCE_TYPE if preferred else facts["default_instance_type"]
        ),
        "supported_instance_types": supported,
        "environment": dict(sorted((facts["environment"] | ADDED_ENVIRONMENT).items())),
        "regions": _only(facts["regions"], arguments.regions, version.model_id),
    }
    if training := facts.get("training"):
        training["regions"] = _only(training["regions"], arguments.regions, version.model_id)
        model["training"] = training
    return json.dumps(model, indent=2) + "\n"


def write(text: str, path: Path, console: Console) -> None:
    """Write `text` to `path`. If the file exists, show what changes and ask first.

    Raises:
        Declined, Usage
    """
    before = path.read_text() if path.exists() else ""
    if text == before:
        console.say(f"{path} is up to date already")
        return
    if before:
        lines = (before.splitlines(), text.splitlines())
        for line in difflib.unified_diff(*lines, "before", "after", lineterm="", n=1):
            console.say(line)
    elif console.dry_run:
        console.say(text.rstrip())
    if console.dry_run:
        console.say(f"would write {path}")
        return
    if before:
        console.confirm(f"Write this to {path}?")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    console.say(f"wrote {path}: {len(json.loads(text)['regions'])} regions")


def _only(regions: sdk.Facts, asked: list[str], model_id: str) -> sdk.Facts:
    """The regions that were asked for; all of them if none was.

    Raises:
        Usage: the model is not offered in one of them.
    """
    for region in asked:
        if region not in regions:
            near = difflib.get_close_matches(region, regions, n=3, cutoff=0.7) or [*regions]
            do = f"did you mean {' or '.join(near)}?"
            raise Usage(f"{model_id} is not offered in {region!r}", do, code="unknown_region")
    return {region: regions[region] for region in asked} or regions


def _licence(model_id: str, page: str | None) -> str:
    """The name of the model's licence.

    Raises:
        Usage: it is not among LICENSES.
    """
    for prefix, licence in LICENSES.items():
        if model_id.startswith(prefix):
            return licence
    do = f"read it at {page or 'its publisher'} and give its name: --license '…'"
    raise Usage(f"JumpStart does not name the licence of {model_id}", do, code="no_licence")


def _path(arguments: argparse.Namespace) -> Path:
    return Path(arguments.folder / f"{arguments.model}.json")


def parser() -> argparse.ArgumentParser:
    parser = make_parser(
        "resolve",
        __doc__ or "",
        example="make resolve MODEL_ID=model-txt2img-stabilityai-stable-diffusion-v2",
    )
    parser.add_argument(
        "model",
        nargs="?",
        default=setting("model") or _MODEL,
        help="a JumpStart id (the one in easel.toml)",
    )
    parser.add_argument(
        "--model-version", default="*", metavar="V", help="for example 2.0.18 (the newest)"
    )
    parser.add_argument(
        "--regions",
        type=lambda text: sorted(filter(None, text.split(","))),
        default=[],
        metavar="R,R",
        help="only these regions (every region that JumpStart offers it in)",
    )
    parser.add_argument("--license", metavar="NAME", help="the licence, if Easel does not know it")
    parser.add_argument(
        "--list", action="store_true", help="list the models that draw and speak Easel's contract"
    )
    parser.add_argument(
        "--even-if-deprecated",
        action="store_true",
        help="take the version even if JumpStart calls it deprecated or vulnerable",
    )
    parser.add_argument(
        "--record", type=Path, metavar="FOLDER", help="keep the files that are fetched"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=MODELS,
        help="where to write <model id>.json (jumpstart/models)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
