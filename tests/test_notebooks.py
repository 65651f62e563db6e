"""Every notebook runs from its first cell to its last on a database that was made from `corpora/` a moment ago."""

import json
import re
from pathlib import Path

import pytest

from pipeline.ingest import ingest_files

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    path = tmp_path_factory.mktemp("notebooks") / "fresh.db"
    assert ingest_files([ROOT / "corpora"], path).usable > 0
    return path


@pytest.fixture(scope="module")
def executed(database, tmp_path_factory):
    """The cells of every notebook after it has run in an empty folder."""
    nbclient = pytest.importorskip("nbclient", reason="the group notebook is not installed")
    nbformat = pytest.importorskip("nbformat")
    resources = {"metadata": {"path": str(tmp_path_factory.mktemp("empty"))}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHITIEU_DB", str(database))
        books = {path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS}
        return {
            name: nbclient.NotebookClient(book, timeout=120, resources=resources).execute().cells
            for name, book in books.items()
        }


def shown(cells: list[dict]) -> str:
    """The text of all that the cells show."""
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return "\n".join(output.get("data", {}).get("text/plain", output.get("text", "")) for output in outputs)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(notebook, executed):
    cells = executed[notebook.stem]
    assert all(output["output_type"] != "error" for cell in cells for output in cell.get("outputs", []))
    assert str(ROOT) not in shown(cells)


@pytest.mark.slow
def test_first_notebook_shows_what_the_provinces_share(executed):
    cells = executed[NOTEBOOKS[0].stem]
    text = re.sub(r"\s+", " ", shown(cells))
    assert "Mức độ hài lòng về giải quyết thủ tục hành chính ≥ 90% ≥ 90% ≥ 90%" in text
    assert "Mức độ hài lòng về giải quyết thủ tục hành chính – ≥ 95% ≥ 95%" in text
    assert any("image/png" in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stored_without_outputs_and_machine_paths(notebook):
    text = notebook.read_text(encoding="utf-8")
    cells = json.loads(text)["cells"]
    assert not re.search(r"/(?:home|root|work|Users|tmp)/", text)
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells)
    assert re.match(r"\d\d-", notebook.name)
