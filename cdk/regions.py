"""CloudFront's region, and which of the services that Easel can do without a region has."""

from functools import cache

import botocore.session
from botocore.exceptions import UnknownRegionError

# What CloudFront uses besides the distribution itself has to be in this region.
CLOUDFRONT_REGION = "us-east-1"

# Transcribe hears recordings; Translate and Comprehend put prompts into English.
OPTIONAL = ("transcribe", "translate", "comprehend")


@cache
def missing_services(region: str) -> frozenset[str]:
    """Those of OPTIONAL that AWS does not offer in `region`, as botocore lists them."""
    session = botocore.session.get_session()
    try:
        partition = session.get_partition_for_region(region)
    except UnknownRegionError:
        return frozenset()  # newer than botocore: let the operator try
    return frozenset(
        service
        for service in OPTIONAL
        if region not in session.get_available_regions(service, partition_name=partition)
    )
