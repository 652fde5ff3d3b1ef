"""Spreads rows over several partition keys, because one key takes only so much.

DynamoDB gives each partition 3,000 read units and 1,000 write units a second, in a table and in an
index. An index that is throttled throttles the table's writes too. (AWS, "Key range throughput
exceeded (hot partitions)" in the DynamoDB Developer Guide.)
"""

import zlib


def shard_of(key: str, shards: int) -> int:
    """The shard of `key`: the same in every process, and as many keys in each shard."""
    return zlib.crc32(key.encode()) % shards


def sharded(name: str, key: str, shards: int) -> str:
    """The partition of `key`, one of `all_shards(name, shards)`."""
    return f"{name}#{shard_of(key, shards)}"


def all_shards(name: str, shards: int) -> list[str]:
    """The partitions that `name` is spread over. The first holds the rows from the time when
    `name` was one partition."""
    return [name, *(f"{name}#{k}" for k in range(shards))]
