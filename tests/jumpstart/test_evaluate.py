"""`python -m jumpstart.evaluate`: prompts drawn once, failures kept, everything on one sheet."""

import base64
import io
import json
import re
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jumpstart.command.console import launch
from jumpstart.evaluate import evaluate, parser
from jumpstart.evaluation.prompts import PROMPTS, read_prompts
from jumpstart.painters.model import DrawRequest
from jumpstart.painters.renderer.painter import Renderer
from jumpstart.serving.app import create_app
from jumpstart.serving.device import Device
from local.ministack import Ministack
from local.process import listen, port_of, served
from local.sagemaker.api import create_app as create_sagemaker
from local.sagemaker.endpoint import Endpoint

from .conftest import BUCKET

ROOT = Path(__file__).parents[2]
NOTES = [
    "a photo of an astronaut riding a horse on mars",
    "A high tech solarpunk utopia in the Amazon rainforest",
    "A pikachu fine dining with a view to the Eiffel Tower",
    "A mecha robot in a favela in expressionist style",
    "an insect robot preparing a delicious meal",
    "A small cabin on top of a snowy mountain in the style of Disney, artstation",
]
HOSTILE = '<script>alert("1")</script> & <img src=x onerror=y>'
SMALL = ["--width", "64", "--height", "64", "--seeds", "1", "--score", "none"]


class Moody:
    """The renderer, which counts, and fails at what it is told to."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.fails_at: str | None = None

    def setup(self) -> None:
        """Nothing to load."""

    def draw(self, request: DrawRequest) -> list[Image.Image]:
        self.drawn += request.prompts
        if request.prompts[0] == self.fails_at:
            raise RuntimeError(f"CUDA out of memory {HOSTILE}")
        return Renderer().draw(request)


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    listener = listen(0)
    with served(app, listener):
        yield f"http://127.0.0.1:{port_of(listener)}"


@pytest.fixture
def model() -> Moody:
    return Moody()


@pytest.fixture
def url(model: Moody) -> Iterator[str]:
    with serving(create_app(Device(model))) as url:
        yield url


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    path = tmp_path / "prompts.txt"
    path.write_text(f"# ours\nthe sea at night\n\n{HOSTILE}\nthe sea at night\n")
    return path


def run(*argv: object) -> int:
    return launch(evaluate, parser(), [str(word) for word in argv])


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "report.json").read_text())
    return found


class Page(HTMLParser):
    """The tags, with what they have, and the text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def pictures(self) -> list[Image.Image]:
        sources = [str(attrs["src"]) for tag, attrs in self.tags if tag == "img"]
        jpegs = [base64.b64decode(source.partition("base64,")[2]) for source in sources]
        return [Image.open(io.BytesIO(jpeg)) for jpeg in jpegs]


def test_every_prompt_is_drawn_and_on_the_sheet(
    url: str, prompts: Path, tmp_path: Path, model: Moody
) -> None:
    out = tmp_path / "out"
    assert run("--url", url, "--prompts", prompts, "--out", out, *SMALL, "--seeds", "1,2") == 0
    assert model.drawn == ["the sea at night"] * 2 + [HOSTILE] * 2
    found = report(out)
    assert found["settings"]["width"] == 64
    assert [picture["seed"] for picture in found["pictures"]] == [1, 2, 1, 2]
    assert all(picture["seconds"] > 0 for picture in found["pictures"])
    assert all((out / "pictures" / picture["file"]).exists() for picture in found["pictures"])
    page = Page(out / "index.html")
    assert [picture.size for picture in page.pictures()] == [(64, 64)] * 4


def test_the_sheet_fetches_nothing_and_runs_nothing(
    url: str, prompts: Path, tmp_path: Path, model: Moody
) -> None:
    model.fails_at = HOSTILE
    run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--model", HOSTILE)
    page = Page(tmp_path / "index.html")
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.text.count(HOSTILE) >= 4, "as text: title, model, prompt and failure"
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "href"):
            assert str(attributes.get(name, "data:")).startswith("data:")


