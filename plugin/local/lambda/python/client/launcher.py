"""Starts AWS's Lambda client for Python, with the import path of Lambda.

Arguments: the handler, the folder of the code and those of its requirements and layers, joined as in PYTHONPATH, and folders that come last.
What the function brings along, or the environment that runs it, is found before those.
"""

import os
import sys

from claimcheck_loaded_files import tell_loaded_files

_, handler, first, *last = sys.argv

# The first entry is the folder of this file.
sys.path[:1] = first.split(os.pathsep)
sys.path.extend(last)
sys.argv = [sys.argv[0], handler]

tell_loaded_files(sys.path[0])

from awslambdaric.__main__ import main  # noqa: E402

main(sys.argv)
