"""Where a dataset or a model is: in a folder, in S3, or on the Hugging Face hub."""

from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from ..command.console import Console
from ..command.faults import Fault, Usage, fault_of
from ..painters.weights import NoWeights, folder_of_s3
from ..uploading.hub import HUB_ID, fetch, fetch_dataset
from ..uploading.s3_prefix import parse_s3

CACHE = Path("~/.cache/easel")  # that of the serving container


def dataset_folder(given: str, console: Console) -> Path:
    """The dataset's folder on this machine. If it lies elsewhere, it is fetched first.

    Raises:
        Fault: it cannot be fetched.
    """
    if is_in_s3(given):
        return _from_s3(given, console, code="bad_dataset")
    if is_on_hub(given):
        _may_ask(given, console, f"hf download --repo-type dataset {given}")
        return fetch_dataset(given, console.say)
    return Path(given)


def model_folder(given: str, console: Console) -> Path:
    """The folder of the pipeline on this machine. If it lies elsewhere, it is fetched first.

    Raises:
        Fault: it cannot be fetched.
    """
    if is_in_s3(given):
        return _from_s3(given, console, code="bad_model")
    if is_on_hub(given):
        _may_ask(given, console, f"hf download {given}")
        return fetch(given, None, console.say)
    return Path(given)


def is_in_s3(given: str) -> bool:
    return given.startswith("s3://")


def is_on_hub(given: str) -> bool:
    return not Path(given).exists() and HUB_ID.fullmatch(given) is not None


def _may_ask(hub_id: str, console: Console, how: str) -> None:
    if console.dry_run:
        do = f"fetch it first: {how}; then give the folder"
        raise Usage(
            f"{hub_id} is on the hub, and a dry run does not ask the hub", do, code="on_hub"
        )


def _from_s3(url: str, console: Console, *, code: str) -> Path:
    bucket, prefix = parse_s3(url)
    if console.dry_run:
        do = f"copy it first: aws s3 sync {url} FOLDER; then give the folder"
        raise Usage(f"{url} is in S3, and a dry run does not read S3", do, code="in_s3")
    console.say(f"copying {url}")
    try:
        return folder_of_s3(
            f"s3://{bucket}/{prefix}", CACHE.expanduser(), client=console.client("s3")
        )
    except NoWeights as error:
        if isinstance(error.__cause__, ClientError | BotoCoreError):
            raise fault_of(error.__cause__) from error
        raise Fault(str(error), "correct the place, or send the files there", code=code) from error
