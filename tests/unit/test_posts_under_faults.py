"""Each call to AWS that a POST makes fails once, in each way in which it can fail.

Whatever fails, the quotas count exactly the jobs that were opened, and the caller is told to try
again.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from moto.backends import get_backend
from moto.core.models import DEFAULT_ACCOUNT_ID

from easel.pictures.endpoint import AsyncEndpoint, EndpointStatus
from easel.pictures.translator import Translator
from easel.service import Service
from easel.settings import Settings, Translate
from tests.conftest import REGION, Serve, client_made_once
from tests.fake_adapters import FakeAdapters
from tests.fakes import Aws, FakeClock
from tests.faults import KINDS, LOST, THROTTLED, Faults, Kind, refused

from .conftest import Answer, Handled

# A model that has no room: the job fails, and nothing was drawn.
_REFUSED = ("capacity", "model_warming")
_AUDIO = {"content_type": "audio/mpeg", "bytes": 5}
_MODEL = "sagemaker-runtime.invoke_endpoint_async"
_HOOK = {"webhook": {"url": "https://localhost:8443/easel"}}


class Sagemaker:
    """The two clients of SageMaker that `generate` has."""

    def __init__(self) -> None:
        self.refuses: Exception | None = None

    def invoke_endpoint_async(self, **request: Any) -> dict[str, str]:
        if self.refuses:
            raise self.refuses
        key = f"answers/{request['InferenceId']}.out"
        return {"OutputLocation": f"s3://answers/{key}", "FailureLocation": ""}

    def describe_endpoint(self, **_: Any) -> dict[str, str]:
        return {"EndpointStatus": "InService"}


class Dictionary:
    """A client of Amazon Translate: every text is German."""

    def translate_text(self, Text: str, **_: Any) -> dict[str, str]:  # noqa: N803  # AWS's name
        return {"SourceLanguageCode": "de", "TranslatedText": f"English: {Text}"}


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def sagemaker() -> Sagemaker:
    return Sagemaker()


@pytest.fixture
def service(
    aws: Aws, env: dict[str, str], clock: FakeClock, faults: Faults, sagemaker: Sagemaker,
    serve: Serve,
) -> Service:  # fmt: skip
    env |= {"WEBHOOK_TRUSTED_HOSTS": "localhost:8443", "MAX_WAIT_S": "0.1", "TRANSLATE": "on"}
    settings = Settings.from_env(env)
    adapters = FakeAdapters(
        settings,
        clock,
        client=faults.clients(client_made_once),
        submitter=AsyncEndpoint(faults.watch("sagemaker-runtime", sagemaker), "easel", clock),
        endpoint_status=EndpointStatus(
            faults.watch("sagemaker", sagemaker), "easel", clock, max_age_s=-1
        ),
    )
    adapters.translator = Translator(faults.watch("translate", Dictionary()))
    return serve(Service(settings, clock, adapters))


class Ledger:
    """What the quotas count, and what was opened for it. Reads moto's own tables: a scan of them
    takes longer than the rest of a test."""

    def counted(self) -> Counter[str]:
        """The pictures and recordings that are counted, for all callers one by one and for the
        deployment."""
        found: Counter[str] = Counter()
        for row in _rows("callers"):
            pk = row["pk"].value
            if re.fullmatch(r"quota#(?!translated|waits).+#d\d+", pk):
                what = "recordings" if "recordings" in pk else "pictures"
                whose = "each" if "address#" in pk else "all"
                found[f"{what} of {whose}"] += int(row["used"].value)
        return +found

    def opened(self) -> Counter[str]:
        """The same, from the jobs and the recordings that were opened. If the model had no room
        for a job, the job does not count."""
        found: Counter[str] = Counter()
        for row in _rows("jobs"):
            pk = row["pk"].value
            refused = "error" in row and any(code in row["error"].value for code in _REFUSED)
            if pk.startswith(("img_", "audio_")) and not refused:
                what = "recordings" if pk.startswith("audio_") else "pictures"
                found.update({f"{what} of each": 1, f"{what} of all": 1})
        return found


def _rows(table: str) -> list[dict[str, Any]]:
    account: Any = get_backend("dynamodb")[DEFAULT_ACCOUNT_ID]
    return [item.attrs for item in account[REGION].tables[table].all_items()]


Post = Callable[[Handled, int], Answer]


def a_picture(api: Handled, number: int) -> Answer:
    headers = {"idempotency_key": "once", "prefer": "respond-async"}
    return _post(api, number, "/v1/images", {"public": True, **_HOOK}, **headers)


def an_openai_picture(api: Handled, number: int) -> Answer:
    return _post(api, number, "/v1/images/generations", {})


def a_recording(api: Handled, number: int) -> Answer:
    return api("POST", "/v1/audio", _AUDIO, address=_address(number))


def _post(api: Handled, number: int, path: str, body: dict[str, Any], **headers: Any) -> Answer:
    """A POST by a caller of its own, for a picture of its own."""
    picture = {"prompt": f"Fuchs {number}", "seed": number}
    return api("POST", path, picture | body, address=_address(number), **headers)


def _address(number: int) -> str:
    return f"198.51.{number // 256}.{number % 256}"


@dataclass
class Injection:
    """Lets each call of a POST fail."""

    api: Handled
    faults: Faults
    numbers: Iterator[int] = field(default_factory=count)

    def __call__(self, post: Post, kinds: Sequence[Kind]) -> int:
        """Let each call of `post` fail in each of these ways. The number of faults."""
        assert _may_be(self._post(post), at_the_model=False)  # makes what a process makes once
        self._post(post)
        sites = len(self.faults.calls)
        for kind in kinds:
            for site in range(sites):
                answer = self._post(post, (site, kind))
                calls = self.faults.calls[: site + 1]
                where = f"{kind.name}: {answer.status} {answer.text} {calls}"
                assert _may_be(answer, at_the_model=_MODEL in calls[site:]), where
                assert Ledger().counted() == Ledger().opened(), where
        return sites * len(kinds)

    def _post(self, post: Post, fault: tuple[int, Kind] | None = None) -> Answer:
        self.faults.disarm()
        if fault:
            self.faults.arm(*fault)
        return post(self.api, next(self.numbers))


def _may_be(answer: Answer, *, at_the_model: bool) -> bool:
    """Whether a caller may get `answer` if a service fails: the picture's job, or the advice to try
    again. If the model's answer was lost, nobody knows whether the model draws."""
    if answer.status == 503:
        # Without a slot to wait in, a client of OpenAI's hears that the model is not ready.
        return answer.code in _REFUSED and int(answer.headers["retry-after"]) > 0
    if answer.status == 429:
        return answer.code == "quota_exceeded"
    return answer.status < 400 or (at_the_model and answer.status in (502, 504))


