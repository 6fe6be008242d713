"""Tells the local run which of the service's own files are imported, or looked for in vain, so that it watches them.

One JSON message a line on descriptor 3, before the file is read: one that does not load is told too.
"""

import json
import os
import sys
from importlib.machinery import PathFinder

_CHANNEL = 3
_known = set()


def tell_loaded_files(root):
    """Packages, and what tools keep in folders of their own, do not count."""
    root = os.path.join(root, "")

    class Finder:
        """Asked before Python's own finder of files, which it asks in turn."""

        @staticmethod
        def find_spec(name, path=None, target=None):
            spec = PathFinder.find_spec(name, path, target)
            files = [spec.origin] if spec else _missing(name, [root] if path is None else path)
            for file in files:
                if file and _is_own(file, root):
                    _tell(file)
            return spec

    sys.meta_path.insert(sys.meta_path.index(PathFinder), Finder)


def _missing(name, folders):
    last = name.rpartition(".")[2]
    return [os.path.join(folder, last + end) for folder in folders for end in (".py", os.sep + "__init__.py")]


def _is_own(file, root):
    if not file.startswith(root):
        return False
    folders = file[len(root) :].split(os.sep)[:-1]
    return not any(each.startswith(".") or each in ("site-packages", "node_modules") for each in folders)


def _tell(file):
    if file in _known:
        return
    _known.add(file)
    message = {"kind": "loaded", "files": [{"path": file, "changedMs": _changed_ms(file)}]}
    try:
        os.write(_CHANNEL, json.dumps(message).encode() + b"\n")
    except OSError:
        # The function has closed it: its edits are seen at the next start.
        pass


def _changed_ms(file):
    """As Node.js computes `mtimeMs`."""
    try:
        nanoseconds = os.stat(file).st_mtime_ns
    except OSError:
        return None
    return nanoseconds // 10**9 * 1000 + nanoseconds % 10**9 / 10**6
