"""A client of Replicate's makes a prediction and polls until it has ended."""

from collections.abc import Callable
from typing import Any

import pytest

from easel.errors import ModelFailed
from easel.pictures.job import Job, JobError
from easel.service import Service
from tests.fake_adapters import FakeSubmitter
from tests.fakes import FakeClock

from ..conftest import Answer, Handled

PATHS = ["/v1/predictions", "/v1/models/stabilityai/sdxl/predictions"]
# Replicate's clients send one API token with every request.
TOKEN = "r8_Hw3kqZ0vT5mXb9LrN2cUyP7sDfG4jA6eQ81Wi"
OTHERS = "203.0.113.8"
Draw = Callable[[Job], None]
MakeKey = Callable[..., str]


@pytest.fixture
def predict(api: Handled) -> Callable[..., Answer]:
    def send(
        prompt: str = "a red fox",
        *,
        path: str = PATHS[0],
        credential: str | None = TOKEN,
        address: str = "203.0.113.7",
        prefer: str = "",
        **options: Any,
    ) -> Answer:
        body = {"version": "any", "input": {"prompt": prompt, **options}}
        return api("POST", path, body, credential=credential, address=address, prefer=prefer)

    return send


Predict = Callable[..., Answer]


def looked_at(api: Handled, posted: Answer, **caller: Any) -> Answer:
    return api("GET", f"/v1/predictions/{posted.body['id']}", **caller)


def canceled(api: Handled, posted: Answer, **caller: Any) -> Answer:
    return api("POST", f"/v1/predictions/{posted.body['id']}/cancel", **caller)


# Drawing.


@pytest.mark.parametrize("path", PATHS)
def test_a_prediction_starts_at_once_and_is_polled(
    api: Handled, predict: Predict, submitter: FakeSubmitter, draw: Draw, path: str
) -> None:
    posted = predict(path=path, num_outputs=2, seed=7)
    assert (posted.status, posted.body["status"], posted.body["output"]) == (201, "starting", None)
    assert looked_at(api, posted).body["status"] == "starting"
    draw(submitter.submitted[0])
    drawn = looked_at(api, posted).body
    assert drawn["status"] == "succeeded"
    id = drawn["id"]
    assert drawn["output"] == [
        f"https://easel.example/images/{id}.jpg",
        f"https://easel.example/images/{id}-2.jpg",
    ]
    assert drawn["input"]["prompt"] == "a red fox"
    assert (drawn["input"]["num_outputs"], drawn["input"]["seed"]) == (2, 7)
    assert drawn["urls"]["get"] == f"https://easel.example/v1/predictions/{id}"
    assert drawn["metrics"]["predict_time"] >= 0


@pytest.mark.parametrize(
    ("prefer", "waited_s"),
    [
        pytest.param("wait", 25, id="as-long-as-possible"),
        pytest.param("wait=60", 25, id="longer-than-possible"),
        pytest.param("wait=3", 3, id="some-seconds"),
        pytest.param("", 0, id="not-at-all"),
    ],
)
def test_a_client_waits_as_long_as_it_prefers(
    predict: Predict, clock: FakeClock, prefer: str, waited_s: float
) -> None:
    began = clock.now()
    posted = predict(prefer=prefer)
    assert posted.body["status"] == "starting"
    assert (clock.now() - began).total_seconds() == pytest.approx(waited_s, abs=1)


def test_a_picture_that_comes_during_the_wait_is_in_the_answer(
    predict: Predict, clock: FakeClock, submitter: FakeSubmitter, draw: Draw
) -> None:
    submitter.takes = lambda job: clock.after(5, lambda: draw(job))
    posted = predict(prefer="wait")
    assert (posted.status, posted.body["status"]) == (201, "succeeded")
    assert len(posted.body["output"]) == 1


def test_the_same_request_again_joins_a_prediction_whose_answer_was_lost(
    predict: Predict, submitter: FakeSubmitter
) -> None:
    lost, again = (predict(prefer="wait") for _ in range(2))
    assert lost.body["id"] == again.body["id"]
    assert len(submitter.submitted) == 1


def test_the_same_request_after_a_look_at_its_prediction_is_another_picture(
    api: Handled, predict: Predict
) -> None:
    posted = predict(prefer="wait")
    looked_at(api, posted)
    assert predict(prefer="wait").body["id"] != posted.body["id"]


