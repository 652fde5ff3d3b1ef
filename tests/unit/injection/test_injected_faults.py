"""Any one call to AWS fails, in any way: nothing that was paid for is lost, and no quota leaks.

Each scenario runs once without a fault, which counts the calls that the functions make. Then it
runs once for each call, and that call fails.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from easel import transcribe
from easel.pictures.job import Status
from easel.pictures.rendition import rendition_keys
from easel.recordings.recording import RecordingStatus
from easel.settings import EndpointMode, Settings, Translate
from tests.conftest import Serve
from tests.fakes import Aws, FakeClock, a_wav, s3_message
from tests.faults import KINDS, THROTTLED, Kind

from .world import World, make_world

SAID = "Ein roter Kreis."
URL = "https://hooks.example.com/easel"
QUOTAS = ("recordings", "everyone", "translated")
# These calls change nothing, so their failure is the simpler case.
READS = ("get_item", "batch_get_item", "query", "get_object", "head_object", "get_secret_value")
numbers = itertools.count(1)
# What a scenario returns: whether everything has ended, and what must hold then.
Scenario = Callable[[World], tuple[Callable[[], bool], Callable[[], None]]]


@pytest.fixture
def world(
    aws: Aws,
    clock: FakeClock,
    settings: Settings,
    serve: Serve,
    monkeypatch: pytest.MonkeyPatch,
) -> World:
    monkeypatch.setattr(transcribe, "decode", lambda data, _most_s: data)  # a process of its own
    spoken = replace(settings, languages="de-DE", translate=Translate.ON)
    return make_world(aws, clock, spoken, serve, SAID)


def asks(world: World, **fields: Any) -> str:
    body = {"prompt": f"fox {next(numbers)}", "webhook": {"url": URL}, **fields}
    return str(world.http("POST", "/v1/images", body)["id"])


def told(world: World, job_id: str) -> list[str]:
    return [event["type"] for event in world.receivers.told if event["data"]["id"] == job_id]


def an_answer_comes(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    world.model.fails = False
    job_id, used = asks(world), world.used(*QUOTAS)

    def holds() -> None:
        job = world.job(job_id)
        assert job.status is Status.SUCCEEDED, job
        assert {*job.image_keys(), job.page_key} <= set(world.aws.keys("images"))
        assert world.model.drawn.count(job.inference_id) == 1
        assert set(told(world, job_id)) == {"image.succeeded"}
        assert world.webhooks_left() == 0
        assert world.used(*QUOTAS) == used

    return lambda: world.job(job_id).status.ended and not world.webhooks_left(), holds


def a_failure_comes(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    world.model.fails = True
    job_id = asks(world)

    def holds() -> None:
        job = world.job(job_id)
        assert (job.status, job.error and job.error.code) == (Status.FAILED, "model_error")
        assert set(told(world, job_id)) == {"image.failed"}
        assert world.webhooks_left() == 0

    return lambda: world.job(job_id).status.ended and not world.webhooks_left(), holds


def a_realtime_endpoint_is_asked(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    job_id = asks(world)

    def holds() -> None:
        job = world.job(job_id)
        drawn = world.model.drawn.count(job.inference_id)
        assert job.status.ended, job
        assert drawn <= 1
        # InvokeEndpoint's own answer can be lost with the picture in it; no service keeps it.
        if drawn and "sagemaker-runtime" not in failed_at(world):
            assert job.status is Status.SUCCEEDED, job
        assert set(told(world, job_id)) == {f"image.{job.status}"}
        assert world.webhooks_left() == 0

    return lambda: world.job(job_id).status.ended and not world.webhooks_left(), holds


def bedrock_is_asked(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    return bedrock_is_asked_for(world, 1)


def bedrock_is_asked_for_three(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    return bedrock_is_asked_for(world, 3)


def bedrock_is_asked_for(world: World, n: int) -> tuple[Callable[[], bool], Callable[[], None]]:
    before = len(world.bedrock.drawn)
    job_id = asks(world, n=n)

    def holds() -> None:
        job = world.job(job_id)
        drawn = world.bedrock.drawn[before:]
        assert job.status.ended, job
        assert len(set(drawn)) == len(drawn)  # each picture was paid once
        # Bedrock's own answer can be lost with the picture in it; no service keeps it.
        if drawn and "bedrock-runtime" not in failed_at(world):
            assert (job.status, len(drawn)) == (Status.SUCCEEDED, n), job
            assert set(job.image_keys()) <= set(world.aws.keys("images"))
        assert set(told(world, job_id)) == {f"image.{job.status}"}
        assert world.webhooks_left() == 0

    return lambda: world.job(job_id).status.ended and not world.webhooks_left(), holds


def failed_at(world: World) -> str:
    """The call that failed."""
    at = world.faults._at
    return world.faults.calls[at] if at is not None and at < len(world.faults.calls) else ""


def a_removal_was_cut_off(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    world.model.fails = False
    job_id = asks(world)
    world.run(lambda: world.job(job_id).status.ended and not world.webhooks_left())
    for row in world.aws.dynamodb.scan(TableName="callers")["Items"]:
        if row["pk"]["S"] == job_id:
            key = {"pk": row["pk"], "sk": row["sk"]}
            world.aws.dynamodb.delete_item(TableName="callers", Key=key)
    assert world.jobs.begin_delete(world.job(job_id))
    world.clock.sleep(120)

    def holds() -> None:
        job = world.job(job_id)
        assert job.status is Status.DELETED
        assert not {*job.image_keys(), job.page_key} & set(world.aws.keys("images"))
        about = [one for one in world.cloudfront.references if one.startswith(job_id)]
        assert len(set(about)) == 1

    return lambda: world.job(job_id).status is Status.DELETED, holds


def a_jpeg_is_derived(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    world.model.fails = False
    job_id = asks(world)
    world.run(lambda: world.job(job_id).status.ended and not world.webhooks_left())
    [key] = world.job(job_id).image_keys()
    world.faults.disarm()
    world.queues.put("derive", s3_message(key))

    def holds() -> None:
        derived = world.job(job_id).derived_from(key)
        assert derived
        stored = {
            one.key(key): world.aws.s3.head_object(Bucket="images", Key=one.key(key))
            for one in derived.renditions
        }
        assert list(stored) == rendition_keys([key])
        assert [one["ContentLength"] for one in stored.values()] == [
            one.bytes for one in derived.renditions
        ]

    return lambda: world.job(job_id).derived_from(key) is not None, holds


def a_recording_is_dropped(world: World) -> tuple[Callable[[], bool], Callable[[], None]]:
    world.model.fails = False
    key = f"uploads/{next(numbers)}.wav"
    world.transcribe.said = f"Ein roter Kreis, Nummer {next(numbers)}."
    before = world.used(*QUOTAS)
    jobs, drawn = len(world.transcribe.jobs), len(world.model.drawn)
    put = world.aws.s3.put_object(Bucket="audio", Key=key, Body=a_wav(0.1))
    world.queues.put("audio", s3_message(key, put["ETag"].strip('"')))

    def recordings() -> list[str]:
        return [*world.transcribe.jobs][jobs:]

    def done() -> bool:
        rows = recordings()
        return bool(rows) and all(world.recording(r).due is None for r in rows)

    def holds() -> None:
        [name] = recordings()  # one transcription
        recording = world.recording(name)
        assert recording.status.ended, recording
        assert recording.due is None
        receipt = world.aws.s3.get_object(Bucket="audio", Key=f"{key}.easel.json")["Body"].read()
        assert f'"{recording.status}"'.encode() in receipt
        assert len(world.model.drawn) - drawn <= 1
        if len(world.model.drawn) == drawn:  # SageMaker failed, and nothing was paid for
            assert "invoke_endpoint_async" in failed_at(world)
            assert recording.status is RecordingStatus.FAILED
            return
        assert recording.status is RecordingStatus.SUCCEEDED, recording
        job = world.job(recording.image_id or "")
        assert set(job.image_keys()) <= set(world.aws.keys("images"))
        spent = [now - then for now, then in zip(world.used(*QUOTAS), before, strict=True)]
        assert spent == [1, 1, len(world.transcribe.said)]  # characters are counted

    return done, holds


SCENARIOS: dict[str, tuple[Scenario, dict[str, Any]]] = {
    "answer": (an_answer_comes, {}),
    "failure": (a_failure_comes, {}),
    "realtime": (a_realtime_endpoint_is_asked, {"endpoint_mode": EndpointMode.REALTIME}),
    "bedrock": (bedrock_is_asked, {"endpoint_mode": EndpointMode.BEDROCK}),
    "bedrock, three": (bedrock_is_asked_for_three, {"endpoint_mode": EndpointMode.BEDROCK}),
    "removal": (a_removal_was_cut_off, {}),
    "renditions": (a_jpeg_is_derived, {}),
    "recording": (a_recording_is_dropped, {}),
}


def run(world: World, scenario: Scenario, at: int | None, kind: Kind) -> str:
    """Run `scenario` with a fault of `kind` at its call `at`. What went wrong, or ""."""
    world.faults.disarm()
    world.next_day()
    done, holds = scenario(world)
    if at is None:
        world.faults.disarm()
    else:
        world.faults.arm(at, kind)
    world.run(done)
    try:
        holds()
    except AssertionError as error:
        what = " ".join(str(error).split())
        return f"{failed_at(world)} #{at} {kind.name}: {what}"
    finally:
        for queue in world.queues.queues.values():
            queue.clear()
    return ""


def cases(calls: list[str], kind: Kind | None) -> Iterator[tuple[int, Kind]]:
    """Each of `calls` with a fault of `kind`, or else some writes with one kind in turn."""
    if kind:
        yield from ((at, kind) for at in range(len(calls)))
    else:
        writes = [at for at, call in enumerate(calls) if call.partition(".")[2] not in READS]
        yield from zip(writes[:: max(1, len(writes) // 10)], itertools.cycle(KINDS))


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(None, id="a kind in turn"),
        *(pytest.param(kind, id=kind.name, marks=pytest.mark.slow) for kind in KINDS),
    ],
)
@pytest.mark.filterwarnings("ignore:No application metrics")
def test_whichever_call_fails_nothing_is_lost_and_nothing_leaks(
    world: World, name: str, kind: Kind | None
) -> None:
    scenario, settings = SCENARIOS[name]
    world.service.settings = world.service.adapters.settings = replace(
        world.service.settings, **settings
    )
    assert run(world, scenario, None, THROTTLED) == ""
    calls = list(world.faults.calls)
    wrong = [said for at, k in cases(calls, kind) if (said := run(world, scenario, at, k))]
    assert not wrong, "\n".join(wrong)
