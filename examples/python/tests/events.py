"""Events as an HTTP API with a JWT authorizer makes them, from the tokens that providers document."""

import base64
import json
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parent.parent
TOKENS = EXAMPLE.parent.parent / "test" / "fixtures" / "tokens"
sys.path.insert(0, str(EXAMPLE))


def claims_of(name):
    return json.loads((TOKENS / f"{name}.json").read_text())["payload"]


def as_text(value):
    """How API Gateway writes a claim."""
    if isinstance(value, list):
        return f"[{' '.join(as_text(item) for item in value)}]"
    return value if isinstance(value, str) else json.dumps(value)


def token_of(claims):
    part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{part}.bm8"


def event_of(claims, *, with_token=True, body=None, content_type="application/json"):
    headers = {"authorization": f"Bearer {token_of(claims)}"} if with_token else {}
    if body is not None:
        headers["content-type"] = content_type
    jwt = {"claims": {name: as_text(value) for name, value in claims.items()}, "scopes": None}
    return {"version": "2.0", "headers": headers, "requestContext": {"authorizer": {"jwt": jwt}}, "body": body}
