"""What the design promises of the code itself: one way of data, small rooms, nothing heavy before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted([*ROOT.glob("extractors/**/*.py"), *ROOT.glob("pipeline/**/*.py")])
IDS = [str(path.relative_to(ROOT)) for path in MODULES]
#: Modules of the world: an extractor imports none of them.
WORLD = {
    "pipeline",
    "sqlite3",
    "sqlite_utils",
    "datasette",
    "os",
    "subprocess",
    "socket",
    "requests",
    "time",
    "random",
    "datetime",
}
HEAVY = ("spacy", "underthesea", "datasette", "pdfplumber", "pypdfium2", "sqlite_utils", "numpy", "regex")


def imports_of(path: Path) -> set[str]:
    """The top-level names that a module imports, anywhere in it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    from_ = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in plain | from_}


@pytest.mark.parametrize("path", [p for p in MODULES if p.is_relative_to(ROOT / "extractors")], ids=str)
def test_extractors_touch_nothing(path: Path) -> None:
    """`pipeline` imports `extractors`, never back; extractors know neither clock nor network nor process."""
    assert not imports_of(path) & WORLD


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_rooms_are_small(path: Path) -> None:
    """Files stay below 250 lines and functions within forty."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") < 250
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno and f.end_lineno - f.lineno >= 40}
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=IDS)
def test_public_names_are_documented(path: Path) -> None:
    """Every module and every public class and function says what it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    assert ast.get_docstring(tree)
    assert not [n.name for n in nodes if not n.name.startswith("_") and not ast.get_docstring(n)]


def test_help_imports_nothing_heavy() -> None:
    """`chitieu --help` answers before anything heavy is imported."""
    code = "import sys; from pipeline.cli import cli; cli.main(['--help'], standalone_mode=False); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = told.stdout.split()
    assert not [name for name in HEAVY if name in loaded]
