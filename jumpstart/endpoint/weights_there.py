"""Weights of your own in S3: is everything there that their container needs?"""

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..command.faults import code_of
from ..uploading.model_folder import INDEX
from ..uploading.transfer import MANIFEST

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

_SCRIPT = "code/inference.py"
_OURS = "code/jumpstart/"


def lacking(model_data: str, client: "S3Client", *, own_image: bool) -> tuple[str, str] | None:
    """What is wrong with the weights at `model_data`, and what to do. None: nothing.

    `own_image`: the image is the operator's own, which knows what it needs.

    Raises:
        BotoCoreError, ClientError
    """
    bucket, _, prefix = model_data.removeprefix("s3://").partition("/")
    upload = f"python -m jumpstart.upload FOLDER {model_data}"
    try:
        listed = client.list_objects_v2(
            Bucket=bucket, Prefix=prefix
        )  # a model has some dozen files
    except ClientError as error:
        if code_of(error) != "NoSuchBucket":
            raise
        return f"there is no bucket {bucket}", "correct the place, or make the bucket"
    names = {one["Key"].removeprefix(prefix) for one in listed.get("Contents", [])}
    if not names:
        return f"there is nothing in {model_data}", f"send the weights there: {upload}"
    if own_image or listed.get("IsTruncated"):
        return None
    return _lacking_for_hugging_face(names, model_data, upload)


def _lacking_for_hugging_face(
    names: set[str], model_data: str, upload: str
) -> tuple[str, str] | None:
    if INDEX not in names:
        return (
            f"{model_data} is not a diffusers model: {INDEX} is missing",
            f"name the folder that holds {INDEX}, or give an image of your own",
        )
    if _SCRIPT not in names:
        return (
            f"{model_data} has no {_SCRIPT}, so Hugging Face's container cannot answer Easel",
            f"send the folder with Easel's code: {upload}; or give an image of your own",
        )
    if MANIFEST not in names and any(name.startswith(_OURS) for name in names):
        return f"{model_data} is not complete: {MANIFEST} is missing", f"go on sending: {upload}"
    return None
