"""The serving container copies weights from S3, and puts pictures into S3."""

import json
import logging
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import ResponseStreamingError
from botocore.response import StreamingBody
from moto import mock_aws

from jumpstart.painters.weights import NoWeights, check_parts, folder_of_s3
from jumpstart.serving.s3_pictures import PROBE, NoPlace, S3Pictures
from tests.contract.serving_endpoint import JSON, SMALL, TEXT, Endpoint, FakeModel

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

BUCKET = "models"
FILES = {
    "model_index.json": b"{}",
    "unet/config.json": b'{"sample_size": 96}',
    "unet/weights.safetensors": b"0123456789" * 1000,
    "empty": b"",
}


@pytest.fixture
def s3() -> Iterator["S3Client"]:
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        for name, content in FILES.items():
            client.put_object(Bucket=BUCKET, Key=f"fox/{name}", Body=content)
        client.put_object(Bucket=BUCKET, Key="foxes/other", Body=b"of another model")
        yield client


@pytest.fixture
def asked(s3: "S3Client") -> list[str]:
    """The key and the range of each fetch, in order."""
    seen: list[str] = []
    s3.meta.events.register(
        "before-parameter-build.s3.GetObject",
        lambda params, **_: seen.append(f"{params['Key']} {params['Range']}"),
    )
    return seen


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.mark.parametrize("uri", ["s3://models/fox", "s3://models/fox/"])
def test_the_folder_holds_every_file_under_the_prefix(
    s3: "S3Client", tmp_path: Path, uri: str
) -> None:
    s3.put_object(Bucket=BUCKET, Key="fox/vae/", Body=b"")  # as the console makes a folder
    folder = folder_of_s3(uri, tmp_path, s3)
    assert files_in(folder) == FILES


def test_unchanged_files_are_not_fetched_again(
    s3: "S3Client", tmp_path: Path, asked: list[str]
) -> None:
    folder_of_s3("s3://models/fox/", tmp_path, s3)
    fetched = len(asked)
    assert fetched == len(FILES) - 1  # the empty one needs no call
    folder_of_s3("s3://models/fox/", tmp_path, s3)
    assert len(asked) == fetched


def test_changed_files_are_fetched_again_and_deleted_files_are_deleted(
    s3: "S3Client", tmp_path: Path
) -> None:
    folder_of_s3("s3://models/fox/", tmp_path, s3)
    changed = b"9876543210" * 1000  # of the same size
    s3.put_object(Bucket=BUCKET, Key="fox/unet/weights.safetensors", Body=changed)
    s3.delete_object(Bucket=BUCKET, Key="fox/empty")
    kept = {name: content for name, content in FILES.items() if name != "empty"}
    folder = folder_of_s3("s3://models/fox/", tmp_path, s3)
    assert files_in(folder) == kept | {"unet/weights.safetensors": changed}


def test_a_copy_that_was_cut_off_is_continued(
    s3: "S3Client", tmp_path: Path, asked: list[str]
) -> None:
    name, content = "unet/weights.safetensors", FILES["unet/weights.safetensors"]
    etag = s3.head_object(Bucket=BUCKET, Key=f"fox/{name}")["ETag"].strip('"')
    part = tmp_path / "models" / "fox" / f"{name}.{etag}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(content[:4000])
    assert files_in(folder_of_s3("s3://models/fox/", tmp_path, s3)) == FILES
    assert f"fox/{name} bytes=4000-" in asked


