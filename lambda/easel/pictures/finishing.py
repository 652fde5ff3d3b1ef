"""What happens to a picture between the model and S3. No step changes a pixel."""

from dataclasses import replace
from typing import TYPE_CHECKING

from ..settings import Metadata
from .job import Job
from .jpeg import Jpeg
from .provenance import is_signed, with_provenance
from .recompress import Recompressor

if TYPE_CHECKING:
    from .content_credentials import ContentCredentials


def finish(
    jpeg: Jpeg,
    job: Job,
    metadata: Metadata,
    *,
    recompressor: Recompressor | None = None,
    credentials: "ContentCredentials | None" = None,
) -> Jpeg:
    """`jpeg` as it is stored. It is not recompressed without a `recompressor`, and not signed
    without `credentials`. If the model has signed it, it stays as it is or is signed anew.

    Raises:
        Capacity: it could not be signed.
    """
    if is_signed(jpeg.data) and not credentials:
        return jpeg  # any change would break the model's signature
    if recompressor:
        jpeg = recompressor.smaller(jpeg)  # 1. fewer bytes
    jpeg = with_provenance(jpeg, job.id, job.picture, metadata)  # 2. who made it
    if credentials:
        jpeg = replace(jpeg, data=credentials.sign(jpeg.data, job))  # 3. a signature over all bytes
    return jpeg
