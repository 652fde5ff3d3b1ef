"""Fixtures for every test: an account that does not exist, and a clock that stands still."""

import functools
import gc
import io
import logging
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import NoReturn

import boto3
import pytest
from moto import mock_aws

from easel import deliver
from easel.callers.claims import Claims
from easel.pictures.endings import Endings
from easel.pictures.image_store import AnswerStore, ImageStore
from easel.pictures.job_table import JobTable
from easel.service import Service, current_service
from easel.settings import Settings
from easel.webhooks.webhook_table import WebhookTable
from tests import quick_moto  # noqa: F401  # before the first mock
from tests.declared_account import DeclaredAccount
from tests.fake_adapters import FakeAdapters, FakeCdn, FakeQueue, FakeSubmitter, FakeTranscriber
from tests.fakes import Aws, FakeClock, FakeContext

REGION = "eu-west-1"
# Making a client takes longer than a test. Moto answers for each client alike.
client_made_once = functools.cache(boto3.client)
Serve = Callable[[Service], Service]
# A function's environment, as cdk/stacks/ sets it, but for what AWS names itself.
ENVIRONMENT = {
    "JOBS_TABLE": "jobs",
    "CALLERS_TABLE": "callers",
    "IMAGES_BUCKET": "images",
    "ANSWERS_BUCKET": "answers",
    "ID_SECRET_ARN": "id-secret",
    "DELIVER_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/deliver",
    "WEBHOOK_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/webhooks",
    "AUDIO_BUCKET": "audio",
    "TRANSCRIPTS_BUCKET": "transcripts",
    "AUDIO_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/audio",
    "TRANSCRIPT_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/transcripts",
    "DERIVE_QUEUE_URL": "https://sqs.eu-west-1.amazonaws.com/111122223333/derive",
    "RENDITIONS": "thumbnail,webp,avif",
    "PUBLIC_URL": "https://easel.example",
    "DISTRIBUTION_ID": "E2EXAMPLE",
    "ORIGIN_SECRET": "only cloudfront says this",
    "ENDPOINT_NAME": "easel-endpoint",
    "ENDPOINT_MODE": "async",
    "INFERENCE_COMPONENT": "",
    "BEDROCK_MODEL": "stability.stable-image-core-v1:1",
    "MODEL_ID": "model-txt2img-stabilityai-stable-diffusion-v2",
    "MODEL_VERSION": "1.0.0",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "EASEL_SLOW" in os.environ:
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in slow]


