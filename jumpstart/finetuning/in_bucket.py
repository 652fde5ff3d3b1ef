"""The bucket of a training job: does it exist, in the job's region?"""

from botocore.exceptions import ClientError

from ..command.console import Console
from ..command.faults import Fault, Usage, code_of


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
