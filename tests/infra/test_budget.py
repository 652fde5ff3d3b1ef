"""The month's budget: what it sees, when it closes the door, and what that denies to whom."""

import json

import pytest
from pydantic import ValidationError

from cdk.deployment import Deployment

from .linted import linted
from .templates import ACCOUNT, REGION, Cloud, Synthesize

_FUNCTIONS = ("Generate", "Deliver", "Transcribe")
_PAID = {"sagemaker", "transcribe", "translate", "comprehend", "bedrock"}
_LOOKS = {"sagemaker:DescribeEndpoint", "transcribe:GetTranscriptionJob"}  # these are free


def test_without_an_amount_there_is_no_budget(cloud: Cloud) -> None:
    assert not [kind for kind in cloud.service.kinds if kind.startswith("AWS::Budgets::")]


def test_a_budget_needs_somebody_who_is_told() -> None:
    with pytest.raises(ValidationError, match="needs alarm_email"):
        Deployment(monthly_budget_usd=10)


@pytest.mark.parametrize("address", ["ann", "ann@", "ann @example.com", "@example.com"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        Deployment(alarm_email=address)


def test_the_budget_sees_the_whole_account(budgeted: Cloud) -> None:
    budget = budgeted.service.one("AWS::Budgets::Budget")
    assert budget["Budget"] == {
        "BudgetName": "Easel-month",
        "BudgetType": "COST",
        "TimeUnit": "MONTHLY",
        "BudgetLimit": {"Amount": 100, "Unit": "USD"},
    }
    told = [
        (n["Notification"]["NotificationType"], n["Notification"]["Threshold"], n["Subscribers"])
        for n in budget["NotificationsWithSubscribers"]
    ]
    ann = [{"Address": "ann@example.com", "SubscriptionType": "EMAIL"}]
    assert told == [("ACTUAL", 50, ann), ("FORECASTED", 100, ann)]


def test_the_door_closes_by_itself_while_a_fifth_is_left(budgeted: Cloud) -> None:
    action = budgeted.service.one("AWS::Budgets::BudgetsAction")
    assert (action["ActionType"], action["ApprovalModel"]) == ("APPLY_IAM_POLICY", "AUTOMATIC")
    assert action["NotificationType"] == "ACTUAL"
    assert action["ActionThreshold"] == {"Type": "PERCENTAGE", "Value": 80}
    assert budgeted.service.text(action["BudgetName"]) == "<Budget>"
    definition = action["Definition"]["IamActionDefinition"]
    assert budgeted.service.text(definition["PolicyArn"]) == "<BudgetClosed>"
    roles = set(budgeted.service.texts(definition["Roles"]))
    assert roles == {f"<Functions{function}Role>" for function in _FUNCTIONS}


def test_what_is_denied_is_attached_to_nobody_until_the_budget_is_nearly_spent(
    budgeted: Cloud,
) -> None:
    policy = budgeted.service.one("AWS::IAM::ManagedPolicy")
    assert not policy.get("Roles")
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Resource"]) == ("Deny", "*")
    assert {action.partition(":")[0] for action in statement["Action"]} <= _PAID


@pytest.mark.parametrize("mode", ["async", "realtime", "bedrock"])
def test_whatever_is_granted_and_paid_for_by_the_call_is_denied(
    mode: str, synthesized: Synthesize
) -> None:
    service = synthesized(
        validate=False,
        mode=mode,
        monthly_budget_usd=100,
        alarm_email="ann@example.com",
        translate=True,
        moderation="both",
    ).service
    (statement,) = service.one("AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"]
    granted = {
        action
        for function in _FUNCTIONS
        for actions in service.rights(f"Functions{function}Role").values()
        for action in actions
        if action.partition(":")[0] in _PAID
    }
    assert granted > _LOOKS - {"sagemaker:DescribeEndpoint"}
    assert granted - _LOOKS <= set(statement["Action"])


def test_aws_budgets_may_attach_this_policy_to_these_roles_and_no_more(budgeted: Cloud) -> None:
    service = budgeted.service
    (statement,) = service.statements("BudgetRole")
    assert set(statement["Action"]) == {"iam:AttachRolePolicy", "iam:DetachRolePolicy"}
    resources = set(service.texts(statement["Resource"]))
    assert resources == {f"<Functions{function}Role.Arn>" for function in _FUNCTIONS}
    condition = statement["Condition"]["ArnEquals"]["iam:PolicyARN"]
    assert service.text(condition) == "<BudgetClosed>"
    (trust,) = service.one("AWS::IAM::Role", "BudgetRole")["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "budgets.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_cdk_nag_and_cfn_lint_find_nothing(budgeted: Cloud) -> None:
    for template in budgeted.templates:
        assert linted(template, REGION) == []
    report = json.loads((budgeted.folder / "validation-report.json").read_text())
    assert [pack["violations"] for pack in report["pluginReports"]] == [[], []]
