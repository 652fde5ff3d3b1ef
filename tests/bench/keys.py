"""How many pictures are lost because two get the same key."""

from random import Random

from tests.fakes import SIGNER, a_picture

from .line import Line, write
from .naive import timestamp_key

_REQUESTS = 20_000
_REQUESTS_PER_S = 1.0


def main() -> None:
    random = Random(1)
    now_s = 0.0
    timestamps, ours = set(), set()
    for _ in range(_REQUESTS):
        now_s += random.expovariate(_REQUESTS_PER_S)  # independent arrivals
        timestamps.add(timestamp_key(now_s))
        ours.add(a_picture(seed=random.getrandbits(32)).id(SIGNER))
    what = "pictures lost at 1 a second; beside a key of seconds"
    write([Line(what, _lost_percent(ours), "%", _lost_percent(timestamps), 0.0)])


def _lost_percent(keys: set[str]) -> float:
    """Percent of pictures lost: each replaces an earlier picture with the same key."""
    return 100 * (1 - len(keys) / _REQUESTS)


if __name__ == "__main__":
    main()
