"""The parts of a Word document: its elements, the text of a paragraph as it is shown, the cells of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from pipeline.readers.grid import DITTO, sets_side_by_side
from pipeline.readers.numbering import Numbering
from pipeline.readers.words import RAISED

_LINE, _BLANKS = regex.compile(r" *\n *"), regex.compile(r"[ \t\u00a0]+")


class Parts:
    """A Word document taken apart; numbering and footnotes are counted as paragraphs are asked for, in order."""

    PARAGRAPH = qn("w:p")

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        styles = document.styles.element
        self._numbering = Numbering(_part(document, RELATIONSHIP_TYPE.NUMBERING), styles)
        self._notes = dict(_notes(document))
        self._numbers: dict[str, int] = {}
        self._centred = {
            style.get(qn("w:styleId")) for style in styles.iter(qn("w:style")) if _justified(style) == "center"
        }
        self._capitals = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style")) if _is_on(style, "w:caps")}

    def elements(self, container: Any) -> Iterator[Any]:
        """Paragraphs and tables of a container in order, those in content controls too."""
        for child in container:
            if child.tag in (qn("w:p"), qn("w:tbl")):
                yield child
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                yield from self.elements(child)

    @staticmethod
    def is_table(element: Any) -> bool:
        """Whether an element is a table."""
        return bool(element.tag == qn("w:tbl"))

    def is_centred(self, paragraph: Any) -> bool:
        """Whether a paragraph is set in the middle."""
        own = _justified(paragraph)
        return own == "center" or own is None and _style(paragraph) in self._centred

    @staticmethod
    def path(element: Any) -> str:
        """Where an element stands in the document (XPath)."""
        return str(element.getroottree().getpath(element))

    def paragraph(self, paragraph: Any) -> tuple[str, list[tuple[str, str]]]:
        """The text of a paragraph with its automatic label, and its footnotes with their marks and places."""
        label = self._numbering.label(paragraph)
        marks: list[str] = []
        capitals = _style(paragraph) in self._capitals
        text = "".join(self._pieces(paragraph, marks, capitals=capitals))
        text = _LINE.sub("\n", _BLANKS.sub(" ", text)).strip()
        shown = f"{label} {text}" if label and text else text
        notes = [
            (f"{str(self._numbers[mark]).translate(RAISED)} {self._notes[mark]}", _place_of(mark)) for mark in marks
        ]
        return shown, notes

    def _pieces(self, element: Any, marks: list[str], *, capitals: bool) -> Iterator[str]:
        """The text of an element as it is shown, piece by piece."""
        for child in element:
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child, marks, capitals=capitals)
            elif tag not in (qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:sdtPr")):
                yield from self._pieces(child, marks, capitals=capitals)

    def _run(self, run: Any, marks: list[str], *, capitals: bool) -> Iterator[str]:
        properties = run.find(qn("w:rPr"))
        if properties is not None and _is_on(properties, "w:vanish"):
            return
        raised = properties is not None and _of(properties, "w:vertAlign") == "superscript"
        capitals = capitals or properties is not None and _is_on(properties, "w:caps")
        for child in run:
            text = _SHOWN.get(child.tag, "")
            if child.tag == qn("w:t"):
                text = child.text or ""
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                text = self._mark(child, marks)
            elif child.tag == qn("w:sym"):
                text = "-"
            if raised:
                text = text.translate(RAISED)
            yield text.upper() if capitals else text

    def _mark(self, reference: Any, marks: list[str]) -> str:
        """The raised number of a footnote, counted in the order of the text."""
        key = f"{reference.tag} {reference.get(qn('w:id'))}"
        if key not in self._notes:
            return ""
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        marks.append(key)
        return str(number).translate(RAISED)

    def rows(self, table: Any) -> list[list[Any]]:
        """The rows of a table: for each column of its grid a cell, or "" where the cell before spans it,
        or the sign of repetition where the cell above does.
        """
        rows = []
        for row in (one for one in table if one.tag == qn("w:tr")):
            cells: list[Any] = [""] * int(_of(row.find(qn("w:trPr")), "w:gridBefore") or 0)
            for cell in (one for one in self._cells(row)):
                properties = cell.find(qn("w:tcPr"))
                merge = properties.find(qn("w:vMerge")) if properties is not None else None
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                cells.append(DITTO if goes_on else cell)
                cells += [""] * (int(_of(properties, "w:gridSpan") or 1) - 1)
            rows.append(cells)
        return rows

    def _cells(self, row: Any) -> Iterator[Any]:
        for child in row:
            if child.tag == qn("w:tc"):
                yield child
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
                yield from self._cells(child)

    @staticmethod
    def is_layout(table: Any, rows: list[list[Any]]) -> bool:
        """Whether a table only sets text side by side: few cells that hold a header or an ending, or have no rules."""
        width = max((len(row) for row in rows), default=0)
        if width > 3:
            return False
        text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in table.iter(qn("w:p")))
        return sets_side_by_side(text, rows=len(rows), columns=width) or not _has_rules(table)


_SHOWN = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:ptab"): " ",
}


def _part(document: Any, kind: str) -> Any | None:
    related = [rel.target_part for rel in document.part.rels.values() if rel.reltype == kind and not rel.is_external]
    return related[0] if related else None


def _notes(document: Any) -> Iterator[tuple[str, str]]:
    """The text of each footnote and endnote by the kind and number of its reference."""
    for kind, note, reference in (
        (RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote", "w:footnoteReference"),
        (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote", "w:endnoteReference"),
    ):
        part = _part(document, kind)
        if part is None:
            continue
        for one in parse_xml(part.blob).iter(qn(note)):
            if one.get(qn("w:type"), "normal") == "normal":
                text = "".join(_SHOWN.get(t.tag, t.text or "") for t in one.iter(qn("w:t"), *_SHOWN))
                yield f"{qn(reference)} {one.get(qn('w:id'))}", " ".join(text.split())


def _place_of(mark: str) -> str:
    """Where the note of a reference stands, as XPath in its own part."""
    tag, number = mark.split(" ")
    kind = "footnote" if tag == qn("w:footnoteReference") else "endnote"
    return f"/w:{kind}s/w:{kind}[@w:id='{number}']"


def _of(element: Any, name: str) -> str | None:
    """The value of a property among properties."""
    found = element.find(qn(name)) if element is not None else None
    return None if found is None else found.get(qn("w:val"))


def _is_on(element: Any, name: str) -> bool:
    """Whether a switch is set somewhere in an element."""
    found = next(element.iter(qn(name)), None)
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off")


def _justified(element: Any) -> str | None:
    return _of(element.find(qn("w:pPr")), "w:jc")


def _style(paragraph: Any) -> str | None:
    return _of(paragraph.find(qn("w:pPr")), "w:pStyle")


def _has_rules(table: Any) -> bool:
    """Whether a table shows rules: by its own borders, those of its cells, or a style that may have them."""
    properties = table.find(qn("w:tblPr"))
    style = _of(properties, "w:tblStyle")
    borders = [*table.iter(qn("w:tblBorders")), *table.iter(qn("w:tcBorders"))]
    values = [side.get(qn("w:val")) for border in borders for side in border]
    if not values:
        return style is not None and style not in ("TableNormal", "NormalTable")
    return any(value not in (None, "nil", "none") for value in values)
