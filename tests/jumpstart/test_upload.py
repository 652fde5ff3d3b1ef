"""`python -m jumpstart.upload` sends only what is missing, and continues what was cut off."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from jumpstart.command.console import launch
from jumpstart.upload import parser, upload
from jumpstart.uploading.progress import Progress
from jumpstart.uploading.s3_prefix import Prefix, parse_s3
from jumpstart.uploading.transfer import MIB, FileChanged, fingerprint, plan, send
from local.ministack import Ministack
from local.process import listen, port_of, served
from tests.local.proxy import Hooks, proxy

from .conftest import BUCKET, put, safetensors

ROOT = Path(__file__).parents[2]
UNET = "unet/diffusion_pytorch_model.safetensors"
DESTINATION = f"s3://{BUCKET}/mine/"


@pytest.fixture
def place(s3: Any) -> Prefix:
    return Prefix(s3, BUCKET, "mine/")


def run(*argv: object) -> int:
    return launch(upload, parser(), [str(word) for word in argv])


def test_every_file_is_in_s3_and_in_the_manifest(
    model: Path, s3: Any, to_cloud: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(model, DESTINATION, "--yes", "--no-code") == 0
    names = {path.relative_to(model).as_posix() for path in model.rglob("*") if path.is_file()}
    there = Prefix(s3, BUCKET, "mine/").sizes()
    assert set(there) == {*names, "easel-upload.json"}
    body = s3.get_object(Bucket=BUCKET, Key=f"mine/{UNET}")["Body"].read()
    assert body == (model / UNET).read_bytes()
    out = capsys.readouterr().out
    assert "costs: about $0.00 a month" in out
    assert out.endswith(f"next: python -m jumpstart.deploy --model-data {DESTINATION}\n")


def test_a_second_upload_sends_nothing(
    model: Path, s3: Any, to_cloud: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(model, DESTINATION, "--yes", "--no-code")
    before = s3.head_object(Bucket=BUCKET, Key=f"mine/{UNET}")["LastModified"]
    capsys.readouterr()
    assert run(model, DESTINATION, "--no-code") == 0, "it has nothing to ask"
    assert "10 of 10 files are in S3 already, by size and checksum" in capsys.readouterr().out
    assert s3.head_object(Bucket=BUCKET, Key=f"mine/{UNET}")["LastModified"] == before


def test_a_changed_file_is_sent_again_and_named(
    model: Path, s3: Any, to_cloud: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(model, DESTINATION, "--yes", "--no-code")
    put(model / UNET, safetensors())  # as many bytes as before
    assert run(model, DESTINATION, "--yes", "--no-code") == 0
    assert f"{UNET}: differs from the one in S3, and is sent again" in capsys.readouterr().out
    body = s3.get_object(Bucket=BUCKET, Key=f"mine/{UNET}")["Body"].read()
    assert body == (model / UNET).read_bytes()


def test_during_an_upload_there_is_no_manifest_and_ctrl_c_says_how_to_continue(
    model: Path,
    place: Prefix,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(model, DESTINATION, "--yes", "--no-code")
    put(model / UNET, safetensors())

    def stopped(*_: object) -> None:
        assert "easel-upload.json" not in place.sizes()
        raise KeyboardInterrupt

    monkeypatch.setattr("jumpstart.upload.send", stopped)
    assert run(model, DESTINATION, "--yes", "--no-code") == 1
    assert "easel-upload.json" not in place.sizes()
    how = f"or delete the parts that were sent: python -m jumpstart.upload --abort {DESTINATION}"
    assert how in capsys.readouterr().err


def test_a_killed_upload_is_continued_and_says_so(
    model: Path, place: Prefix, cloud: Ministack, to_cloud: dict[str, str]
) -> None:
    put(model / UNET, safetensors(17 * MIB))  # 2 parts
    with lets_through(1, cloud) as (url, reached):
        process = subprocess.Popen(
            [sys.executable, "-m", "jumpstart.upload", model, DESTINATION, "--yes", "--no-code"],
            cwd=ROOT,
            env=to_cloud | {"AWS_ENDPOINT_URL_S3": url},
            stdout=subprocess.DEVNULL,
        )
        assert reached.wait(120)
        process.send_signal(signal.SIGKILL)
        process.wait()
    [unfinished] = place.unfinished()
    assert unfinished.name == UNET
    assert "easel-upload.json" not in place.sizes()

    again = subprocess.run(
        [sys.executable, "-m", "jumpstart.upload", model, DESTINATION, "--yes", "--no-code"],
        cwd=ROOT,
        env=to_cloud,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{UNET}: continued; 1 of 2 parts are in S3 already" in again.stdout
    assert place.unfinished() == []
    assert place.checksum(UNET) == fingerprint(model / UNET).checksum
    assert "easel-upload.json" in place.sizes()


def test_uploaded_parts_of_a_file_that_has_changed_are_sent_again(
    place: Prefix, tmp_path: Path
) -> None:
    path = tmp_path / "weights"
    first, second = os.urandom(5 * MIB), os.urandom(3 * MIB)
    path.write_bytes(first + second)
    upload_id = unfinished(place, "weights", path, parts=[0, 1])
    path.write_bytes(first + second[::-1])
    said: list[str] = []
    outgoing, _ = plan(place, [("weights", path)], said.append, part_bytes=5 * MIB)
    assert said == ["weights: continued; 1 of 2 parts are in S3 already"]
    assert [file.missing for file in outgoing] == [[1]]
    assert outgoing[0].upload_id == upload_id
    send(place, outgoing, lambda _: None)
    assert place.checksum("weights") == fingerprint(path, 5 * MIB).checksum


def test_an_upload_with_all_its_parts_is_only_completed(place: Prefix, tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(os.urandom(6 * MIB))
    unfinished(place, "weights", path, parts=[0, 1])
    outgoing, prints = plan(place, [("weights", path)], print, part_bytes=5 * MIB)
    send(place, outgoing, lambda _: pytest.fail("no part was missing"))
    assert place.checksum("weights") == prints["weights"].checksum
    assert place.unfinished() == []


def unfinished(place: Prefix, name: str, path: Path, *, parts: list[int]) -> str:
    """Begin an upload, and leave it as a killed process would."""
    known = fingerprint(path, 5 * MIB)
    bucket, key = place.bucket, place.prefix + name
    created = place.s3.create_multipart_upload(Bucket=bucket, Key=key, ChecksumAlgorithm="SHA256")
    for number in parts:
        place.s3.upload_part(
            Bucket=bucket,
            Key=key,
            UploadId=created["UploadId"],
            PartNumber=number + 1,
            Body=path.read_bytes()[number * known.part_bytes :][: known.part_bytes],
            ChecksumAlgorithm="SHA256",
        )
    return created["UploadId"]


def test_a_file_that_changes_while_it_is_sent_is_a_fault(place: Prefix, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text("{}")
    outgoing, _ = plan(place, [("config.json", path)], print)
    path.write_text("[]")
    with pytest.raises(FileChanged):
        send(place, outgoing, lambda _: None)
    assert place.sizes() == {}


def test_abort_deletes_unfinished_uploads(
    place: Prefix, tmp_path: Path, to_cloud: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "weights"
    path.write_bytes(os.urandom(6 * MIB))
    unfinished(place, "weights", path, parts=[0])
    assert run("--abort", DESTINATION) == 2, "nobody is there to be asked"
    assert run("--abort", DESTINATION, "--yes") == 0
    assert place.unfinished() == []
    assert "aborted: weights" in capsys.readouterr().out
    assert run("--abort", DESTINATION) == 0, "twice is no error"


def test_other_files_under_the_prefix_are_a_note(
    model: Path, s3: Any, to_cloud: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    s3.put_object(Bucket=BUCKET, Key="mine/old.ckpt", Body=b"5 GB")
    run(model, DESTINATION, "--yes", "--no-code")
    assert "other files under s3://models/mine/ (1)" in capsys.readouterr().out


def test_a_broken_folder_is_refused_with_all_its_faults(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(model / UNET, b"")
    (model / "vae" / "config.json").unlink()
    assert run(model, DESTINATION, "--yes") == 1
    told = capsys.readouterr()
    assert f"wrong: {UNET}: empty" in told.out
    assert "wrong: vae/config.json: missing" in told.out
    assert "(faults above: 2) — correct it" in told.err
    assert told.err.endswith("[bad_folder]\n")


def test_a_dry_run_needs_neither_network_nor_credentials(model: Path) -> None:
    command = [sys.executable, "-m", "jumpstart.upload", str(model), DESTINATION, "--dry-run"]
    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=True
    )
    assert f"would send {DESTINATION}{UNET}" in done.stdout
    assert done.stdout.endswith(f"would send {DESTINATION}easel-upload.json, last\n")


@pytest.mark.parametrize(
    ("url", "parsed"),
    [
        ("s3://models", ("models", "")),
        ("s3://models/", ("models", "")),
        ("s3://models/a/b", ("models", "a/b/")),
        ("s3://models/a/b/", ("models", "a/b/")),
    ],
)
def test_a_prefix_ends_in_a_slash(url: str, parsed: tuple[str, str]) -> None:
    assert parse_s3(url) == parsed


@pytest.mark.parametrize("url", ["models/a", "s3://", "s3://M", "s3://models//a", "https://x.y/z"])
def test_a_wrong_s3_url_is_a_wrong_use(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("folder", url) == 2
    assert "[bad_s3_url]" in capsys.readouterr().err


def test_a_hub_id_without_huggingface_hub_says_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    assert run("stabilityai/stable-diffusion-2", DESTINATION) == 1
    assert "make torch, then start this with .venv-torch" in capsys.readouterr().err


def test_progress_shows_bytes_rate_and_time_left() -> None:
    said: list[str] = []
    now_s = [0.0]
    progress = Progress(
        total=1000 * 10**6, there=500 * 10**6, say=said.append, now_s=lambda: now_s[0]
    )
    now_s[0] = 1.0
    progress.add(50 * 10**6)
    now_s[0] = 2.0
    progress.add(50 * 10**6)
    assert said == ["60 %, 600.0 MB of 1.00 GB, 50.0 MB/s, 8 s to go"]


@contextmanager
def lets_through(parts: int, cloud: Ministack) -> Iterator[tuple[str, threading.Event]]:
    """A proxy to S3 that lets only so many parts through: its URL, and an event for the last."""
    asked, arrived, reached = itertools.count(1), itertools.count(1), threading.Event()

    async def before(request: Request, _: bytes) -> Response | None:
        if "partNumber" not in request.query_params or next(asked) <= parts:
            return None
        return Response(status_code=503)

    async def after(request: Request) -> None:
        if "partNumber" in request.query_params and next(arrived) == parts:
            reached.set()

    listener = listen(0)
    with served(proxy(lambda: cloud.url, Hooks(before, after)), listener):
        yield f"http://127.0.0.1:{port_of(listener)}", reached