def pytest_collection_finish(session: pytest.Session) -> None:
    # What is imported by now stays. Each look for garbage there takes 0.2 s.
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def no_real_account() -> Iterator[None]:
    """Hide the machine's own credentials from every test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            patch.delenv(name)
        patch.setenv("AWS_ACCESS_KEY_ID", "AKIAFAKEFAKEFAKEFAKE")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "fake")
        patch.setenv("AWS_SESSION_TOKEN", "fake")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        patch.setenv("AWS_REGION", REGION)
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def env() -> dict[str, str]:
    return dict(ENVIRONMENT)


@pytest.fixture
def settings(env: dict[str, str]) -> Settings:
    return Settings.from_env(env)


@pytest.fixture(scope="session")
def clients() -> Aws:
    return Aws(
        dynamodb=boto3.client("dynamodb"),
        s3=boto3.client("s3"),
        sqs=boto3.client("sqs"),
        secrets=boto3.client("secretsmanager"),
    )


@pytest.fixture(scope="session")
def declared(clients: Aws) -> tuple[DeclaredAccount, dict[str, str]]:
    """The mocked account of `ENVIRONMENT`, and the addresses of its queues."""
    env = dict(ENVIRONMENT)
    with mock_aws():
        declare(clients, env)
        return DeclaredAccount(), {name: env[name] for name in env if name.endswith("_QUEUE_URL")}


@pytest.fixture
def aws(
    clients: Aws, env: dict[str, str], declared: tuple[DeclaredAccount, dict[str, str]]
) -> Iterator[Aws]:
    account, queues = declared
    env.update(queues)
    with mock_aws():
        account.put_in_place()
        yield clients


def declare(clients: Aws, env: dict[str, str]) -> None:
    """The tables, buckets, queues and secret of cdk/stacks/, in the mocked account."""
    clients.dynamodb.create_table(
        TableName=env["JOBS_TABLE"],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "phase", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_phase",
                "KeySchema": [
                    {"AttributeName": "phase", "KeyType": "HASH"},
                    {"AttributeName": "at", "KeyType": "RANGE"},
                ],
                "Projection": {
                    "ProjectionType": "INCLUDE",
                    "NonKeyAttributes": ["created_at", "started_at"],
                },
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    clients.dynamodb.create_table(
        TableName=env["CALLERS_TABLE"],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "at", "AttributeType": "N"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "by_owner",
                "KeySchema": [
                    {"AttributeName": "owner", "KeyType": "HASH"},
                    {"AttributeName": "at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    for kind in ("IMAGES", "ANSWERS", "AUDIO", "TRANSCRIPTS"):
        clients.s3.create_bucket(
            Bucket=env[f"{kind}_BUCKET"],
            CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
        )
    clients.secrets.create_secret(Name=env["ID_SECRET_ARN"], SecretString="secret")
    for name in ("deliver", "webhooks", "audio", "transcripts", "derive"):
        url = clients.sqs.create_queue(QueueName=name)["QueueUrl"]
        env[f"{name.upper().removesuffix('S')}_QUEUE_URL"] = url


@pytest.fixture
def jobs(aws: Aws, clock: FakeClock) -> JobTable:
    return JobTable(aws.dynamodb, "jobs", clock)


@pytest.fixture
def images(aws: Aws) -> ImageStore:
    return ImageStore(aws.s3, "images")


@pytest.fixture
def endings(jobs: JobTable, images: ImageStore, aws: Aws, clock: FakeClock) -> Endings:
    """Endings without queues: nobody waits for these jobs."""

    def no_queue() -> NoReturn:
        raise AssertionError("no recording asked for this picture")

    webhooks = WebhookTable(
        aws.dynamodb, "callers", clock, queue=no_queue, job_deadline=timedelta(minutes=20)
    )
    return Endings(
        jobs=jobs,
        images=images,
        webhooks=webhooks,
        claims=Claims(aws.dynamodb, "callers", clock),
        answers=no_queue,
        audio_queue=no_queue,
        derive_queue=lambda: None,
        public_url="https://easel.example",
        start_page=True,
        clock=clock,
    )


@pytest.fixture
def answers(aws: Aws) -> AnswerStore:
    return AnswerStore(aws.s3, "answers", max_bytes=1024 * 1024)


@pytest.fixture
def submitter() -> FakeSubmitter:
    return FakeSubmitter()


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def cdn() -> FakeCdn:
    return FakeCdn()


@pytest.fixture
def transcriber() -> FakeTranscriber:
    return FakeTranscriber()


@pytest.fixture
def adapters(
    aws: Aws,
    env: dict[str, str],
    clock: FakeClock,
    submitter: FakeSubmitter,
    queue: FakeQueue,
    cdn: FakeCdn,
    transcriber: FakeTranscriber,
) -> FakeAdapters:
    """The adapters of the mocked account, with fakes for what moto does not offer."""
    return FakeAdapters(
        Settings.from_env(env),
        clock,
        client=client_made_once,
        submitter=submitter,
        queue=queue,
        cdn=cdn,
        transcriber=transcriber,
    )


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """A function that makes a service the one that the handlers use."""

    def put_in_place(service: Service) -> Service:
        monkeypatch.setattr(Service, "from_env", lambda _env: service)
        current_service.cache_clear()
        return service

    yield put_in_place
    current_service.cache_clear()


@pytest.fixture
def service(adapters: FakeAdapters, clock: FakeClock, serve: Serve) -> Service:
    """The handlers' own service, with the mocked account, a fake model and a fake clock."""
    return serve(Service(adapters.settings, clock, adapters))


@pytest.fixture
def context(clock: FakeClock) -> FakeContext:
    return FakeContext(clock)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the handlers log, without the metrics."""
    written = io.StringIO()
    # The service's name comes from a function's environment; here all functions share one logger.
    streams = [
        handler
        for handler in logging.getLogger(deliver.logger.name).handlers
        if isinstance(handler, logging.StreamHandler)
    ]
    before = [handler.setStream(written) for handler in streams]
    yield written
    for handler, stream in zip(streams, before, strict=True):
        if stream:
            handler.setStream(stream)
