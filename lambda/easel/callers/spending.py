"""Takes from several quotas for one request, and gives everything back if it was not needed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..aws_errors import may_have_run
from ..errors import QuotaExceeded, fault
from .quotas import Quota, Quotas, Standing

logger = Logger(child=True)


@dataclass(slots=True)
class Spending:
    """Takes `n` from each of several quotas. Can give everything back if it was not needed.

    As a context manager it gives everything back at the end, also after an error, unless `spent`
    was set.
    """

    quotas: Quotas
    n: int
    at: datetime
    taken: list[tuple[Quota, int]] = field(default_factory=list)
    spent: bool = False
    ticket: str | None = None

    def take(self, quota: Quota, what: str) -> None:
        """Take `n` from `quota` too. `what` names the quota in the error: "your 100 pictures".

        Raises:
            QuotaExceeded: `quota` has no room; everything taken before was given back.
        """
        try:
            parts = self.quotas.parts(quota, self.at)
        except (ClientError, BotoCoreError):
            self.give_back()
            raise
        if len(parts) == 1:
            standing = self._take(quota, self.n)
            if standing is None:
                return
            left = standing.remaining
        else:
            left = 0
            for part in parts:  # what does not fit into one part may fit into several
                left += self._take_some(part, self.n - left)
                if left == self.n:
                    return
        self.give_back()
        standing = self.quotas.standing(quota, left, self.at)
        raise QuotaExceeded(
            f"{left} of {what} are left today (UTC)",
            retry_after_s=standing.reset_s,
            headers=standing.headers(),
        )

    def give_back(self) -> None:
        """Give back everything that was taken.

        If that fails, nothing is raised: the request has an answer without it. The quota then
        counts too much, never too little.
        """
        while self.taken:
            quota, n = self.taken.pop()
            try:
                self.quotas.give_back(quota, n, self.at, ticket=self.ticket)
            except (ClientError, BotoCoreError) as error:
                logger.warning("quota not given back", extra={"n": n, **fault(error)})

    def _take_some(self, part: Quota, n: int) -> int:
        """Take as many of `n` as fit, and return how many these were."""
        asked = 0 if self.quotas.is_full(part, self.at) else min(n, part.limit)
        while asked:
            standing = self._take(part, asked)
            if standing is None:
                return asked
            asked = min(asked - 1, standing.remaining)
            if not standing.remaining:
                self.quotas.found_full(part, self.at)
        return 0

    def _take(self, part: Quota, n: int) -> Standing | None:
        """Take `n` and return None. If they do not fit, return what is left."""
        self.ticket = self.ticket or self.quotas.ticket()
        try:
            fits, standing = self.quotas.take(part, n, ticket=self.ticket, at=self.at)
        except (ClientError, BotoCoreError) as error:
            if may_have_run(error):
                self.taken.append((part, n))
            self.give_back()
            raise
        if not fits:
            return standing
        self.taken.append((part, n))
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.spent:
            self.give_back()


def give_back_later(quotas: Quotas, quota: Quota, n: int, taken_at: datetime) -> None:
    """Give back `n` that another request took at `taken_at`. If that fails, nothing is raised.

    Nobody knows any more which part they were taken from. Any part that holds as many will do.
    """
    try:
        for part in [*quotas.parts(quota, taken_at), quota]:
            if quotas.give_back(part, n, taken_at):
                return
    except (ClientError, BotoCoreError) as error:
        logger.warning("quota not given back", extra={"n": n, **fault(error)})
