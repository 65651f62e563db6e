"""The peak of memory of this process alone."""

from __future__ import annotations

import resource
from pathlib import Path

_STATUS = Path("/proc/self/status")


def peak_megabytes() -> float:
    """The peak of resident memory in MB.

    Linux tells it of the program itself (`VmHWM`); the general figure of `getrusage` counts in what the parent held
    when it started the program, and stands in where there is no such file.

    >>> peak_megabytes() > 1
    True
    """
    if _STATUS.is_file():
        return float(_STATUS.read_text(encoding="utf-8").split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
