"""The set-up says what is missing, and stays readable for Pythons that it refuses."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from pipeline import bootstrap


@pytest.mark.parametrize(
    ("version", "accepted"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False)]
)
def test_python_version(version: tuple[int, int], accepted: bool) -> None:
    """Python 3.11 to 3.13 is accepted, any other is told which to take."""
    if accepted:
        bootstrap.check_python(version)
        return
    with pytest.raises(SystemExit, match=f"this is {version[0]}.{version[1]}"):
        bootstrap.check_python(version)


def test_missing_venv_is_named() -> None:
    """A Python without venv is told which package to install."""
    with pytest.raises(SystemExit, match="python3-venv"):
        bootstrap.check_venv("a_module_that_is_not_there")


@pytest.mark.parametrize("purpose", ["serve", "test"])
def test_locks_name_versions_and_hashes_only(purpose: str) -> None:
    """Every requirement is pinned with a hash, and no address stands in a lock file."""
    lines = bootstrap.LOCKS[purpose].read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#", "-"))]
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert not [line for line in lines if "://" in line]


def test_lock_covers_the_dependencies() -> None:
    """What `pyproject.toml` needs at run time is in the lock file."""
    project = tomllib.loads((Path(bootstrap.ROOT) / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {line.split("==")[0] for line in bootstrap.LOCKS["serve"].read_text(encoding="utf-8").splitlines()}
    wanted = {re.split(r"[<>=\[]", name)[0] for name in project["dependencies"]}
    assert wanted <= locked
