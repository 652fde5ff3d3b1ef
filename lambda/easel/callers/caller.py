"""A caller: what they may spend, and their claims on the pictures that they asked for."""

import hashlib
from dataclasses import dataclass

from .claims import Claimant
from .quotas import DAY, MINUTE, Quota
from .signature import Signer


@dataclass(frozen=True, slots=True)
class Caller:
    """The sender of a request.

    `id` is the name that their quotas are counted under. `owner` is the name that their pictures
    are listed under; it is None if Easel cannot recognize the caller again. `daily` is the most
    pictures that Easel draws for them in a UTC day. `per_minute` is the most requests that they may
    POST in a minute.
    """

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

    def claim_on(self, asked_for: str, signer: Signer, request: str = "") -> str:
        """The caller's claim on what they asked for, as a text. The delete token is derived from
        this text.

        `asked_for` is the id of a picture or of a recording. `request` tells two requests for the
        same picture apart: many people can share an address, and they must not get each other's
        token. Nobody else knows the id of a recording, so it needs no `request`.
        """
        return signer.sign("claim", "#".join(filter(None, (self.id, asked_for, request))))

    def claimant(self, claim: str, signer: Signer) -> tuple[Claimant, str | None]:
        """The claimant that holds the caller's claim, and the delete token that proves the claim.

        The token is None for the holder of a key. In open mode Easel cannot recognize a caller
        again, so the token is the only proof.
        """
        if self.owner:
            return Claimant(self.owner, self.owner), None
        token = delete_token(claim, signer)
        return token_holder(token), token


def delete_token(claim: str, signer: Signer) -> str:
    """The token that proves `claim`. It cannot be derived from the claim, which may be shown."""
    return signer.sign("delete token", claim)


def token_holder(token: str) -> Claimant:
    """The claimant that `token` stands for: a hash of its 128 bits.

    The table keeps the hash alone, so reading the table gives nobody the right to delete.
    """
    return Claimant(f"token#{hashlib.sha256(token.encode()).hexdigest()[:32]}", None)
