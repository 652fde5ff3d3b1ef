"""Share pages, as CloudFront hands them out."""

from typing import Any

from cdk.stacks.front import PAGE_STYLES
from easel.pages.page import STYLE_HASH, content_security_policy

from .templates import Cloud


def test_pages_come_from_where_pictures_come_from(cloud: Cloud) -> None:
    assert (
        _behavior(cloud, "i/*")["TargetOriginId"] == _behavior(cloud, "images/*")["TargetOriginId"]
    )


def test_a_page_may_show_pictures_in_its_own_style_and_do_nothing_else(cloud: Cloud) -> None:
    assert _headers(cloud) == {
        "ContentSecurityPolicy": {
            "ContentSecurityPolicy": content_security_policy().replace(
                f"'{STYLE_HASH}'", " ".join(f"'{style}'" for style in PAGE_STYLES)
            ),
            "Override": True,
        },
        "ContentTypeOptions": {"Override": True},
        "ReferrerPolicy": {"ReferrerPolicy": "no-referrer", "Override": True},
    }


def test_the_present_style_of_pages_is_allowed() -> None:
    """When it changes: add its hash to cdk/front.py, keep the old. Pages stay as they are."""
    assert STYLE_HASH in PAGE_STYLES


def _behavior(cloud: Cloud, pattern: str) -> dict[str, Any]:
    distribution = cloud.service.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    (behavior,) = [b for b in distribution["CacheBehaviors"] if b["PathPattern"] == pattern]
    return dict(behavior)


def _headers(cloud: Cloud) -> dict[str, Any]:
    policy = _behavior(cloud, "i/*")["ResponseHeadersPolicyId"]
    assert cloud.service.text(policy) == "<FrontPageHeaders>"
    found = cloud.service.one("AWS::CloudFront::ResponseHeadersPolicy", "FrontPageHeaders")
    return dict(found["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"])