def test_two_predictions_that_nobody_waits_for_are_two_pictures(predict: Predict) -> None:
    first, second = (predict() for _ in range(2))
    assert first.body["id"] != second.body["id"]


def test_a_job_that_fails_is_a_prediction_that_failed(
    api: Handled, predict: Predict, submitter: FakeSubmitter, service: Service
) -> None:
    error = JobError(ModelFailed.code, "the model's answer held no picture")
    submitter.takes = lambda job: service.endings.fail(job, error)
    posted = predict(prefer="wait")
    for answer in (posted, looked_at(api, posted)):
        assert (answer.body["status"], answer.body["error"]) == ("failed", error.detail)
        assert answer.body["output"] is None
    assert posted.status == 201


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        pytest.param({}, (768, 768), id="default"),
        pytest.param({"aspect_ratio": "1:1"}, (768, 768), id="square"),
        pytest.param({"aspect_ratio": "16:9"}, (1024, 576), id="wide"),
        pytest.param({"aspect_ratio": "2:3"}, (640, 960), id="high"),
        pytest.param({"aspect_ratio": "99:1"}, (1024, 256), id="as-wide-as-possible"),
        pytest.param({"aspect_ratio": "custom", "width": 512}, (512, 768), id="custom"),
        pytest.param({"width": 512, "height": 500}, (512, 512), id="sides"),
    ],
)
def test_the_nearest_size_is_drawn(
    predict: Predict, submitter: FakeSubmitter, asked: dict[str, Any], size: tuple[int, int]
) -> None:
    assert predict(**asked).status == 201
    picture = submitter.submitted[0].picture
    assert (picture.width, picture.height) == size


def test_what_was_changed_is_in_the_logs(predict: Predict, draws_at_once: FakeSubmitter) -> None:
    posted = predict(width=500, height=512, num_inference_steps=500, guidance_scale=50)
    assert len(posted.body["logs"].splitlines()) == 3
    assert "500x512" in posted.body["logs"]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        pytest.param({}, "out_of_range", "#/input", id="no-input"),
        pytest.param({"input": {}}, "missing_prompt", "#/input/prompt", id="no-prompt"),
        pytest.param({"input": {"prompt": " "}}, "missing_prompt", "#/input/prompt", id="spaces"),
        pytest.param(
            {"input": {"prompt": "a", "num_outputs": 11}},
            "out_of_range",
            "#/input/num_outputs",
            id="eleven",
        ),
        pytest.param(
            {"input": {"prompt": "a", "seed": 2**40}},
            "invalid_seed",
            "#/input/seed",
            id="large-seed",
        ),
        pytest.param(
            {"input": {"prompt": "a", "width": "512"}},
            "invalid_size",
            "#/input/width",
            id="text-for-a-number",
        ),
        pytest.param(
            {"input": {"prompt": "a", "aspect_ratio": "wide"}},
            "invalid_size",
            "#/input/aspect_ratio",
            id="no-ratio",
        ),
        pytest.param(
            {"input": {"prompt": "a"}, "webhook": "https://example.com"},
            "not_supported",
            "#/webhook",
            id="webhook",
        ),
    ],
)
def test_a_wrong_field_is_named(
    api: Handled, submitter: FakeSubmitter, body: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api("POST", PATHS[0], body)
    assert (answer.status, answer.code) == (400, code)
    assert answer.body["errors"][0]["pointer"] == pointer
    assert submitter.submitted == []


def test_null_counts_as_left_out(predict: Predict, submitter: FakeSubmitter) -> None:
    fields = ("negative_prompt", "width", "height", "aspect_ratio", "num_outputs", "seed")
    assert predict(**dict.fromkeys(fields)).status == 201


# Canceling.


def test_the_api_token_of_the_post_cancels_the_prediction(api: Handled, predict: Predict) -> None:
    posted = predict()
    for _ in range(2):  # the second time, it has ended already
        answer = canceled(api, posted, credential=TOKEN)
        assert (answer.status, answer.body["status"]) == (200, "canceled")
    assert looked_at(api, posted).body["status"] == "canceled"


def test_the_delete_token_cancels_the_prediction_too(api: Handled, predict: Predict) -> None:
    for credential in (TOKEN, None):
        posted = predict(credential=credential)
        answer = canceled(api, posted, credential=posted.body["delete_token"])
        assert (answer.status, answer.body["status"]) == (200, "canceled")


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        pytest.param({"credential": TOKEN, "address": OTHERS}, 403, id="from-elsewhere"),
        pytest.param({"credential": TOKEN[::-1]}, 403, id="with-another-token"),
        pytest.param({}, 401, id="without-a-token"),
    ],
)
def test_nobody_else_cancels_the_prediction(
    api: Handled, predict: Predict, caller: dict[str, str], status: int
) -> None:
    posted = predict()
    assert canceled(api, posted, **caller).status == status
    assert looked_at(api, posted).body["status"] == "starting"


