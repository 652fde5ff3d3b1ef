"""The guardrail that looks at prompts: what it refuses, and how strictly."""

from aws_cdk import aws_bedrock as bedrock
from constructs import Construct

# PROMPT_ATTACK is left out: a model that draws follows no instructions.
_REFUSED = ("SEXUAL", "VIOLENCE", "HATE", "INSULTS", "MISCONDUCT")
# Bedrock then refuses what it is sure of, and what it is fairly sure of.
_STRENGTH = "MEDIUM"
# Bedrock wants a text for each case. Easel answers with its own.
_TEXT = "The operator's filter refused the prompt."


class PromptGuardrail(Construct):
    def __init__(self, scope: Construct, id: str, *, name: str) -> None:
        super().__init__(scope, id)
        guardrail = bedrock.CfnGuardrail(
            self,
            "Guardrail",
            name=f"{name}-prompts",
            description="Easel: which prompts may be drawn",
            blocked_input_messaging=_TEXT,
            blocked_outputs_messaging=_TEXT,
            content_policy_config=bedrock.CfnGuardrail.ContentPolicyConfigProperty(
                filters_config=[
                    bedrock.CfnGuardrail.ContentFilterConfigProperty(
                        type=kind, input_strength=_STRENGTH, output_strength="NONE"
                    )
                    for kind in _REFUSED
                ]
            ),
        )
        self.id = guardrail.attr_guardrail_id
        self.arn = guardrail.attr_guardrail_arn
        # The working draft changes with the guardrail. Nothing else uses the guardrail, so that is
        # what the template says.
        self.version = "DRAFT"
