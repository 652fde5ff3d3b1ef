"""The one address of local mode, when nothing stands behind it."""

from starlette.testclient import TestClient

from local.deploy import Deployed
from local.front_door import create_app
from local.process import free_port
from local.template import Failover


def test_when_the_local_stack_does_not_answer_the_refusal_has_the_one_shape() -> None:
    deployed = Deployed("d1.cloudfront.net", "d2.cloudfront.net", Failover((), ()), {})
    nobody = f"http://127.0.0.1:{free_port()}"
    with TestClient(create_app(nobody, deployed)) as http:
        answer = http.get("/v1/status", headers={b"cookie": "name=Zoë".encode()})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert answer.json()["detail"] == "the local stack did not answer: ConnectError"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] in answer.json()["instance"]
