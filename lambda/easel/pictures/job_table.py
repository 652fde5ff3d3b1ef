"""Jobs in DynamoDB. Every change is one conditional write, so each attempt ends exactly once.

pk                  what
img_…               a job; `phase` and `at` are for job_index.py
answer#<key>        whose answer is at this S3 key (answer_links.py)
backlog#<k>         how many jobs wait (backlog.py)

The process whose write opens or ends a job counts it in the backlog. `busy_until` stands in the row
of a job that was canceled or deleted while the model may have been drawing it. Such a job counts
until its answer comes, or until that time.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..clock import Clock
from ..tables.row import Item, ms
from ..tables.table import Table
from .backlog import Backlog
from .job import Job, JobError, Status, StoredImage
from .job_index import DELETING, UNWANTED, phase
from .job_item import derived_fields, ending, from_item, to_item, underived
from .note import Note
from .rendition import Derived

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# A removal runs in `generate`, for at most 29 s. After this time, the process that did it is dead.
_REMOVED_WITHIN = timedelta(seconds=60)
_OPEN = (Status.QUEUED, Status.RUNNING)
_DELETING = (Status.DELETING,)


class JobTable:
    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        clock: Clock,
        *,
        backlog: Backlog | None = None,
        failed_job_retention: timedelta = timedelta(days=30),
    ) -> None:
        self._table = Table(client, table)
        self._clock = clock
        self._backlog = backlog or Backlog(client, table, clock)
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
        job = replace(job, ticket=self._backlog.line().arrivals)
        row = self._table.put(to_item(job), "attribute_not_exists(pk)")
        if row is None:
            self._backlog.arrive(job.id)
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
        if raced:
            return from_item(raced), False
        if not found.busy_until:  # if the model still has the earlier attempt, it is counted
            self._backlog.arrive(job.id)
        return again, True

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

    def succeed(
        self, job: Job, images: Sequence[StoredImage], notes: tuple[Note, ...] = ()
    ) -> Job | None:
        """Open → succeeded. `notes` are added to those of the job."""
        fields = ending(images, notes=(*job.notes, *notes))
        return self._end(job, Status.SUCCEEDED, fields)

    def fail(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        """Open → failed. If `due` is given, the job fails only if it is still due at that time. If
        it is not, another process has taken its next step."""
        return self._end(job, Status.FAILED, ending(error=error), due=due)

    def expire(self, job: Job, error: JobError, *, due: datetime | None = None) -> Job | None:
        return self._end(job, Status.EXPIRED, ending(error=error), due=due)

    def cancel(self, job: Job) -> Job | None:
        """Open → canceled. If the model may be drawing the job, it counts until `vacate`."""
        now, busy_until = self._clock.now(), _busy_until(job)
        fields = {**self._expiring(now), "ended_at": ms(now)}
        canceled = self._leave(job, _OPEN, Status.CANCELED, fields, busy_until)
        if canceled and not busy_until:
            self._backlog.depart(job.id)
        return canceled

    def begin_delete(self, job: Job) -> Job | None:
        """The status of `job` → deleting. Nobody sees the job any more; its files still exist."""
        now = self._clock.now()
        fields: Item = {
            "phase": phase(DELETING, job.id),
            "at": ms(now + _REMOVED_WITHIN),
            "ended_at": ms(job.completed_at or now),
        }
        busy_until = _busy_until(job)
        if busy_until:
            fields["busy_until"] = ms(busy_until)
        marked = self._update(job, (job.status,), Status.DELETING, fields)
        if marked and not job.status.ended and not busy_until:
            self._backlog.depart(job.id)
        return marked

    def restore(self, job: Job) -> Job | None:
        """deleting → succeeded, since somebody has claimed the picture again. If it was not drawn
        yet, deleting → canceled."""
        if not job.images:
            now = self._clock.now()
            fields = {**self._expiring(now), "ended_at": ms(now)}
            return self._leave(job, _DELETING, Status.CANCELED, fields, job.busy_until)
        drawn: Item = {"at": ms(job.completed_at or self._clock.now())}
        return self._update(job, _DELETING, Status.SUCCEEDED, drawn, remove=("phase",))

    def finish_delete(self, job: Job) -> Job | None:
        """deleting → deleted. The row still says that there was a picture, but not which."""
        forgotten = replace(job.picture, prompt="", original_prompt=None, negative_prompt=None)
        fields: Item = {
            **self._expiring(self._clock.now()),
            "picture": {"S": forgotten.canonical_json()},
            "images": {"S": "[]"},
            "notes": {"S": "[]"},  # they may quote the prompt
            **underived(job),
        }
        return self._leave(job, _DELETING, Status.DELETED, fields, job.busy_until)

    def list_derived(self, job: Job, derived: Derived) -> bool:
        """List in the row of `job` what was made from one of its JPEGs. False if the job ended
        without a picture, or the picture is gone. A second call changes nothing."""
        # Before or after the job succeeds: S3's event and the end of the job race each other. Both
        # rows stay as they are if the job is asked for again.
        joinable = (*_OPEN, Status.SUCCEEDED)
        return self._table.add(_key(job.id), derived_fields(job, derived), sources=joinable)

    def vacate(self, job: Job) -> None:
        """The model is done with `job`, which was canceled or deleted. From now on the job does not
        count. A second call changes nothing."""
        if not job.busy_until:
            return
        remove = ("busy_until",) if job.status is Status.DELETING else ("busy_until", "phase")
        held = ("attribute_exists(busy_until)",)
        if self._update(job, (job.status,), job.status, {}, conditions=held, remove=remove):
            self._backlog.depart(job.id)

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
        # A job that comes back from the model has not begun.
        remove = ("started_at",) if target is Status.QUEUED else ()
        return self._update(job, sources, target, fields, remove=remove)

    def _end(
        self, job: Job, target: Status, fields: Item, *, due: datetime | None = None
    ) -> Job | None:
        now = self._clock.now()
        fields = {**fields, "at": ms(now)}
        if target is not Status.SUCCEEDED:
            fields |= self._expiring(now)
        ended = self._update(job, _OPEN, target, fields, due=due, remove=("phase",))
        if ended is None:
            return None
        if target is Status.FAILED and job.status is Status.QUEUED and not due:
            self._backlog.withdraw(job.id)  # it could not be handed to the model
        elif target is Status.SUCCEEDED and ended.started_at:
            self._backlog.depart(job.id, (ended.started_at, now))
        else:
            self._backlog.depart(job.id)
        return ended

    def _leave(
        self,
        job: Job,
        sources: tuple[Status, ...],
        target: Status,
        fields: Item,
        busy_until: datetime | None,
    ) -> Job | None:
        """End a job without a picture. If the model is busy with it, the index keeps it."""
        if not busy_until:
            fields = {**fields, "at": ms(self._clock.now())}
            idle = ("attribute_not_exists(busy_until)",)
            return self._update(job, sources, target, fields, conditions=idle, remove=("phase",))
        until = ms(busy_until)
        fields = {**fields, "phase": phase(UNWANTED, job.id), "at": until, "busy_until": until}
        # The answer may have come meanwhile. Then the next sweep finds the job as it is now.
        held = ("attribute_exists(busy_until)",) if job.busy_until else ()
        return self._update(job, sources, target, fields, conditions=held)

    def _expiring(self, now: datetime) -> Item:
        """The time at which the row of a job that was not drawn leaves the table."""
        return {"expires_at": {"N": str(int((now + self._failed_job_retention).timestamp()))}}

    def _update(
        self,
        job: Job,
        sources: tuple[Status, ...],
        target: Status,
        fields: Item,
        *,
        due: datetime | None = None,
        conditions: tuple[str, ...] = (),
        remove: tuple[str, ...] = (),
    ) -> Job | None:
        conditions = ("attempt = :attempt", *conditions)
        values: Item = {":attempt": {"N": str(job.attempt)}}
        if due:
            conditions = (*conditions, "#at = :due")
            values[":due"] = ms(due)
        row = self._table.move(
            _key(job.id),
            {"status": {"S": target.value}, **fields},
            sources=sources,
            conditions=conditions,
            values=values,
            remove=remove,
        )
        return from_item(row) if row else None


def _busy_until(job: Job) -> datetime | None:
    """When the model is surely done with `job`, or None if it does not have the job now."""
    if job.status.ended:
        return job.busy_until
    # A job in the queue of a realtime endpoint has not begun, and is due only at its deadline. Any
    # other job is with the model, or on its way there.
    begun = job.status is Status.RUNNING or job.due != job.deadline
    return job.deadline if begun else None


def _key(pk: str) -> Item:
    return {"pk": {"S": pk}}
