"""Whatever breaks, repeats or comes late: each attempt is drawn at most once and ends once.

The real functions run over the real table and store. Before each step they take outside, they can
be killed, or overtaken by another function or by time.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from easel import deliver, generate
from easel.batch import NotYet
from easel.errors import Capacity, EaselError, ModelFailed
from easel.pictures.backlog import Backlog
from easel.pictures.image_store import AnswerStore, ImageStore
from easel.pictures.job import Job, Status
from easel.pictures.job_index import JobIndex
from easel.pictures.job_table import JobTable
from easel.service import Service
from easel.sweep import sweep
from tests.fake_adapters import FakeAdapters
from tests.fakes import (
    Aws,
    FakeClock,
    FakeContext,
    a_jpeg,
    an_answer,
    failed_ids,
    http_event,
    recorded,
    s3_message,
    sqs_event,
)

from .stepwise import Killed, Stepwise, StepwiseService

Serve = Callable[[Service], Service]
Attempt = tuple[str, int]
SMALL = {"width": 256, "height": 256}
BODIES: list[dict[str, Any]] = [
    {"prompt": "fox", "seed": 1, **SMALL},
    {"prompt": "fox", "seed": 2, "n": 2, **SMALL},
]
REFUSALS: dict[str, EaselError] = {
    "busy": Capacity("the model is busy"),
    "breaks": ModelFailed("the model broke"),
}
bodies = st.sampled_from(BODIES)
# (step, what happens before that step). Few calls take more than seven steps.
Interruption = tuple[int, str] | None
interruptions: st.SearchStrategy[Interruption] = st.none() | st.tuples(
    st.integers(2, 7),
    st.sampled_from(["killed", "killed", "swept", "time passes", "message", "asked for"]),
)
answers = st.sampled_from(["draws", "draws", "draws", "busy", "breaks", "nonsense"])
positions = st.integers(0, 99)


class JobLifecycle(RuleBasedStateMachine):
    def __init__(self, adapters: FakeAdapters, aws: Aws, serve: Serve, *, realtime: bool) -> None:
        super().__init__()
        self.aws = aws
        self.empty_account()
        self.clock = FakeClock()
        adapters.images = self.in_steps(ImageStore(aws.s3, "images"))
        adapters.answers = self.in_steps(AnswerStore(aws.s3, "answers", max_bytes=10**6))
        adapters.submitter = self.in_steps(self)
        adapters.endpoint = self.in_steps(self)
        service = StepwiseService(adapters.settings, self.clock, adapters, self.in_steps)
        self.table = JobTable(aws.dynamodb, "jobs", self.clock)
        self.service = serve(service)

        self.realtime = realtime
        self.model_says = "draws"
        self.asked: list[Job] = []  # handed to the asynchronous model, not answered yet
        self.messages: list[dict[str, Any]] = []
        self.opened: list[Attempt] = []
        self.ended: Counter[Attempt] = Counter()
        self.ends: dict[Attempt, Job] = {}
        self.model_calls: Counter[Attempt] = Counter()
        self.stored: dict[str, str] = {}
        self.qualities = itertools.cycle(range(20, 90, 10))  # so that no two pictures are alike
        self.running = ""
        self.steps = 0
        self.interrupted_by: Interruption = None

    def empty_account(self) -> None:
        for table, names in (("jobs", ["pk"]), ("callers", ["pk", "sk"])):
            for item in self.aws.dynamodb.scan(TableName=table)["Items"]:
                found = {name: item[name] for name in names}
                self.aws.dynamodb.delete_item(TableName=table, Key=found)
        for bucket in ("images", "answers"):
            for key in self.aws.keys(bucket):
                self.aws.s3.delete_object(Bucket=bucket, Key=key)

    # The model, in both of its modes.

    def submit(self, job: Job) -> tuple[str, ...]:
        if self.model_says in REFUSALS:
            raise REFUSALS[self.model_says]
        if self.realtime:
            self.messages.append({"draw": job.id, "attempt": job.attempt})
            return ()
        self.model_calls[job.id, job.attempt] += 1
        self.asked.append(job)
        return tuple(f"{kind}/{job.id}.{job.attempt}" for kind in ("answers", "failures"))

    def invoke(self, job: Job) -> bytes:
        if self.model_says == "busy":
            raise REFUSALS["busy"]
        self.model_calls[job.id, job.attempt] += 1
        if self.model_says == "breaks":
            raise REFUSALS["breaks"]
        return self.drawn(job)

    def drawn(self, job: Job) -> bytes:
        if self.model_says == "nonsense":
            return b"<html>"
        return an_answer(
            *[a_jpeg(256, 256, quality=next(self.qualities)) for _ in range(job.picture.n)]
        )

    # Interruptions before a step, and notes after it.

    def in_steps(self, noun: object) -> Any:
        return Stepwise(noun, self.before_step, self.note)

    @contextmanager
    def may_be_interrupted(self, function: str, by: Interruption) -> Iterator[None]:
        self.running, self.steps, self.interrupted_by = function, 0, by
        try:
            yield
        except Killed:
            pass
        finally:
            self.running = ""

    def before_step(self) -> None:
        self.steps += 1 if self.running else 0
        step, happens = self.interrupted_by or (0, "")
        if not self.running or step != self.steps:
            return
        function, self.running = self.running, ""  # the interruption itself is not interrupted
        if happens == "killed":
            raise Killed
        if happens == "swept":
            sweep(self.service)
        elif happens == "time passes":
            self.clock.sleep(95)
        elif happens == "message" and self.messages:
            self.overtake(self.messages[0])
        elif happens == "asked for" and function != "generate":  # its request is global
            self.http("POST", "/v1/images", BODIES[0])
        self.running = function

    def overtake(self, message: dict[str, Any]) -> None:
        with suppress(NotYet):
            deliver.see_to(message, self.service)

    def note(self, step: str, result: Any) -> None:
        if step == "open" and result[1]:
            self.opened.append((result[0].id, result[0].attempt))
        if step in ("succeed", "fail", "expire") and result is not None:
            self.ended[result.id, result.attempt] += 1

    def http(self, method: str, path: str, body: dict[str, Any] | None = None) -> None:
        event = http_event(method, path, body, {"prefer": "respond-async"})
        response = generate.handler(event, FakeContext(self.clock))
        assert response["statusCode"] != 500

    # The rules.

    @initialize(by=interruptions)
    def ask_for_two_pictures(self, by: Interruption) -> None:
        self.ask_for_a_picture(BODIES[1], "draws", by)

    @rule(body=bodies, model_says=answers, by=interruptions)
    def ask_for_a_picture(self, body: dict[str, Any], model_says: str, by: Interruption) -> None:
        self.model_says = model_says
        with self.may_be_interrupted("generate", by):
            self.http("POST", "/v1/images", body)

    @precondition(lambda self: self.opened)
    @rule(which=positions, by=interruptions)
    def look_at_a_job(self, which: int, by: Interruption) -> None:
        job_id, _ = self.opened[which % len(self.opened)]
        with self.may_be_interrupted("generate", by):
            self.http("GET", f"/v1/images/{job_id}")

    @precondition(lambda self: self.asked)
    @rule(which=positions, model_says=answers)
    def the_asynchronous_model_answers(self, which: int, model_says: str) -> None:
        self.model_says = model_says
        job = self.asked.pop(which % len(self.asked))
        failed = model_says in REFUSALS
        key = f"{'failures' if failed else 'answers'}/{job.id}.{job.attempt}"
        body = b"CUDA out of memory" if failed else self.drawn(job)
        self.aws.s3.put_object(Bucket="answers", Key=key, Body=body)
        self.messages.append(s3_message(key))

    @precondition(lambda self: self.messages)
    @rule(which=positions, comes_again=st.booleans(), model_says=answers, by=interruptions)
    def a_message_arrives(
        self, which: int, comes_again: bool, model_says: str, by: Interruption
    ) -> None:
        self.model_says = model_says
        message = self.messages[which % len(self.messages)]
        with self.may_be_interrupted("deliver", by):
            response = deliver.handler(sqs_event(message), FakeContext(self.clock))
            if not failed_ids(response) and not comes_again:
                self.messages.remove(message)

    def the_sweep_runs(self, by: Interruption) -> None:
        with self.may_be_interrupted("deliver", by):
            deliver.handler(recorded("schedule.json"), FakeContext(self.clock))

    @rule(seconds=st.sampled_from([1, 105, 1195]), by=interruptions)
    def time_passes(self, seconds: float, by: Interruption) -> None:
        self.clock.sleep(seconds)
        self.the_sweep_runs(by)

    # Invariants.

    @invariant()
    def no_attempt_is_drawn_twice(self) -> None:
        assert set(self.model_calls.values()) <= {1}

    @invariant()
    def no_attempt_ends_twice(self) -> None:
        assert set(self.ended.values()) <= {1}

    @invariant()
    def no_end_changes(self) -> None:
        for job_id in {job_id for job_id, _ in self.opened}:
            job = self.table.get(job_id)
            assert job
            if job.status.ended:
                assert self.ends.setdefault((job_id, job.attempt), job) == job

    @invariant()
    def no_stored_picture_changes(self) -> None:
        listed = self.aws.s3.list_objects_v2(Bucket="images").get("Contents", [])
        found = {stored["Key"]: stored["ETag"] for stored in listed}
        assert found == found | self.stored
        self.stored = found

    @invariant()
    def whoever_succeeded_has_all_its_pictures_and_a_page(self) -> None:
        for job in self.ends.values():
            if job.status is Status.SUCCEEDED:
                assert [image.key for image in job.images] == job.image_keys()
                assert {*job.image_keys(), job.page_key} <= set(self.stored)

    def teardown(self) -> None:
        """After all deadlines and a sweep, every attempt has ended."""
        self.clock.sleep(3600)
        deliver.handler(recorded("schedule.json"), FakeContext(self.clock))
        waiting = JobIndex(self.aws.dynamodb, "jobs", self.clock).count()
        assert waiting == Backlog(self.aws.dynamodb, "jobs", self.clock).line().length == 0
        assert self.ended == Counter(self.opened)
        self.no_end_changes()
        self.no_stored_picture_changes()
        self.whoever_succeeded_has_all_its_pictures_and_a_page()


# Two functions in one process share one set of metrics. The overtaken one finds it empty.
@pytest.mark.filterwarnings("ignore:No application metrics")
@pytest.mark.parametrize("realtime", [False, True], ids=["async", "realtime"])
def test_each_attempt_is_drawn_at_most_once_and_ends_once(
    adapters: FakeAdapters, aws: Aws, serve: Serve, realtime: bool
) -> None:
    machine = cast(
        type[RuleBasedStateMachine], lambda: JobLifecycle(adapters, aws, serve, realtime=realtime)
    )
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            # Shrinking takes minutes, and 25 steps can be read as they are.
            phases=[Phase.reuse, Phase.generate],
        ),
    )
