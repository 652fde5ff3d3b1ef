"""A webhook may go only to a public host, by its name, at the address that was checked."""

from collections.abc import Sequence

import pytest

from easel.webhooks.receiver import NoReceiver, Receiver, Receivers

PUBLIC, PUBLIC_IPV6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
TRUSTED = "localhost:8443,127.0.0.1:9443"


def receivers(*addresses: str, trusted: str = "") -> Receivers:
    """The DNS answers `addresses`, whatever the name."""

    def resolve(host: str, port: int) -> Sequence[str]:
        if not addresses:
            raise OSError("no such host")
        return addresses

    return Receivers(trusted=trusted, resolve=resolve)


@pytest.mark.parametrize(
    ("url", "host", "target"),
    [
        pytest.param("https://hooks.example.com/easel", "hooks.example.com", "/easel", id="path"),
        pytest.param("https://hooks.example.com", "hooks.example.com", "/", id="no-path"),
        pytest.param("https://hooks.example.com/", "hooks.example.com", "/", id="root"),
        pytest.param("https://hooks.example.com?a=1", "hooks.example.com", "/?a=1", id="query"),
        pytest.param(
            "https://hooks.example.com/a/b?token=x%20y&z=1?2",
            "hooks.example.com",
            "/a/b?token=x%20y&z=1?2",
            id="path-and-query",
        ),
        pytest.param("https://hooks.example.com:443/a", "hooks.example.com", "/a", id="port-443"),
        pytest.param("HTTPS://Hooks.Example.COM/A", "hooks.example.com", "/A", id="upper-case"),
        pytest.param("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/", id="punycode"),
        pytest.param("https://a.b.c.d.example.io/", "a.b.c.d.example.io", "/", id="many-labels"),
        pytest.param("https://3com.com/", "3com.com", "/", id="begins-with-a-digit"),
        pytest.param("https://example.com/@user", "example.com", "/@user", id="at-in-the-path"),
        pytest.param(
            "https://example.com//127.0.0.1/", "example.com", "//127.0.0.1/", id="slashes-in-path"
        ),
    ],
)
def test_a_public_host_is_found(url: str, host: str, target: str) -> None:
    assert receivers(PUBLIC).find(url) == Receiver(host, 443, target, PUBLIC)


