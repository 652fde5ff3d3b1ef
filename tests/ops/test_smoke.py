"""`make smoke` against fakes: what it accepts, what it writes down as different, what it asks."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from cdk.deployment import Deployment
from jumpstart.command.console import Console
from ops.deployed import Easel
from ops.smoke import doors, model
from ops.smoke.__main__ import main
from ops.smoke.report import Outcome, markdown
from ops.smoke.steps import Step, steps, walk
from ops.smoke.visit import Skipped, TooLate, Visit
from tests.jumpstart.endpoint.fake_sagemaker import REGION, Answer, Refused

from .conftest import Told
from .preflight.account import Scripted, an_endpoint

URL = "https://d111111abcdef8.cloudfront.net"
UUID = "12345678-1234-1234-1234-123456789abc"
PROBLEM = {"type": "", "title": "", "status": 0, "detail": "", "errors": [], "error": {}}
Answers = Callable[[httpx.Request], httpx.Response]


class FakeEasel:
    """What callers see. Each picture is one answer in the bucket."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.deleted = False
        self.too_large = httpx.Response(413, json=PROBLEM, headers=_AS_PROBLEM)
        self.calls_per_picture = 1

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path, method = request.url.path, request.method
        if path == "/v1/status":
            return httpx.Response(
                200, json=dict.fromkeys(("endpoint", "queue", "seconds_per_image", "recordings"))
            )
        if (method, path) == ("POST", "/v1/images"):
            return self._draw(request.read())
        if method == "DELETE":
            self.deleted = True
            return httpx.Response(204, headers={"x-easel-picture": "deleted"})
        if path == "/v1/images/img_a":
            job = {"id": "img_a", "status": "succeeded", "url": f"{URL}/images/img_a.jpg"}
            return httpx.Response(200, json=job | {"share_url": f"{URL}/i/img_a"})
        return httpx.Response(410 if self.deleted else 200)

    def _draw(self, body: bytes) -> httpx.Response:
        if len(body) > 10_000_000:
            return self.too_large
        if body == b"{":
            return httpx.Response(400, json=PROBLEM, headers=_AS_PROBLEM)
        for _ in range(self.calls_per_picture):
            self.keys.append(f"answers/{len(self.keys):08x}-1234-1234-1234-123456789abc.out")
        return httpx.Response(202, json={"id": "img_a", "delete_token": "t"})


_AS_PROBLEM = {"content-type": "application/problem+json"}


@pytest.fixture
def easel() -> FakeEasel:
    return FakeEasel()


@pytest.fixture
def aws(easel: FakeEasel) -> dict[str, Scripted]:
    def listed(**_: Any) -> Answer:
        return {"Contents": [{"Key": key} for key in easel.keys]}

    locations = {"InferenceId": "1", "OutputLocation": f"s3://answers/answers/smoke/{UUID}.out",
                 "FailureLocation": f"s3://answers/failures/{UUID}-error.out"}  # fmt: skip
    streams = {"logStreams": [{"logStreamName": "AllTraffic/i-0abc"}]}
    return {
        "s3": Scripted("s3", ListObjectsV2=listed, GetObject=Refused("NoSuchKey", "no")),
        "sagemaker": Scripted("sagemaker", **an_endpoint()),
        "sagemaker-runtime": Scripted("sagemaker-runtime", InvokeEndpointAsync=locations),
        "logs": Scripted("logs", DescribeLogStreams=streams),
    }


@pytest.fixture
def visit(easel: FakeEasel, aws: dict[str, Scripted]) -> Visit:
    clients = {name: one.client for name, one in aws.items()}
    operator = Easel(Deployment(), Console(REGION, clients=clients))
    operator.__dict__["outputs"] = {"AnswersBucket": "answers", "AudioBucket": "audio"}
    found = Visit(URL, operator, minutes=8, wait_s=lambda _: None, until=float("inf"))
    transport = httpx.MockTransport(easel)
    found.http = httpx.Client(base_url=URL, transport=transport)
    found.edge = httpx.Client(transport=transport)
    links = SimpleNamespace(store=lambda *_: None)
    found.__dict__["service"] = SimpleNamespace(answer_links=links)
    return found


def failure(aws: dict[str, Scripted], text: str) -> None:
    body = SimpleNamespace(read=lambda _: text.encode())
    aws["s3"].answers["GetObject"] = {"Body": body}


def test_shapes_as_they_were_recorded_differ_in_nothing(
    visit: Visit, aws: dict[str, Scripted]
) -> None:
    failure(aws, "Received client error (400) from primary with message "
                 '"width must be divisible by 8, got 500."')  # fmt: skip
    for step in (doors.door, model.cold, model.wrong, model.sparse, doors.delete):
        step(visit)
        assert visit.differences == [], step.__name__
    assert "the failure does not follow the extension" in visit.notes
    assert "log streams: AllTraffic/i-0abc" in visit.notes
    assert len([note for note in visit.notes if "1 model call" in note]) == 2  # in 8 minutes


