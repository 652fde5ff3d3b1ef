"""The receiver of a webhook: a stranger wrote its URL, and it must lead to the public internet.

The URL is checked when it is given and again at each attempt, since the answers of the DNS can
change. The connection goes to the very IP address that was checked.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from ipaddress import IPv6Address, ip_address, ip_network
from queue import Empty, SimpleQueue
from threading import Thread, Timer

from botocore.httpsession import DEFAULT_CA_BUNDLE
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError

# host, port → IP addresses as text; raises OSError if there are none.
Resolve = Callable[[str, int], Sequence[str]]

# RFC 3986's characters: no user, no fragment, no backslash, nothing beyond ASCII. So every parser
# finds the same host in the URL.
_CHARACTER = r"[A-Za-z0-9._~:/@!$&'()*+,;=%\[\]-]"
_URL = re.compile(
    rf"[Hh][Tt][Tt][Pp][Ss]://(?P<host>[A-Za-z0-9.-]+)(:(?P<port>[1-9][0-9]{{0,4}}))?"
    rf"(?P<path>/{_CHARACTER}*)?(?P<query>\?(?:{_CHARACTER}|\?)*)?"
)
# The last label is alphabetic (RFC 1123, 2.1), or punycode. That rules out an IPv4 address: each
# spelling that inet_aton accepts ends in a number.
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")
_MAX_DOMAIN_CHARACTERS = 253
_PRIVATE_DOMAINS = (".localhost", ".local", ".internal", ".arpa")
# If any port were allowed, a caller could scan for open ports through Easel.
_PORT = 443

# The range of real hosts (RFC 4291, 2.4). Disguised IPv4 (mapped, compatible, NAT64) is outside it.
_GLOBAL_IPV6 = ip_network("2000::/3")
# Ranges without real hosts: protocol assignments with Teredo, 6to4 and its relays, documentation.
# Python's versions disagree about them, so they are listed here.
_NO_HOSTS = [
    ip_network(network)
    for network in (
        "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
    )
]  # fmt: skip

# Standard Webhooks suggests 15 to 30 s for a whole attempt.
_TRY_S = 15.0
_RESOLVE_S = 3.0


class NoReceiver(ValueError):
    """A webhook may not go to this URL. The message is safe to show."""


class Unreachable(Exception):
    """The receiver did not answer, or not in time. The message is the name of the error."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """A checked receiver. It has to show the certificate of `host`; `address` is the IP address
    that was checked."""

    host: str
    port: int
    target: str
    address: str

    @property
    def authority(self) -> str:
        return self.host if self.port == _PORT else f"{self.host}:{self.port}"


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of `host`. If the DNS takes longer than a few seconds, there are none.

    A stranger's name server may be slow on purpose, and getaddrinfo has no timeout of its own.
    """
    found: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=lambda: found.put(_resolved(host, port)), daemon=True).start()
    try:
        return found.get(timeout=_RESOLVE_S)
    except Empty:
        return []


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    return [str(socket_address[0]) for *_, socket_address in found]


def host_of(url: str) -> str:
    """The host of a URL that `Receivers.find` has accepted."""
    parts = _URL.fullmatch(url)
    if parts is None:
        raise NoReceiver("must be https://host/path, in ASCII, without user and fragment")
    return parts["host"].lower()


class Receivers:
    def __init__(self, *, trusted: str = "", ca_file: str = "", resolve: Resolve = resolve) -> None:
        """Make the receivers of one process; both settings are for tests and one's own machine.

        `trusted` is a comma-separated list of host:port that need not be public. `ca_file` holds
        the certificate authorities to trust instead of the public ones.
        """
        self._trusted = frozenset(trusted.split(",")) - {""}
        self._ca_file = ca_file
        self._resolve = resolve

    def find(self, url: str) -> Receiver:
        """The receiver that `url` leads to at this moment.

        Raises:
            NoReceiver: a webhook may not go there.
        """
        parts = _URL.fullmatch(url)
        if parts is None:
            raise NoReceiver("must be https://host/path, in ASCII, without user and fragment")
        host, port = parts["host"].lower(), int(parts["port"] or _PORT)
        trusted = f"{host}:{port}" in self._trusted
        if not trusted and port != _PORT:
            raise NoReceiver(f"must be on port {_PORT}")
        if not trusted and not _is_public_domain(host):
            raise NoReceiver("must name the host by its public domain name, not by an IP address")
        try:
            addresses = self._resolve(host, port)
        except OSError:
            addresses = []
        # One address that is not public is enough to refuse the host: any of them may be used.
        if not addresses or not (trusted or all(map(_is_public, addresses))):
            raise NoReceiver("must lead to a host that has only public IP addresses")
        # A function outside a VPC can reach only IPv4, so IPv4 comes first.
        address = min(addresses, key=lambda found: ip_address(found).version)
        target = (parts["path"] or "/") + (parts["query"] or "")
        return Receiver(host, port, target, address)

    def post(
        self, receiver: Receiver, headers: Mapping[str, str], body: bytes, limit_s: float = _TRY_S
    ) -> int:
        """POST `body`, and return the HTTP status of the answer. Its body is not read, and no
        redirect is followed.

        Raises:
            Unreachable: there was no answer within `limit_s` seconds.
        """
        connection = HTTPSConnection(
            receiver.address,
            receiver.port,
            timeout=limit_s / 3,
            ssl_context=self._tls,
            server_hostname=receiver.host,
        )
        # The timeout bounds each read, not the whole attempt: a receiver that sends a byte now and
        # then could hold the function for ever.
        limit = Timer(limit_s, _cut, [connection])
        ends_s = time.monotonic() + limit_s
        limit.start()
        try:
            connection.connect()  # TCP and TLS may each take a third of the time
            if time.monotonic() >= ends_s:  # the timer ran out before it had a socket to cut
                raise Unreachable("TooSlow")
            connection.timeout = limit_s
            headers = {"Host": receiver.authority, **headers}
            connection.request("POST", receiver.target, body, headers, preload_content=False)
            with closing(connection.getresponse()) as response:
                status = response.status
        except (HTTPError, HTTPException, OSError) as error:
            raise Unreachable(type(error).__name__) from error
        finally:
            limit.cancel()
            connection.close()
        if time.monotonic() >= ends_s:  # an answer that was cut off can look complete
            raise Unreachable("TooSlow")
        return status

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._ca_file or DEFAULT_CA_BUNDLE)


def _cut(connection: HTTPSConnection) -> None:
    """End the read that another thread is waiting for."""
    with suppress(OSError):
        if connection.sock:
            socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _is_public_domain(host: str) -> bool:
    return (
        len(host) <= _MAX_DOMAIN_CHARACTERS
        and _DOMAIN.fullmatch(host) is not None
        and not host.endswith(_PRIVATE_DOMAINS)
    )


def _is_public(address: str) -> bool:
    found = ip_address(address)
    if not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, IPv6Address) and found not in _GLOBAL_IPV6:
        return False
    return not any(found in network for network in _NO_HOSTS)
