"""What CloudFront uses from its own region, us-east-1: a firewall and a certificate."""

from botocore.exceptions import ClientError

from cdk.regions import CLOUDFRONT_REGION
from jumpstart.command.faults import code_of

from ..costs.gates import firewall_month_usd
from .account import Account
from .finding import Finding, ok, refusal, warning


def firewall(account: Account) -> Finding:
    """Whether the firewall stands in front of something, and whether one is paid for in vain."""
    deployment, stack = account.deployment, account.edge_stack
    if not deployment.has_edge_stack(account.region):
        return _unused(account) or ok("a part of the stack" if deployment.waf else "none")
    named, made = deployment.web_acl_arn, web_acl_of(account)
    if not named:
        what = f"the firewall of {stack} stands in front of nothing until easel.toml names it"
        return warning(what, named_by(made) if made else "make deploy, then the line that it shows")
    if named == made:
        return ok(f"that of {stack}, in {CLOUDFRONT_REGION}")
    if not _exists(named, account):
        do = f'set web_acl_arn = "{made}" in easel.toml'
        return refusal(f"there is no firewall {named}", f"{do}, then make deploy")
    if made:
        what = f"{stack} has another firewall than web_acl_arn names, for {_price()}"
        return warning(what, named_by(made))
    return ok(f"{named}, which {stack} did not make")


def _unused(account: Account) -> Finding | None:
    stack = account.edge_stack
    if not account.is_deployed(stack):
        return None
    what = (
        f"{stack} is still deployed in {CLOUDFRONT_REGION}, and costs {_price()}, but easel.toml "
        "does not use it"
    )
    return warning(what, f"make deploy, then make destroy STACKS={stack}")


def web_acl_of(account: Account) -> str:
    """The ARN of the firewall in the stack of its own, or "" if there is none."""
    found = account.stack(account.edge_stack) or {}
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    return str(outputs.get("WebAclArn", ""))


def named_by(arn: str) -> str:
    """What the operator does once, so that the distribution names the firewall."""
    return f'set web_acl_arn = "{arn}" in easel.toml, then make deploy'


def certificate(account: Account) -> Finding:
    """Whether CloudFront will take the certificate of the domain."""
    domain, arn = account.deployment.domain, account.deployment.certificate_arn
    another = (
        f"aws acm request-certificate --region {CLOUDFRONT_REGION} --validation-method DNS "
        f"--domain-name {domain}; then set its certificate_arn in easel.toml"
    )
    acm = account.client_in("acm", CLOUDFRONT_REGION)
    try:
        found = acm.describe_certificate(CertificateArn=arn)["Certificate"]
    except ClientError as error:
        if code_of(error) != "ResourceNotFoundException":
            raise
        return refusal(f"there is no certificate {arn}", another)
    names = sorted({found["DomainName"], *found.get("SubjectAlternativeNames", [])})
    if not {domain, f"*.{domain.partition('.')[2]}"} & set(names):
        return refusal(f"the certificate is for {', '.join(names)}, not for {domain}", another)
    status = found["Status"]
    if status == "PENDING_VALIDATION":
        do = (
            f"aws acm describe-certificate --region {CLOUDFRONT_REGION} --certificate-arn {arn} "
            "shows the DNS record to add"
        )
        return refusal(f"the certificate of {domain} is {status}: AWS waits for a DNS record", do)
    if status != "ISSUED":
        return refusal(f"the certificate of {domain} is {status}, not ISSUED", another)
    return ok(f"{', '.join(names)}, ISSUED")


def _exists(arn: str, account: Account) -> bool:
    # arn:aws:wafv2:us-east-1:111122223333:global/webacl/NAME/ID
    _, _, name, id = arn.rpartition(":")[2].split("/")
    try:
        account.client_in("wafv2", CLOUDFRONT_REGION).get_web_acl(
            Name=name, Scope="CLOUDFRONT", Id=id
        )
    except ClientError as error:
        if code_of(error) != "WAFNonexistentItemException":
            raise
        return False
    return True


def _price() -> str:
    return f"${firewall_month_usd():.0f} a month"