def test_a_refusal_of_the_gateway_in_another_shape_is_written_down(
    visit: Visit, easel: FakeEasel
) -> None:
    easel.too_large = httpx.Response(413, json={"message": "Request Too Long"})
    doors.door(visit)
    assert visit.differences[0] == (
        "a POST of more than 10 MB: content type: 'application/json', not "
        "'application/problem+json'"
    )


def test_another_name_of_an_answer_or_a_second_call_is_written_down(
    visit: Visit, easel: FakeEasel
) -> None:
    easel.calls_per_picture = 2
    model.cold(visit)
    assert visit.differences == ["answers of one picture: 2, not 1"]


def test_other_names_of_log_streams_are_written_down(
    visit: Visit, aws: dict[str, Scripted]
) -> None:
    aws["logs"].answers["DescribeLogStreams"] = {"logStreams": [{"logStreamName": "i-0abc"}]}
    model.cold(visit)
    assert visit.differences == ["the names of the log streams: ['i-0abc']"]


def test_another_text_of_a_failure_is_written_down(visit: Visit, aws: dict[str, Scripted]) -> None:
    failure(aws, "no width of 500")
    model.wrong(visit)
    assert visit.differences == ["the text of a failure: no width of 500"]


@pytest.mark.parametrize(
    ("text", "differences"),
    [
        pytest.param("The request expired in the queue.", 0, id="expired"),
        pytest.param("CUDA out of memory", 1, id="something-else"),
    ],
)
def test_how_a_request_ends_that_nobody_took_in_time(
    visit: Visit, aws: dict[str, Scripted], text: str, differences: int
) -> None:
    failure(aws, text)
    model.ttl(visit)
    assert len(visit.differences) == differences
    assert aws["sagemaker-runtime"].calls[0][1]["RequestTTLSeconds"] == 60


def test_an_instance_that_runs_already_leaves_nothing_to_see_at_zero(
    visit: Visit, aws: dict[str, Scripted]
) -> None:
    def running(**_: Any) -> Answer:
        found = an_endpoint()["DescribeEndpoint"]("easel")
        found["ProductionVariants"][0]["CurrentInstanceCount"] = 1
        return found  # type: ignore[no-any-return]

    aws["sagemaker"].answers["DescribeEndpoint"] = running
    with pytest.raises(Skipped, match="an instance runs already"):
        model.ttl(visit)


def test_all_steps_are_made_even_if_some_fail(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_: Visit) -> None:
        """It fails."""
        raise TooLate("the picture did not come within 3 s")

    def differs(found: Visit) -> None:
        """It differs."""
        found.differs("a shape")

    def is_skipped(_: Visit) -> None:
        """It is skipped."""
        raise Skipped("not here")

    made = [Step(one, 1) for one in (fails, differs, is_skipped)]
    monkeypatch.setattr("ops.smoke.steps.steps", lambda _: made)
    outcomes = walk(visit)
    assert [one.result for one in outcomes] == ["failed", "differs", "skipped"]
    assert "1 of 3  fails: It fails." in capsys.readouterr().out


def test_a_step_that_takes_too_long_fails(visit: Visit) -> None:
    visit.until = 0
    with pytest.raises(TooLate, match="the answer did not come within 0 s"):
        visit.until_seen("the answer", lambda: None)


def test_the_report_names_what_differed_first() -> None:
    outcomes = [Outcome("door", "The doors.", "differs", differences=["a status: 500, not 400"]),
                Outcome("ttl", "At zero.", "skipped", why="an instance runs already")]  # fmt: skip
    page = markdown(outcomes, URL)
    assert "## What differed from the recorded shapes\n\n- door: a status: 500, not 400" in page
    assert "- skipped: an instance runs already" in page


def test_it_says_what_it_costs_and_asks_first(
    told: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told()
    assert main([URL, f"--report={tmp_path}"]) == 2  # there is no terminal to ask in
    assert "costs: about $1.39" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_an_address_is_needed(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    told()
    assert main(["", "--yes"]) == 2
    assert "make smoke URL=https://…" in capsys.readouterr().err


def test_every_step_is_in_the_documentation() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "deploying.md").read_text()
    shown = text.partition("## What only an account can show")[2]
    assert all(f"`{step.name}`" in shown for step in steps(40))


def test_the_reports_are_the_same_story(visit: Visit, tmp_path: Path) -> None:
    from ops.smoke.report import write

    page, data = write([Outcome("door", "The doors.")], URL, tmp_path)
    assert json.loads(data.read_text())["steps"][0]["name"] == "door"
    assert "| door | ok | 0 |" in page.read_text()