def test_what_is_drawn_is_not_drawn_again(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
) -> None:
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL]
    run(*argv)
    before = report(tmp_path)
    capsys.readouterr()
    assert run(*argv) == 0
    assert len(model.drawn) == 2
    assert "2 of 2 pictures are there and are not drawn again" in capsys.readouterr().out
    assert report(tmp_path)["pictures"] == before["pictures"]
    run(*argv, "--guidance", "3")
    assert len(model.drawn) == 4, "other settings, other pictures"


def test_a_failure_is_shown_and_only_it_is_tried_again(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
) -> None:
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL]
    model.fails_at = HOSTILE
    assert run(*argv) == 1
    assert capsys.readouterr().err.endswith("it draws only those [not_drawn]\n")
    assert report(tmp_path)["failures"] == 1
    assert "not drawn: 400: CUDA out of memory" in Page(tmp_path / "index.html").text
    model.fails_at = None
    model.drawn.clear()
    assert run(*argv) == 0
    assert model.drawn == [HOSTILE]


def test_a_server_that_is_not_there_ends_it_and_what_was_drawn_stays(
    url: str, prompts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--model", "mine")
    more = prompts.read_text() + "a cat\n"
    prompts.write_text(more)
    nobody = f"http://127.0.0.1:{unused_port()}"
    argv = ["--prompts", prompts, "--out", tmp_path, *SMALL, "--model", "mine"]
    assert run("--url", nobody, *argv) == 1
    told = capsys.readouterr()
    assert "2 of 3 pictures are there" in told.out
    assert told.err.endswith("[unreachable]\n")


def jpeg(*, said_to_be: tuple[int, int] | None = None) -> str:
    """A picture of 16×16; its header may say otherwise."""
    drawn = io.BytesIO()
    Image.new("RGB", (16, 16), "navy").save(drawn, "JPEG")
    if said_to_be:
        at = drawn.getvalue().index(b"\xff\xc0") + 5
        drawn.getbuffer()[at : at + 4] = struct.pack(">HH", *said_to_be)
    return base64.b64encode(drawn.getvalue()).decode()


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (Response(b"rubbish", headers={"content-encoding": "gzip"}), "cannot be decoded"),
        (JSONResponse({"generated_images": [jpeg(said_to_be=(65000, 65000))]}), "exceeds limit"),
        (JSONResponse({"generated_images": [jpeg()[:200]]}), "cannot be decoded"),
        (JSONResponse({"generated_images": [7]}), "holds no picture"),
        (JSONResponse([]), "holds no picture"),
        (Response(b"[" * 100_000), "holds no picture"),
        (JSONResponse({"message": "out\n\x1b[31m of " * 99_999}, 500), "out ?[31m of out"),
    ],
    ids=["no gzip", "enormous", "cut off", "a number", "a list", "deep", "long"],
)
def test_rubbish_is_a_failure_among_others(
    answer: Response, failure: str, prompts: Path, tmp_path: Path
) -> None:
    async def rubbish(_: Request) -> Response:
        return answer

    with serving(Starlette(routes=[Route("/invocations", rubbish, methods=["POST"])])) as url:
        assert run("--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL) == 1
    for picture in report(tmp_path)["pictures"]:
        assert failure in picture["failure"]
        assert len(picture["failure"]) < 600


def unused_port() -> int:
    with listen(0) as listener:
        return port_of(listener)


@contextmanager
def sagemaker(
    model_url: str, cloud: Ministack, monkeypatch: pytest.MonkeyPatch, *, is_async: bool
) -> Iterator[None]:
    """An endpoint named `easel`: the local runtime, and what the control plane says of it."""
    endpoint = Endpoint("easel", model_url, cloud.client("s3"), BUCKET)
    config = {"EndpointConfigName": "easel-7", "ProductionVariants": [], "CreationTime": 0}
    if is_async:
        output = {"OutputConfig": {"S3OutputPath": f"s3://{BUCKET}/answers"}}
        config |= {"AsyncInferenceConfig": output}

    async def control(request: Request) -> Response:
        operation = request.headers["x-amz-target"].rpartition(".")[2]
        if (await request.json()).get("EndpointName", "easel") != "easel":
            error = {"__type": "ValidationException", "message": "Could not find endpoint."}
            return JSONResponse(error, 400)
        described = {**endpoint.describe(), "EndpointConfigName": "easel-7"}
        return JSONResponse(described if operation == "DescribeEndpoint" else config)

    runtime = create_sagemaker(endpoint, answers="answers/", failures="failures/")
    with (
        serving(runtime) as runtime_url,
        serving(Starlette(routes=[Route("/", control, methods=["POST"])])) as control_url,
    ):
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME", runtime_url)
        monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", control_url)
        yield


@pytest.mark.parametrize("is_async", [False, True], ids=["real-time", "asynchronous"])
def test_an_endpoint_draws_by_its_own_kind_and_its_failures_are_shown(
    is_async: bool,
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    cloud: Ministack,
    s3: Any,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("jumpstart.evaluation.clients.POLL_S", 0.1)
    model.fails_at = HOSTILE
    with sagemaker(url, cloud, monkeypatch, is_async=is_async):
        argv = ["--endpoint", "easel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv) == 2, "nobody agreed to what it costs"
        assert run(*argv, "--yes") == 1
    found = report(tmp_path)
    assert found["model"] == "easel/easel-7"
    drawn, failed = found["pictures"]
    assert (tmp_path / "pictures" / drawn["file"]).exists()
    assert "CUDA out of memory" in failed["failure"]
    assert "the endpoint costs money by the hour" in capsys.readouterr().out
    assert bool(s3.list_objects_v2(Bucket=BUCKET).get("Contents")) is is_async


def test_an_answer_that_never_comes_is_a_failure_among_others(
    url: str,
    prompts: Path,
    tmp_path: Path,
    cloud: Ministack,
    s3: Any,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("jumpstart.evaluation.clients.POLL_S", 0.01)
    monkeypatch.setattr("jumpstart.evaluation.clients.ASYNC_WAIT_S", 0.02)
    monkeypatch.setattr(Endpoint, "enqueue", lambda *_: None)
    with sagemaker(url, cloud, monkeypatch, is_async=True):
        argv = ["--endpoint", "easel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv, "--yes") == 1
    failures = [picture["failure"] for picture in report(tmp_path)["pictures"]]
    assert failures == ["no answer within 0 minutes"] * 2


def test_an_endpoint_that_is_not_there_is_said(
    url: str,
    prompts: Path,
    tmp_path: Path,
    cloud: Ministack,
    to_cloud: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with sagemaker(url, cloud, monkeypatch, is_async=False):
        argv = ["--endpoint", "weasel", "--prompts", prompts, "--out", tmp_path, *SMALL]
        assert run(*argv, "--yes") == 1
    assert "there is no endpoint weasel in us-east-1" in capsys.readouterr().err


def test_pictures_that_somebody_drew_are_taken_with_their_captions(tmp_path: Path) -> None:
    folder = tmp_path / "drawn"
    folder.mkdir()
    for name in ("sea.jpg", "cat.png"):
        Image.new("RGB", (700, 300), "navy").save(folder / name)
    (folder / "captions.json").write_text('{"sea.jpg": "the sea at night"}')
    argv = ["--pictures", folder, "--out", tmp_path / "out", "--score", "none"]
    assert run(*argv) == 2, "the cat has no caption"
    (folder / "cat.txt").write_text("a cat\n")
    assert run(*argv) == 0
    found = report(tmp_path / "out")
    assert [picture["prompt"] for picture in found["pictures"]] == ["a cat", "the sea at night"]
    assert Page(tmp_path / "out" / "index.html").pictures()[0].size == (256, 110)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("captions.json", b'["sea.jpg"]', "bad_captions"),
        ("captions.json", b'{"sea.jpg": 5}', "bad_captions"),
        ("captions.json", b"\xff", "bad_captions"),
        ("sea.jpg", b"no picture", "bad_picture"),
    ],
)
def test_pictures_that_cannot_be_meant_are_a_wrong_use(
    name: str, content: bytes, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "sea.jpg")
    (tmp_path / "sea.txt").write_bytes(b"the sea \xff")
    argv = ["--pictures", tmp_path, "--out", tmp_path / "out", "--score", "none"]
    assert run(*argv) == 0
    (tmp_path / name).write_bytes(content)
    assert run(*argv) == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--width", "-5"],
        ["--steps", "0"],
        ["--guidance", "nan"],
        ["--url", "127.0.0.1:8081"],
        ["--url", ""],
        ["--seeds", "1,x"],
    ],
    ids=" ".join,
)
def test_options_that_cannot_be_meant_are_refused_before_anything_is_drawn(
    wrong: list[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("--url", "http://x", "--out", tmp_path, "--dry-run", *wrong)


def test_the_prompts_hold_the_six_of_the_fine_tuning_example_and_24_of_the_small_world() -> None:
    prompts = read_prompts(PROMPTS)
    assert prompts[:6] == NOTES
    assert len(prompts) == 30


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("none.txt", None),
        ("empty.txt", "# nothing\n"),
        ("broken.json", "["),
        ("other.json", '{"prompts": []}'),
        ("numbers.json", "[1]"),
        ("halves.json", '["\\ud83d"]'),
    ],
)
def test_prompts_that_cannot_be_read_are_a_wrong_use(
    tmp_path: Path, name: str, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    assert run("--url", "http://x", "--out", tmp_path, "--prompts", tmp_path / name) == 2
    assert "[bad_prompts]" in capsys.readouterr().err


def test_prompts_may_be_a_json_list(tmp_path: Path) -> None:
    (tmp_path / "prompts.json").write_text('["a cat", "a dog"]')
    assert read_prompts(tmp_path / "prompts.json") == ["a cat", "a dog"]


def test_a_mark_of_the_encoding_is_no_part_of_the_first_prompt(tmp_path: Path) -> None:
    (tmp_path / "prompts.txt").write_text("\ufeff# ours\na cat\n")
    assert read_prompts(tmp_path / "prompts.txt") == ["a cat"]


def test_without_torch_a_score_is_refused_before_anything_is_drawn(
    url: str,
    prompts: Path,
    tmp_path: Path,
    model: Moody,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    argv = ["--url", url, "--prompts", prompts, "--out", tmp_path, *SMALL, "--score", "clip"]
    assert run(*argv) == 1
    assert "or --score none [no_torch]" in capsys.readouterr().err
    assert model.drawn == []


def scored(path: Path, model: str, scores: list[float | None], clip: str = "c") -> Path:
    pictures = [
        {"prompt": "the sea at night", "seed": seed, "score": score}
        for seed, score in enumerate(scores)
    ]
    found = {"model": model, "score": {"clip": clip}, "pictures": pictures}
    path.write_text(json.dumps(found))
    return path


def test_what_is_compared_is_what_both_have(tmp_path: Path) -> None:
    from jumpstart.evaluation.report import compare

    other = scored(tmp_path / "other.json", "before", [20.0, None, 30.0])
    ours = json.loads(scored(tmp_path / "ours.json", "after", [22.0, 40.0]).read_text())
    found = compare(other, ours)
    assert (found.model, found.mean, found.ours) == ("before", 20.0, 22.0)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "{}",
        '{"model": "x", "score": {}, "pictures": 1}',
        '{"model": "x", "score": "y", "pictures": []}',
        '{"model": "x", "score": {}, "pictures": [{"prompt": "a", "seed": 1, "score": "z"}]}',
    ],
)
def test_what_is_no_report_cannot_be_compared_with(
    tmp_path: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    if content is not None:
        other.write_text(content)
    assert run("--url", "http://x", "--out", tmp_path, "--compare", other) == 2
    assert "[bad_report]" in capsys.readouterr().err


def test_scores_of_another_clip_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = scored(tmp_path / "other.json", "before", [20.0], clip="larger")
    assert run("--url", "http://x", "--out", tmp_path, "--compare", other) == 2
    assert "[other_clip]" in capsys.readouterr().err


def test_a_dry_run_needs_neither_network_nor_credentials(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "jumpstart.evaluate", "--endpoint", "easel", "--dry-run"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env={"PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "would have 60 pictures drawn by easel" in done.stdout
    assert re.search(r'the first: \{"prompt": "a photo of an astronaut.*"seed": 1', done.stdout)
    assert not (tmp_path / "out").exists()
