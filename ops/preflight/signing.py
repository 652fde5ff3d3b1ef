"""Whether the key in AWS KMS can sign pictures for the certificate that easel.toml names."""

from botocore.exceptions import ClientError

from cdk.signing import certificate_in, is_in_kms, region_of
from jumpstart.command.faults import code_of

from .account import Account
from .finding import Finding, ok, refusal

_MAKE_ONE = (
    "make a key with --key-spec ECC_NIST_P256 --key-usage SIGN_VERIFY (aws kms create-key), and "
    "set content_credentials_key in easel.toml to its ARN"
)


def key(account: Account) -> Finding:
    key = account.deployment.content_credentials_key
    if not is_in_kms(key):
        what = f"content_credentials_key names a file, {key}; functions sign with a key in AWS KMS"
        return refusal(what, _MAKE_ONE)
    kms = account.client_in("kms", region_of(key))
    try:
        described = kms.describe_key(KeyId=key)["KeyMetadata"]
    except ClientError as error:
        if code_of(error) != "NotFoundException":
            raise
        return refusal(f"there is no key {key}", _MAKE_ONE)
    if (described["KeyUsage"], described["KeySpec"]) != ("SIGN_VERIFY", "ECC_NIST_P256"):
        is_for = f"{described['KeySpec']} and {described['KeyUsage']}"
        return refusal(f"the key of content_credentials_key is for {is_for}", _MAKE_ONE)
    if described["KeyState"] != "Enabled":
        what = f"the key of content_credentials_key is {described['KeyState']}"
        return refusal(what, f"aws kms enable-key --key-id {key}")
    # A certificate holds its public key in the same DER that KMS gives.
    public = kms.get_public_key(KeyId=key)["PublicKey"]
    chain = account.deployment.chain
    if chain and public not in certificate_in(chain):
        what = f"the first certificate in {chain.name} is not for the key content_credentials_key"
        return refusal(what, "put the key's own certificate first, or set the key that it is for")
    return ok("the key and the certificate belong together")
