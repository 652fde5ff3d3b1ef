"""Jobs in DynamoDB. Every change is one conditional write, so each attempt ends exactly once.

pk                  what
img_…               a job; `phase` is open, drawn, undrawn or deleting; `at` is when it is due, or
                    when it ended
answer#<key>        the attempt that the answer at this S3 key belongs to; leaves by TTL

The index by_phase (phase, at) finds the jobs that are overdue and those that ended last.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from ..tables.row import Item, moment, ms
from ..tables.table import Table
from .job import Job, JobError, Status, StoredImage
from .job_item import ending, from_item, to_item

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# A removal runs in `generate`, for at most 29 s. After this time, the process that did it is dead.
_REMOVED_WITHIN = timedelta(seconds=60)
# An answer comes by its job's deadline, or a little later. The deadline is at most an hour away.
_LINK_RETENTION = timedelta(days=1)


class JobTable:
    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        clock: Clock,
        *,
        failed_job_retention: timedelta = timedelta(days=30),
    ) -> None:
        self._table = Table(client, table)
        self._clock = clock
        self._failed_job_retention = failed_job_retention

    def get(self, job_id: str) -> Job | None:
        row = self._table.get(_key(job_id))
        return from_item(row) if row else None

    def get_many(self, job_ids: Sequence[str]) -> list[Job]:
        """The jobs that exist, in the order of `job_ids`. DynamoDB allows at most 100 ids.

        The read is not consistent, so a job may be a moment behind. The list that the ids come from
        may be a moment behind too.
        """
        found: dict[str, Job] = {}
        asked: Any = {
            self._table.name: {"Keys": [_key(job_id) for job_id in dict.fromkeys(job_ids)]}
        }
        while asked and job_ids:
            answer = self._table.client.batch_get_item(RequestItems=asked)
            jobs = [from_item(item) for item in answer["Responses"].get(self._table.name, [])]
            found |= {job.id: job for job in jobs}
            asked = answer.get("UnprocessedKeys")
        return [found[job_id] for job_id in dict.fromkeys(job_ids) if job_id in found]

    def open(self, job: Job) -> tuple[Job, bool]:
        """The job of this picture, and whether this call opened it.

        A job that failed, expired, was canceled or was deleted is opened again, as its next
        attempt. If many callers come at once, exactly one gets True.
        """
        row = self._table.put(to_item(job), "attribute_not_exists(pk)")
        if row is None:
            return job, True
        found = from_item(row)
        if found.is_joinable or found.status is Status.DELETING:
            return found, False
        again = replace(job, attempt=found.attempt + 1)
        raced = self._table.put(
            to_item(again),
            "attribute_not_exists(pk) OR (attempt = :attempt AND #status = :status)",
            names={"#status": "status"},
            values={":attempt": {"N": str(found.attempt)}, ":status": {"S": found.status}},
        )
        return (again, True) if raced is None else (from_item(raced), False)

    def link_answers(self, job: Job, keys: tuple[str, ...]) -> None:
        """Store that the objects at `keys` will hold the answer to this attempt."""
        expires = int((self._clock.now() + _LINK_RETENTION).timestamp())
        for key in keys:
            self._table.client.put_item(
                TableName=self._table.name,
                Item={
                    **_key(f"answer#{key}"),
                    "job": {"S": job.id},
                    "attempt": {"N": str(job.attempt)},
                    "expires_at": {"N": str(expires)},
                },
            )

    def linked_job(self, key: str) -> tuple[str, int] | None:
        """The (job id, attempt) that the answer at `key` belongs to. None if no link is stored."""
        row = self._table.get(_key(f"answer#{key}"))
        return (row["job"]["S"], int(row["attempt"]["N"])) if row else None

    # The transitions. Each returns the job as it is now. It returns None if this attempt was not in
    # the right state any more: the caller came late, or twice, and has nothing left to do.

    def wait_in_queue(self, job: Job) -> Job | None:
        """queued → queued; from now on the job is due only at its deadline."""
        return self._move(job, (Status.QUEUED,), Status.QUEUED, due=job.deadline)

    def run(self, job: Job, due: datetime, answer_keys: tuple[str, ...] = ()) -> Job | None:
        """queued → running. If several callers come at once, one of them gets the job.

        If the answer will be written to S3, it or the failure appears at one of `answer_keys`.
        """
        answers: Item = {"answers": {"S": json.dumps(answer_keys)}} if answer_keys else {}
        due = min(due, job.deadline)
        return self._move(job, (Status.QUEUED,), Status.RUNNING, due=due, fields=answers)

    def postpone(self, job: Job, due: datetime) -> Job | None:
        """Make an open job due at `due`, unless another process has taken its next step."""
        return self._update(job, (job.status,), job.status, {"at": ms(due)}, due=job.due)

    def release(self, job: Job) -> Job | None:
        """running → queued, if the model had no room and nothing was spent."""
        return self._move(job, (Status.RUNNING,), Status.QUEUED, due=job.deadline)

    def succeed(self, job: Job, images: Sequence[StoredImage]) -> Job | None:
        return self._end(job, Status.SUCCEEDED, images=images)

    def fail(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        """Open → failed. If `due` is given, the job fails only if it is still due at that time. If
        it is not, another process has taken its next step."""
        return self._end(job, Status.FAILED, error=error, due=due)

    def expire(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        return self._end(job, Status.EXPIRED, error=error, due=due)

    def cancel(self, job: Job) -> Job | None:
        return self._end(job, Status.CANCELED)

    def begin_delete(self, job: Job) -> Job | None:
        """The status of `job` → deleting. Nobody sees the job any more; its files still exist."""
        now = self._clock.now()
        fields: Item = {
            "phase": {"S": "deleting"},
            "at": ms(now + _REMOVED_WITHIN),
            "ended_at": ms(job.completed_at or now),
        }
        return self._update(job, (job.status,), Status.DELETING, fields)

    def restore(self, job: Job) -> Job | None:
        """deleting → succeeded, since somebody has claimed the picture again. If it was not drawn
        yet, deleting → canceled."""
        if not job.images:
            now = self._clock.now()
            undrawn: Item = {
                "phase": {"S": "undrawn"},
                "at": ms(now),
                "expires_at": {"N": str(int((now + self._failed_job_retention).timestamp()))},
            }
            return self._update(job, (Status.DELETING,), Status.CANCELED, undrawn)
        fields: Item = {
            "phase": {"S": "drawn"},
            "at": ms(job.completed_at or self._clock.now()),
        }
        return self._update(job, (Status.DELETING,), Status.SUCCEEDED, fields)

    def finish_delete(self, job: Job) -> Job | None:
        """deleting → deleted. The row still says that there was a picture, but not which."""
        now = self._clock.now()
        forgotten = replace(job.picture, prompt="", original_prompt=None, negative_prompt=None)
        expires = int((now + self._failed_job_retention).timestamp())
        fields: Item = {
            "phase": {"S": "undrawn"},
            "at": ms(now),
            "picture": {"S": forgotten.canonical_json()},
            "images": {"S": "[]"},
            "expires_at": {"N": str(expires)},
        }
        return self._update(job, (Status.DELETING,), Status.DELETED, fields)

    # The index.

    def overdue(self, limit: int = 100) -> list[str]:
        """The ids of open jobs past `due`, longest overdue first. The index can be a moment
        behind."""
        return self._ids_past("open", limit)

    def half_deleted(self, limit: int = 100) -> list[str]:
        """The ids of jobs whose removal was started and was not finished in time."""
        return self._ids_past("deleting", limit)

    def count_open(self, *, before: datetime | None = None) -> int:
        """How many jobs have not ended. With `before`, only jobs opened earlier than that count."""
        query: dict[str, Any] = {
            **self._in_phase_until("open", datetime(9999, 1, 1, tzinfo=UTC)),
            "Select": "COUNT",
        }
        if before is not None:
            query["FilterExpression"] = "created_at < :before"
            query["ExpressionAttributeValues"][":before"] = ms(before)
        pages = self._table.client.get_paginator("query").paginate(**query)
        return sum(page["Count"] for page in pages)

    def recently_drawn(self, limit: int = 20) -> list[tuple[datetime, datetime]]:
        """The (started, completed) of the last pictures that the model drew, newest first."""
        answer = self._table.client.query(
            TableName=self._table.name,
            IndexName="by_phase",
            KeyConditionExpression="phase = :drawn",
            ExpressionAttributeNames={"#at": "at"},
            ExpressionAttributeValues={":drawn": {"S": "drawn"}},
            ProjectionExpression="started_at, #at",
            ScanIndexForward=False,
            Limit=limit,
        )
        return [
            (moment(item["started_at"]), moment(item["at"]))
            for item in answer["Items"]
            if "started_at" in item
        ]

    def _ids_past(self, phase: str, limit: int) -> list[str]:
        past = self._in_phase_until(phase, self._clock.now())
        answer = self._table.client.query(**past, ProjectionExpression="pk", Limit=limit)
        return [item["pk"]["S"] for item in answer["Items"]]

    def _in_phase_until(self, phase: str, until: datetime) -> dict[str, Any]:
        return {
            "TableName": self._table.name,
            "IndexName": "by_phase",
            "KeyConditionExpression": "phase = :phase AND #at <= :until",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": {":phase": {"S": phase}, ":until": ms(until)},
        }

    def _move(
        self,
        job: Job,
        sources: tuple[Status, ...],
        target: Status,
        *,
        due: datetime,
        fields: Item | None = None,
    ) -> Job | None:
        fields = {**(fields or {}), "at": ms(due)}
        if target is Status.RUNNING:
            fields["started_at"] = ms(self._clock.now())
        return self._update(job, sources, target, fields)

    def _end(
        self,
        job: Job,
        target: Status,
        *,
        images: Sequence[StoredImage] | None = None,
        error: JobError | None = None,
        due: datetime | None = None,
    ) -> Job | None:
        now = self._clock.now()
        phase = "drawn" if target is Status.SUCCEEDED else "undrawn"
        fields = {"at": ms(now), "phase": {"S": phase}, **ending(images, error)}
        if target is not Status.SUCCEEDED:
            retained_until = now + self._failed_job_retention
            fields["expires_at"] = {"N": str(int(retained_until.timestamp()))}
        return self._update(job, (Status.QUEUED, Status.RUNNING), target, fields, due=due)

    def _update(
        self,
        job: Job,
        sources: tuple[Status, ...],
        target: Status,
        fields: Item,
        *,
        due: datetime | None = None,
    ) -> Job | None:
        conditions = ["attempt = :attempt"]
        values: Item = {":attempt": {"N": str(job.attempt)}}
        if due:
            conditions.append("#at = :due")
            values[":due"] = ms(due)
        row = self._table.move(
            _key(job.id),
            {"status": {"S": target.value}, **fields},
            sources=sources,
            conditions=conditions,
            values=values,
            # A job that comes back from the model has not begun.
            remove=("started_at",) if target is Status.QUEUED else (),
        )
        return from_item(row) if row else None


def _key(pk: str) -> Item:
    return {"pk": {"S": pk}}
