"""The errors a user meets: each message names the file, what is wrong and what to do."""

from __future__ import annotations

import re
from pathlib import Path

#: A path from the root of a machine, of two names or more; blanks end it unless it is quoted.
_QUOTED = re.compile(r"""(?P<mark>['"])(?:[A-Za-z]:[\\/]|/)[^'"\n]*?(?P<name>[^'"/\\\n]+)(?P=mark)""")
_BARE = re.compile(r"(?<![\w:/.<])(?:[A-Za-z]:\\+|/)(?:[^\s/\\'\"()<>]+[/\\]+)+(?P<name>[^\s/\\'\"()<>,;:]*)")


def without_paths(text: str, *known: str) -> str:
    """The text with the names of files in the place of their paths on this machine.

    >>> without_paths("cannot open '/home/an/mau so 1.pdf' (see /tmp/x/log.txt)")
    "cannot open 'mau so 1.pdf' (see log.txt)"
    """
    for path in known:
        text = text.replace(path, re.split(r"[/\\]", path)[-1])
    text = _QUOTED.sub(lambda match: f"{match['mark']}{match['name']}{match['mark']}", text)
    return _BARE.sub(lambda match: match["name"], text)


class ChitieuError(Exception):
    """An error that ends a command with one sentence."""


class UnusableSourceError(ChitieuError):
    """A file that cannot be used: `reason` is its code in `problems`, `remedy` what the user can do."""

    def __init__(self, path: Path, reason: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}. {remedy}")
        self.path, self.reason, self.what, self.remedy = path, reason, what, remedy