@pytest.mark.parametrize(
    "url",
    [
        # Schemes.
        pytest.param("http://example.com/", id="http"),
        pytest.param("ftp://example.com/", id="ftp"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("gopher://example.com:443/_x", id="gopher"),
        pytest.param("javascript:alert(1)", id="javascript"),
        pytest.param("httpſ://example.com/", id="scheme-with-a-long-s"),
        pytest.param("//example.com/", id="no-scheme"),
        pytest.param("example.com", id="no-scheme-no-slashes"),
        pytest.param("https:example.com", id="no-slashes"),
        pytest.param("https:/example.com", id="one-slash"),
        pytest.param("https:///example.com", id="three-slashes"),
        # Not a host.
        pytest.param("", id="empty"),
        pytest.param("https://", id="no-host"),
        pytest.param("https://:443/", id="port-alone"),
        pytest.param("https:///path", id="path-alone"),
        pytest.param("https://./", id="dot"),
        pytest.param("https://example..com/", id="two-dots"),
        pytest.param("https://.example.com/", id="leading-dot"),
        pytest.param("https://example.com./", id="trailing-dot"),
        pytest.param("https://-example.com/", id="leading-hyphen"),
        pytest.param("https://example-.com/", id="trailing-hyphen"),
        pytest.param("https://ex_ample.com/", id="underscore"),
        pytest.param("https://intranet/", id="single-label"),
        pytest.param(f"https://{'a' * 64}.com/", id="label-of-64"),
        pytest.param(f"https://{'a.' * 127}com/", id="name-of-257"),
        # Names of private networks.
        pytest.param("https://localhost/", id="localhost"),
        pytest.param("https://LOCALHOST/", id="localhost-upper-case"),
        pytest.param("https://localhost./", id="localhost-trailing-dot"),
        pytest.param("https://a.localhost/", id="below-localhost"),
        pytest.param("https://printer.local/", id="mdns"),
        pytest.param("https://metadata.google.internal/", id="metadata-by-name"),
        pytest.param("https://Metadata.Google.INTERNAL/", id="metadata-upper-case"),
        pytest.param("https://ip-10-0-0-1.ec2.internal/", id="ec2-internal"),
        pytest.param("https://router.home.arpa/", id="home-arpa"),
        # IPv4, in every spelling that inet_aton takes.
        pytest.param("https://127.0.0.1/", id="loopback"),
        pytest.param("https://127.0.0.1./", id="loopback-trailing-dot"),
        pytest.param("https://127.1/", id="loopback-short"),
        pytest.param("https://127.0.1/", id="loopback-of-three"),
        pytest.param("https://0/", id="zero"),
        pytest.param("https://0.0.0.0/", id="unspecified"),
        pytest.param("https://2130706433/", id="loopback-decimal"),
        pytest.param("https://0x7f000001/", id="loopback-hex"),
        pytest.param("https://0x7f.0.0.1/", id="loopback-hex-part"),
        pytest.param("https://0x7f.0x0.0x0.0x1/", id="loopback-hex-parts"),
        pytest.param("https://0177.0.0.1/", id="loopback-octal"),
        pytest.param("https://017700000001/", id="loopback-octal-whole"),
        pytest.param("https://00000177.0.0.1/", id="loopback-octal-padded"),
        pytest.param("https://10.0.0.1/", id="private-10"),
        pytest.param("https://169.254.169.254/latest/meta-data/", id="metadata"),
        pytest.param("https://2852039166/", id="metadata-decimal"),
        pytest.param("https://0xa9fea9fe/", id="metadata-hex"),
        pytest.param("https://0251.0376.0251.0376/", id="metadata-octal"),
        pytest.param("https://8.8.8.8/", id="public-by-address"),
        # IPv6.
        pytest.param("https://[::1]/", id="ipv6-loopback"),
        pytest.param("https://[::]/", id="ipv6-unspecified"),
        pytest.param("https://[::ffff:127.0.0.1]/", id="ipv6-mapped"),
        pytest.param("https://[::ffff:7f00:1]/", id="ipv6-mapped-hex"),
        pytest.param("https://[fd00:ec2::254]/", id="ipv6-metadata"),
        pytest.param("https://[fe80::1%25eth0]/", id="ipv6-zone"),
        pytest.param("https://[fe80::1%eth0]/", id="ipv6-zone-unescaped"),
        pytest.param("https://[64:ff9b::7f00:1]/", id="ipv6-nat64"),
        pytest.param("https://::1/", id="ipv6-without-brackets"),
        pytest.param("https://[::1", id="ipv6-half-a-bracket"),
        pytest.param("https://[2606:4700::1111]/", id="ipv6-public-by-address"),
        # Users, ports, fragments.
        pytest.param("https://user@example.com/", id="user"),
        pytest.param("https://user:pass@example.com/", id="user-and-password"),
        pytest.param("https://example.com@127.0.0.1/", id="host-as-user"),
        pytest.param("https://example.com:443@127.0.0.1/", id="host-and-port-as-user"),
        pytest.param("https://@example.com/", id="empty-user"),
        pytest.param("https://example.com:80/", id="port-80"),
        pytest.param("https://example.com:22/", id="port-22"),
        pytest.param("https://example.com:8443/", id="port-8443"),
        pytest.param("https://example.com:65536/", id="port-too-high"),
        pytest.param("https://example.com:0/", id="port-0"),
        pytest.param("https://example.com:/", id="port-empty"),
        pytest.param("https://example.com:-443/", id="port-negative"),
        pytest.param("https://example.com:0443/", id="port-with-a-zero"),
        pytest.param("https://example.com:٤٤٣/", id="port-in-arabic-digits"),
        pytest.param("https://example.com:443:443/", id="two-ports"),
        pytest.param("https://example.com/#@127.0.0.1/", id="fragment"),
        pytest.param("https://example.com#@127.0.0.1/", id="fragment-for-a-path"),
        # Characters that parsers read differently.
        pytest.param("https://example.com\\@127.0.0.1/", id="backslash-at"),
        pytest.param("https://127.0.0.1\\.example.com/", id="backslash-in-the-host"),
        pytest.param("https:\\\\example.com/", id="backslashes"),
        pytest.param("https://example.com\\", id="backslash-at-the-end"),
        pytest.param(" https://example.com/", id="leading-space"),
        pytest.param("https://example.com/ ", id="trailing-space"),
        pytest.param("https://exam ple.com/", id="space-in-the-host"),
        pytest.param("https://example.com/a b", id="space-in-the-path"),
        pytest.param("https://example.com/\n", id="trailing-newline"),
        pytest.param("https://example.com/\r\nHost: localhost", id="header-by-crlf"),
        pytest.param("https://exam\tple.com/", id="tab-in-the-host"),
        pytest.param("https://example.com\0.localhost/", id="null"),
        pytest.param("https://example.com/\x7f", id="delete"),
        pytest.param("https://example.com%00.localhost/", id="null-escaped"),
        pytest.param("https://%6c%6f%63alhost/", id="host-escaped"),
        pytest.param("https://example.com%2f@127.0.0.1/", id="slash-escaped"),
        pytest.param("https://example.com;127.0.0.1/", id="semicolon"),
        pytest.param("https://example.com,127.0.0.1/", id="comma"),
        # Letters and digits that IDNA folds into others.
        pytest.param("https://127。0。0。1/", id="ideographic-full-stops"),
        pytest.param("https://127.0.0.1/".replace("1", "１"), id="fullwidth-digits"),
        pytest.param("https://①②⑦.⓪.⓪.①/", id="circled-digits"),
        pytest.param("https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", id="circled-letters"),
        pytest.param("https://ｌｏｃａｌｈｏｓｔ/", id="fullwidth-letters"),
        pytest.param("https://localhoſt/", id="long-s"),
        pytest.param("https://bücher.example/", id="beyond-ascii"),
        pytest.param("https://exam\u00adple.com/", id="soft-hyphen"),
        pytest.param("https://exam\u200bple.com/", id="zero-width-space"),
        pytest.param("https://example\u2024com/", id="one-dot-leader"),
        pytest.param("https://example.com/\u2100", id="path-beyond-ascii"),
        pytest.param("https://\ud83d.com/", id="lone-surrogate"),
    ],
)
def test_a_hostile_url_is_refused_whatever_the_dns_says(url: str) -> None:
    with pytest.raises(NoReceiver):
        receivers(PUBLIC, trusted=TRUSTED).find(url)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("0.0.0.0", id="unspecified"),  # noqa: S104
        pytest.param("0.1.2.3", id="this-network"),
        pytest.param("10.1.2.3", id="private-10"),
        pytest.param("100.64.0.1", id="carrier-grade-nat"),
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.255.255.254", id="loopback-far"),
        pytest.param("169.254.169.254", id="metadata"),
        pytest.param("169.254.170.2", id="container-credentials"),
        pytest.param("172.16.0.1", id="private-172"),
        pytest.param("192.0.0.9", id="protocol-assignments"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("192.88.99.1", id="6to4-relay"),
        pytest.param("192.168.1.1", id="private-192"),
        pytest.param("198.18.0.1", id="benchmarking"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("240.0.0.1", id="reserved"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("::", id="ipv6-unspecified"),
        pytest.param("::1", id="ipv6-loopback"),
        pytest.param("::8.8.8.8", id="ipv4-compatible"),
        pytest.param("::ffff:10.0.0.1", id="ipv4-mapped-private"),
        pytest.param("::ffff:8.8.8.8", id="ipv4-mapped-public"),
        pytest.param("::ffff:0:8.8.8.8", id="ipv4-translated"),
        pytest.param("64:ff9b::a00:1", id="nat64"),
        pytest.param("64:ff9b:1::a00:1", id="nat64-local"),
        pytest.param("100::1", id="discard"),
        pytest.param("2001::1", id="teredo"),
        pytest.param("2001:20::1", id="orchid"),
        pytest.param("2001:db8::1", id="ipv6-documentation"),
        pytest.param("2002:a00:1::1", id="6to4"),
        pytest.param("3fff::1", id="ipv6-documentation-long"),
        pytest.param("5f00::1", id="segment-routing"),
        pytest.param("fc00::1", id="unique-local"),
        pytest.param("fd00:ec2::254", id="ipv6-metadata"),
        pytest.param("fe80::1", id="link-local"),
        pytest.param("fe80::1%eth0", id="link-local-with-zone"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("ff0e::1", id="ipv6-multicast"),
    ],
)
@pytest.mark.parametrize("beside", [(), (PUBLIC,), (PUBLIC_IPV6,)], ids=["alone", "ipv4", "ipv6"])
def test_a_name_with_a_private_address_is_refused_even_beside_a_public_one(
    address: str, beside: tuple[str, ...]
) -> None:
    for addresses in ((address, *beside), (*beside, address)):
        with pytest.raises(NoReceiver, match="only public IP addresses"):
            receivers(*addresses).find("https://hooks.example.com/")


def test_a_name_without_an_address_is_refused_in_the_same_words() -> None:
    with pytest.raises(NoReceiver, match="only public IP addresses"):
        receivers().find("https://hooks.example.com/")


def test_the_address_that_was_checked_is_the_one_to_connect_to() -> None:
    found = receivers(PUBLIC_IPV6, PUBLIC).find("https://hooks.example.com/")
    assert found.address == PUBLIC  # Lambda reaches only IPv4
    assert receivers(PUBLIC_IPV6).find("https://hooks.example.com/").address == PUBLIC_IPV6


@pytest.mark.parametrize(
    ("url", "port"),
    [
        pytest.param("https://localhost:8443/hook", 8443, id="by-name"),
        pytest.param("https://127.0.0.1:9443/hook", 9443, id="by-address"),
    ],
)
def test_a_trusted_host_need_not_be_public(url: str, port: int) -> None:
    found = receivers("127.0.0.1", trusted=TRUSTED).find(url)
    assert (found.address, found.port) == ("127.0.0.1", port)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://localhost/hook", id="another-port"),
        pytest.param("https://127.0.0.1:8443/hook", id="another-host"),
        pytest.param("http://localhost:8443/hook", id="no-tls"),
        pytest.param("https://user@localhost:8443/hook", id="a-user"),
    ],
)
def test_only_the_trusted_host_and_port_is_trusted_and_only_by_tls(url: str) -> None:
    with pytest.raises(NoReceiver):
        receivers("127.0.0.1", trusted=TRUSTED).find(url)


def test_without_a_setting_nothing_is_trusted() -> None:
    with pytest.raises(NoReceiver):
        receivers("127.0.0.1").find("https://localhost:8443/hook")
