"""How many jobs wait for the model, and how fast it draws, without looking at each job.

The rows stand in the jobs table. The process that opens or ends a job adds to one of them, so no
row gets all the writes.

pk             what
backlog#<k>    `arrivals`: how many jobs were opened; `departures`: how many the model is done with;
               `drawn0`, `drawn1` …: when the last pictures were started and completed

A process can be killed after it has changed a job and before it has added to a row, and botocore
can repeat an addition. The sweep, which runs each minute, counts the jobs and corrects the rows. It
also fills the rows of a deployment that had none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from ..clock import Clock
from ..errors import fault
from ..tables.row import Item
from ..tables.shards import shard_of
from .job import Job, seconds_per_image

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

# With 16 rows, 1,000 pictures a second are 125 writes a second for each.
SHARDS = 16
# How long a process uses what it has read.
_MAX_AGE_S = 1.0
# How many pictures each row remembers. All rows together know the last 30 or so without a gap.
_REMEMBERED = 6
_NONE = "-"
# An index shows a job within a second, and an addition follows its job at once.
_LOOK_AGAIN_S = 2.0

Drawn = tuple[datetime, datetime]

logger = Logger(child=True)


@dataclass(frozen=True, slots=True)
class Line:
    """The jobs that wait for the model, or are with it. `drawn` holds when the last pictures were
    started and completed."""

    arrivals: int = 0
    departures: int = 0
    drawn: tuple[Drawn, ...] = ()

    @property
    def length(self) -> int:
        return max(0, self.arrivals - self.departures)

    def ahead_of(self, job: Job) -> int:
        """How many jobs came before `job` and still wait.

        The model takes the jobs in order. So each job that it is done with was ahead of `job`.
        """
        if job.ticket is None:  # it was opened before Easel counted
            return max(0, self.length - 1)
        return min(max(0, job.ticket - self.departures), max(0, self.length - 1))

    @property
    def pace_s(self) -> float | None:
        """The seconds that each picture takes, or None if none is known yet."""
        return seconds_per_image(self.drawn)


class Backlog:
    """Counts the jobs that the model still has to do. It reads at most once a second."""

    def __init__(self, client: "DynamoDBClient", table: str, clock: Clock) -> None:
        self._client = client
        self._table = table
        self._clock = clock
        self._rows: dict[str, Item] = {}
        self._read_at: datetime | None = None

    def line(self) -> Line:
        """The line as it was a second ago at most. What this process has added is in it."""
        now = self._clock.now()
        if self._read_at is None or (now - self._read_at).total_seconds() > _MAX_AGE_S:
            # A row that DynamoDB does not return, because it is busy, stays as it was known.
            self._rows |= self._read()[0]
            self._read_at = now
        return _line(self._rows.values())

    def arrive(self, job_id: str) -> None:
        """Count a job that was opened."""
        self._add(job_id, arrivals=1)

    def withdraw(self, job_id: str) -> None:
        """Uncount a job that did not reach the model. It was the last in the line."""
        self._add(job_id, arrivals=-1)

    def depart(self, job_id: str, drawn: Drawn | None = None) -> None:
        """Count a job that the model is done with. `drawn` is when its picture was started and
        completed, if it was drawn."""
        self._add(job_id, departures=1, drawn=drawn)

    def correct(self, count: Callable[[], int]) -> int:
        """Make the rows agree with `count`, which counts the jobs. Returns by how much they change.

        Jobs come and go meanwhile. So only what is certain is changed: what two looks, a few
        seconds apart, both show.
        """
        wrong = self._off_by(count)
        if wrong:
            self._clock.sleep(_LOOK_AGAIN_S)
            again = self._off_by(count)
            same_way = (wrong > 0) == (again > 0)
            wrong = min(wrong, again, key=abs) if same_way else 0
        if wrong > 0:
            self._add("", arrivals=wrong)
        elif wrong < 0:
            self._add("", departures=-wrong)
        return wrong

    def _off_by(self, count: Callable[[], int]) -> int:
        """How many more jobs there are than the rows say; 0 if the rows may be right."""
        before, complete = self._read(consistent=True)
        found = count()
        after, still_complete = self._read(consistent=True)
        if not complete or not still_complete:
            return 0
        was, now = _line(before.values()), _line(after.values())
        open_before = was.arrivals - was.departures
        most = open_before + max(0, now.arrivals - was.arrivals)
        least = open_before - max(0, now.departures - was.departures)
        return max(0, found - most) or min(0, found - least)

    def _read(self, *, consistent: bool = False) -> tuple[dict[str, Item], bool]:
        """The rows, and whether DynamoDB has returned all of them."""
        keys = [_key(k) for k in range(SHARDS)]
        answer = self._client.batch_get_item(
            RequestItems={self._table: {"Keys": keys, "ConsistentRead": consistent}}
        )
        found = answer["Responses"].get(self._table, [])
        return {row["pk"]["S"]: row for row in found}, not answer.get("UnprocessedKeys")

    def _add(
        self, job_id: str, *, arrivals: int = 0, departures: int = 0, drawn: Drawn | None = None
    ) -> None:
        """Add to one row. If that fails, nothing is raised: the job has changed anyway, and the
        sweep corrects the rows."""
        values: Item = {":in": {"N": str(arrivals)}, ":out": {"N": str(departures)}}
        update = "ADD arrivals :in, departures :out"
        if drawn:
            update += " SET " + ", ".join(
                f"drawn{k} = if_not_exists(drawn{k - 1}, :none)"
                for k in range(_REMEMBERED - 1, 0, -1)
            )
            update += ", drawn0 = :drawn"
            values |= {":none": {"S": _NONE}, ":drawn": {"S": _text(drawn)}}
        try:
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(shard_of(job_id, SHARDS)),
                UpdateExpression=update,
                ExpressionAttributeValues=values,
                ReturnValues="ALL_NEW",
            )
        except (ClientError, BotoCoreError) as error:
            logger.warning("job not counted", extra={"id": job_id, **fault(error)})
            return
        self._rows[answer["Attributes"]["pk"]["S"]] = answer["Attributes"]


def _line(rows: Iterable[Item]) -> Line:
    arrivals = departures = 0
    drawn: list[Drawn] = []
    known_since: list[datetime] = []
    for row in rows:
        arrivals += _number(row, "arrivals")
        departures += _number(row, "departures")
        remembered = [_drawn(row[name]["S"]) for name in _NAMES if _is_drawn(row, name)]
        drawn += remembered
        if len(remembered) == _REMEMBERED:
            known_since.append(min(completed for _, completed in remembered))
    # Before this time a row has forgotten pictures, so the pace would seem slower than it was.
    since = max(known_since, default=datetime.min.replace(tzinfo=UTC))
    return Line(arrivals, departures, tuple(d for d in drawn if d[1] >= since))


_NAMES = [f"drawn{k}" for k in range(_REMEMBERED)]


def _is_drawn(row: Item, name: str) -> bool:
    return name in row and row[name]["S"] != _NONE


def _number(row: Item, name: str) -> int:
    return int(row[name]["N"]) if name in row else 0


def _text(drawn: Drawn) -> str:
    return " ".join(str(round(at.timestamp() * 1000)) for at in drawn)


def _drawn(text: str) -> Drawn:
    started, completed = (datetime.fromtimestamp(int(t) / 1000, tz=UTC) for t in text.split())
    return started, completed


def _key(k: int) -> dict[str, Any]:
    return {"pk": {"S": f"backlog#{k}"}}
