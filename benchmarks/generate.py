"""Documents for measuring: plans of invented content, seeded, as text.

    python -m benchmarks.generate FOLDER [--documents N] [--seed S]

Each has a header, numbered sections, ten figures or more, a closing and a signature; 400 to 8,000 syllables, the
median of many at least 1,500. The same seed and number give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import random
from functools import cache
from pathlib import Path

LEAST, MOST, MEDIAN = 400, 8000, 1900
_FORM = """ỦY BAN NHÂN DÂN
TỈNH {upper}
Số: {number}/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{province}, ngày {day:02} tháng {month:02} năm {year}

KẾ HOẠCH
Về {topic} lần thứ {number}

Căn cứ Quyết định số {cited}/QĐ-TTg ngày 15 tháng 3 năm {before} của Thủ tướng Chính phủ;
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:

"""
_END = """
Nơi nhận:
- Thường trực Hội đồng nhân dân tỉnh;
- Các sở, ban, ngành;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
#: How often sentences of each kind come.
_MIX = ("target",) * 3 + ("task",) * 3 + ("plain",) * 4


@cache
def load_sentences() -> dict[str, tuple[str, ...]]:
    """The sentences and words by kind."""
    found: dict[str, list[str]] = {}
    with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            found.setdefault(row["kind"], []).append(row["text"])
    return {kind: tuple(texts) for kind, texts in found.items()}


def make_document(number: int, *, seed: int = 1) -> str:
    """The text of a document.

    >>> make_document(3) == make_document(3) != make_document(4)
    True
    """
    chance = random.Random(f"{seed}:{number}")
    length = min(max(int(chance.lognormvariate(0, 0.6) * MEDIAN), LEAST + 150), MOST - 250)
    words = load_sentences()
    province, year = chance.choice(words["province"]), chance.randint(2016, 2026)
    head = _FORM.format(
        upper=province.upper(), province=province, number=number + 1, year=year, before=year - 1,
        day=chance.randint(1, 28), month=chance.randint(1, 12), topic=chance.choice(words["topic"]),
        cited=chance.randint(10, 2999),
    )  # fmt: skip
    body = _body(chance, length - 150)
    return head + body + _fill(chance.choice(words["closing"]), chance) + "\n" + _END


def _body(chance: random.Random, length: int) -> str:
    """Sections of numbered paragraphs until there are so many syllables."""
    words, lines, count = load_sentences(), list[str](), 0
    section = -1
    while count < length or len(lines) < 12:
        if not lines or (section + 1 < len(_ROMAN) and chance.random() < 0.08):
            section, item = section + 1, 0
            lines.append(f"{_ROMAN[section]}. {_fill(chance.choice(words['heading']), chance).upper()}")
        item += 1
        kind = "target" if len(lines) < 12 else chance.choice(_MIX)
        lines.append(f"{item}. {_fill(chance.choice(words[kind]), chance)}")
        count += len(lines[-1].split())
    return "\n".join(lines) + "\n"


def _fill(sentence: str, chance: random.Random) -> str:
    words, year = load_sentences(), chance.randint(2024, 2032)
    body, other = chance.sample(words["body"], 2)
    return sentence.format(
        a=chance.randint(40, 99), b=chance.randint(2, 20), n=chance.randint(3, 900), m=chance.randint(5, 20), y=year,
        d=f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{year}", body=body, other=other,
        topic=chance.choice(words["topic"]), law=f"Nghị quyết số {chance.randint(1, 300)}/NQ-CP",
    )  # fmt: skip


def write_documents(folder: Path, count: int, *, seed: int = 1) -> list[Path]:
    """Text files of so many documents, a thousand in a folder."""
    files = [folder / f"{number // 1000:03}" / f"kế hoạch {number:06}.txt" for number in range(count)]
    for number, file in enumerate(files):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make_document(number, seed=seed), encoding="utf-8")
    return files


def main() -> None:
    """Write the documents."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(f"{len(write_documents(options.folder, options.documents, seed=options.seed))} documents")


if __name__ == "__main__":
    main()
