"""Keeps one profile per caller, in DynamoDB."""

from datetime import datetime, timezone


class ProfileStore:
    """:param table: a boto3 Table whose partition key is ``key``, or what a test puts in its place."""

    def __init__(self, table, now=lambda: datetime.now(timezone.utc)):
        self._table = table
        self._now = now

    def get(self, principal):
        """The caller's profile, read consistently; None when there is none."""
        item = self._table.get_item(Key={"key": principal.key}, ConsistentRead=True).get("Item")
        return _profile(item) if item else None

    def put(self, principal, profile):
        """Creates the profile, or replaces it as a whole. Returns it, and whether it is new."""
        now = self._now().isoformat().replace("+00:00", "Z")
        item = self._table.update_item(
            Key={"key": principal.key},
            UpdateExpression="SET profile = :profile, createdAt = if_not_exists(createdAt, :now), updatedAt = :now",
            ExpressionAttributeValues={":profile": profile, ":now": now},
            ReturnValues="ALL_NEW",
        )["Attributes"]
        return _profile(item), item["createdAt"] == item["updatedAt"]


def _profile(item):
    return {**item["profile"], "createdAt": item["createdAt"], "updatedAt": item["updatedAt"]}
