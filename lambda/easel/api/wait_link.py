"""Wait links: signed URLs at which a client waits for one picture.

The holder of a link may wait for the picture and get it, without a key. The link starts no job.
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

# A job ends by its deadline at the latest. The client needs time for one more request after that.
_AFTER_DEADLINE = timedelta(minutes=1)
_PARAMETERS = ("as", "cap", "claim", "exp", "format", "hops", "request")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitLink:
    """A link to wait at.

    `hops` is the number of redirects that led here; a client follows no more than `cap`. The
    delete token is derived from `claim`, which is "" if a key holds the claim. `request` is the
    name of the POST that led here (repeats.py). `encoding` is the name of the format that the
    client wants, or "" if that is the JPEG as it is stored.
    """

    job_id: str
    format: AnswerFormat
    cap: int
    expires: datetime
    claim: str = ""
    request: str = ""
    encoding: str = ""
    hops: int = 0

    def next(self, job: Job, now: datetime) -> Self:
        """The link to redirect to next. It expires shortly after the deadline of `job`. That may
        have passed, if the client waits for another format of an old picture: then shortly after
        `now`."""
        expires = max(job.deadline, now) + _AFTER_DEADLINE
        return replace(self, hops=self.hops + 1, expires=expires)

    def path(self, signer: Signer) -> str:
        query = {
            "as": self.encoding,
            "cap": str(self.cap),
            "claim": self.claim,
            "exp": str(int(self.expires.timestamp())),
            "format": self.format,
            "hops": str(self.hops),
            "request": self.request,
        }
        unsigned = _unsigned(self.job_id, query)
        return f"{unsigned}&sig={signer.sign('wait', unsigned)}"


def parse_wait_link(
    job_id: str, query: Mapping[str, str], signer: Signer, now: datetime
) -> WaitLink:
    """The link that was followed.

    Raises:
        NotFound: the link was not made here, was made for another picture, or has expired.
    """
    if not signer.is_signed("wait", _unsigned(job_id, query), query.get("sig", "")):
        raise NotFound("this link was not made here; use the link in Location")
    expires = datetime.fromtimestamp(int(query["exp"]), UTC)
    if now >= expires:
        raise NotFound("this link has expired; POST again")
    return WaitLink(
        job_id=job_id,
        format=cast(AnswerFormat, query["format"]),
        cap=int(query["cap"]),
        expires=expires,
        claim=query.get("claim", ""),
        request=query.get("request", ""),
        encoding=query.get("as", ""),
        hops=int(query["hops"]),
    )


def _unsigned(job_id: str, query: Mapping[str, str]) -> str:
    known = {name: query[name] for name in _PARAMETERS if query.get(name)}
    return f"/v1/wait/{job_id}?{urlencode(known)}"
