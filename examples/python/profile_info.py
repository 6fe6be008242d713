"""``GET /profile`` and ``POST /profile``, with an id token or an access token."""

import os
from functools import cache

from http_api import Problem, answering, json_answer, read_json
from principal import Settings, read_principal
from store import ProfileStore


@cache
def settings():
    return Settings.read(os.environ)


@cache
def profiles():
    import boto3

    # AWS_ENDPOINT_URL_DYNAMODB leads to the local table.
    return ProfileStore(boto3.resource("dynamodb").Table(os.environ["PROFILE_TABLE"]))


@answering
def get(event, context):
    """Who is calling, and the profile that belongs to them; null before the first POST."""
    principal = read_principal(event, settings())
    body = {"principal": show(principal), "profile": profiles().get(principal)}
    # The caller differs with each token, so no cache may store it.
    return json_answer(200, body, {"cache-control": "no-store"})


@answering
def create(event, context):
    """Creates or replaces the caller's profile. A machine-to-machine client has none."""
    principal = read_principal(event, settings())
    if principal.kind != "user":
        raise Problem(403, "ERR_CALLER_KIND_REFUSED", "A client on its own has no profile: send a user's token.")
    profile, is_new = profiles().put(principal, read_profile(read_json(event)))
    return json_answer(201, profile, {"location": "/profile"}) if is_new else json_answer(200, profile)


LIMITS = {"displayName": 100, "bio": 1000}


def read_profile(body):
    """:raises Problem: 422 naming each member that is missing, unknown, too long or no text."""
    wrong = [name for name in body if name not in LIMITS]
    wrong += [name for name, limit in LIMITS.items() if name in body and not is_text(body[name], limit)]
    if wrong or not body.get("displayName"):
        names = ", ".join(sorted(set(wrong))) or "displayName is missing"
        raise Problem(422, "ERR_BODY_INVALID", f"displayName (1 to 100 characters) and bio (to 1000) are texts: {names}.")
    return {name: body[name].strip() for name in LIMITS if name in body}


def is_text(value, limit):
    return isinstance(value, str) and len(value) <= limit and value.strip() != ""


def show(principal):
    """With the names that the TypeScript service has."""
    return {
        "provider": principal.provider,
        "tokenUse": principal.token_use,
        "kind": principal.kind,
        "issuer": principal.issuer,
        "subject": principal.subject,
        "key": principal.key,
        "clientId": principal.client_id,
        "username": principal.username,
        "email": principal.email,
        "scopes": principal.scopes,
        "groups": principal.groups,
        "permissions": principal.permissions,
        "expiresAt": principal.expires_at,
    }
