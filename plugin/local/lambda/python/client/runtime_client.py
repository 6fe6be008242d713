"""Stands in for the native part of awslambdaric, which exists for Linux only.

It is the last folder of the import path, so the native one is taken wherever it is installed. The functions and what they return are those of
https://github.com/aws/aws-lambda-python-runtime-interface-client (awslambdaric/runtime_client.cpp).
"""

import http.client
import os
import socket

_PATH = "/2018-06-01/runtime/invocation/"
_headers = {}
_connection = None


def initialize_client(user_agent):
    _headers["User-Agent"] = user_agent


def next():
    response, body = _request("GET", "next")
    headers = dict(response.getheaders())
    found = {name.lower(): value for name, value in headers.items()}
    names = (
        "Lambda-Runtime-Aws-Request-Id",
        "Lambda-Runtime-Trace-Id",
        "Lambda-Runtime-Invoked-Function-Arn",
        "Lambda-Runtime-Client-Context",
        "Lambda-Runtime-Cognito-Identity",
        "Lambda-Runtime-Aws-Tenant-Id",
        "Content-Type",
        "Lambda-Runtime-Invocation-Id",
    )
    known = {name: found.get(name.lower()) for name in names}
    known["Lambda-Runtime-Deadline-Ms"] = int(found["lambda-runtime-deadline-ms"])
    return body, known


def post_invocation_result(request_id, body, content_type, invocation_id=None):
    _request("POST", request_id + "/response", body, {"Content-Type": content_type})


def post_error(request_id, error, xray_fault, invocation_id=None):
    headers = {
        "Content-Type": "application/json",
        "Lambda-Runtime-Function-Error-Type": "Unhandled",
        "Lambda-Runtime-Function-XRay-Error-Cause": xray_fault.encode("ascii", "replace").decode(),
    }
    _request("POST", request_id + "/error", error.encode(), headers)


def _request(method, path, body=None, headers=None):
    connection = _connect()
    connection.request(method, _PATH + path, body, {**_headers, **(headers or {})})
    response = connection.getresponse()
    content = response.read()
    if not 200 <= response.status < 300:
        raise RuntimeError("Failed to {} {}: {}".format(method.lower(), path, response.status))
    return response, content


def _connect():
    global _connection
    if _connection is None:
        _connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        _connection.connect()
        _connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return _connection