def test_after_a_broken_connection_only_the_rest_is_fetched(
    s3: "S3Client", tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = StreamingBody.iter_chunks

    def breaks(body: StreamingBody, size: int) -> Iterator[bytes]:
        monkeypatch.setattr(StreamingBody, "iter_chunks", whole)  # once
        yield body.read(3)
        raise ResponseStreamingError(error="reset")

    s3.delete_object(Bucket=BUCKET, Key="fox/model_index.json")
    s3.delete_object(Bucket=BUCKET, Key="fox/unet/config.json")
    monkeypatch.setattr(StreamingBody, "iter_chunks", breaks)
    folder = folder_of_s3("s3://models/fox/", tmp_path, s3)
    assert files_in(folder)["unet/weights.safetensors"] == FILES["unet/weights.safetensors"]
    assert [line.rpartition(" ")[2] for line in asked] == ["bytes=0-", "bytes=3-"]


def test_a_part_of_an_older_version_is_not_used(s3: "S3Client", tmp_path: Path) -> None:
    part = tmp_path / "models" / "fox" / "empty.0123.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"old")
    assert files_in(folder_of_s3("s3://models/fox/", tmp_path, s3)) == FILES


def test_a_part_that_is_longer_than_the_object_is_fetched_again(
    s3: "S3Client", tmp_path: Path
) -> None:
    name = "unet/config.json"
    etag = s3.head_object(Bucket=BUCKET, Key=f"fox/{name}")["ETag"].strip('"')
    part = tmp_path / "models" / "fox" / f"{name}.{etag}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(2 * FILES[name])
    assert files_in(folder_of_s3("s3://models/fox/", tmp_path, s3)) == FILES


def test_a_file_that_is_cut_short_in_the_cache_is_fetched_again(
    s3: "S3Client", tmp_path: Path
) -> None:
    folder = folder_of_s3("s3://models/fox/", tmp_path, s3)
    (folder / "unet" / "weights.safetensors").write_bytes(b"012")
    assert files_in(folder_of_s3("s3://models/fox/", tmp_path, s3)) == FILES


@pytest.mark.parametrize("left", [b"", b'{"fox/model_in', b"[]"])
def test_a_broken_record_of_copied_files_only_means_another_copy(
    s3: "S3Client", tmp_path: Path, left: bytes
) -> None:
    folder = folder_of_s3("s3://models/fox/", tmp_path, s3)
    (folder / ".copied.json").write_bytes(left)
    assert files_in(folder_of_s3("s3://models/fox/", tmp_path, s3)) == FILES


def test_two_servers_with_one_cache_copy_each_file_once(
    s3: "S3Client", tmp_path: Path, asked: list[str]
) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = pool.map(lambda _: folder_of_s3("s3://models/fox/", tmp_path, s3), range(2))
        assert [files_in(folder) for folder in both] == [FILES, FILES]
    assert len(asked) == len(FILES) - 1


def test_a_cache_that_cannot_be_written_is_named(s3: "S3Client", tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where a folder should be")
    with pytest.raises(NoWeights, match=r"cannot copy s3://models/fox/: .*models"):
        folder_of_s3("s3://models/fox/", tmp_path, s3)


def test_progress_is_logged_in_megabytes(
    s3: "S3Client", tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        folder_of_s3("s3://models/fox/", tmp_path, s3)
    assert "copied 0 of 0 MB in 4 files" in caplog.messages


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        pytest.param("s3://models/cat/", "there is nothing under s3://models/cat/", id="nothing"),
        pytest.param("s3://nowhere/", r"cannot copy s3://nowhere/: .*NoSuchBucket", id="bucket"),
    ],
)
def test_an_empty_prefix_is_named(s3: "S3Client", tmp_path: Path, uri: str, message: str) -> None:
    with pytest.raises(NoWeights, match=message):
        folder_of_s3(uri, tmp_path, s3)


def test_a_key_that_leads_out_of_the_folder_is_refused(s3: "S3Client", tmp_path: Path) -> None:
    s3.put_object(Bucket=BUCKET, Key="fox/../../escaped", Body=b"x")
    with pytest.raises(NoWeights, match="would be written outside of"):
        folder_of_s3("s3://models/fox/", tmp_path / "cache", s3)
    assert not (tmp_path / "escaped").exists()


# Pictures


@pytest.mark.parametrize("uri", ["s3://models/drawn", "s3://models/drawn/"])
def test_each_picture_gets_a_new_name_in_s3_and_the_answer_holds_its_place(
    s3: "S3Client", uri: str
) -> None:
    endpoint = Endpoint(FakeModel(), store=S3Pictures(uri, s3).put)
    answer = endpoint.invoke(SMALL | {"num_images_per_prompt": 2}).json()
    assert answer["prompt"] == SMALL["prompt"]
    places = answer["generated_images"]
    assert len(set(places)) == 2
    for place in places:
        key = place.removeprefix("s3://models/")
        assert key.startswith("drawn/")
        stored = s3.get_object(Bucket=BUCKET, Key=key)
        assert stored["ContentType"] == "image/jpeg"
        assert stored["Body"].read().startswith(b"\xff\xd8\xff")


def test_the_answer_to_raw_text_holds_one_place(s3: "S3Client") -> None:
    endpoint = Endpoint(FakeModel(), store=S3Pictures("s3://models", s3).put)
    place = endpoint.invoke(b"a fox", TEXT).json()["generated_image"]
    assert place.startswith("s3://models/")


def test_rgb_lists_are_answered_in_full_even_with_a_store(s3: "S3Client") -> None:
    endpoint = Endpoint(FakeModel(), store=S3Pictures("s3://models/drawn/", s3).put)
    assert endpoint.invoke(SMALL, JSON, JSON).json()["generated_images"][0][0][0] == [221, 145, 0]


def test_a_picture_that_cannot_be_stored_is_a_fault(s3: "S3Client") -> None:
    endpoint = Endpoint(FakeModel(), store=S3Pictures("s3://nowhere/", s3).put)
    answer = endpoint.invoke(SMALL)
    assert answer.status_code == 400
    assert "NoSuchBucket" in answer.json()["message"]


def test_a_place_that_can_be_written_is_found_at_the_start(s3: "S3Client") -> None:
    S3Pictures("s3://models/drawn", s3).check()
    S3Pictures("s3://models/drawn", s3).check()  # a second start
    [only] = s3.list_objects_v2(Bucket=BUCKET, Prefix="drawn/")["Contents"]
    assert (only["Key"], only["Size"]) == (f"drawn/{PROBE}", 0)


def test_a_place_that_cannot_be_written_ends_the_start_and_not_the_first_picture(
    s3: "S3Client",
) -> None:
    with pytest.raises(NoPlace, match=r"s3://nowhere/drawn/.*NoSuchBucket.*s3:PutObject"):
        S3Pictures("s3://nowhere/drawn", s3).check()


def model_folder(folder: Path) -> Path:
    parts = {"_class_name": "StableDiffusionPipeline", "requires_safety_checker": True}
    parts |= {name: ["transformers", "Part"] for name in ("tokenizer", "safety_checker")}
    (folder / "model_index.json").write_text(json.dumps(parts | {"image_encoder": [None, None]}))
    for name in ("tokenizer", "safety_checker"):
        (folder / name).mkdir()
        (folder / name / "config.json").write_text("{}")
    return folder


def test_a_folder_with_every_part_of_its_index_is_complete(tmp_path: Path) -> None:
    check_parts(model_folder(tmp_path))


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    (model_folder(tmp_path) / "tokenizer" / "config.json").unlink()
    with pytest.raises(NoWeights, match="tokenizer/ is missing"):
        check_parts(tmp_path)


def test_an_unused_safety_checker_may_be_missing(tmp_path: Path) -> None:
    shutil.rmtree(model_folder(tmp_path) / "safety_checker")
    check_parts(tmp_path, ["safety_checker"])


@pytest.mark.parametrize(
    ("index", "said"),
    [
        ("{", r"cannot read .*model_index\.json"),
        ("", r"cannot read .*model_index\.json"),
        ("3", r"model_index\.json must hold one JSON object"),
    ],
)
def test_a_broken_index_is_named(tmp_path: Path, index: str, said: str) -> None:
    (tmp_path / "model_index.json").write_text(index)
    with pytest.raises(NoWeights, match=said):
        check_parts(tmp_path)
