"""Text to structure: the documents of a source, their sections and blocks."""

from extractors.structure.find import find_structure
from extractors.structure.types import Block, Cell, Part, Section, Structure

__all__ = ["Block", "Cell", "Part", "Section", "Structure", "find_structure"]
