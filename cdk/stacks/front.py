"""One domain for everything: CloudFront in front of the pictures and of the REST API."""

from pathlib import Path

from aws_cdk import Duration, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from easel.access import ORIGIN_HEADER
from easel.api.cors import EVERY_PAGE, cors_headers
from easel.api.problem import PROBLEM_JSON, problem_headers
from easel.pictures.job import IMAGES, PAGES

from ..deployment import Deployment
from ..gateway_refusals import REFUSALS, body_template
from ..regions import CLOUDFRONT_REGION
from .access_logs import ApiLog, EdgeLog
from .domain import named, point_domain
from .web_acl import WebAcl

STAGE = "prod"
# The hash of every style that share pages were written with (easel.pages.page.STYLE_HASH). Pages
# are never written again: add the new hash, keep the old ones.
PAGE_STYLES = (
    "sha256-qB9wU3A2sMqmySedXTSSzxgqlV4NMX9b468nKC0EBJc=",
    "sha256-18waO1V8AS8+PyzM2ShNXUHSoYsCf/uW016ig2J957Q=",
    "sha256-HhB/Dtj2eM3Hum7WQ5Uw+OhjLdurAknPWDsX92wVReM=",
)

# Runs in CloudFront for each picture.
DOWNLOAD = Path(__file__).with_name("download.js")
# The files of Easel's page. Their addresses name their version, so they may be kept for ever.
WEB_FILES = "web/*"
# What a client of OpenAI asks for if its base URL lacks the /v1. The pictures have other names.
_ROUTES_AMONG_IMAGES = tuple(f"{IMAGES}{name}" for name in ("generations", "edits", "variations"))


