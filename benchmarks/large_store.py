"""Makes a large database of invented rows: `python benchmarks/large_store.py FILE [--documents N] [--figures N]`.

63 provinces, 60 codes and 2,000 phrases without a code, skewed as in life: few codes and provinces have most figures.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from extractors.lexicon import load_lexicon
from pipeline.fold import slug
from pipeline.links import link_documents
from pipeline.rows import Row, SourceRows, stable_id
from pipeline.store import open_store, store_source

_YEARS = (2021, 2022, 2023, 2024, 2025, 2025, 2025, 2025, 2026, 2030, 2030, 2030)
_ROLES = ("target", "target", "target", "result", "criterion", "other")
_BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Ủy ban nhân dân cấp xã", "Văn phòng Ủy ban nhân dân tỉnh")


def make_source(number: int, figures: int, chance: random.Random, codes: list[str], provinces: list[str]) -> SourceRows:
    """The rows of one invented document."""
    rows = SourceRows(stable_id("large", number), f"mau/{number}.txt")
    document = stable_id("large", number, "document")
    province = provinces[min(int(chance.expovariate(1 / 12)), len(provinces) - 1)]
    lines = [_line(place, chance) for place in range(figures)]
    text = "\n".join(lines)
    rows["sources"].append(
        {"id": rows.source_id, "name": rows.name, "kind": "text", "checksum": rows.source_id, "characters": len(text),
         "is_digest": 0, "made_by": "large"}
    )  # fmt: skip
    rows["texts"].append({"source_id": rows.source_id, "text": text})
    kind = chance.choice(["ke_hoach", "nghi_quyet"])
    rows["documents"].append(
        {"id": document, "source_id": rows.source_id, "ordinal": 0, "doc_type": kind,
         "number": f"{number}/KH-MAU", "issued_on": f"{chance.randint(2016, 2026)}-03-01", "province": province,
         "title": f"về mẫu thứ {number}", "start": 0, "end": len(text), "is_digest": 0}
    )  # fmt: skip
    start = 0
    for place, line in enumerate(lines):
        _add_line(rows, document, (number, place), line, start, codes, chance)
        start += len(line) + 1
    return rows


def _line(place: int, chance: random.Random) -> str:
    phrase = int(chance.expovariate(1 / 200)) % 2000
    return f"{place}. Đến năm {chance.choice(_YEARS)}, tỷ lệ mẫu {phrase} đạt {chance.randint(5, 100)}%."


def _add_line(
    rows: SourceRows,
    document: str,
    key: tuple[int, int],
    line: str,
    start: int,
    codes: list[str],
    chance: random.Random,
) -> None:
    """A passage with a figure, and a duty in every third."""
    passage = stable_id("large", *key, "passage")
    quote = line.split()[-1].rstrip(".")
    words = line.split()
    year, value, phrase = int(words[3].rstrip(",")), float(quote.rstrip("%")), " ".join(words[4:8])
    place = {"document_id": document, "passage_id": passage, "start": start + line.index(quote), "rule": "large",
             "end": start + line.index(quote) + len(quote), "origin": "rule", "confidence": 1.0,
             "quote": quote}  # fmt: skip
    rows["passages"].append({"id": passage, "document_id": document, "kind": "paragraph", "text": line, "start": start,
                             "end": start + len(line)})  # fmt: skip
    code = codes[min(int(chance.expovariate(1 / 10)), len(codes) - 1)] if chance.random() < 0.4 else None
    figure: Row = {"id": stable_id("large", *key, "figure"), "role": chance.choice(_ROLES), "indicator": phrase,
                   "phrase": phrase, "code": code, "value": value, "unit": "percent",
                   "comparator": chance.choice([">=", "="]), "deadline": str(year), "year": year,
                   "needs_review": 0}  # fmt: skip
    rows["figures"].append(figure | place)
    if key[1] % 3 == 0:
        body = chance.choice(_BODIES)
        duty: Row = {"id": stable_id("large", *key, "duty"), "body": body, "body_id": slug(body), "role": "lead",
                     "year": year, "deadline": str(year)}  # fmt: skip
        rows["assignments"].append(duty | place)


def make_store(path: Path, *, documents: int = 5000, figures: int = 50, seed: int = 1) -> None:
    """Write the database."""
    chance = random.Random(seed)
    codes = [row["code"] for row in load_lexicon("indicators")]
    codes += [f"mau.{number}" for number in range(60 - len(codes))]
    provinces = [row["name"] for row in load_lexicon("provinces")][:63]
    database = open_store(path)
    for number in range(documents):
        store_source(database, make_source(number, figures, chance, codes, provinces), ingested_at="2026-01-01")
    link_documents(database)
    database.close()


def main() -> None:
    """Read the arguments and write the database."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--figures", type=int, default=50, help="of each document")
    arguments = parser.parse_args()
    make_store(arguments.file, documents=arguments.documents, figures=arguments.figures)


if __name__ == "__main__":
    main()
