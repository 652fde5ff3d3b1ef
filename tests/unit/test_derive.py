"""A stored JPEG gets its renditions: once, whatever is repeated, and none that outlives it."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from easel import derive
from easel.callers.claims import Claimant
from easel.errors import DeadlineExceeded
from easel.pictures.job import Job, JobError, Status
from easel.pictures.jpeg import read_jpeg
from easel.pictures.rendition import Derived, Rendition, rendition_keys
from easel.removal import finish_removal
from easel.service import Service
from easel.settings import RenditionKind
from tests.fake_adapters import FakeQueue
from tests.fakes import (
    Aws,
    FakeClock,
    FakeContext,
    a_job,
    a_jpeg,
    a_picture,
    failed_ids,
    s3_message,
    sqs_event,
)

from .conftest import Handled, sweep

ERROR = JobError(DeadlineExceeded.code, "no picture by the deadline")
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">trainedAlgorithmicMedia</x:xmpmeta>'
Announced = Callable[..., list[str]]


@pytest.fixture
def derive_queue(service: Service) -> FakeQueue:
    queue = FakeQueue()
    service.adapters.derive_queue = queue  # type: ignore[assignment]
    return queue


@pytest.fixture
def announced(service: Service, context: FakeContext, derive_queue: FakeQueue) -> Announced:
    """A function that wakes `derive` for each key, and returns the messages that come again."""

    def announced(*keys: str) -> list[str]:
        event = sqs_event(*(s3_message(key) for key in keys))
        return failed_ids(dict(derive.handler(event, context)))

    return announced


def drawn(service: Service, *jpegs: bytes, ended: bool = True, number: int = 1) -> Job:
    """A job whose JPEGs are stored, and which has succeeded, or will in a moment."""
    picture = a_picture(seed=number, n=len(jpegs))
    job, _ = service.jobs.open(a_job(picture))
    stored = [
        service.images.put(key, read_jpeg(jpeg))
        for key, jpeg in zip(job.image_keys(), jpegs, strict=True)
    ]
    return (service.endings.succeed(job, stored) or job) if ended else job


def shown(api: Handled, job: Job) -> list[dict[str, Any]]:
    images: list[dict[str, Any]] = api("GET", f"/v1/images/{job.id}").body["images"]
    return images


def opened(aws: Aws, key: str) -> Image.Image:
    return Image.open(io.BytesIO(aws.s3.get_object(Bucket="images", Key=key)["Body"].read()))


def test_each_jpeg_of_a_job_gets_a_thumbnail_a_webp_and_an_avif(
    service: Service, aws: Aws, api: Handled, announced: Announced
) -> None:
    job = drawn(service, a_jpeg(768, 512, xmp=XMP), a_jpeg(512, 768, "tomato"))
    assert announced(*job.image_keys()) == []
    first, second = shown(api, job)
    assert [(one["name"], one["type"]) for one in first["renditions"]] == [
        ("thumbnail", "image/webp"),
        ("webp", "image/webp"),
        ("avif", "image/avif"),
    ]
    stem = f"images/{job.id}"
    assert aws.keys("images") == sorted(
        [f"i/{job.id}", *job.image_keys(), *rendition_keys(job.image_keys())]
    )
    sizes = {
        f"{stem}.384.webp": ("WEBP", (384, 256)),
        f"{stem}.webp": ("WEBP", (768, 512)),
        f"{stem}.avif": ("AVIF", (768, 512)),
        f"{stem}-2.384.webp": ("WEBP", (256, 384)),
    }
    for key, expected in sizes.items():
        picture = opened(aws, key)
        assert (picture.format, picture.size) == expected
    for one in (*first["renditions"], *second["renditions"]):
        stored = aws.s3.head_object(
            Bucket="images", Key=one["url"].removeprefix("https://easel.example/")
        )
        assert (stored["ContentLength"], stored["ContentType"]) == (one["bytes"], one["type"])
        assert stored["CacheControl"] == "public, max-age=31536000, immutable"


def test_the_colour_of_a_picture_is_that_of_its_largest_area(
    service: Service, api: Handled, announced: Announced
) -> None:
    picture = Image.new("RGB", (64, 64), "#204080")
    picture.paste("#f0f0f0", (0, 0, 20, 64))
    encoded = io.BytesIO()
    picture.save(encoded, "JPEG", quality=95)
    job = drawn(service, encoded.getvalue())
    announced(*job.image_keys())
    [image] = shown(api, job)
    red, green, blue = bytes.fromhex(image["color"].removeprefix("#"))
    assert (abs(red - 0x20), abs(green - 0x40), abs(blue - 0x80)) < (4, 4, 4)


@pytest.mark.parametrize("ending", [".384.webp", ".webp", ".avif"])
def test_a_rendition_says_what_its_jpeg_says_about_its_origin(
    service: Service, aws: Aws, announced: Announced, ending: str
) -> None:
    job = drawn(service, a_jpeg(64, 48, xmp=XMP, icc_profile=b"a profile"))
    announced(*job.image_keys())
    info = opened(aws, f"images/{job.id}{ending}").info
    assert (info["xmp"], info["icc_profile"]) == (XMP, b"a profile")


def test_a_small_picture_is_not_enlarged(
    service: Service, api: Handled, announced: Announced
) -> None:
    job = drawn(service, a_jpeg(64, 48))
    announced(*job.image_keys())
    [image] = shown(api, job)
    assert {(one["width"], one["height"]) for one in image["renditions"]} == {(64, 48)}


def test_only_what_the_operator_wants_is_made(
    service: Service, aws: Aws, announced: Announced, configure: Callable[..., None]
) -> None:
    configure(renditions="thumbnail")
    job = drawn(service, a_jpeg())
    announced(*job.image_keys())
    assert aws.keys("images") == sorted(
        [f"i/{job.id}", f"images/{job.id}.jpg", f"images/{job.id}.384.webp"]
    )


def test_an_event_that_comes_twice_makes_nothing_twice(
    service: Service, aws: Aws, announced: Announced, capsys: pytest.CaptureFixture[str]
) -> None:
    job = drawn(service, a_jpeg())
    announced(*job.image_keys())
    row = aws.dynamodb.scan(TableName="jobs")["Items"]
    capsys.readouterr()
    assert announced(*job.image_keys(), *job.image_keys()) == []
    assert "RenditionsMade" not in capsys.readouterr().out
    assert aws.dynamodb.scan(TableName="jobs")["Items"] == row


def test_what_was_stored_before_a_kill_stays_and_is_listed_when_the_message_comes_again(
    service: Service, aws: Aws, api: Handled, announced: Announced
) -> None:
    job = drawn(service, a_jpeg())
    [kept, *_] = rendition_keys(job.image_keys())
    aws.s3.put_object(Bucket="images", Key=kept, Body=b"of the call that was killed")
    assert announced(*job.image_keys()) == []
    [image] = shown(api, job)
    assert image["renditions"][0]["bytes"] == 27
    assert len(image["renditions"]) == 3


def test_renditions_that_are_made_before_the_job_has_succeeded_are_shown_when_it_has(
    service: Service, api: Handled, announced: Announced
) -> None:
    job = drawn(service, a_jpeg(), ended=False)
    assert announced(*job.image_keys()) == []
    assert shown(api, job) == []
    service.endings.succeed(job, service.images.find(job) or [])
    [image] = shown(api, job)
    assert len(image["renditions"]) == 3


@pytest.mark.parametrize(
    "jpeg",
    [
        # Its quantization tables are comments now.
        pytest.param(a_jpeg(64, 48).replace(b"\xff\xdb", b"\xff\xfe"), id="damaged"),
        pytest.param(
            # The same bytes, but the frame header says 65,500 × 65,500.
            a_jpeg(64, 48).replace(b"\x00\x30\x00\x40\x03", b"\xff\xdc\xff\xdc\x03"),
            id="a bomb",
        ),
        pytest.param(
            a_jpeg(64, 48).replace(b"\x00\x30\x00\x40\x03", b"\x10\x00\x10\x01\x03"),
            id="more than 4096 × 4096",
        ),
        pytest.param(a_jpeg(16_384, 8), id="wider than a WebP can be"),
    ],
)
def test_a_jpeg_that_cannot_be_read_has_no_renditions_and_does_not_come_again(
    service: Service,
    aws: Aws,
    api: Handled,
    announced: Announced,
    capsys: pytest.CaptureFixture[str],
    log: io.StringIO,
    jpeg: bytes,
) -> None:
    job = drawn(service, jpeg)
    assert announced(*job.image_keys()) == []
    assert json.loads(capsys.readouterr().out)["JpegsUnreadable"] == [1]
    assert [json.loads(line)["message"] for line in log.getvalue().splitlines()] == [
        "JPEG cannot be read"
    ]
    [image] = shown(api, job)
    assert (image["color"], image["renditions"]) == (None, [])
    announced(*job.image_keys())  # a repeat does not even read it
    assert "JpegsUnreadable" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "key",
    ["images/fox.jpg", "images/img_aaaaaaaaaaaaaaaaaaaaaaaaaa.jpg", f"images/{a_job().id}-2.jpg"],
)
def test_a_jpeg_of_no_job_is_left_alone(
    service: Service, aws: Aws, announced: Announced, key: str
) -> None:
    drawn(service, a_jpeg())
    aws.s3.put_object(Bucket="images", Key=key, Body=a_jpeg())
    before = aws.keys("images")
    assert announced(key) == []
    assert aws.keys("images") == before


def test_a_grey_jpeg_has_renditions_too(service: Service, aws: Aws, announced: Announced) -> None:
    grey = io.BytesIO()
    Image.new("L", (64, 48), 128).save(grey, "JPEG")
    job = drawn(service, grey.getvalue())
    assert announced(*job.image_keys()) == []
    assert opened(aws, f"images/{job.id}.avif").getpixel((0, 0)) == (128, 128, 128)


# What ends or removes the picture meanwhile.


def test_a_delete_removes_the_renditions_too(
    service: Service, aws: Aws, api: Handled, announced: Announced
) -> None:
    posted = api.post(seed=1, n=2)
    job = service.jobs.get(posted.body["id"])
    assert job
    stored = [service.images.put(key, read_jpeg(a_jpeg())) for key in job.image_keys()]
    service.endings.succeed(job, stored)
    announced(*job.image_keys())
    api("DELETE", posted.path, credential=posted.body["delete_token"])
    assert aws.keys("images") == []
    [row] = [
        row for row in aws.dynamodb.scan(TableName="jobs")["Items"] if row["pk"]["S"] == job.id
    ]
    assert "color" not in json.dumps(row)


@pytest.mark.parametrize("removed", [1, 2, 5])
def test_a_picture_that_is_restored_has_all_its_renditions(
    service: Service,
    aws: Aws,
    clock: FakeClock,
    announced: Announced,
    monkeypatch: pytest.MonkeyPatch,
    removed: int,
) -> None:
    """A removal is cut off behind `removed` files, then somebody claims the picture again."""
    job = drawn(service, a_jpeg(64, 64), a_jpeg(64, 64))
    announced(*job.image_keys())
    marked = service.jobs.begin_delete(service.jobs.get(job.id) or job)
    assert marked
    remove = service.images.remove

    def cut_off(keys: list[str]) -> None:
        remove(keys[:removed])
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(service.images, "remove", cut_off)
        with pytest.raises(RuntimeError, match="killed"):
            finish_removal(marked, service)
    service.claims.hold(job.id, Claimant("key#bob", "key#bob"))
    clock.sleep(61)
    sweep(clock)
    now = service.jobs.get(job.id)
    assert now
    listed = {one.key(derived.jpeg_key) for derived in now.derived for one in derived.renditions}
    assert listed <= set(aws.keys("images"))


@pytest.mark.parametrize("gone", ["canceled", "deleted", "forbidden"])
def test_renditions_of_a_job_that_goes_meanwhile_are_removed(
    service: Service, aws: Aws, announced: Announced, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    job = drawn(service, a_jpeg(), ended=gone == "deleted")
    list_derived = service.jobs.list_derived

    def goes_first(job: Job, derived: Any) -> bool:
        if gone == "canceled":
            service.endings.cancel(job)
        elif gone == "forbidden":
            service.endings.fail(job, JobError("content_policy_violation", "no"))
        else:
            marked = service.jobs.begin_delete(job)
            assert marked
            service.jobs.finish_delete(marked)
        return list_derived(job, derived)

    monkeypatch.setattr(service.jobs, "list_derived", goes_first)
    assert announced(*job.image_keys()) == ["m0"]
    assert set(rendition_keys(job.image_keys())) <= set(aws.keys("images"))
    monkeypatch.undo()
    assert announced(*job.image_keys()) == []
    assert not set(rendition_keys(job.image_keys())) & set(aws.keys("images"))


def test_while_a_picture_is_being_removed_its_message_waits(
    service: Service, clock: FakeClock, api: Handled, announced: Announced, derive_queue: FakeQueue
) -> None:
    job = drawn(service, a_jpeg())
    service.jobs.begin_delete(job)
    assert announced(*job.image_keys()) == ["m0"]
    assert derive_queue.brought_back == [("r0", 1)]
    clock.sleep(61)
    sweep(clock)
    assert announced(*job.image_keys()) == []


def test_a_picture_whose_first_attempt_failed_gets_its_renditions_with_the_next(
    service: Service, api: Handled, announced: Announced, derive_queue: FakeQueue
) -> None:
    first = drawn(service, a_jpeg(), ended=False)
    service.endings.fail(first, ERROR)
    assert announced(*first.image_keys()) == []  # S3 tells only once
    second, _ = service.jobs.open(first)
    assert second.status is Status.QUEUED
    service.endings.succeed(second, service.images.find(second) or [])
    keys = [message["detail"]["object"]["key"] for message in derive_queue.waiting]
    assert keys == second.image_keys()
    assert announced(*keys) == []
    [image] = shown(api, second)
    assert len(image["renditions"]) == 3


def test_a_jpeg_of_a_job_whose_row_expired_is_shown_without_renditions_and_made_on_demand(
    service: Service, aws: Aws, api: Handled, announced: Announced, context: FakeContext
) -> None:
    first = drawn(service, a_jpeg(), ended=False)
    aws.dynamodb.delete_item(TableName="jobs", Key={"pk": {"S": first.id}})
    assert announced(*first.image_keys()) == []
    again = drawn(service, a_jpeg())  # the JPEG is there already, so S3 tells nothing
    [image] = shown(api, again)
    assert (image["color"], image["renditions"]) == (None, [])
    assert api("GET", f"/v1/images/{again.id}", accept=IMG).headers["location"] == image["url"]
    wanted = {"encode": again.image_keys()[0], "as": "webp-80"}
    assert failed_ids(dict(derive.handler(sqs_event(wanted), context))) == []
    assert f"images/{again.id}.webp" in aws.keys("images")


def test_a_first_attempt_costs_no_message_of_ours(
    service: Service, derive_queue: FakeQueue
) -> None:
    drawn(service, a_jpeg())
    assert derive_queue.waiting == []


def test_a_job_from_before_there_were_renditions_is_shown_without_them(
    service: Service, api: Handled
) -> None:
    [image] = shown(api, drawn(service, a_jpeg()))
    assert (image["color"], image["renditions"]) == (None, [])


# GET /v1/images/{id} leads an <img> to the best format that there is.

IMG = "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"


@pytest.mark.parametrize(
    ("made", "accept", "ending"),
    [
        pytest.param("thumbnail,webp,avif", IMG, ".avif", id="avif"),
        pytest.param("thumbnail,webp", IMG, ".webp", id="webp"),
        pytest.param("thumbnail", IMG, ".jpg", id="a thumbnail is not the picture"),
        pytest.param("", IMG, ".jpg", id="nothing but the JPEG"),
        pytest.param("webp,avif", "image/webp,image/*;q=0.8", ".webp", id="a browser before avif"),
        pytest.param("webp,avif", "image/jpeg", ".jpg", id="only jpeg"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_img_is_led_to_the_best_format_that_there_is(
    service: Service,
    api: Handled,
    announced: Announced,
    configure: Callable[..., None],
    method: str,
    made: str,
    accept: str,
    ending: str,
) -> None:
    configure(renditions=made)
    job = drawn(service, a_jpeg())
    announced(*job.image_keys())
    answer = api(method, f"/v1/images/{job.id}", accept=accept)
    assert (answer.status, answer.text) == (303, "")
    assert answer.headers["location"] == f"https://easel.example/images/{job.id}{ending}"
    assert (answer.headers["vary"], answer.headers["cache-control"]) == ("Accept", "no-store")


@pytest.mark.parametrize(
    ("avif", "webp", "ending"),
    [
        pytest.param(-2, -1, ".avif", id="avif"),
        pytest.param(-1, -2, ".webp", id="webp"),
        pytest.param(1, 1, ".jpg", id="the JPEG"),
    ],
)
def test_of_formats_that_an_img_likes_alike_it_gets_the_one_with_the_fewest_bytes(
    service: Service, api: Handled, avif: int, webp: int, ending: str
) -> None:
    job = drawn(service, a_jpeg())
    [jpeg] = job.images
    listed = tuple(
        Rendition(kind, jpeg.width, jpeg.height, jpeg.bytes + more)
        for kind, more in ((RenditionKind.AVIF, avif), (RenditionKind.WEBP, webp))
    )
    service.jobs.list_derived(job, Derived(jpeg.key, "#008080", listed))
    answer = api("GET", f"/v1/images/{job.id}", accept=IMG)
    assert answer.headers["location"] == f"https://easel.example/images/{job.id}{ending}"


def test_a_program_still_gets_json_and_a_browser_the_page(
    service: Service, api: Handled, announced: Announced
) -> None:
    job = drawn(service, a_jpeg())
    announced(*job.image_keys())
    json_answer = api("GET", f"/v1/images/{job.id}", accept="*/*")
    assert (json_answer.status, json_answer.headers["vary"]) == (200, "Prefer, Accept")
    page = api("GET", f"/v1/images/{job.id}", accept=f"text/html,{IMG}")
    assert page.headers["location"] == f"https://easel.example/i/{job.id}"


def test_before_there_is_a_picture_an_img_gets_the_job(service: Service, api: Handled) -> None:
    job = drawn(service, a_jpeg(), ended=False)
    answer = api("GET", f"/v1/images/{job.id}", accept=IMG)
    assert (answer.status, answer.body["url"]) == (200, None)


def test_in_key_mode_an_img_sees_no_more_than_the_json_shows(
    service: Service, api: Handled, key_mode: Callable[..., str]
) -> None:
    job = drawn(service, a_jpeg())
    refused = api("GET", f"/v1/images/{job.id}", accept=IMG)
    assert (refused.status, refused.code) == (401, "invalid_api_key")
    other = api("GET", f"/v1/images/{job.id}", accept=IMG, credential=key_mode("ann"))
    assert (other.status, other.code) == (403, "not_owner")
