"""The endpoint: everything that costs money by the hour, in a stack that can go and come back."""

from aws_cdk import ArnFormat, Duration, Environment, RemovalPolicy, Stack, TimeZone
from aws_cdk import aws_applicationautoscaling as autoscaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as cloudwatch_actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct

from easel.pictures.image_store import AnswerStore
from jumpstart.endpoint.wanted import (
    BACKLOG_PER_INSTANCE,
    EMPTY_MINUTES,
    SLEEPS,
    START_WITHIN_S,
    VARIANT,
    WAKES,
    log_group,
)

from ..deployment import Deployment, Mode
from .graviton_function import log_retention


class EndpointStack(Stack):
    """`answers` is the bucket that asynchronous inference writes to."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        deployment: Deployment,
        answers: s3.IBucket,
        key: kms.IKey | None,
        env: Environment | None = None,
    ) -> None:
        super().__init__(
            scope, id, env=env, description=f"Easel: the endpoint of {deployment.model}"
        )
        self.deployment = deployment
        self._regional = deployment.regional_model(self.region)
        self._is_async = deployment.mode is Mode.ASYNC
        self._key = key

        self.role = self._role(answers)
        config = self._config(self._model(), answers)
        self.endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_name=deployment.endpoint_name,
            endpoint_config_name=config.attr_endpoint_config_name,
        )
        self.endpoint.node.add_dependency(self._log_group())
        if self._is_async:
            target = self._scalable_target()
            self._wake_from_zero(target)
            self._follow_backlog(target)
            self._sleep_when_empty(target)
            self._keep_warm(target)

    def _log_group(self) -> logs.LogGroup:
        """SageMaker would make it by itself, and keep its lines for ever."""
        return logs.LogGroup(
            self,
            "Log",
            log_group_name=log_group(self.deployment.endpoint_name),
            retention=log_retention(self.deployment.log_retention_days),
            encryption_key=self._key,
            # What `cdk deploy --import-existing-resources` asks for: an older deployment, or one
            # whose endpoint was deleted, has the group already. The stack then adopts it.
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        )

    def _model(self) -> sagemaker.CfnModel:
        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=self.role.role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image=self._regional.image_uri,
                environment=self.deployment.container_environment,
                model_data_source=sagemaker.CfnModel.ModelDataSourceProperty(
                    s3_data_source=sagemaker.CfnModel.S3DataSourceProperty(
                        s3_uri=self._regional.model_data,
                        s3_data_type="S3Prefix",
                        compression_type="None",
                    )
                ),
            ),
        )
        # SageMaker checks at once whether the role may read the artefact.
        model.node.add_dependency(self.role)
        return model

    def _config(
        self, model: sagemaker.CfnModel, answers: s3.IBucket
    ) -> sagemaker.CfnEndpointConfig:
        deployment = self.deployment
        return sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=model.attr_model_name,
                    variant_name=VARIANT,
                    instance_type=deployment.instance_type,
                    # Asynchronous: where scaling begins. Realtime: as many always run.
                    initial_instance_count=1 if self._is_async else deployment.max_instances,
                    initial_variant_weight=1,
                    model_data_download_timeout_in_seconds=START_WITHIN_S,
                    container_startup_health_check_timeout_in_seconds=START_WITHIN_S,
                    inference_ami_version=deployment.inference_ami or None,
                )
            ],
            async_inference_config=self._async_inference(answers) if self._is_async else None,
        )

    def _async_inference(
        self, answers: s3.IBucket
    ) -> sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty:
        return sagemaker.CfnEndpointConfig.AsyncInferenceConfigProperty(
            client_config=sagemaker.CfnEndpointConfig.AsyncInferenceClientConfigProperty(
                max_concurrent_invocations_per_instance=1
            ),
            output_config=sagemaker.CfnEndpointConfig.AsyncInferenceOutputConfigProperty(
                s3_output_path=answers.s3_url_for_object(AnswerStore.ANSWERS.rstrip("/")),
                s3_failure_path=answers.s3_url_for_object(AnswerStore.FAILURES.rstrip("/")),
                kms_key_id=self._key.key_arn if self._key else None,
            ),
        )

    def _scalable_target(self) -> autoscaling.ScalableTarget:
        """The number of instances: 0 to max_instances."""
        target = autoscaling.ScalableTarget(
            self,
            "Instances",
            # Application Auto Scaling has a role of its own. Unless it is named here, the CDK makes
            # another one that is never used.
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
            resource_id=f"endpoint/{self.deployment.endpoint_name}/variant/{VARIANT}",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            min_capacity=0,
            max_capacity=self.deployment.max_instances,
        )
        target.node.add_dependency(self.endpoint)
        return target

    def _follow_backlog(self, target: autoscaling.ScalableTarget) -> None:
        """Start more instances if much waits for each of them. Stop none: pictures that come every
        few minutes would stop and start instances all day."""
        target.scale_to_track_metric(
            "Backlog",
            custom_metric=self._metric("ApproximateBacklogSizePerInstance"),
            target_value=BACKLOG_PER_INSTANCE,
            scale_out_cooldown=Duration.minutes(1),
            disable_scale_in=True,
        )

    def _wake_from_zero(self, target: autoscaling.ScalableTarget) -> None:
        """Without an instance, the backlog for each instance has no value: a policy of its own
        starts the first one."""
        wake = _to_exact_capacity(target, "Wake", Duration.minutes(5))
        wake.add_adjustment(adjustment=1, lower_bound=0)
        cloudwatch.Alarm(
            self,
            "WaitingWithoutInstance",
            alarm_description=WAKES,
            metric=self._metric("HasBacklogWithoutCapacity"),
            threshold=1,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.MISSING,
        ).add_alarm_action(cloudwatch_actions.ApplicationScalingAction(wake))

    def _sleep_when_empty(self, target: autoscaling.ScalableTarget) -> None:
        """Stop all instances when there has been nothing to draw for a while. Several instances
        stop together: to stop one of them could cut off its draw, which is then paid for twice."""
        sleep = _to_exact_capacity(target, "Sleep", Duration.minutes(1))
        sleep.add_adjustment(adjustment=0, upper_bound=0)
        cloudwatch.Alarm(
            self,
            "NothingToDraw",
            alarm_description=SLEEPS,
            # SageMaker counts a request until it is drawn.
            metric=self._metric("ApproximateBacklogSize", statistic="Maximum"),
            threshold=0,
            evaluation_periods=EMPTY_MINUTES,
            comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.MISSING,
        ).add_alarm_action(cloudwatch_actions.ApplicationScalingAction(sleep))

    def _keep_warm(self, target: autoscaling.ScalableTarget) -> None:
        """Keep an instance running in the hours that the operator names."""
        if not (hours := self.deployment.warm_hours):
            return
        zone = TimeZone.of(self.deployment.time_zone)
        for name, at, instances in (("Warm", hours.begin, 1), ("Cold", hours.end, 0)):
            target.scale_on_schedule(
                name,
                schedule=autoscaling.Schedule.expression(f"cron({at})"),
                time_zone=zone,
                min_capacity=instances,
            )

    def _metric(self, name: str, statistic: str = "Average") -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="AWS/SageMaker",
            metric_name=name,
            dimensions_map={"EndpointName": self.endpoint.endpoint_name or ""},
            statistic=statistic,
            period=Duration.minutes(1),
        )

    def _role(self, answers: s3.IBucket) -> iam.Role:
        statements = {
            "Artefact": self._read_artefact(),
            "Image": self._pull_image(),
            "Observe": self._write_logs(),
        }
        if self._is_async:
            statements["Answers"] = _write_answers(answers)
            if self._key:
                statements["Key"] = [
                    iam.PolicyStatement(
                        actions=["kms:Decrypt", "kms:GenerateDataKey"],
                        resources=[self._key.key_arn],
                    )
                ]
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"),
            inline_policies={
                name: iam.PolicyDocument(statements=found) for name, found in statements.items()
            },
        )

    def _read_artefact(self) -> list[iam.PolicyStatement]:
        bucket, _, prefix = self._regional.model_data.removeprefix("s3://").partition("/")
        artefacts = f"arn:{self.partition}:s3:::{bucket}"
        return [
            iam.PolicyStatement(actions=["s3:GetObject"], resources=[f"{artefacts}/{prefix}*"]),
            iam.PolicyStatement(
                actions=["s3:ListBucket"],
                resources=[artefacts],
                conditions={"StringLike": {"s3:prefix": f"{prefix}*"}},
            ),
        ]

    def _pull_image(self) -> list[iam.PolicyStatement]:
        account, _, image = self._regional.image_uri.partition(".dkr.ecr.")
        repository = self.format_arn(
            service="ecr",
            account=account,
            resource="repository",
            resource_name=image.partition("/")[2].partition("@")[0].partition(":")[0],
        )
        return [
            iam.PolicyStatement(
                actions=[
                    "ecr:BatchGetImage",
                    "ecr:GetDownloadUrlForLayer",
                    "ecr:BatchCheckLayerAvailability",
                ],
                resources=[repository],
            ),
            # This action cannot be limited to a resource.
            iam.PolicyStatement(actions=["ecr:GetAuthorizationToken"], resources=["*"]),
        ]

    def _write_logs(self) -> list[iam.PolicyStatement]:
        group = self.format_arn(
            service="logs",
            resource="log-group",
            resource_name=f"{log_group(self.deployment.endpoint_name)}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )
        return [
            iam.PolicyStatement(
                # What SageMaker asks of a role that it runs a container with.
                actions=[
                    "logs:CreateLogGroup",
                    "logs:CreateLogStream",
                    "logs:DescribeLogStreams",
                    "logs:PutLogEvents",
                ],
                resources=[group],
            ),
            # This action cannot be limited to a resource, but to a namespace.
            iam.PolicyStatement(
                actions=["cloudwatch:PutMetricData"],
                resources=["*"],
                conditions={"StringEquals": {"cloudwatch:namespace": "/aws/sagemaker/Endpoints"}},
            ),
        ]


def _to_exact_capacity(
    target: autoscaling.ScalableTarget, id: str, cooldown: Duration
) -> autoscaling.StepScalingAction:
    return autoscaling.StepScalingAction(
        Stack.of(target),
        id,
        scaling_target=target,
        adjustment_type=autoscaling.AdjustmentType.EXACT_CAPACITY,
        metric_aggregation_type=autoscaling.MetricAggregationType.MAXIMUM,
        cooldown=cooldown,
    )


def _write_answers(answers: s3.IBucket) -> list[iam.PolicyStatement]:
    """What AWS names as the prerequisites of asynchronous inference, limited to our prefixes."""
    prefixes = [f"{prefix}*" for prefix in (AnswerStore.ANSWERS, AnswerStore.FAILURES)]
    return [
        iam.PolicyStatement(
            actions=["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"],
            resources=[answers.arn_for_objects(prefix) for prefix in prefixes],
        ),
        iam.PolicyStatement(
            actions=["s3:ListBucket"],
            resources=[answers.bucket_arn],
            conditions={"StringLike": {"s3:prefix": prefixes}},
        ),
    ]
