"""The claims of the token that the JWT authorizer has verified.

API Gateway passes every claim on as text: a list becomes ``[a b]``, which may be two names or one. The token itself has the types, so it is read
again where the authorizer reads it from a header; its signature has been checked already.
"""

import base64
import json

_HEADER = "$request.header."

# What makes two tokens the same one.
_IDENTITY = ("iss", "sub", "iat", "exp")


def read_claims(event, identity_source):
    """Returns the claims, typed if the verified token is at hand and as text otherwise; None where no authorizer stood in front.

    :param identity_source: the authorizer's, such as ``$request.header.Authorization``; of no other header is a token read.
    """
    context = event.get("requestContext", {})
    passed = ((context.get("authorizer") or {}).get("jwt") or {}).get("claims")
    if not passed:
        return None
    token = _read_token(event.get("headers") or {}, identity_source)
    is_same = token is not None and all(_text(token.get(name)) == passed.get(name) for name in _IDENTITY)
    return token if is_same else passed


def read_list(claims, name):
    """A list of names. From text, only what has one reading counts: ``[a b]`` may be one group or two."""
    value = claims.get(name)
    if isinstance(value, list):
        return [item for item in value if isinstance(item, str) and item]
    if not isinstance(value, str) or value in ("", "[]"):
        return []
    if not value.startswith("["):
        return [value]
    inner = value[1:-1]
    return [] if " " in inner or "[" in inner else [inner]


def read_words(claims, name):
    """Scopes or audiences, none of which holds a space (RFC 6749 section 3.3): in one text or in a list."""
    value = claims.get(name)
    texts = value if isinstance(value, list) else [value.strip("[]")] if isinstance(value, str) else []
    return [word for text in texts if isinstance(text, str) for word in text.split()]


def read_text(claims, name):
    """A text; None when the claim is absent, empty or something else."""
    value = claims.get(name)
    return value if isinstance(value, str) and value else None


def _read_token(headers, identity_source):
    if not identity_source.startswith(_HEADER):
        return None
    value = headers.get(identity_source[len(_HEADER) :].lower(), "")
    parts = value.split(" ")[-1].split(".")
    if len(parts) != 3:
        return None
    try:
        payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


def _text(value):
    return value if isinstance(value, str) else None if value is None else json.dumps(value)