class Front(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        images: s3.IBucket,
        key: kms.IKey | None,
    ) -> None:
        super().__init__(scope, id)
        log = (
            ApiLog(self, "ApiLog", days=deployment.log_retention_days, key=key)
            if deployment.access_logs
            else None
        )
        self.rest_api = apigateway.RestApi(
            self,
            "Api",
            rest_api_name=deployment.name,
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            # With it, API Gateway may write logs. It is one setting for the whole account. It stays
            # when this stack is deleted.
            cloud_watch_role=deployment.access_logs,
            deploy_options=apigateway.StageOptions(
                stage_name=STAGE,
                throttling_rate_limit=deployment.requests_per_second,
                throttling_burst_limit=2 * deployment.requests_per_second,
                access_log_destination=log.destination if log else None,
                access_log_format=log.format if log else None,
            ),
        )
        # A caller who uses API Gateway's own address could claim any address. Only CloudFront knows
        # this secret. The template holds a reference to it, never the secret itself.
        secret = secretsmanager.Secret(
            self,
            "OriginSecret",
            description="Easel: what CloudFront says to the API with every request.",
            generate_secret_string=secretsmanager.SecretStringGenerator(
                password_length=32, exclude_punctuation=True
            ),
        )
        self.origin_secret = secret.secret_value.unsafe_unwrap()
        # An output of the CDK: API Gateway's own address, which callers should not use.
        self.rest_api.node.try_remove_child("Endpoint")
        self._refuse_in_one_shape()
        api = self._api_origin()
        stored = self._stored_origin(images, api)
        # The API answers a browser with a page. By itself, CloudFront does not pass this header on.
        accept = cloudfront.OriginRequestPolicy(
            self,
            "Accept",
            header_behavior=cloudfront.OriginRequestHeaderBehavior.allow_list("Accept"),
        )
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment="Easel: links to pictures, and the API",
            default_behavior=self._api_behavior(api),
            additional_behaviors={
                # CloudFront takes the first that matches, so these stand before the pictures.
                **{path: self._api_behavior(api) for path in _ROUTES_AMONG_IMAGES},
                WEB_FILES: self._web_files_behavior(api),
                f"{IMAGES}*": self._images_behavior(stored, accept),
                f"{PAGES}*": self._pages_behavior(stored, accept),
            },
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            web_acl_id=self._web_acl(deployment),
            **named(self, deployment),
            # A picture that is missing now may be stored in a moment.
            error_responses=[
                cloudfront.ErrorResponse(http_status=status, ttl=Duration.seconds(1))
                for status in (400, 403, 404, 405, 414, 500, 501, 502, 503, 504)
            ],
        )
        # Links to this address stay valid, whatever the domain is.
        self.own_url = f"https://{self.distribution.distribution_domain_name}"
        self.url = f"https://{deployment.domain}" if deployment.domain else self.own_url
        if deployment.hosted_zone_id:
            point_domain(self, deployment, self.distribution)
        if deployment.access_logs and Stack.of(self).region == CLOUDFRONT_REGION:
            EdgeLog(
                self,
                "EdgeLog",
                distribution=self.distribution,
                days=deployment.log_retention_days,
                key=key,
            )

    def route_to(self, function: lambda_.IFunction) -> None:
        """Every path goes to `function`, so that every refusal has Easel's own shape."""
        integration = apigateway.LambdaIntegration(function, allow_test_invoke=False)
        self.rest_api.root.add_method("ANY", integration)
        self.rest_api.root.add_resource("{proxy+}").add_method("ANY", integration)

    def _web_acl(self, deployment: Deployment) -> str | None:
        """The firewall's ARN. Outside us-east-1 it is in a stack of its own (edge.py)."""
        if deployment.waf and Stack.of(self).region == CLOUDFRONT_REGION:
            return WebAcl(self, "Firewall").arn
        return deployment.web_acl_arn or None

    def _refuse_in_one_shape(self) -> None:
        # They hold nothing of a caller's, so every page may read them, whatever cors_origins says.
        readable = cors_headers([EVERY_PAGE])
        for kind, error in REFUSALS.items():
            static = {"Content-Type": PROBLEM_JSON, **problem_headers(error), **readable}
            self.rest_api.add_gateway_response(
                kind.title().replace("_", ""),
                type=apigateway.ResponseType.of(kind),
                status_code=str(error.status),
                response_headers={
                    "X-Request-Id": "context.requestId",
                    **{name: f"'{value}'" for name, value in static.items()},
                },
                # API Gateway uses this one, whatever the caller accepts.
                templates={"application/json": body_template(error)},
            )

    def _api_origin(self) -> cloudfront.IOrigin:
        stack = Stack.of(self)
        # rest_api.url would be a circle: it names the stage, the stage needs the functions, and the
        # functions name this distribution. The API's id is enough.
        domain = f"{self.rest_api.rest_api_id}.execute-api.{stack.region}.{stack.url_suffix}"
        return origins.HttpOrigin(
            domain,
            origin_path=f"/{STAGE}",
            protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
            origin_ssl_protocols=[cloudfront.OriginSslPolicy.TLS_V1_2],
            read_timeout=Duration.seconds(30),
            custom_headers={ORIGIN_HEADER: self.origin_secret},
        )

    def _stored_origin(self, images: s3.IBucket, api: cloudfront.IOrigin) -> cloudfront.IOrigin:
        """The bucket first. If an object is not there, the API answers: it knows whether the
        picture was deleted, and refuses in Easel's shape."""
        return origins.OriginGroup(
            primary_origin=origins.S3BucketOrigin.with_origin_access_control(
                images,
                # With LIST, S3 answers 404, not 403, if a picture is not there.
                origin_access_levels=[cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
            ),
            fallback_origin=api,
            fallback_status_codes=[403, 404],
        )

    def _api_behavior(self, api: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=api,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        )

    def _web_files_behavior(self, api: cloudfront.IOrigin) -> cloudfront.BehaviorOptions:
        """CloudFront keeps each file as long as its Cache-Control says, and compresses it."""
        return cloudfront.BehaviorOptions(
            origin=api,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        )

    def _images_behavior(
        self, stored: cloudfront.IOrigin, accept: cloudfront.IOriginRequestPolicy
    ) -> cloudfront.BehaviorOptions:
        headers = cloudfront.ResponseHeadersPolicy(
            self,
            "ImageHeaders",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True)
            ),
            cors_behavior=cloudfront.ResponseHeadersCorsBehavior(
                access_control_allow_credentials=False,
                access_control_allow_headers=["*"],
                access_control_allow_methods=["GET", "HEAD"],
                access_control_allow_origins=["*"],
                origin_override=True,
            ),
        )
        download = cloudfront.Function(
            self,
            "Download",
            comment="Easel: names the file of a picture that is saved",
            code=cloudfront.FunctionCode.from_inline(DOWNLOAD.read_text()),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        return cloudfront.BehaviorOptions(
            origin=stored,
            # A page that adds a header to its GET asks first. The API answers that: the bucket
            # refuses OPTIONS with 403.
            allowed_methods=cloudfront.AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            origin_request_policy=accept,
            response_headers_policy=headers,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            compress=False,  # a JPEG is compressed already
            function_associations=[
                cloudfront.FunctionAssociation(
                    function=download, event_type=cloudfront.FunctionEventType.VIEWER_RESPONSE
                )
            ],
        )

    def _pages_behavior(
        self, stored: cloudfront.IOrigin, accept: cloudfront.IOriginRequestPolicy
    ) -> cloudfront.BehaviorOptions:
        """Share pages may show pictures of this domain in their own style. They can do nothing
        else, whatever a prompt holds."""
        styles = " ".join(f"'{digest}'" for digest in PAGE_STYLES)
        headers = cloudfront.ResponseHeadersPolicy(
            self,
            "PageHeaders",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=(
                        f"default-src 'none'; img-src 'self' data:; style-src {styles}; "
                        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                    ),
                    override=True,
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.NO_REFERRER, override=True
                ),
            ),
        )
        return cloudfront.BehaviorOptions(
            origin=stored,
            cache_policy=cloudfront.CachePolicy.CACHING_OPTIMIZED,
            origin_request_policy=accept,
            response_headers_policy=headers,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        )