def test_a_placeholder_that_many_may_send_cancels_nothing(api: Handled, predict: Predict) -> None:
    posted, again = predict(credential="none", seed=1), predict(credential="none", seed=1)
    assert canceled(api, posted, credential="none").status == 403
    assert posted.body["delete_token"] != again.body["delete_token"]


def test_a_prediction_that_has_ended_is_shown_as_it_is(
    api: Handled, predict: Predict, draws_at_once: FakeSubmitter
) -> None:
    answer = canceled(api, predict(), credential=TOKEN)
    assert (answer.status, answer.body["status"]) == (200, "succeeded")


def test_a_canceled_prediction_is_still_drawn_for_others(
    api: Handled, predict: Predict, submitter: FakeSubmitter, draw: Draw
) -> None:
    mine, theirs = predict(seed=1), predict(seed=1, address=OTHERS)
    assert canceled(api, mine, credential=TOKEN).body["status"] == "canceled"
    draw(submitter.submitted[0])
    assert looked_at(api, theirs).body["status"] == "succeeded"


# Looking.


@pytest.mark.parametrize("id", ["img_" + "a" * 26, "gm3qorzdhgbfurvjtvhg6dckhu", "x"])
def test_an_id_that_is_not_ours_is_not_found(api: Handled, id: str) -> None:
    assert api("GET", f"/v1/predictions/{id}").status == 404
    assert api("POST", f"/v1/predictions/{id}/cancel", credential=TOKEN).status == 404


def test_a_deleted_picture_answers_410(
    api: Handled, predict: Predict, draws_at_once: FakeSubmitter
) -> None:
    posted = predict()
    path = f"/v1/images/{posted.body['id']}"
    assert api("DELETE", path, credential=posted.body["delete_token"]).status == 204
    assert looked_at(api, posted).status == 410


def test_a_key_sees_lists_and_cancels_its_own_predictions_alone(
    api: Handled, predict: Predict, key_mode: MakeKey, clock: FakeClock
) -> None:
    ann, bob = key_mode("ann"), key_mode("bob")
    assert predict(credential="r8_wrong").status == 401
    mine = []
    for seed in range(2):
        mine.append(predict(credential=ann, seed=seed))
        clock.sleep(1)
    assert "delete_token" not in mine[0].body
    assert looked_at(api, mine[0], credential=ann).status == 200
    assert looked_at(api, mine[0], credential=bob).status == 403
    listed = api("GET", "/v1/predictions", credential=ann).body
    assert [each["id"] for each in listed["results"]] == [
        posted.body["id"] for posted in reversed(mine)
    ]
    assert listed["next"] is None
    assert api("GET", "/v1/predictions", credential=bob).body["results"] == []
    assert canceled(api, mine[0], credential=bob).status == 403
    assert canceled(api, mine[0], credential=ann).body["status"] == "canceled"


def test_a_long_list_comes_in_pages(
    api: Handled,
    predict: Predict,
    key_mode: MakeKey,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("easel.routes.replicate._PAGE", 2)
    ann = key_mode("ann")
    for seed in range(3):
        predict(credential=ann, seed=seed)
        clock.sleep(1)
    first = api("GET", "/v1/predictions", credential=ann).body
    cursor = first["next"].partition("cursor=")[2]
    last = api("GET", "/v1/predictions", credential=ann, query={"cursor": cursor}).body
    assert [len(page["results"]) for page in (first, last)] == [2, 1]
    assert last["next"] is None


def test_nobody_lists_predictions_if_no_keys_are_asked_for(api: Handled, predict: Predict) -> None:
    predict()
    listed = api("GET", "/v1/predictions", credential=TOKEN).body
    assert listed == {"previous": None, "next": None, "results": []}


def test_a_version_says_that_its_output_comes_whole(api: Handled) -> None:
    version = api("GET", "/v1/models/stabilityai/sdxl/versions/7762fd07").body
    output = version["openapi_schema"]["components"]["schemas"]["Output"]
    assert output["type"] == "array"
    assert "x-cog-array-type" not in output
