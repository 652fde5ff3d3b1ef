"""The firewall in front of everything (AWS WAF): how often one address may ask, and with what.

A web ACL for CloudFront lives in us-east-1. If Easel runs in another region, the web ACL is a stack
of its own there (edge.py).
"""

import json

from aws_cdk import aws_wafv2 as wafv2
from constructs import Construct

from easel.api.problem import problem
from easel.errors import PayloadTooLarge, RateLimited

# Five minutes of ten requests a second: a page that draws and shows hundreds of pictures stays
# below. AWS counts over this time too.
MOST_REQUESTS = 3_000
_WINDOW_S = 300
# 10,500,000 or more. API Gateway takes 10 MB, which is 10,485,760.
_TOO_LONG = r"^([0-9]{9,}|[2-9][0-9]{7}|1[1-9][0-9]{6}|10[5-9][0-9]{5})$"
# Rules of AWS's common set that would refuse what Easel takes. They only count. A body is a
# recording, a picture in base64, or a prompt, which is any text; prompts stand in paths and queries
# too; and not every program names itself.
_COUNTED = (
    "SizeRestrictions_BODY",  # 8 KB
    "SizeRestrictions_QUERYSTRING",
    "SizeRestrictions_URIPATH",
    "CrossSiteScripting_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "NoUserAgent_HEADER",
)
_RATE_LIMITED = RateLimited(
    "too many requests from this address in five minutes; wait a minute", retry_after_s=59
)
_TOO_LARGE = PayloadTooLarge("the body is above API Gateway's 10 MB")


class WebAcl(Construct):
    """`arn` is what a distribution names."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.arn = wafv2.CfnWebACL(
            self,
            "Acl",
            scope="CLOUDFRONT",
            default_action=wafv2.CfnWebACL.DefaultActionProperty(allow={}),
            custom_response_bodies={
                error.code: wafv2.CfnWebACL.CustomResponseBodyProperty(
                    content=json.dumps(problem(error, public_url="", instance="about:blank")),
                    content_type="APPLICATION_JSON",
                )
                for error in (_RATE_LIMITED, _TOO_LARGE)
            },
            rules=[_rate(0), _size(1), _managed(2, "CommonRuleSet", _COUNTED), _bad_inputs(3)],
            visibility_config=_seen_as("WebAcl"),
        ).attr_arn


def _rate(priority: int) -> wafv2.CfnWebACL.RuleProperty:
    statement = wafv2.CfnWebACL.RateBasedStatementProperty(
        limit=MOST_REQUESTS, evaluation_window_sec=_WINDOW_S, aggregate_key_type="IP"
    )
    return wafv2.CfnWebACL.RuleProperty(
        name="Rate",
        priority=priority,
        statement=wafv2.CfnWebACL.StatementProperty(rate_based_statement=statement),
        action=_refuse(_RATE_LIMITED, {"Retry-After": str(_RATE_LIMITED.retry_after_s)}),
        visibility_config=_seen_as("Rate"),
    )


def _size(priority: int) -> wafv2.CfnWebACL.RuleProperty:
    """WAF reads no more than the first 64 KB of a body, so the header has to tell its length."""
    statement = wafv2.CfnWebACL.RegexMatchStatementProperty(
        field_to_match=wafv2.CfnWebACL.FieldToMatchProperty(
            single_header={"Name": "content-length"}
        ),
        regex_string=_TOO_LONG,
        text_transformations=[wafv2.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")],
    )
    return wafv2.CfnWebACL.RuleProperty(
        name="Size",
        priority=priority,
        statement=wafv2.CfnWebACL.StatementProperty(regex_match_statement=statement),
        action=_refuse(_TOO_LARGE, {}),
        visibility_config=_seen_as("Size"),
    )


def _bad_inputs(priority: int) -> wafv2.CfnWebACL.RuleProperty:
    return _managed(priority, "KnownBadInputsRuleSet", ())


def _managed(priority: int, name: str, counted: tuple[str, ...]) -> wafv2.CfnWebACL.RuleProperty:
    """AWS's rule group `name`; its rules in `counted` refuse nothing."""
    count = wafv2.CfnWebACL.RuleActionProperty(count={})
    group = wafv2.CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS",
        name=f"AWSManagedRules{name}",
        rule_action_overrides=[
            wafv2.CfnWebACL.RuleActionOverrideProperty(name=rule, action_to_use=count)
            for rule in counted
        ]
        or None,
    )
    return wafv2.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        statement=wafv2.CfnWebACL.StatementProperty(managed_rule_group_statement=group),
        override_action=wafv2.CfnWebACL.OverrideActionProperty(none={}),
        visibility_config=_seen_as(name),
    )


def _refuse(
    error: RateLimited | PayloadTooLarge, headers: dict[str, str]
) -> wafv2.CfnWebACL.RuleActionProperty:
    return wafv2.CfnWebACL.RuleActionProperty(
        block=wafv2.CfnWebACL.BlockActionProperty(
            custom_response=wafv2.CfnWebACL.CustomResponseProperty(
                response_code=error.status,
                custom_response_body_key=error.code,
                response_headers=[
                    wafv2.CfnWebACL.CustomHTTPHeaderProperty(name=name, value=value)
                    for name, value in {**headers, "Cache-Control": "no-store"}.items()
                ],
            )
        )
    )


def _seen_as(metric: str) -> wafv2.CfnWebACL.VisibilityConfigProperty:
    """Counted in CloudWatch. No request is kept as a sample: its path can hold a prompt."""
    return wafv2.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=metric, sampled_requests_enabled=False
    )
