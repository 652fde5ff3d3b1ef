"""Jobs in DynamoDB. Every change is one conditional write, so that each attempt ends once.

pk                  what
img_…               a job; `phase` is open or done, `at` when it is due or was completed (ms)
answer#<key>        which attempt the answer at that S3 key belongs to; leaves by TTL

Index by_phase (phase, at): what is overdue, what was finished last.
"""

import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from .clock import Clock
from .job import Job, JobError, Status, StoredImage
from .picture import Picture

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# An answer arrives before its job's deadline or never; a day covers every deadline there is.
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
        self._client = client
        self._table = table
        self._clock = clock
        self._failed_job_retention = failed_job_retention

    def get(self, job_id: str) -> Job | None:
        answer = self._client.get_item(
            TableName=self._table, Key={"pk": {"S": job_id}}, ConsistentRead=True
        )
        return _job(answer["Item"]) if "Item" in answer else None

    def open(self, job: Job) -> tuple[Job, bool]:
        """The job of this picture, and whether this call opened it.

        One that failed, expired or was canceled is opened again, as its next attempt; of many
        callers at once, exactly one is told True.
        """
        found = self._put_unless(job, "attribute_not_exists(pk)")
        if found is None:
            return job, True
        if not found.status.ended or found.status is Status.SUCCEEDED:
            return found, False
        again = replace(job, attempt=found.attempt + 1)
        raced = self._put_unless(
            again,
            "attempt = :attempt AND #status = :status",
            {":attempt": {"N": str(found.attempt)}, ":status": {"S": found.status}},
        )
        return (again, True) if raced is None else (raced, False)

    def link_answers(self, job: Job, keys: tuple[str, ...]) -> None:
        """Remember that the objects at `keys`, once they appear, answer this attempt."""
        expires = int((self._clock.now() + _LINK_RETENTION).timestamp())
        for key in keys:
            self._client.put_item(
                TableName=self._table,
                Item={
                    "pk": {"S": f"answer#{key}"},
                    "job": {"S": job.id},
                    "attempt": {"N": str(job.attempt)},
                    "expires_at": {"N": str(expires)},
                },
            )

    def linked_job(self, key: str) -> tuple[str, int] | None:
        """(job id, attempt) that the answer at `key` belongs to; None when nobody said yet."""
        answer = self._client.get_item(
            TableName=self._table, Key={"pk": {"S": f"answer#{key}"}}, ConsistentRead=True
        )
        if "Item" not in answer:
            return None
        return answer["Item"]["job"]["S"], int(answer["Item"]["attempt"]["N"])

    # The transitions. Each returns the job as it is now, or None when this attempt was no longer
    # where it had to be: the caller came late, or twice, and has nothing left to do.

    def wait_in_queue(self, job: Job) -> Job | None:
        """Still queued, and from now on only the deadline bounds it."""
        return self._move(job, (Status.QUEUED,), Status.QUEUED, due=job.deadline)

    def run(self, job: Job, due: datetime) -> Job | None:
        """queued → running. Of several callers, one gets the job back."""
        return self._move(job, (Status.QUEUED,), Status.RUNNING, due=min(due, job.deadline))

    def release(self, job: Job) -> Job | None:
        """running → queued, when the model had no room and nothing was spent."""
        return self._move(job, (Status.RUNNING,), Status.QUEUED, due=job.deadline)

    def succeed(self, job: Job, images: list[StoredImage]) -> Job | None:
        return self._end(job, Status.SUCCEEDED, images=images)

    def fail(self, job: Job, error: JobError) -> Job | None:
        return self._end(job, Status.FAILED, error=error)

    def expire(self, job: Job, error: JobError) -> Job | None:
        return self._end(job, Status.EXPIRED, error=error)

    # The index.

    def overdue(self, limit: int = 100) -> list[Job]:
        """Open jobs past `due`, longest overdue first."""
        answer = self._client.query(
            **self._open_until(self._clock.now()), ProjectionExpression="pk", Limit=limit
        )
        found = [self.get(item["pk"]["S"]) for item in answer["Items"]]
        return [job for job in found if job and not job.status.ended]

    def count_open(self, *, before: datetime | None = None) -> int:
        """How many jobs have not ended; with `before`, of those opened earlier than that."""
        query: dict[str, Any] = {
            **self._open_until(datetime(9999, 1, 1, tzinfo=UTC)),
            "Select": "COUNT",
        }
        if before is not None:
            query["FilterExpression"] = "created_at < :before"
            query["ExpressionAttributeValues"][":before"] = _ms(before)
        pages = self._client.get_paginator("query").paginate(**query)
        return sum(page["Count"] for page in pages)

    def recently_drawn(self, limit: int = 20) -> list[tuple[datetime, datetime]]:
        """(started, completed) of the last pictures the model drew, newest first."""
        answer = self._client.query(
            TableName=self._table,
            IndexName="by_phase",
            KeyConditionExpression="phase = :done",
            FilterExpression="#status = :succeeded AND attribute_exists(started_at)",
            ExpressionAttributeNames={"#status": "status", "#at": "at"},
            ExpressionAttributeValues={":done": {"S": "done"}, ":succeeded": {"S": "succeeded"}},
            ProjectionExpression="started_at, #at",
            ScanIndexForward=False,
            Limit=limit,
        )
        return [(_time(item["started_at"]), _time(item["at"])) for item in answer["Items"]]

    def _open_until(self, until: datetime) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "IndexName": "by_phase",
            "KeyConditionExpression": "phase = :open AND #at <= :until",
            "ExpressionAttributeNames": {"#at": "at"},
            "ExpressionAttributeValues": {":open": {"S": "open"}, ":until": _ms(until)},
        }

    def _put_unless(
        self, job: Job, condition: str, values: dict[str, Any] | None = None
    ) -> Job | None:
        """None when `job` was written; the job that stands in its place otherwise."""
        request: dict[str, Any] = {
            "TableName": self._table,
            "Item": _item(job),
            "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
        if values:
            request["ExpressionAttributeNames"] = {"#status": "status"}
            request["ExpressionAttributeValues"] = values
        try:
            self._client.put_item(**request)
        except ClientError as error:
            return _job(_old_item(error))
        return None

    def _move(
        self, job: Job, sources: tuple[Status, ...], target: Status, *, due: datetime
    ) -> Job | None:
        fields: dict[str, Any] = {"at": _ms(due)}
        if target is Status.RUNNING:
            fields["started_at"] = _ms(self._clock.now())
        return self._update(job, sources, target, fields)

    def _end(
        self,
        job: Job,
        target: Status,
        *,
        images: list[StoredImage] | None = None,
        error: JobError | None = None,
    ) -> Job | None:
        now = self._clock.now()
        fields: dict[str, Any] = {"at": _ms(now), "phase": {"S": "done"}}
        if images:
            fields["images"] = {"S": json.dumps([asdict(image) for image in images])}
        if error:
            fields["error"] = {"S": json.dumps(asdict(error))}
            retained_until = now + self._failed_job_retention
            fields["expires_at"] = {"N": str(int(retained_until.timestamp()))}
        return self._update(job, (Status.QUEUED, Status.RUNNING), target, fields)

    def _update(
        self, job: Job, sources: tuple[Status, ...], target: Status, fields: dict[str, Any]
    ) -> Job | None:
        fields = {"status": {"S": target.value}, **fields}
        allowed = {f":from{k}": {"S": status.value} for k, status in enumerate(sources)}
        condition = f"attempt = :attempt AND #status IN ({', '.join(allowed)})"
        try:
            answer = self._client.update_item(
                TableName=self._table,
                Key={"pk": {"S": job.id}},
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in fields),
                ConditionExpression=condition,
                ExpressionAttributeNames={f"#{name}": name for name in fields},
                ExpressionAttributeValues={
                    **allowed,
                    ":attempt": {"N": str(job.attempt)},
                    **{f":{name}": value for name, value in fields.items()},
                },
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return None
        return _job(answer["Attributes"])


def _old_item(error: ClientError) -> dict[str, Any]:
    """What stood in the way of a conditional put; any other failure is raised again."""
    if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
        raise error
    item: dict[str, Any] = error.response["Item"]  # type: ignore[typeddict-item]  # botocore leaves it out
    return item


def _item(job: Job) -> dict[str, Any]:
    return {
        "pk": {"S": job.id},
        "phase": {"S": "open"},
        "at": _ms(job.due),
        "status": {"S": job.status.value},
        "attempt": {"N": str(job.attempt)},
        "picture": {"S": job.picture.canonical_json()},
        "created_at": _ms(job.created_at),
        "deadline": _ms(job.deadline),
    }


def _job(item: dict[str, Any]) -> Job:
    status = Status(item["status"]["S"])
    deadline = _time(item["deadline"])
    return Job(
        id=item["pk"]["S"],
        picture=Picture.from_json(item["picture"]["S"]),
        status=status,
        attempt=int(item["attempt"]["N"]),
        created_at=_time(item["created_at"]),
        due=deadline if status.ended else _time(item["at"]),
        deadline=deadline,
        started_at=_time(item["started_at"]) if "started_at" in item else None,
        completed_at=_time(item["at"]) if status.ended else None,
        images=tuple(StoredImage(**i) for i in json.loads(item.get("images", {"S": "[]"})["S"])),
        error=JobError(**json.loads(item["error"]["S"])) if "error" in item else None,
    )


def _ms(moment: datetime) -> dict[str, str]:
    return {"N": str(round(moment.timestamp() * 1000))}


def _time(value: Any) -> datetime:
    return datetime.fromtimestamp(int(value["N"]) / 1000, tz=UTC)
