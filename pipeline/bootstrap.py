"""Set-up in one command, with nothing but Python: makes the environment, then serves the site or runs the tests.

    python3 -m pipeline.bootstrap serve [--port N]
    python3 -m pipeline.bootstrap test [arguments of pytest]

Only the standard library is used, in a form that old Pythons can read, so that they are told what is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
#: The lock files: versions and hashes of what is served with, and of all that the tests need.
LOCKS = {"serve": ROOT / "requirements.lock", "test": ROOT / "requirements-test.lock"}
OLDEST, NEWEST = (3, 11), (3, 13)


def check_python(version: tuple[int, ...] = sys.version_info[:2]) -> None:
    """None; raises `SystemExit` with one sentence where this Python is not one of those that are supported."""
    if not OLDEST <= tuple(version) <= NEWEST:
        raise SystemExit(
            "chitieu needs Python 3.11, 3.12 or 3.13, this is {}.{}: call it with one of these, for example "
            "python3.12 -m pipeline.bootstrap serve".format(*version)
        )


def check_venv(module: str = "ensurepip") -> None:
    """None; raises `SystemExit` with one sentence where Python was installed without its module venv."""
    try:
        __import__("venv")
        __import__(module)
    except ImportError:
        raise SystemExit(
            "Python's module venv is missing: install it (Debian, Ubuntu: apt install python3-venv) and call again"
        ) from None


def interpreter() -> Path:
    """The Python of the environment."""
    return ENVIRONMENT / "bin" / "python"


def _stamp(purpose: str) -> str:
    locked = LOCKS[purpose].read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return f"{purpose} {sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(locked).hexdigest()}"


def _is_ready(purpose: str) -> bool:
    stamp = ENVIRONMENT / "chitieu-stamp"
    if not stamp.is_file() or not interpreter().is_file():
        return False
    have = stamp.read_text(encoding="utf-8").splitlines()
    return _stamp(purpose) in have or (purpose == "serve" and _stamp("test") in have)


def make_environment(purpose: str) -> None:
    """Make `.venv` for `serve` or `test` from its lock file; nothing is done where it stands already."""
    check_python()
    if _is_ready(purpose):
        return
    check_venv()
    print(f"Making the environment in {ENVIRONMENT} …", flush=True)
    if not interpreter().is_file() or not _same_python():
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        _call([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    pip = [str(interpreter()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _call([*pip, "--require-hashes", "-r", str(LOCKS[purpose])])
    _call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    (ENVIRONMENT / "chitieu-stamp").write_text(_stamp(purpose) + "\n", encoding="utf-8")


def _same_python() -> bool:
    told = subprocess.run(
        [str(interpreter()), "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True
    )
    return told.returncode == 0 and told.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _call(command: list[str]) -> None:
    """Run a command; where it fails, end with its exit status (it has said why)."""
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def serve(port: int) -> None:
    """Ingest `corpora/` into `chitieu.db` and serve it until it is interrupted."""
    chitieu = [str(interpreter()), "-m", "pipeline.cli"]
    database = str(ROOT / "chitieu.db")
    _call([*chitieu, "ingest", str(ROOT / "corpora"), "--db", database])
    os.execv(chitieu[0], [*chitieu, "serve", "--db", database, "--port", str(port)])


def test(arguments: list[str]) -> None:
    """Run the linters, the type checker and the tests."""
    python = str(interpreter())
    _call([python, "-m", "ruff", "check", "."])
    _call([python, "-m", "ruff", "format", "--check", "."])
    _call([python, "-m", "mypy"])
    _call([python, "-m", "pytest", *arguments])


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python3 -m pipeline.bootstrap", description=(__doc__ or "").split("\n")[0])
    purposes = parser.add_subparsers(dest="purpose", required=True)
    purposes.add_parser("serve", help="ingest corpora/ and serve the site").add_argument(
        "--port", type=int, default=8001
    )
    purposes.add_parser("test", help="run all checks and tests")
    options, rest = parser.parse_known_args()
    if rest and options.purpose == "serve":
        parser.error("unknown: " + " ".join(rest))
    make_environment(options.purpose)
    if options.purpose == "serve":
        serve(options.port)
    else:
        test(rest)


if __name__ == "__main__":
    main()
