"""The bucket of a training job: does it exist, in the job's region? And what is sent there."""

from collections.abc import Mapping
from pathlib import Path

from botocore.exceptions import ClientError

from ..command.console import Console
from ..command.faults import Fault, Usage, code_of
from ..uploading.progress import Progress, size
from ..uploading.s3_prefix import Prefix, parse_s3
from ..uploading.transfer import plan, send


def check_bucket(console: Console, bucket: str) -> None:
    """Return if the bucket can be used.

    Raises:
        Fault: it does not exist, or it is in another region.
        BotoCoreError, ClientError
    """
    try:
        answer = console.client("s3").head_bucket(Bucket=bucket)
    except ClientError as error:
        if code_of(error) != "404":
            raise
        do = f"make one: aws s3 mb s3://{bucket} --region {console.region}"
        raise Fault(f"there is no bucket {bucket}", do, code="no_bucket") from error
    region = answer.get("BucketRegion", console.region)
    if region != console.region:
        do = f"give a bucket in {console.region}, or --region {region}"
        raise Usage(f"the bucket {bucket} is in {region}", do, code="bucket_region")


def send_files(console: Console, what: str, files: Mapping[str, Path], where: str) -> None:
    """Send `files`, named after their place below the S3 prefix `where`, that are not there yet.

    Raises:
        Fault: one cannot be sent.
    """
    total = sum(path.stat().st_size for path in files.values())
    if console.dry_run:
        console.say(f"would send {what}: {len(files)} files, {size(total)}, to {where}")
        return
    place = Prefix(console.client("s3"), *parse_s3(where))
    outgoing, _ = plan(place, sorted(files.items()), console.say)
    missing = sum(file.missing_bytes for file in outgoing)
    send(place, outgoing, Progress(total, total - missing, console.say).add)
    console.say(f"{what}: {len(files)} files, {size(total)}, are in {place}")
