"""A job as the API shows it: every field of docs/api.md, in every state."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from easel.api.bodies import QueuePlace
from easel.api.representation import (
    cache_control,
    job_json,
    read_prompt,
    rfc3339,
    warnings_json,
)
from easel.pictures.clip_tokens import cut_notes
from easel.pictures.job import JobError, Status, StoredImage
from easel.pictures.note import Note
from easel.pictures.rendition import Derived, Rendition
from easel.settings import RenditionKind
from tests.fakes import NOON, a_job, a_picture

URL = "https://easel.example"
DRAWN = replace(
    a_job(a_picture(n=2), id="img_a"),
    status=Status.SUCCEEDED,
    started_at=NOON + timedelta(seconds=1),
    completed_at=NOON + timedelta(seconds=7.5),
    images=(
        StoredImage("images/img_a.jpg", 768, 512, 81_234),
        StoredImage("images/img_a-2.jpg", 768, 512, 79_001),
    ),
    derived=(
        Derived(
            "images/img_a-2.jpg",
            "#4a6b2f",
            (Rendition(RenditionKind.THUMBNAIL, 384, 256, 14_310),),
        ),
    ),
)


_LONG = "a red fox, " * 30


def test_a_job_shows_its_notes_as_warnings() -> None:
    job = replace(DRAWN, notes=(Note("size_changed", "1000x1000 was asked for"),))
    expected = [{"code": "size_changed", "message": "1000x1000 was asked for"}]
    assert job_json(job, public_url=URL)["warnings"] == expected
    assert warnings_json(job) == expected


def test_of_a_cut_prompt_the_part_that_the_model_reads_is_known() -> None:
    picture = a_picture(prompt=_LONG)
    cut = replace(DRAWN, picture=picture, notes=cut_notes(picture))
    assert read_prompt(cut) == "a red fox, " * 18 + "a red fox"
    assert read_prompt(DRAWN) == DRAWN.picture.prompt


def test_of_a_model_that_may_read_more_the_whole_prompt_counts_as_read() -> None:
    assert read_prompt(replace(DRAWN, picture=a_picture(prompt=_LONG, model="mine"))) == _LONG


def test_a_drawn_job_shows_its_links() -> None:
    assert job_json(DRAWN, public_url=URL, cached=True) == {
        "id": "img_a",
        "object": "image",
        "status": "succeeded",
        "url": "https://easel.example/images/img_a.jpg",
        "share_url": "https://easel.example/i/img_a",
        "images": [
            {
                "url": "https://easel.example/images/img_a.jpg",
                "width": 768,
                "height": 512,
                "bytes": 81_234,
                "color": None,
                "renditions": [],
            },
            {
                "url": "https://easel.example/images/img_a-2.jpg",
                "width": 768,
                "height": 512,
                "bytes": 79_001,
                "color": "#4a6b2f",
                "renditions": [
                    {
                        "name": "thumbnail",
                        "type": "image/webp",
                        "url": "https://easel.example/images/img_a-2.384.webp",
                        "width": 384,
                        "height": 256,
                        "bytes": 14_310,
                    }
                ],
            },
        ],
        "prompt": "astronaut on a horse",
        "original_prompt": None,
        "negative_prompt": "blurry",
        "model": "model-txt2img-stabilityai-stable-diffusion-v2@1.0.0",
        "width": 768,
        "height": 768,
        "steps": 50,
        "guidance_scale": 7.5,
        "seed": 1,
        "n": 2,
        "source": "text",
        "cached": True,
        "queue": None,
        "created_at": "2026-11-12T12:00:00.000Z",
        "started_at": "2026-11-12T12:00:01.000Z",
        "completed_at": "2026-11-12T12:00:07.500Z",
        "warnings": [],
        "error": None,
        "links": {"self": "/v1/images/img_a", "cancel": None},
    }


def test_an_open_job_shows_its_place() -> None:
    place = QueuePlace(position=3, eta_seconds=40, cold_start=False)
    shown = job_json(a_job(), public_url=URL, place=place)
    assert shown["queue"] == {"position": 3, "eta_seconds": 40, "cold_start": False}
    assert (shown["status"], shown["url"], shown["images"]) == ("queued", None, [])
    assert shown["share_url"] is None
    assert shown["links"]["cancel"] == f"{shown['links']['self']}/cancel"
    assert (shown["started_at"], shown["completed_at"]) == (None, None)


def test_a_failed_job_shows_why() -> None:
    failed = replace(a_job(), status=Status.FAILED, error=JobError("model_error", "it broke"))
    shown = job_json(failed, public_url=URL)
    assert shown["error"] == {"code": "model_error", "message": "it broke"}


@pytest.mark.parametrize("status", list(Status))
def test_only_a_drawn_job_may_be_kept_by_a_cache(status: Status) -> None:
    kept = "no-cache" if status is Status.SUCCEEDED else "no-store"
    assert cache_control(replace(a_job(), status=status)) == kept


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 11, 12, 12, tzinfo=UTC), "2026-11-12T12:00:00.000Z"),
        (datetime(2026, 11, 12, 12, 0, 0, 999_999, UTC), "2026-11-12T12:00:00.999Z"),
        (
            datetime(2026, 11, 12, 1, tzinfo=timezone(timedelta(hours=2))),
            "2026-11-11T23:00:00.000Z",
        ),
    ],
    ids=["whole seconds", "microseconds", "another zone"],
)
def test_times_are_rfc_3339_in_utc(moment: datetime, text: str) -> None:
    assert rfc3339(moment) == text
