"""Amazon Translate on 127.0.0.1, as far as Easel calls it: it knows the texts it is given, and
holds every request to the service's own model, which botocore ships."""

import functools
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import botocore.loaders
from botocore.model import ServiceModel, Shape
from botocore.validate import ParamValidator

_TARGET = "AWSShineFrontendService_20170701.TranslateText"
_MOST_BYTES = 10_000
_LANGUAGES = ("de", "en", "fr", "fr-CA", "ko", "pt", "zh", "zh-TW")  # of the 75 it knows


@dataclass(frozen=True)
class Refusal:
    """An error of the service; with `status` 0 it hangs up instead of answering."""

    code: str
    status: int = 400
    message: str = ""  # the request itself, if it is ""


HANGS_UP = Refusal("", 0)


@dataclass
class AmazonTranslate:
    """`knows` has, for each text, its language and what it is in English. What it does not know
    is in no language that it can tell. `refuses` is its answer to all, while it is set."""

    knows: dict[str, tuple[str, str]] = field(default_factory=dict)
    refuses: Refusal | None = None
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def texts(self) -> list[str]:
        """What it was asked to translate, and was paid for."""
        return [request["Text"] for request in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, target: str, body: bytes) -> dict[str, str] | Refusal:
        if target != _TARGET:
            return Refusal("UnknownOperationException")
        if self.refuses:
            return self.refuses
        request: dict[str, str] = json.loads(body)
        if refusal := _invalid(request):
            return refusal
        self.asked.append(request)
        text, source = request["Text"], request["SourceLanguageCode"]
        found, english = self.knows.get(text, ("", ""))
        if source == "auto" and not found:
            return Refusal("DetectedLanguageLowConfidenceException")
        source = found if source == "auto" else source
        if source not in _LANGUAGES:
            return Refusal("UnsupportedLanguagePairException")
        return {
            "TranslatedText": text if source == "en" else english,
            "SourceLanguageCode": source,
            "TargetLanguageCode": "en",
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = service.answer(self.headers["X-Amz-Target"], body)
                if answer is HANGS_UP:
                    self.close_connection = True
                elif isinstance(answer, Refusal):
                    self._send(
                        answer.status,
                        {"__type": answer.code, "Message": answer.message or body.decode()},
                    )
                else:
                    self._send(200, answer)

            def _send(self, status: int, members: dict[str, str]) -> None:
                sent = json.dumps(members).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/x-amz-json-1.1")
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


def _invalid(request: dict[str, str]) -> Refusal | None:
    if ParamValidator().validate(request, _shape()).has_errors():
        return Refusal("InvalidRequestException")
    if len(request["Text"].encode()) > _MOST_BYTES:
        return Refusal("TextSizeLimitExceededException")
    return None


@functools.cache
def _shape() -> Shape:
    """Of the request of TranslateText."""
    model = botocore.loaders.create_loader().load_service_model("translate", "service-2")
    return ServiceModel(model, "translate").shape_for("TranslateTextRequest")
