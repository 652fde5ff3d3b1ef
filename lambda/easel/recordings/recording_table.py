"""Recordings in DynamoDB, as rows of the jobs table. Every change is one conditional write.

pk        what
audio_…   a recording; until it is settled, its next step is due `at`, and `phase` is "recording"
          and its shard (before there were shards, "recording" alone)

The row leaves by TTL with the audio, after the operator's retention.
"""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from ..callers.caller import Caller
from ..clock import Clock
from ..pictures.job import JobError
from ..tables.row import Item, moment, ms
from ..tables.shards import all_shards, sharded
from ..tables.table import Table, item_in_the_way
from .recording import Recording, RecordingStatus

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# A recording takes about ten writes in the index: with 8 shards, 400 a second are 500 for each.
SHARDS = 8
_TEXTS = ("etag", "language", "transcript", "note", "picture", "image_id")


class RecordingTable:
    def __init__(
        self, client: "DynamoDBClient", table: str, clock: Clock, *, retention: timedelta
    ) -> None:
        self._table = Table(client, table)
        self._clock = clock
        self._retention = retention

    def get(self, recording_id: str) -> Recording | None:
        row = self._table.get({"pk": {"S": recording_id}})
        return _from_item(row) if row else None

    def open(self, recording: Recording) -> tuple[Recording, bool]:
        """The recording with this id, and whether this call opened it."""
        found = self._table.put(self._to_item(recording), "attribute_not_exists(pk)")
        return (recording, True) if found is None else (_from_item(found), False)

    # The transitions. Each returns the recording as it is now. It returns None if the recording was
    # not in the right state any more: the caller came late, or twice, and has nothing left to do.

    def arrive(
        self, recording: Recording, etag: str, *, due: datetime, deadline: datetime
    ) -> Recording | None:
        """awaiting_upload → transcribing, since the recording was uploaded."""
        fields: Item = {"etag": {"S": etag}, "at": ms(due), "deadline": ms(deadline)}
        sources = (RecordingStatus.AWAITING_UPLOAD,)
        return self._move(recording, sources, RecordingStatus.TRANSCRIBING, fields)

    def speak(self, recording: Recording, *, due: datetime, deadline: datetime) -> Recording | None:
        """transcribing → generating, with the transcript and the picture of `recording`."""
        fields: Item = {**_texts(recording), "at": ms(due), "deadline": ms(deadline)}
        sources = (RecordingStatus.TRANSCRIBING,)
        return self._move(recording, sources, RecordingStatus.GENERATING, fields)

    def postpone(self, recording: Recording, due: datetime) -> Recording | None:
        """Make the recording due at `due`, and return it to one caller, who now takes its next
        step. Other callers get None."""
        if recording.due is None:
            return None
        seen = {":seen": ms(recording.due)}
        fields: Item = {"at": ms(due)}
        return self._move(
            recording, (recording.status,), recording.status, fields, "#at = :seen", seen
        )

    def end(self, recording: Recording, error: JobError | None) -> Recording | None:
        """The present status → failed, or succeeded if there is no `error`. Known parts of the
        transcript are stored too. If the row no longer has the status of `recording`, nothing
        happens."""
        if recording.status.ended:
            return None
        now = ms(self._clock.now())
        # The row keeps its phase and is due now: a receipt may still have to be written.
        fields: Item = {**_texts(recording), "at": now, "completed_at": now}
        fields |= _error(error) if error else {}
        target = RecordingStatus.FAILED if error else RecordingStatus.SUCCEEDED
        return self._move(recording, (recording.status,), target, fields)

    def begin_asking(self, recording: Recording, until: datetime) -> Recording | None:
        """Return the recording to one caller, who may now ask for its picture. Other callers get
        None until `end_asking` is called, or until the time `until`."""
        free = "(attribute_not_exists(#asking) OR #asking <= :now)"
        now = {":now": ms(self._clock.now())}
        fields: Item = {"asking": ms(until)}
        return self._move(recording, (recording.status,), recording.status, fields, free, now)

    def end_asking(self, recording: Recording, *, asked: bool) -> Recording | None:
        """Store whether the picture was asked for. If not, it has to be asked for again."""
        fields: Item = {"asking": {"N": "0"}, "asked": {"BOOL": asked}}
        return self._move(recording, (recording.status,), recording.status, fields)

    def settled(self, recording: Recording) -> None:
        """Take the recording out of the index: it has ended, and its receipt is written."""
        try:
            self._table.client.update_item(
                TableName=self._table.name,
                Key={"pk": {"S": recording.id}},
                UpdateExpression="REMOVE phase",
                ConditionExpression="attribute_exists(pk)",
            )
        except ClientError as error:
            item_in_the_way(error)  # the row has left by TTL

    def overdue(self, limit: int = 100) -> list[str]:
        """The ids of the recordings that are due, longest overdue first. The index can be a moment
        behind."""
        found = [
            (int(item["at"]["N"]), item["pk"]["S"])
            for phase in all_shards("recording", SHARDS)
            for item in self._due(phase, limit)
        ]
        return [recording_id for _, recording_id in sorted(found)[:limit]]

    def _due(self, phase: str, limit: int) -> list[Item]:
        answer = self._table.client.query(
            TableName=self._table.name,
            IndexName="by_phase",
            KeyConditionExpression="phase = :phase AND #at <= :now",
            ExpressionAttributeNames={"#at": "at"},
            ExpressionAttributeValues={":phase": {"S": phase}, ":now": ms(self._clock.now())},
            ProjectionExpression="pk, #at",
            Limit=limit,
        )
        return answer["Items"]

    def _move(
        self,
        recording: Recording,
        sources: tuple[RecordingStatus, ...],
        target: RecordingStatus,
        fields: Item,
        condition: str = "",
        values: Item | None = None,
    ) -> Recording | None:
        row = self._table.move(
            {"pk": {"S": recording.id}},
            {"status": {"S": target.value}, **fields},
            sources=sources,
            conditions=(condition,) if condition else (),
            values=values,
        )
        return _from_item(row) if row else None

    def _to_item(self, recording: Recording) -> Item:
        """The item of a recording that is opened, or that was refused before it began."""
        expires = recording.created_at + self._retention
        return {
            "pk": {"S": recording.id},
            "phase": {"S": sharded("recording", recording.id, SHARDS)},
            "at": ms(recording.due or recording.deadline),
            "status": {"S": recording.status.value},
            "key": {"S": recording.key},
            "caller": {"S": json.dumps(asdict(recording.caller))},
            "wanted": {"S": recording.wanted},
            "created_at": ms(recording.created_at),
            "deadline": ms(recording.deadline),
            "expires_at": {"N": str(int(expires.timestamp()))},
            **_texts(recording),
            **(_error(recording.error) if recording.error else {}),
            **({"completed_at": ms(recording.completed_at)} if recording.completed_at else {}),
        }


def _error(error: JobError) -> Item:
    return {"error": {"S": json.dumps(asdict(error))}}


def _texts(recording: Recording) -> Item:
    """The texts of `recording` that are known so far."""
    known = {name: getattr(recording, name) for name in _TEXTS}
    return {name: {"S": value} for name, value in known.items() if value}


def _from_item(item: Item) -> Recording:
    recording = Recording(
        id=item["pk"]["S"],
        status=RecordingStatus(item["status"]["S"]),
        key=item["key"]["S"],
        caller=Caller(**json.loads(item["caller"]["S"])),
        wanted=item["wanted"]["S"],
        created_at=moment(item["created_at"]),
        due=moment(item["at"]) if "phase" in item else None,
        deadline=moment(item["deadline"]),
        error=JobError(**json.loads(item["error"]["S"])) if "error" in item else None,
        asked="asked" in item and bool(item["asked"]["BOOL"]),
        completed_at=moment(item["completed_at"]) if "completed_at" in item else None,
    )
    return replace(recording, **{name: item[name]["S"] for name in _TEXTS if name in item})
