"""Access logs: who asked when, how it ended and how long it took. Never what was asked.

The older routes take a prompt in the path or in the query, and a page that embeds such an address
sends it on as its Referer. So no log has a path, a query or a Referer. CloudFront's older logs
always have them, and are not used.
"""

import json

from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct

from .graviton_function import log_retention

# $context.path would be the whole path. The request's id is Easel's X-Request-Id, which stands in
# the log of `generate` too.
_API_FIELDS = {
    "requestId": "$context.requestId",
    "extendedRequestId": "$context.extendedRequestId",
    "time": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "ms": "$context.responseLatency",
    "function_ms": "$context.integrationLatency",
    "function_status": "$context.integrationStatus",
    "refused_as": "$context.error.responseType",
}
_EDGE_FIELDS = [
    "timestamp(ms)", "DistributionId", "x-edge-location", "x-edge-request-id", "c-ip", "c-country",
    "cs-method", "cs-protocol", "cs-protocol-version", "ssl-protocol", "sc-status", "sc-bytes",
    "cs-bytes", "time-taken", "time-to-first-byte", "x-edge-result-type",
    "x-edge-detailed-result-type", "sc-content-type",
]  # fmt: skip


class ApiLog(Construct):
    """Where API Gateway writes one line for each request that reaches the API."""

    def __init__(self, scope: Construct, id: str, *, days: int, key: kms.IKey | None) -> None:
        super().__init__(scope, id)
        group = logs.LogGroup(
            self,
            "Group",
            retention=log_retention(days),
            encryption_key=key,
            removal_policy=RemovalPolicy.DESTROY,
        )
        self.destination = apigateway.LogGroupLogDestination(group)
        self.format = apigateway.AccessLogFormat.custom(json.dumps(_API_FIELDS))


class EdgeLog(Construct):
    """CloudFront's line for each request, with the caller's address. It can be had in us-east-1
    alone."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        distribution: cloudfront.Distribution,
        days: int,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        stack = Stack.of(self)
        name = f"{stack.stack_name}-edge"
        group = logs.LogGroup(
            self,
            "Group",
            # With this prefix, the account's policy for such groups does not grow with each one.
            log_group_name=f"/aws/vendedlogs/{name}",
            retention=log_retention(days),
            encryption_key=key,
            removal_policy=RemovalPolicy.DESTROY,
        )
        source = logs.CfnDeliverySource(
            self,
            "Source",
            name=name,
            log_type="ACCESS_LOGS",
            resource_arn=distribution.distribution_arn,
        )
        destination = logs.CfnDeliveryDestination(
            self,
            "Destination",
            name=name,
            destination_resource_arn=group.log_group_arn,
            output_format="json",
        )
        logs.CfnDelivery(
            self,
            "Delivery",
            delivery_source_name=source.name,
            delivery_destination_arn=destination.attr_arn,
            record_fields=_EDGE_FIELDS,
        ).add_resource_dependency(source)
