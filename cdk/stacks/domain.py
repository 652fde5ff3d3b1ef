"""A domain of the operator's own: its certificate, and where it points."""

from typing import Any

from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_route53 as route53
from constructs import Construct

from ..deployment import Deployment

# Route 53's name for the zone of all distributions.
_CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2"


def named(scope: Construct, deployment: Deployment) -> dict[str, Any]:
    """What a distribution needs to answer at the domain; nothing if there is none.

    With a certificate of one's own, callers need TLS 1.2. cloudfront.net's own certificate takes
    TLS 1.0 too, and AWS lets nobody change that.
    """
    if not deployment.domain:
        return {}
    certificate = acm.Certificate.from_certificate_arn(
        scope, "Certificate", deployment.certificate_arn
    )
    return {
        "domain_names": [deployment.domain],
        "certificate": certificate,
        "minimum_protocol_version": cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    }


def point_domain(
    scope: Construct, deployment: Deployment, distribution: cloudfront.Distribution
) -> None:
    """Let the domain lead to `distribution`, for IPv4 and IPv6."""
    for kind in ("A", "AAAA"):
        route53.CfnRecordSet(
            scope,
            f"Domain{kind}",
            hosted_zone_id=deployment.hosted_zone_id,
            name=deployment.domain,
            type=kind,
            alias_target=route53.CfnRecordSet.AliasTargetProperty(
                dns_name=distribution.distribution_domain_name,
                hosted_zone_id=_CLOUDFRONT_ZONE,
            ),
        )
