import json
import os
import unittest
from types import SimpleNamespace
from unittest.mock import patch

from tests.events import claims_of, event_of

import profile_info
from store import ProfileStore

ENVIRONMENT = {
    "CLAIMCHECK_PROVIDER": "cognito",
    "CLAIMCHECK_SCOPE_PREFIX": "orders-api/",
    "CLAIMCHECK_IDENTITY_SOURCE": "$request.header.Authorization",
}
CONTEXT = SimpleNamespace(function_name="test", aws_request_id="1")


class Table:
    """A table of items, as boto3 shows it."""

    def __init__(self):
        self.items = {}

    def get_item(self, Key, ConsistentRead):
        item = self.items.get(Key["key"])
        return {"Item": item} if item else {}

    def update_item(self, Key, UpdateExpression, ExpressionAttributeValues, ReturnValues):
        now = ExpressionAttributeValues[":now"]
        created = self.items.get(Key["key"], {}).get("createdAt", now)
        item = {**Key, "profile": ExpressionAttributeValues[":profile"], "createdAt": created, "updatedAt": now}
        self.items[Key["key"]] = item
        return {"Attributes": item}


class Profiles(unittest.TestCase):
    def setUp(self):
        store = ProfileStore(Table())
        for patched in (patch.dict(os.environ, ENVIRONMENT), patch.object(profile_info, "profiles", lambda: store)):
            patched.start()
            self.addCleanup(patched.stop)
        profile_info.settings.cache_clear()

    def call(self, handler, token, **parts):
        answer = handler(event_of(claims_of(token), **parts), CONTEXT)
        return answer["statusCode"], json.loads(answer["body"])

    def post(self, token, value, **parts):
        return self.call(profile_info.create, token, body=json.dumps(value), **parts)

    def test_what_one_token_writes_the_other_reads(self):
        self.assertEqual(self.call(profile_info.get, "cognito-id")[1]["profile"], None)
        status, _ = self.post("cognito-id", {"displayName": "Ada"})
        self.assertEqual(status, 201)

        status, body = self.call(profile_info.get, "cognito-access")
        self.assertEqual((status, body["profile"]["displayName"]), (200, "Ada"))
        self.assertEqual(body["principal"]["tokenUse"], "access")

    def test_a_second_write_replaces(self):
        self.post("cognito-id", {"displayName": "Ada", "bio": "Engines"})
        status, body = self.post("cognito-id", {"displayName": "Ada L."})

        self.assertIn(status, (200, 201))
        self.assertNotIn("bio", body)

    def test_a_client_has_none(self):
        status, body = self.post("cognito-access-client-credentials", {"displayName": "Bot"})
        self.assertEqual((status, body["code"]), (403, "ERR_CALLER_KIND_REFUSED"))

    def test_bad_input_is_explained(self):
        for value in ({}, {"displayName": ""}, {"displayName": 1}, {"displayName": "x" * 101}, {"displayName": "a", "x": 1}):
            with self.subTest(value):
                status, body = self.post("cognito-id", value)
                self.assertEqual((status, body["code"]), (422, "ERR_BODY_INVALID"))

    def test_a_body_that_is_not_json_is_refused(self):
        for body, content_type, status in (("{", "application/json", 400), ("[]", "application/json", 400), ("{}", "text/plain", 415)):
            with self.subTest(body):
                found, _ = self.call(profile_info.create, "cognito-id", body=body, content_type=content_type)
                self.assertEqual(found, status)

    def test_a_fault_of_ours_is_500_and_says_nothing(self):
        with patch.object(profile_info, "profiles", lambda: 1 / 0), patch("sys.stderr"):
            status, body = self.call(profile_info.get, "cognito-id")
        self.assertEqual((status, body["code"]), (500, "ERR_INTERNAL"))
