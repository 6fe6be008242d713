"""Starts AWS's Lambda client for Python, with the import path of Lambda.

Arguments: the handler, the folder of the code, the folder of its requirements or an empty text, and folders that come last. What the
function brings along, or the environment that runs it, is found before those.
"""

import sys

_, handler, code, requirements, *last = sys.argv

# The first entry is the folder of this file.
sys.path[:1] = [code, requirements] if requirements else [code]
sys.path.extend(last)
sys.argv = [sys.argv[0], handler]

from awslambdaric.__main__ import main  # noqa: E402

main(sys.argv)
