"""What the tests share: where the shared corpora are, and that they are skipped, aloud, where these are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the shared corpora where they are absent, and say so."""
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason=f"the shared corpora are not at {SHARED}")
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared corpora."""
    return SHARED
