"""Removes deleted pictures from CloudFront's caches."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_boto3_cloudfront import CloudFrontClient


class Cdn:
    def __init__(self, client: "CloudFrontClient", distribution_id: str) -> None:
        self._client = client
        self._distribution_id = distribution_id

    def forget(self, keys: list[str], reference: str) -> None:
        """Drop the copies of `keys` at every edge, within a minute or so. A key may end in *.

        A second call with the same `reference` is the same request, so its paths are not counted
        again: only 1,000 paths a month are free.
        """
        paths = [f"/{key}" for key in keys]
        self._client.create_invalidation(
            DistributionId=self._distribution_id,
            InvalidationBatch={
                "Paths": {"Quantity": len(paths), "Items": paths},
                "CallerReference": reference,
            },
        )
