"""The web ACL of an Easel that runs outside us-east-1: a stack in us-east-1.

A stack cannot refer to one in another region: the CDK would add functions of its own to both, which
copy the value at each deployment. So the operator copies it once: this stack's output WebAclArn
goes into easel.toml, as web_acl_arn.
"""

from aws_cdk import CfnOutput, Environment, Stack
from constructs import Construct

from .web_acl import WebAcl


class EdgeStack(Stack):
    def __init__(self, scope: Construct, id: str, *, env: Environment) -> None:
        super().__init__(scope, id, env=env, description="Easel: the firewall of its distribution")
        CfnOutput(self, "WebAclArn", value=WebAcl(self, "Firewall").arn)
