"""Capitals to proper case: names of bodies, titles of persons, names of persons."""

from __future__ import annotations

from functools import cache
from typing import Any

import regex

from extractors.lexicon import any_of, load_lexicon
from extractors.metadata.provinces import province_forms

#: Heads behind which the name of a field begins with a capital.
_HEADS = r"(?:Sở|Bộ|Cục|Chi\s+cục|Trung\s+tâm|Viện|Trường|Phòng|Thanh\s+tra|Vụ|Ban)"
_UNITS = r"(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|thị\s+trấn|xã|phường|đặc\s+khu)"
_FIELD = regex.compile(rf"^{_HEADS}\s+(\p{{Ll}})", regex.IGNORECASE)
_PLACE = regex.compile(rf"(?<!\p{{L}})({_UNITS})\s+((?!(?:ủy|về)(?!\p{{L}}))\p{{Ll}}[\p{{L}} -]*)$", regex.IGNORECASE)


@cache
def _known() -> tuple[Any, dict[str, str]]:
    forms = [row["form"] for row in load_lexicon("proper_case")]
    forms += [name for name in province_forms() if " " in name or len(name) > 2]
    known = {" ".join(form.lower().split()): form for form in forms}
    return regex.compile(rf"(?<!\p{{L}}){any_of(forms)}(?!\p{{L}})", regex.IGNORECASE), known


def proper_case(words: str) -> str:
    """A name in capitals as it is written in a sentence; a name that is not in capitals comes back as it is.

    >>> proper_case("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HÀ NỘI"), proper_case("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    ('Hội đồng nhân dân thành phố Hà Nội', 'Sở Nông nghiệp và Môi trường')
    """
    words = " ".join(words.split())
    if not words or words != words.upper():
        return words
    pattern, known = _known()
    name = _PLACE.sub(lambda match: f"{match.group(1)} {match.group(2).title()}", words.lower())
    name = _FIELD.sub(lambda match: match.group()[:-1] + match.group(1).upper(), name[0].upper() + name[1:])
    name = str(pattern.sub(lambda match: known[" ".join(match.group().lower().split())], name))
    return name[0].upper() + name[1:]


@cache
def _titles() -> dict[str, str]:
    return {row["form"].lower(): row["form"] for row in load_lexicon("signing_titles")}


def proper_title(words: str) -> str:
    """The title of a person in proper case.

    >>> proper_title("PHÓ CHỦ TỊCH")
    'Phó Chủ tịch'
    """
    words = " ".join(words.split())
    return _titles().get(words.lower(), proper_case(words))


def proper_name(words: str) -> str:
    """The name of a person in proper case.

    >>> proper_name("NGUYỄN VĂN A")
    'Nguyễn Văn A'
    """
    words = " ".join(words.split())
    return words.title() if words == words.upper() else words
