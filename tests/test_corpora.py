"""The digests: what is read from each is what its document promises; the register; the PDF; no text of others."""

import csv
import doctest
import hashlib
import importlib.util
import json
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import extractors
from extractors.lexicon import load_lexicon
from pipeline.readers import read_source
from pipeline.record import record_of

CORPORA = Path(__file__).parent.parent / "corpora"
_LINES = (CORPORA / "register.csv").read_text(encoding="utf-8").splitlines()
REGISTER = list(csv.DictReader(line for line in _LINES if not line.startswith("#")))
DIGESTS = sorted(path.relative_to(CORPORA).as_posix() for path in CORPORA.rglob("*.txt"))
PDF = "soc-trang/cong-van-31-kem-nghi-quyet-10-ban-in.pdf"
MARK = "[BẢN TÓM LƯỢC do dự án Chỉ tiêu viết lại, không phải văn bản chính thức]\n"
FIELDS = ("code", "value", "unit", "comparator", "change", "baseline", "per", "level", "deadline")
KINDS = ("figures", "deadlines", "assignments", "citations")
LONGEST = 19
FORM = re.compile(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|[^\n]+, ngày \d+ tháng \d+ năm \d+(?=\n)")


def text_of(digest: str) -> str:
    return (CORPORA / digest).read_text(encoding="utf-8")


def gold_of(folder: Path, digest: str) -> list[dict]:
    path = (folder / digest.replace("-ban-in", "")).with_suffix(".json")
    return json.loads(path.read_text(encoding="utf-8"))["documents"]


def targets_of(documents: list[dict]) -> list[Counter]:
    """What each document promises, as a whole."""
    return [
        Counter(
            tuple(figure[field] for field in FIELDS) for figure in document["figures"] if figure["role"] == "target"
        )
        for document in documents
    ]


@cache
def read_documents(digest: str) -> list[dict]:
    source = read_source(CORPORA / digest)
    return record_of(source, extractors.extract(source.text))["documents"]


def syllables(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def load_maker():
    spec = importlib.util.spec_from_file_location("make_pdf", CORPORA / "make_pdf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("digest", [*DIGESTS, PDF])
def test_targets_read_from_a_digest_are_those_of_its_annotations(digest):
    wanted, read = targets_of(gold_of(CORPORA / "gold", digest)), targets_of(read_documents(digest))
    assert [w - r for w, r in zip(wanted, read, strict=True)] == [Counter()] * len(wanted), "missed"
    assert [r - w for w, r in zip(wanted, read, strict=True)] == [Counter()] * len(wanted), "invented"


@pytest.mark.parametrize("digest", [*DIGESTS, PDF])
def test_header_of_a_digest_is_read_past_its_mark(digest):
    wanted = [document["metadata"] for document in gold_of(CORPORA / "gold", digest)]
    read = [document["metadata"] for document in read_documents(digest)]
    assert [{field: metadata[field] for field in wanted[0]} for metadata in read] == wanted


@pytest.mark.parametrize("digest", DIGESTS)
def test_sections_of_a_digest_are_read(digest):
    """End notes take no label of a section for their mark."""
    for wanted, read in zip(gold_of(CORPORA / "gold", digest), read_documents(digest), strict=True):
        ours, theirs = (
            {item["section"] for kind in ("figures", "assignments") for item in d[kind]} for d in (wanted, read)
        )
        assert ours <= theirs | {None}


@pytest.mark.shared
@pytest.mark.parametrize("digest", DIGESTS)
def test_annotations_of_a_digest_promise_what_those_of_its_document_promise(digest, shared):
    assert targets_of(gold_of(CORPORA / "gold", digest)) == targets_of(gold_of(shared / "gold", digest))


@pytest.mark.shared
@pytest.mark.parametrize("digest", DIGESTS)
def test_a_digest_carries_every_fact_over(digest, shared):
    pairs = zip(gold_of(CORPORA / "gold", digest), gold_of(shared / "gold", digest), strict=True)
    for ours, theirs in pairs:
        assert ours["metadata"] == theirs["metadata"]
        for kind, fields in {
            "figures": ("value", "unit", "role", "code", "deadline", "every"),
            "deadlines": ("kind", "date", "every"),
            "assignments": ("body", "role", "section", "deadline", "every"),
            "citations": ("doc_type", "number", "date"),
        }.items():
            one, other = (Counter(tuple(item[f] for f in fields) for item in side[kind]) for side in (ours, theirs))
            assert one == other, kind


@pytest.mark.parametrize("digest", DIGESTS)
def test_annotations_stand_in_the_digest(digest):
    text = text_of(digest)
    for document in gold_of(CORPORA / "gold", digest):
        for item in (item for kind in KINDS for item in document[kind]):
            assert text.count(item["context"]) == 1, item["context"]
            assert item["context"].count(item["quote"]) == 1, item["quote"]


@pytest.mark.parametrize("digest", DIGESTS)
def test_a_digest_says_first_that_it_is_one(digest):
    text = text_of(digest)
    assert text.startswith(MARK)
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text
    assert not re.search(r"[ \t]\n", text)


@pytest.mark.shared
@pytest.mark.parametrize("digest", DIGESTS)
def test_a_digest_is_in_our_own_sentences(digest, shared):
    """No run of 20 syllables stands in the document as well, titles and prescribed lines left aside."""
    known = syllables((shared / "corpora" / digest).read_text(encoding="utf-8"))
    runs = {tuple(known[i : i + LONGEST + 1]) for i in range(len(known) - LONGEST)}
    text = text_of(digest)
    for row in REGISTER:
        if digest in row["path"].split("|"):
            text = re.sub(r"\s+".join(map(re.escape, row["title"].split())), " § ", text)
    for piece in FORM.sub(" § ", text).split("§"):
        ours = syllables(piece)
        shared_runs = [
            " ".join(ours[i : i + 20]) for i in range(len(ours) - LONGEST) if tuple(ours[i : i + 20]) in runs
        ]
        assert shared_runs == []


def test_register_lists_every_file_once_and_no_other():
    listed = Counter((path, row["ordinal"]) for row in REGISTER for path in row["path"].split("|"))
    assert set(listed.values()) == {1}
    assert sorted({path for path, _ in listed}) == sorted([*DIGESTS, PDF])
    assert len({row["id"] for row in REGISTER}) == len(REGISTER) == 7


@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["id"])
def test_register_row_agrees_with_its_digest(row):
    digest = row["path"].split("|")[0]
    metadata = gold_of(CORPORA / "gold", digest)[int(row["ordinal"])]["metadata"]
    assert (row["kind"], row["licence"]) == ("digest", "Apache-2.0")
    assert (row["doc_type"], row["issuer"], row["title"]) == tuple(metadata[f] for f in ("doc_type", "issuer", "title"))
    names = {province["id"]: province["name"] for province in load_lexicon("provinces")}
    assert names.get(row["province_id"]) == metadata["province"]
    assert metadata["number"] in (row["number"], None)
    assert metadata["issued_on"] in (row["issued_on"], None)


@pytest.mark.parametrize("row", [row for row in REGISTER if row["number"]], ids=lambda row: row["id"])
def test_register_knows_where_a_number_comes_from(row):
    by_id = {other["id"]: other for other in REGISTER}
    for id in row["number_from"].split("|"):
        witness = by_id[id]
        document = gold_of(CORPORA / "gold", witness["path"].split("|")[0])[int(witness["ordinal"])]
        if witness is row:
            assert (document["metadata"]["number"], document["metadata"]["issued_on"]) == (
                row["number"],
                row["issued_on"],
            )
        else:
            assert (row["number"], row["issued_on"]) in {(c["number"], c["date"]) for c in document["citations"]}


@pytest.mark.shared
@pytest.mark.parametrize("row", REGISTER, ids=lambda row: row["id"])
def test_register_has_the_checksum_of_the_text(row, shared):
    text = shared / "corpora" / row["path"].split("|")[0]
    assert hashlib.sha256(text.read_bytes()).hexdigest() == row["text_sha256"]


def test_the_pdf_holds_the_words_of_its_digest():
    printed = read_source(CORPORA / PDF)
    assert Counter(printed.text.split()) == Counter(text_of(PDF.replace("-ban-in.pdf", ".txt")).split())
    assert printed.boxes is not None
    assert len(printed.pages) > 3


def test_the_pdf_is_made_by_its_script(tmp_path):
    maker = load_maker()
    if not (maker.FONTS / "Tinos-Regular.ttf").exists():
        pytest.skip("Debian's fonts-croscore is not installed")
    made = tmp_path / "a.pdf"
    maker.make_pdf(text_of(PDF.replace("-ban-in.pdf", ".txt")), made)
    assert made.read_bytes() == (CORPORA / PDF).read_bytes(), "run corpora/make_pdf.py again"
    assert doctest.testmod(maker).failed == 0
