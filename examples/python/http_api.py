"""Answers of an HTTP API: JSON, and problems as RFC 9457 has them."""

import base64
import json
import sys

from principal import Unauthorized


class Problem(Exception):
    """An error answer. ``code`` is stable."""

    def __init__(self, status, code, detail):
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail


def json_answer(status, value, headers=None):
    return {
        "statusCode": status,
        "headers": {"content-type": "application/json", **(headers or {})},
        "body": json.dumps(value, ensure_ascii=False),
    }


def answering(handler):
    """Turns what a handler raises into an answer. The log names the error and never what the caller sent."""

    def answer(event, context):
        try:
            return handler(event, context)
        except Unauthorized as error:
            challenge = {"www-authenticate": 'Bearer error="invalid_token"'}
            return _problem(Problem(401, error.code, str(error)), challenge)
        except Problem as problem:
            return _problem(problem)
        except Exception as error:
            print(f"{type(error).__name__} in {context.function_name}, request {context.aws_request_id}", file=sys.stderr)
            return _problem(Problem(500, "ERR_INTERNAL", "Something went wrong on our side."))

    return answer


def read_json(event):
    """:raises Problem: 415 for another content type, 400 for a body that is not a JSON object."""
    content_type = (event.get("headers") or {}).get("content-type", "")
    if content_type.split(";")[0].strip().lower() != "application/json":
        raise Problem(415, "ERR_CONTENT_TYPE", "Send JSON, with content-type: application/json.")
    body = event.get("body") or ""
    try:
        text = base64.b64decode(body).decode() if event.get("isBase64Encoded") else body
        value = json.loads(text)
    except ValueError:
        raise Problem(400, "ERR_BODY_MALFORMED", "The body is not JSON.") from None
    if not isinstance(value, dict):
        raise Problem(400, "ERR_BODY_MALFORMED", "The body is not a JSON object.")
    return value


def _problem(problem, headers=None):
    value = {"status": problem.status, "code": problem.code, "detail": problem.detail}
    return json_answer(problem.status, value, {"content-type": "application/problem+json", **(headers or {})})
