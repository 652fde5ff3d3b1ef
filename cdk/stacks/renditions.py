"""Renditions: what S3's events of new JPEGs wake, and what the function that makes them may do."""

from aws_cdk import Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from easel.pictures.job import IMAGES
from easel.pictures.picture import ID_PREFIX

from .graviton_function import GravitonFunction
from .queues import WorkQueue
from .storage import Storage, created, tell_eventbridge
from .webhooks import ROWS_OF_PICTURES

# All renditions of the largest JPEG that is decoded, 4096×4096, take 9 s of a whole CPU. With 1024
# MB a function has 0.58 of one (docs/architecture/20-renditions.md).
DERIVE_TIMEOUT = Duration.seconds(60)
# That JPEG takes 500 MB.
DERIVE_MEMORY_MB = 1024
# Nobody waits for a rendition. Many pictures at once must leave room for the other functions.
_MAX_CONCURRENCY = 5


class Renditions(Construct):
    """The queue of the JPEGs that were stored."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        storage: Storage,
        dead_letters: sqs.IQueue,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        self._storage = storage
        self.queue = WorkQueue(
            self, "Queue", timeout=DERIVE_TIMEOUT, dead_letters=dead_letters, key=key
        )
        tell_eventbridge(storage.images)
        events.Rule(
            self,
            "JpegStored",
            # Not the renditions, which lie beside the JPEGs.
            event_pattern=created(storage.images, [{"wildcard": f"{IMAGES}{ID_PREFIX}*.jpg"}]),
            targets=[targets.SqsQueue(self.queue)],
        )

    def made_by(self, derive: GravitonFunction) -> None:
        """Wake `derive` for each JPEG. Give it the rights that it needs."""
        # One each: a JPEG that breaks the decoder takes no other with it.
        derive.work_on(self.queue, at_once=_MAX_CONCURRENCY)
        storage = self._storage
        files = storage.images.arn_for_objects(f"{IMAGES}*")
        derive.allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], files)
        # Without this right S3 answers 403, not 404, if a JPEG is not there any more.
        derive.allow(["s3:ListBucket"], storage.images.bucket_arn)
        derive.allow(["dynamodb:GetItem"], storage.jobs.table_arn)
        derive.allow(["dynamodb:UpdateItem"], storage.jobs.table_arn, conditions=ROWS_OF_PICTURES)
        derive.allow(["sqs:ChangeMessageVisibility"], self.queue.queue_arn)

    def asked_for_by(self, *functions: GravitonFunction) -> None:
        """`functions` end jobs, and send S3's events again if a job needed several attempts. One of
        them also asks for the formats that callers wait for."""
        for function in functions:
            function.allow(["sqs:SendMessage"], self.queue.queue_arn)
