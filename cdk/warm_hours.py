"""`warm_hours` of easel.toml: when an instance is kept running, as Application Auto Scaling's cron
expressions."""

import re
from dataclasses import dataclass
from typing import Self

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(_DAYS)
_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_WRITTEN = re.compile(rf"({_DAY})(?:-({_DAY}))? {_TIME}-{_TIME}")


@dataclass(frozen=True, slots=True)
class WarmHours:
    """`begin` and `end` are the fields of a cron expression: minute, hour, day of the month, month,
    day of the week, year.
    https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
    """

    begin: str
    end: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """The hours that `text` names: days, a space, two times, such as `Mon-Fri 08:00-18:00`. If
        the second time is not after the first, it is of the next day.

        Raises:
            ValueError: `text` names no such hours.
        """
        written = _WRITTEN.fullmatch(text)
        if not written:
            raise ValueError(f'{text!r} is not written as "Mon-Fri 08:00-18:00" is')
        first, last, *times = written.groups()
        begin, end = (int(times[0]), int(times[1])), (int(times[2]), int(times[3]))
        if begin == end:
            raise ValueError(f"{text!r} begins and ends at the same time")
        start = _DAYS.index(first)
        days = range(start, start + (_DAYS.index(last or first) - start) % len(_DAYS) + 1)
        later = 1 if end < begin else 0
        return cls(_cron(begin, days), _cron(end, range(days.start + later, days.stop + later)))


def _cron(at: tuple[int, int], days: range) -> str:
    hour, minute = at
    named = ",".join(_DAYS[day % len(_DAYS)].upper() for day in days)
    return f"{minute} {hour} ? * {named} *"
