"""Where to wait for a picture: links that this deployment signed, each good for one picture.

Whoever holds one may wait and have the picture; it opens no job, and needs no key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Self, cast
from urllib.parse import urlencode

from ..callers.signature import Signer
from ..errors import NotFound
from ..pictures.job import Job
from .request import AnswerFormat

# A job ends by its deadline; whoever waits until then is told of it by one more request.
_AFTER_DEADLINE = timedelta(minutes=1)
_PARAMETERS = ("cap", "claim", "exp", "format", "hops")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitLink:
    """`hops` is the redirects that led here, of which a client follows no more than `cap`;
    `claim` is what the claim's token follows from, "" where a key holds the claim."""

    job_id: str
    format: AnswerFormat
    cap: int
    expires: datetime
    claim: str = ""
    hops: int = 0

    def next(self, job: Job) -> Self:
        """The link to go on with, for as long as `job` can take."""
        return replace(self, hops=self.hops + 1, expires=job.deadline + _AFTER_DEADLINE)

    def path(self, signer: Signer) -> str:
        query = {
            "cap": str(self.cap),
            "claim": self.claim,
            "exp": str(int(self.expires.timestamp())),
            "format": self.format,
            "hops": str(self.hops),
        }
        unsigned = _unsigned(self.job_id, query)
        return f"{unsigned}&sig={signer.sign('wait', unsigned)}"


def parse_wait_link(
    job_id: str, query: Mapping[str, str], signer: Signer, now: datetime
) -> WaitLink:
    """The link that was followed.

    Raises:
        NotFound: it was not written here, or for another picture, or has expired.
    """
    if not signer.is_signed("wait", _unsigned(job_id, query), query.get("sig", "")):
        raise NotFound("this link was not made here; take it from Location")
    expires = datetime.fromtimestamp(int(query["exp"]), UTC)
    if now >= expires:
        raise NotFound("this link has expired; POST again")
    return WaitLink(
        job_id=job_id,
        format=cast(AnswerFormat, query["format"]),
        cap=int(query["cap"]),
        expires=expires,
        claim=query.get("claim", ""),
        hops=int(query["hops"]),
    )


def _unsigned(job_id: str, query: Mapping[str, str]) -> str:
    known = {name: query[name] for name in _PARAMETERS if query.get(name)}
    return f"/v1/wait/{job_id}?{urlencode(known)}"
