"""A deployment that translates, and an Amazon Translate that knows a few prompts."""

from collections.abc import Callable

import boto3
import pytest
from botocore.config import Config

from easel.pictures.translator import Translator
from easel.service import Service
from easel.settings import Translate
from tests.amazon_translate import AmazonTranslate, Refusal
from tests.fake_adapters import FakeAdapters

FUCHS, FOX = "ein roter Fuchs im Schnee", "a red fox in the snow"
RENARD = "un renard roux dans la neige"
YEOU = "눈 속의 붉은 여우 🦊"
BUSY = Refusal("TooManyRequestsException", 429)
CLOSED = Refusal(
    "AccessDeniedException",
    message="User: generate is not authorized to perform: translate:TranslateText with an explicit "
    "deny in an identity-based policy",
)
Configure = Callable[..., None]


@pytest.fixture
def translate(
    service: Service,
    configure: Configure,
    amazon_translate: AmazonTranslate,
    forget: Callable[[], None],
) -> AmazonTranslate:
    """Translation is on, and Amazon Translate knows a few prompts."""
    configure(translate=Translate.ON)
    forget()
    amazon_translate.knows |= {
        FUCHS: ("de", FOX),
        RENARD: ("fr", FOX),
        YEOU: ("ko", f"{FOX} 🦊"),
        "ein Gewehr": ("de", "a gun"),
        "unscharf": ("de", "blurry"),
        FOX: ("en", ""),
        "blurry": ("en", ""),
    }
    return amazon_translate


@pytest.fixture
def forget(adapters: FakeAdapters, amazon_translate: AmazonTranslate) -> Callable[[], None]:
    """The next request comes to another process, which remembers no translation."""
    client = boto3.client("translate", config=Config(retries={"total_max_attempts": 1}))

    def another_process() -> None:
        adapters.translator = Translator(client)

    return another_process
