"""A stored picture keeps its name and its bytes for ever."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from easel.pictures.image_store import AnswerStore, ImageStore
from easel.pictures.job import StoredImage
from easel.pictures.jpeg import MAX_JPEG_BYTES, Jpeg, read_jpeg
from easel.pictures.provenance import MAX_XMP_BYTES
from tests.fakes import Aws, a_job, a_jpeg, a_picture

KEY = "images/img_a.jpg"
SMALL, LARGE = read_jpeg(a_jpeg(8, 8)), read_jpeg(a_jpeg(320, 200, "crimson"))


def object_at(aws: Aws, key: str) -> dict[str, Any]:
    found: dict[str, Any] = dict(aws.s3.get_object(Bucket="images", Key=key))
    return found | {"Body": found["Body"].read()}


def stored(key: str, jpeg: Jpeg) -> StoredImage:
    return StoredImage(key, jpeg.width, jpeg.height, len(jpeg.data))


def test_a_picture_is_stored_as_a_jpeg_that_may_be_kept(images: ImageStore, aws: Aws) -> None:
    assert images.put(KEY, LARGE) == stored(KEY, LARGE)
    found = object_at(aws, KEY)
    assert found["Body"] == LARGE.data
    assert found["ContentType"] == "image/jpeg"
    assert found["CacheControl"] == "public, max-age=31536000, immutable"


def test_a_second_picture_of_that_name_changes_nothing(images: ImageStore, aws: Aws) -> None:
    images.put(KEY, SMALL)
    before = object_at(aws, KEY)
    assert images.put(KEY, LARGE) == stored(KEY, SMALL)
    after = object_at(aws, KEY)
    assert (after["Body"], after["LastModified"]) == (SMALL.data, before["LastModified"])


def test_the_largest_jpeg_is_found_although_it_was_marked_and_signed(images: ImageStore) -> None:
    comment = b"\xff\xfe\xff\xff" + bytes(65_533)
    data = SMALL.data[:2] + comment * 83 + SMALL.data[2:]
    assert len(data) > MAX_JPEG_BYTES + MAX_XMP_BYTES
    largest = Jpeg(data, SMALL.width, SMALL.height)
    images.put(KEY, largest)
    assert images.put(KEY, SMALL) == stored(KEY, largest)


def test_another_error_of_the_store_is_raised(aws: Aws) -> None:
    with pytest.raises(ClientError, match="NoSuchBucket"):
        ImageStore(aws.s3, "no-such-bucket").put(KEY, SMALL)


@pytest.mark.parametrize("n", [1, 3])
def test_all_pictures_of_a_job_are_found_in_order(images: ImageStore, n: int) -> None:
    job = a_job(a_picture(n=n))
    jpegs = [read_jpeg(a_jpeg(8 * k, 8)) for k in range(1, n + 1)]
    put = [images.put(key, jpeg) for key, jpeg in zip(job.image_keys(), jpegs, strict=True)]
    assert images.find(job) == put


@pytest.mark.parametrize("missing", [{0}, {1}, {2}, {0, 1, 2}])
def test_nothing_is_found_while_a_picture_is_missing(images: ImageStore, missing: set[int]) -> None:
    job = a_job(a_picture(n=3))
    for k, key in enumerate(job.image_keys()):
        if k not in missing:
            images.put(key, SMALL)
    assert images.find(job) is None


def test_a_store_that_cannot_be_asked_is_not_an_empty_one(aws: Aws) -> None:
    with pytest.raises(ClientError, match="NoSuchBucket"):
        ImageStore(aws.s3, "no-such-bucket").find(a_job())


def test_an_answer_is_read_whole(answers: AnswerStore, aws: Aws) -> None:
    aws.s3.put_object(Bucket="answers", Key="answers/1.out", Body=b"x" * 1000)
    assert answers.read("answers/1.out") == b"x" * 1000


def test_reading_an_answer_stops_once_it_is_too_large(aws: Aws) -> None:
    aws.s3.put_object(Bucket="answers", Key="answers/1.out", Body=b"x" * 1000)
    assert AnswerStore(aws.s3, "answers", max_bytes=99).read("answers/1.out") == b"x" * 100
