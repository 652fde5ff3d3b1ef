"""The endpoint: everything that costs money by the hour, in a stack that can go and come back."""

from aws_cdk import ArnFormat, Duration, Environment, Stack
from aws_cdk import aws_applicationautoscaling as autoscaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from ..deployment import ANSWERS_PREFIX, FAILURES_PREFIX, Deployment, Mode

_VARIANT = "AllTraffic"
# Pictures waiting per instance before another one is started: at 10 s each, under a minute.
_BACKLOG_PER_INSTANCE = 5
# Idle this long, an instance goes. A start takes 6 to 10 minutes: do not hurry to pay for it again.
_SCALE_IN_COOLDOWN = Duration.minutes(10)


class EndpointStack(Stack):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        answers: s3.IBucket,
        env: Environment | None = None,
    ) -> None:
        super().__init__(
            scope, id, env=env, description=f"Easel: the endpoint of {deployment.model}"
        )
        self.deployment = deployment
        resolved = deployment.jumpstart_model
        regional = deployment.regional_model(self.region)
        is_async = deployment.mode is Mode.ASYNC

        self.role = self._role(deployment, answers)
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=self.role.role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image=regional.image_uri,
                environment=resolved.environment,
                model_data_source=sagemaker.CfnModel.ModelDataSourceProperty(
                    s3_data_source=sagemaker.CfnModel.S3DataSourceProperty(
                        s3_uri=regional.model_data,
                        s3_data_type="S3Prefix",
                        compression_type="None",
                    )
                ),
            ),
        )
        # SageMaker checks at once whether it may read the artefact.
        model.node.add_dependency(self.role)
        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=model.attr_model_name,
                    variant_name=_VARIANT,
                    instance_type=deployment.instance_type,
                    # Asynchronous: where scaling begins. Realtime: as many always run.
                    initial_instance_count=1 if is_async else deployment.max_instances,
                    initial_variant_weight=1,
                    # 5 GB of weights to fetch and load before the first ping is answered.
                    model_data_download_timeout_in_seconds=1200,
                    container_startup_health_check_timeout_in_seconds=1200,
                )
            ],
            async_inference_config=self._async_inference(answers) if is_async else None,
        )
        self.endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name=deployment.endpoint_name,
            endpoint_config_name=config.attr_endpoint_config_name,
        )
        if is_async:
            self._scale_by_backlog(deployment)

    def _async_inference(
        self, answers: s3.IBucket
    ) -> sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty:
        return sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty(
            client_config=sagemaker.CfnEndpointConfig.AsyncInferenceClientConfigProperty(
                max_concurrent_invocations_per_instance=1
            ),
            output_config=sagemaker.CfnEndpointConfig.AsyncInferenceOutputConfigProperty(
                s3_output_path=answers.s3_url_for_object(ANSWERS_PREFIX.rstrip("/")),
                s3_failure_path=answers.s3_url_for_object(FAILURES_PREFIX.rstrip("/")),
            ),
        )

    def _scale_by_backlog(self, deployment: Deployment) -> None:
        """0 … max_instances; from zero by a policy of its own, since nothing per instance can be
        measured while there is none."""
        target = autoscaling.ScalableTarget(
            self,
            "Instances",
            # Application Auto Scaling's own; without it the CDK makes one that it never uses.
            role=iam.Role.from_role_arn(
                self,
                "ScalingRole",
                self.format_arn(
                    service="iam",
                    region="",
                    resource="role",
                    resource_name="aws-service-role/sagemaker.application-autoscaling.amazonaws.com/"
                    "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
                ),
            ),
            service_namespace=autoscaling.ServiceNamespace.SAGEMAKER,
            resource_id=f"endpoint/{deployment.endpoint_name}/variant/{_VARIANT}",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            min_capacity=0,
            max_capacity=deployment.max_instances,
        )
        target.node.add_dependency(self.endpoint)
        target.scale_to_track_metric(
            "Backlog",
            custom_metric=self._metric("ApproximateBacklogSizePerInstance"),
            target_value=_BACKLOG_PER_INSTANCE,
            scale_in_cooldown=_SCALE_IN_COOLDOWN,
            scale_out_cooldown=Duration.minutes(1),
        )
        wake = autoscaling.StepScalingAction(
            self,
            "Wake",
            scaling_target=target,
            adjustment_type=autoscaling.AdjustmentType.EXACT_CAPACITY,
            metric_aggregation_type=autoscaling.MetricAggregationType.MAXIMUM,
            cooldown=Duration.minutes(5),
        )
        wake.add_adjustment(adjustment=1, lower_bound=0)
        cloudwatch.Alarm(
            self,
            "WaitingWithoutInstance",
            alarm_description="Easel: a picture waits and no instance runs; starts one",
            metric=self._metric("HasBacklogWithoutCapacity"),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.MISSING,
        ).add_alarm_action(cloudwatch_actions.ApplicationScalingAction(wake))

    def _metric(self, name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name=name,
            dimensions_map={"EndpointName": self.endpoint.endpoint_name or ""},
            statistic="Average",
            period=Duration.minutes(1),
        )

    def _role(self, deployment: Deployment, answers: s3.IBucket) -> iam.Role:
        regional = deployment.regional_model(self.region)
        bucket, _, prefix = regional.model_data.removeprefix("s3://").partition("/")
        account, _, image = regional.image_uri.partition(".dkr.ecr.")
        repository = image.partition("/")[2].partition(":")[0]
        artefacts = f"arn:{self.partition}:s3:::{bucket}"
        statements = {
            "Artefact": [
                iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"{artefacts}/{prefix}*"]),
                iam.PolicyStatement(
                    actions=["s3:ListBucket"],
                    resources=[artefacts],
                    conditions={"StringLike": {"s3:prefix": f"{prefix}*"}},
                ),
            ],
            "Image": [
                iam.PolicyStatement(
                    actions=[
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:BatchCheckLayerAvailability",
                    ],
                    resources=[
                        self.format_arn(
                            service="ecr",
                            account=account,
                            resource="repository",
                            resource_name=repository,
                        )
                    ],
                ),
                # This action knows no resource.
                iam.PolicyStatement(actions=["ecr:GetAuthorizationToken"], resources=["*"]),
            ],
            "Observe": [
                iam.PolicyStatement(
                    actions=["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                    resources=[
                        self.format_arn(
                            service="logs",
                            resource="log-group",
                            resource_name=f"/aws/sagemaker/Endpoints/{deployment.endpoint_name}:*",
                            arn_format=ArnFormat.COLON_RESOURCE_NAME,
                        )
                    ],
                ),
                # This action knows no resource; the namespace is what can be named.
                iam.PolicyStatement(
                    actions=["cloudwatch:PutMetricData"],
                    resources=["*"],
                    conditions={
                        "StringEquals": {"cloudwatch:namespace": "/aws/sagemaker/Endpoints"}
                    },
                ),
            ],
        }
        if deployment.mode is Mode.ASYNC:
            # What AWS names as the prerequisites of asynchronous inference, on our prefixes.
            statements["Answers"] = [
                iam.PolicyStatement(
                    actions=["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
                    resources=[
                        answers.arn_for_objects(f"{ANSWERS_PREFIX}*"),
                        answers.arn_for_objects(f"{FAILURES_PREFIX}*"),
                    ],
                ),
                iam.PolicyStatement(
                    actions=["s3:ListBucket"],
                    resources=[answers.bucket_arn],
                    conditions={
                        "StringLike": {"s3:prefix": [f"{ANSWERS_PREFIX}*", f"{FAILURES_PREFIX}*"]}
                    },
                ),
            ]
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"),
            inline_policies={
                name: iam.PolicyDocument(statements=found) for name, found in statements.items()
            },
        )
