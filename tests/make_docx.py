"""Word documents for the tests: automatic numbering, merged cells, footnotes, as a word processor stores them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

#: Levels of one list: roman, arabic, letters, arabic below arabic.
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("decimal", "%2.%4."))


def new() -> Any:
    """An empty document."""
    return docx.Document()


def add_list(document: Any, *, number: str = "77", restart: int | None = None) -> None:
    """Define a list of `LEVELS` under that number; `restart` makes another list of the same definition."""
    numbering = document.part.numbering_part.element
    if restart is None:
        levels = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (form, text) in enumerate(LEVELS)
        )
        definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
        numbering.insert(0, parse_xml(definition))
    start = f'<w:startOverride w:val="{restart}"/>' if restart is not None else ""
    override = f'<w:lvlOverride w:ilvl="0">{start}</w:lvlOverride>' if start else ""
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="77"/>{override}</w:num>')
    )


def add(document: Any, text: str, *, level: int | None = None, number: str = "77", centred: bool = False) -> Any:
    """A paragraph, numbered automatically where a level is given."""
    paragraph = document.add_paragraph(text)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if level is not None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = int(number)
    return paragraph


def add_footnotes(document: Any, notes: dict[int, str]) -> None:
    """The part that holds the footnotes, by their numbers in the file."""
    inside = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in notes.items()
    )
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    blob = f"<w:footnotes {nsdecls('w')}>{separator}{inside}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def refer(paragraph: Any, number: int) -> None:
    """Put the mark of a footnote at the end of a paragraph."""
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(number))
    paragraph.add_run()._r.append(reference)


def save(document: Any, path: Path) -> Path:
    """Write the document."""
    document.save(str(path))
    return path
