"""A budget for the month. Before it is overrun, the functions lose the right to spend more."""

from aws_cdk import Stack
from aws_cdk import aws_budgets as budgets
from aws_cdk import aws_iam as iam
from constructs import Construct

from .graviton_function import GravitonFunction

# AWS knows what was spent some 8 to 12 hours later, and looks three times a day. So the door closes
# while a day of spending is left. https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-best-practices.html
CLOSE_AT_PERCENT = 80
# Everything that a request pays for by the call. Rekognition may still look at pictures: those that
# are drawn already wait for it, and no new ones are drawn.
SPENDS = (
    "bedrock:ApplyGuardrail",
    "bedrock:InvokeModel",
    "comprehend:DetectDominantLanguage",
    "sagemaker:InvokeEndpoint",
    "sagemaker:InvokeEndpointAsync",
    "transcribe:StartTranscriptionJob",
    "translate:TranslateText",
)


class Budget(Construct):
    """Of the whole account: a budget of one application sees nothing until its tag has been
    activated in the account's billing settings, and then only what came after that.

    Easel's mail says when half is spent, when the door closes, and when a month is forecast to be
    dearer than the budget. A forecast closes no door: AWS makes none in an account's first weeks,
    and one busy day changes it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        usd: int,
        email: str,
        functions: list[GravitonFunction],
    ) -> None:
        super().__init__(scope, id)
        budget = budgets.CfnBudget(
            self,
            "Budget",
            budget=budgets.CfnBudget.BudgetDataProperty(
                budget_name=f"{name}-month",
                budget_type="COST",
                time_unit="MONTHLY",
                budget_limit=budgets.CfnBudget.SpendProperty(amount=usd, unit="USD"),
            ),
            notifications_with_subscribers=[
                _mail("ACTUAL", 50, email),
                _mail("FORECASTED", 100, email),
            ],
        )
        roles = [role for function in functions if (role := function.role)]
        closed = iam.ManagedPolicy(
            self,
            "Closed",
            description="Easel: attached by AWS Budgets, to spend nothing more this month",
            statements=[
                iam.PolicyStatement(effect=iam.Effect.DENY, actions=list(SPENDS), resources=["*"])
            ],
        )
        close = budgets.CfnBudgetsAction(
            self,
            "Close",
            action_type="APPLY_IAM_POLICY",
            approval_model="AUTOMATIC",
            budget_name=budget.ref,
            notification_type="ACTUAL",
            action_threshold=budgets.CfnBudgetsAction.ActionThresholdProperty(
                type="PERCENTAGE", value=CLOSE_AT_PERCENT
            ),
            definition=budgets.CfnBudgetsAction.DefinitionProperty(
                iam_action_definition=budgets.CfnBudgetsAction.IamActionDefinitionProperty(
                    policy_arn=closed.managed_policy_arn,
                    roles=[role.role_name for role in roles],
                )
            ),
            execution_role_arn=self._closer(closed, roles).role_arn,
            subscribers=[budgets.CfnBudgetsAction.SubscriberProperty(type="EMAIL", address=email)],
        )
        close.node.add_dependency(budget)

    def _closer(self, closed: iam.ManagedPolicy, roles: list[iam.IRole]) -> iam.Role:
        """The role of AWS Budgets. It may attach this policy to these roles, and detach it."""
        stack = Stack.of(self)
        return iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal(
                "budgets.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": stack.account}},
            ),
            inline_policies={
                "Close": iam.PolicyDocument(
                    statements=[
                        iam.PolicyStatement(
                            actions=["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
                            resources=[role.role_arn for role in roles],
                            conditions={"ArnEquals": {"iam:PolicyARN": closed.managed_policy_arn}},
                        )
                    ]
                )
            },
        )


def _mail(
    kind: str, percent: int, email: str
) -> budgets.CfnBudget.NotificationWithSubscribersProperty:
    return budgets.CfnBudget.NotificationWithSubscribersProperty(
        notification=budgets.CfnBudget.NotificationProperty(
            notification_type=kind,
            comparison_operator="GREATER_THAN",
            threshold=percent,
            threshold_type="PERCENTAGE",
        ),
        subscribers=[
            budgets.CfnBudget.SubscriberProperty(subscription_type="EMAIL", address=email)
        ],
    )
