"""easel.toml's settings for what stands in front of Easel: which values they take, and which go
together."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .deployment import Deployment

DOMAIN = r"^(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})?$"
HOSTED_ZONE = r"^(Z[A-Z0-9]{1,31})?$"
# Both have to be in us-east-1, for CloudFront takes no other.
CERTIFICATE = r"^(arn:aws:acm:us-east-1:[0-9]{12}:certificate/[a-z0-9-]{1,64})?$"
WEB_ACL = r"^(arn:aws:wafv2:us-east-1:[0-9]{12}:global/webacl/[A-Za-z0-9_-]+/[a-f0-9-]+)?$"
SUBNET = r"^subnet-[0-9a-f]{8,17}$"
SECURITY_GROUP = r"^sg-[0-9a-f]{8,17}$"

# An origin as browsers send it.
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(\[[0-9a-f:]+\]|[a-z0-9_.-]+)(:[1-9][0-9]{0,4})?")
_OWN_PORTS = re.compile(r"(https://.*:443|http://.*:80)")


def check(deployment: "Deployment") -> None:
    """Return if the settings go together.

    Raises:
        ValueError: one of them needs another one.
    """
    if bool(deployment.domain) != bool(deployment.certificate_arn):
        raise ValueError("domain and certificate_arn need each other")
    if bool(deployment.subnet_ids) != bool(deployment.security_group_ids):
        raise ValueError("subnet_ids and security_group_ids need each other")
    if deployment.hosted_zone_id and not deployment.domain:
        raise ValueError("hosted_zone_id needs domain")
    if deployment.web_acl_arn and not deployment.waf:
        raise ValueError("web_acl_arn needs waf = true")


def check_origins(origins: Any) -> None:
    """Return if `origins` is "", ["*"], or a list of origins as browsers send them.

    Raises:
        ValueError: it is not.
    """
    if origins in ("", ["*"]):
        return
    if not isinstance(origins, list) or not all(isinstance(origin, str) for origin in origins):
        raise ValueError('it is a list of origins, or ""')
    for origin in origins:
        if origin == "*":
            raise ValueError('"*" is every origin, so it stands alone')
        if not _ORIGIN.fullmatch(origin) or _OWN_PORTS.fullmatch(origin):
            raise ValueError(
                f"{origin!r} is not an origin as browsers send it, such as "
                '"https://app.example.com" or "http://localhost:3000": in lower case, without '
                "a path, and with a port only if it is not the scheme's own"
            )