@pytest.fixture
def inject(api: Handled, faults: Faults) -> Injection:
    return Injection(api, faults)


# A busy service refuses before it acts; an answer can be lost after it has acted.
QUICK = (THROTTLED, LOST)
ALL = pytest.param(KINDS, id="every way", marks=pytest.mark.slow)


@pytest.mark.parametrize("kinds", [pytest.param(QUICK, id="two ways"), ALL])
@pytest.mark.parametrize("post", [a_picture, an_openai_picture, a_recording])
def test_the_quotas_count_what_was_opened(
    post: Post, kinds: Sequence[Kind], inject: Injection
) -> None:
    assert inject(post, kinds) >= 8


@pytest.mark.parametrize("kinds", [pytest.param(QUICK, id="two ways"), ALL])
def test_a_picture_for_which_the_model_has_no_room_is_given_back(
    kinds: Sequence[Kind], inject: Injection, sagemaker: Sagemaker
) -> None:
    sagemaker.refuses = refused("ThrottlingException", 400)
    assert inject(an_openai_picture, kinds) >= 8


@pytest.mark.parametrize("kinds", [pytest.param(QUICK, id="two ways"), ALL])
def test_a_picture_over_the_quota_of_all_is_given_back_to_its_caller(
    kinds: Sequence[Kind], inject: Injection, configure: Callable[..., None]
) -> None:
    configure(daily_pictures=1, translate=Translate.OFF)
    assert inject(an_openai_picture, kinds) >= 8
