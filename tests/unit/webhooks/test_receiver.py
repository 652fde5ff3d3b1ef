"""The call to a receiver, against a real server that misbehaves."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from easel.webhooks.receiver import Receiver, Receivers, Unreachable
from tests.receiver import (
    HttpsReceiver,
    Manner,
    answers,
    answers_hugely,
    drips,
    hangs,
    https_receiver,
)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[HttpsReceiver]:
    with https_receiver(tmp_path) as receiver:
        yield receiver


@pytest.fixture
def checked(stranger: HttpsReceiver) -> Receiver:
    """A server on this machine that looks like a host of the public internet."""
    return Receiver("hooks.example.com", stranger.port, "/easel?job=1", "127.0.0.1")


@pytest.fixture
def receivers(stranger: HttpsReceiver) -> Receivers:
    return Receivers(ca_file=str(stranger.ca_file))


def test_the_checked_address_is_called_by_the_name_it_was_found_under(
    receivers: Receivers, stranger: HttpsReceiver, checked: Receiver
) -> None:
    assert receivers.post(checked, {"webhook-id": "msg_1"}, b"{}") == 204
    [received] = stranger.received
    assert (received.path, received.body) == ("/easel?job=1", b"{}")
    assert received.headers["Host"] == f"hooks.example.com:{stranger.port}"
    assert received.headers["webhook-id"] == "msg_1"


def test_a_receiver_with_a_wrong_certificate_is_sent_nothing(
    receivers: Receivers, stranger: HttpsReceiver, checked: Receiver
) -> None:
    with pytest.raises(Unreachable, match="SSL"):
        receivers.post(replace(checked, host="other.example.com"), {}, b"secret")
    assert stranger.received == []


def test_a_certificate_of_an_unknown_authority_is_refused(
    stranger: HttpsReceiver, checked: Receiver
) -> None:
    with pytest.raises(Unreachable, match="SSL"):
        Receivers().post(checked, {}, b"secret")
    assert stranger.received == []


@pytest.mark.parametrize("status", [200, 204, 301, 307, 308, 404, 410, 500])
def test_every_status_is_returned_and_no_redirect_is_followed(
    receivers: Receivers, stranger: HttpsReceiver, checked: Receiver, status: int
) -> None:
    stranger.manners = [answers(status, Location=stranger.url("/elsewhere"))]
    assert receivers.post(checked, {}, b"{}") == status
    assert [received.path for received in stranger.received] == ["/easel?job=1"]


def test_an_endless_answer_is_not_read(
    receivers: Receivers, stranger: HttpsReceiver, checked: Receiver
) -> None:
    stranger.manners = [answers_hugely]
    # If it were read, the call would end as Unreachable, after all of its time.
    assert receivers.post(checked, {}, b"{}") == 200
    assert stranger.answered == []


@pytest.mark.parametrize("manner", [hangs, drips], ids=["silent", "a byte now and then"])
def test_a_receiver_that_takes_for_ever_is_given_up(
    receivers: Receivers, stranger: HttpsReceiver, checked: Receiver, manner: Manner
) -> None:
    stranger.manners = [manner]
    with pytest.raises(Unreachable):
        receivers.post(checked, {}, b"{}", limit_s=0.6)
    # No clock here: a busy machine holds up both sides, and the stranger's count stays behind.
    assert stranger.answered == []


def test_a_receiver_that_does_not_listen_is_unreachable(
    receivers: Receivers, checked: Receiver
) -> None:
    with pytest.raises(Unreachable, match="NewConnectionError"):
        receivers.post(replace(checked, port=1), {}, b"{}")
