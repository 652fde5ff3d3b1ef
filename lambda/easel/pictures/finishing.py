"""What happens to a picture between the model and S3. No step changes a pixel."""

from ..settings import Metadata
from .job import Job
from .jpeg import Jpeg
from .provenance import with_provenance
from .recompress import Recompressor


def finish(jpeg: Jpeg, job: Job, metadata: Metadata, recompressor: Recompressor | None) -> Jpeg:
    """`jpeg` as it is stored. It is not recompressed if there is no `recompressor`."""
    if recompressor:
        jpeg = recompressor.smaller(jpeg)  # 1. fewer bytes
    # 2. who made it. A signature over all bytes would come behind this.
    return with_provenance(jpeg, job.id, job.picture, metadata)
