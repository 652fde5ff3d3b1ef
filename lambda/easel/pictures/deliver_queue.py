"""The SQS queue that wakes `deliver`: S3's events, or the jobs of a realtime endpoint."""

from ..tables.sqs_queue import Queue
from .job import Job


class DeliverQueue(Queue):
    def submit(self, job: Job) -> tuple[str, ...]:
        """Queue `job` for a realtime endpoint, and return no keys: `deliver` calls the endpoint.

        Raises:
            Capacity: the queue did not take the job.
        """
        self.put({"draw": job.id, "attempt": job.attempt})
        return ()
