"""Starts all of Easel on this machine, in order, and stops it in reverse order."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

import httpx

from cdk.deployment import Deployment
from easel.pictures.image_store import AnswerStore

from . import front_door
from .bedrock import api as bedrock_api
from .bedrock.guardrail import Guardrail
from .bedrock.runtime import Runtime
from .deploy import Deployed, deploy
from .logs import followed
from .ministack import ROOT, LetIn, Ministack, ministack, reserved_port
from .model import LocalModel
from .process import child, free_port, listen, port_of, rotate, served
from .rekognition import api as rekognition_api
from .rekognition.api import PictureCheck
from .sagemaker import api as sagemaker_api
from .sagemaker.backlog import Backlog
from .sagemaker.endpoint import Endpoint
from .server import Protocol, for_programs
from .state import locked
from .template import GUARDRAIL_ID
from .transcribe import api as transcribe_api
from .transcribe.transcriber import Transcriber

# How often a model that takes its time says that it is still loading.
_SAY_EVERY_S = 10
_LOOK_EVERY_S = 0.05
_MAX_LINE = 300  # of what the model's server wrote last


class ModelFailed(Exception):
    """The model server did not start; the text names its log."""


@dataclass(frozen=True, slots=True)
class RunningEasel:
    """Easel, and where its parts are. It works as long as all of `processes` live."""

    url: str
    sagemaker_url: str
    deployed: Deployed
    aws: Ministack
    endpoint: Endpoint
    bedrock_url: str
    bedrock: Runtime
    guardrail: Guardrail
    picture_check: PictureCheck
    transcriber: Transcriber
    processes: tuple[Popen[bytes], ...]

    @property
    def audio_bucket(self) -> str:
        return self.deployed.named("AWS::S3::Bucket", "AudioBucket")


@contextmanager
def running_easel(
    deployment: Deployment,
    *,
    state: Path,
    port: int = 0,
    hosts: tuple[str, ...] = (),
    model: LocalModel | str,
    model_options: tuple[str, ...] = (),
    environment: dict[str, str] | None = None,
    begin: Callable[[str], None] = lambda _: None,
    check: Callable[[], None] = lambda: None,
) -> Iterator[RunningEasel]:
    """Easel at http://localhost:<port> while the block runs. It answers at `hosts` too.

    `model` draws: its server is started with `model_options`, and the door opens when it can draw.
    If `model` is a text, it is the URL of a server that runs already. `environment` is added to the
    environment of each function. `begin` is called with the name of each step before that step, and
    `check` while a step takes long; if one of them raises, no further step is taken.

    Raises:
        PortTaken: another program listens on `port`.
        StateUnusable: another Easel uses `state`, or a file in it is damaged.
        MinistackFailed, ModelFailed, DeployFailed, NotForLocal: the text says what went wrong.
    """
    with ExitStack() as stack:
        door = listen(port)
        stack.callback(door.close)
        lock = stack.enter_context(locked(state, begin))
        sagemaker = listen(0)
        stack.callback(sagemaker.close)
        bedrock = listen(0)
        stack.callback(bedrock.close)
        transcribe = listen(0)
        stack.callback(transcribe.close)
        rekognition = listen(0)
        stack.callback(rekognition.close)
        url = f"http://localhost:{port_of(door)}"
        sagemaker_url = f"http://127.0.0.1:{port_of(sagemaker)}"
        bedrock_url = f"http://127.0.0.1:{port_of(bedrock)}"

        begin("starting the model and the local AWS")
        processes: list[Popen[bytes]] = []
        server = None
        if isinstance(model, LocalModel):
            server = stack.enter_context(_server_of(model, state, model_options))
            processes.append(server.process)
        functions_environment = {
            "PUBLIC_URL": url,
            "AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME": sagemaker_url,
            "AWS_ENDPOINT_URL_SAGEMAKER": sagemaker_url,
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": bedrock_url,
            "AWS_ENDPOINT_URL_REKOGNITION": f"http://127.0.0.1:{port_of(rekognition)}",
            "AWS_ENDPOINT_URL_TRANSCRIBE": f"http://127.0.0.1:{port_of(transcribe)}",
            **(environment or {}),
        }
        aws_port = stack.enter_context(reserved_port(state))
        let_in = LetIn(tuple(_origins(port_of(door))), hosts)
        aws, process = stack.enter_context(ministack(state, aws_port, let_in, keeps=(lock,)))
        processes.append(process)
        begin("deploying the template")
        deployed = deploy(deployment, aws, functions_environment)
        aws.save()
        logs = [name for kind, name in deployed.resources.values() if kind == "AWS::Logs::LogGroup"]
        stack.enter_context(followed(aws, logs, state / "functions.log"))
        answers = deployed.named("AWS::S3::Bucket", "StorageAnswers")
        backlog = Backlog(state / "endpoint", state / "model.log")
        model_url = server.url if server else str(model)
        endpoint = Endpoint(deployment.endpoint_name, model_url, aws.client("s3"), answers, backlog)
        sagemaker_app = sagemaker_api.create_app(
            endpoint, answers=AnswerStore.ANSWERS, failures=AnswerStore.FAILURES
        )
        runtime = Runtime(model_url)
        guardrail = Guardrail.declared(GUARDRAIL_ID, "DRAFT", deployed.guardrail)
        bedrock_app = bedrock_api.create_app(runtime, deployment.bedrock_model, guardrail)
        picture_check = PictureCheck()
        rekognition_app = rekognition_api.create_app(picture_check)
        transcriber = Transcriber(aws.client("s3"), aws.client("events"))
        if server:
            server.wait_until_ready(begin, check)
        begin("opening the door")
        transcribe_app = transcribe_api.create_app(transcriber)
        stack.enter_context(served(for_programs(sagemaker_app), sagemaker, Protocol))
        (state / "sagemaker-port").write_text(str(port_of(sagemaker)))  # for `make smoke LOCAL=1`
        stack.enter_context(served(for_programs(bedrock_app), bedrock, Protocol))
        stack.enter_context(served(for_programs(rekognition_app), rekognition, Protocol))
        stack.enter_context(served(for_programs(transcribe_app), transcribe, Protocol))
        door_app = front_door.create_app(aws.url, deployed, hosts)
        stack.enter_context(served(door_app, door, Protocol))
        yield RunningEasel(
            url=url,
            sagemaker_url=sagemaker_url,
            deployed=deployed,
            aws=aws,
            endpoint=endpoint,
            bedrock_url=bedrock_url,
            bedrock=runtime,
            guardrail=guardrail,
            picture_check=picture_check,
            transcriber=transcriber,
            processes=tuple(processes),
        )


def _origins(port: int) -> Iterator[str]:
    """The origins of the pages that the front door on `port` shows."""
    for host in ("localhost", "127.0.0.1", "[::1]"):
        yield f"http://{host}:{port}" if port != 80 else f"http://{host}"


@dataclass(frozen=True, slots=True)
class _ModelServer:
    """The server of a model, which may still be loading."""

    model: LocalModel
    url: str
    process: Popen[bytes]
    log: Path
    log_from: int  # where the lines of this process begin

    def wait_until_ready(self, begin: Callable[[str], None], check: Callable[[], None]) -> None:
        """Wait until the model can draw. `begin` says now and then that it is still loading.

        Raises:
            ModelFailed: the process has ended, or needs too long.
        """
        started = said = time.monotonic()
        while not _pings(self.url):
            check()
            now = time.monotonic()
            if self.process.poll() is not None:
                raise ModelFailed(f"the model did not start: {self._last_line()} (log: {self.log})")
            if now - started > self.model.ready_within_s:
                raise ModelFailed(f"the model is still not ready; its log: {self.log}")
            if now - said > _SAY_EVERY_S:
                said = now
                begin(f"loading {self.model.name} ({now - started:.0f} s)")
            time.sleep(_LOOK_EVERY_S)

    def _last_line(self) -> str:
        """The last line that the process wrote, or how it ended if it wrote none."""
        with self.log.open("rb") as log:
            log.seek(self.log_from)
            lines = log.read().decode(errors="replace").split("\n")
        written = [line.strip() for line in lines if line.strip()]
        return written[-1][:_MAX_LINE] if written else f"exit status {self.process.returncode}"


@contextmanager
def _server_of(model: LocalModel, state: Path, options: tuple[str, ...]) -> Iterator[_ModelServer]:
    """The server of `model`, as it starts. At the end it is stopped."""
    port = free_port()
    log = state / "model.log"
    rotate(log)
    log_from = log.stat().st_size if log.exists() else 0
    serve = ["-m", "jumpstart.serving", "--port", str(port), *model.options, *options]
    # EASEL_* in the shell may be meant for another serving container.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EASEL_")}
    env = kept | {"PYTHONPATH": str(ROOT)}
    with child([model.python, *serve], env=env, log=log) as process:
        yield _ModelServer(model, f"http://127.0.0.1:{port}", process, log, log_from)


def _pings(url: str) -> bool:
    try:
        return httpx.get(f"{url}/ping", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
