from .words import HELLO


def handler(event, context):
    return {"statusCode": 200, "body": HELLO}
