"""Turns a job into an item of the DynamoDB table, and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from ..tables.row import Item, moment, ms
from .job import Job, JobError, Status, StoredImage
from .job_index import OPEN, phase
from .note import Note, from_json, to_json
from .picture import Picture
from .rendition import Derived
from .rendition import from_json as derived_from_json
from .rendition import to_json as derived_to_json


def to_item(job: Job) -> Item:
    """The item of an open job. `ending` adds the fields of its result."""
    asked_aloud: Item = {"recording": {"S": job.recording}} if job.recording else {}
    noted: Item = {"notes": {"S": to_json(job.notes)}} if job.notes else {}
    counted: Item = {} if job.ticket is None else {"ticket": {"N": str(job.ticket)}}
    return {
        **asked_aloud,
        **noted,
        **counted,
        "pk": {"S": job.id},
        "phase": phase(OPEN, job.id),
        "at": ms(job.due),
        "status": {"S": job.status.value},
        "attempt": {"N": str(job.attempt)},
        "picture": {"S": job.picture.canonical_json()},
        "created_at": ms(job.created_at),
        "deadline": ms(job.deadline),
    }


def ending(
    images: Sequence[StoredImage] = (),
    error: JobError | None = None,
    notes: Sequence[Note] = (),
) -> Item:
    """The fields that the end of a job sets."""
    fields: Item = {}
    if images:
        fields["images"] = {"S": json.dumps([asdict(image) for image in images])}
    if error:
        fields["error"] = {"S": json.dumps(asdict(error))}
    if notes:
        fields["notes"] = {"S": to_json(notes)}
    return fields


def derived_fields(job: Job, derived: Derived) -> Item:
    """The field that lists what was made from one JPEG. Each JPEG has its own, because those of a
    job are handled at the same time."""
    number = 1 + job.image_keys().index(derived.jpeg_key)
    return {f"derived_{number}": {"S": derived_to_json(derived)}}


def underived(job: Job) -> Item:
    """The fields of `derived_fields`, after the files were removed."""
    return {name: {"S": "null"} for one in job.derived for name in derived_fields(job, one)}


def from_item(item: Item) -> Job:
    status = Status(item["status"]["S"])
    deadline = moment(item["deadline"])
    job = Job(
        id=item["pk"]["S"],
        picture=Picture.from_json(item["picture"]["S"]),
        status=status,
        attempt=int(item["attempt"]["N"]),
        created_at=moment(item["created_at"]),
        due=deadline if status.ended and not status.gone else moment(item["at"]),
        deadline=deadline,
        started_at=moment(item["started_at"]) if "started_at" in item else None,
        completed_at=_completed_at(item, status),
        images=tuple(StoredImage(**i) for i in json.loads(item.get("images", {"S": "[]"})["S"])),
        answer_keys=tuple(json.loads(item["answers"]["S"])) if "answers" in item else (),
        error=JobError(**json.loads(item["error"]["S"])) if "error" in item else None,
        recording=item["recording"]["S"] if "recording" in item else None,
        notes=from_json(item["notes"]["S"]) if "notes" in item else (),
        ticket=int(item["ticket"]["N"]) if "ticket" in item else None,
        busy_until=moment(item["busy_until"]) if "busy_until" in item else None,
    )
    derived = [
        derived_from_json(key, item[name]["S"])
        for number, key in enumerate(job.image_keys(), start=1)
        if (name := f"derived_{number}") in item and item[name]["S"] != "null"
    ]
    return replace(job, derived=tuple(derived)) if derived else job


def _completed_at(item: Item, status: Status) -> datetime | None:
    """When the job ended. `at` says so, unless the index still needs `at` for another time."""
    if "ended_at" in item:
        return moment(item["ended_at"])
    return moment(item["at"]) if status.ended and not status.gone else None
