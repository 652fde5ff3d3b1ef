"""Who asks, as far as Easel knows them: what they may spend, and how they hold a picture."""

import hashlib
from dataclasses import dataclass

from .claims import Claimant
from .quotas import DAY, MINUTE, Quota
from .signature import Signer


@dataclass(frozen=True, slots=True)
class Caller:
    """`id` is what their quotas count under; `owner` lists their pictures, when they are known
    again; `daily` is how many pictures they may have drawn in a UTC day."""

    id: str
    owner: str | None
    daily: int
    per_minute: int

    @property
    def posts(self) -> Quota:
        return Quota(self.id, self.per_minute, MINUTE)

    @property
    def pictures(self) -> Quota:
        return Quota(self.id, self.daily, DAY)

    def claim_on(self, image_id: str, signer: Signer) -> str:
        """What proves a claim of theirs follows from: the same however often they ask for the
        picture, so that a repeat whose answer was lost leaves no claim that nobody can drop."""
        return signer.sign("claim", f"{self.id}#{image_id}")

    def claimant(self, claim: str, signer: Signer) -> tuple[Claimant, str | None]:
        """How they hold what they ask for, and the token that proves it, when they need one: in
        open mode nobody is known again."""
        if self.owner:
            return Claimant(self.owner, self.owner), None
        token = delete_token(claim, signer)
        return token_holder(token), token


def delete_token(claim: str, signer: Signer) -> str:
    """What `claim` is proved by; from the claim alone, which may be shown, nobody can tell it."""
    return signer.sign("delete token", claim)


def token_holder(token: str) -> Claimant:
    """128 bits, of which the table keeps a hash: who reads the table may delete nothing."""
    return Claimant(f"token#{hashlib.sha256(token.encode()).hexdigest()[:32]}", None)
