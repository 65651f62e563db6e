"""Reads the citations of a document: the other documents that it names."""

from extractors.citations.key import Key, citation_key, fold_number
from extractors.citations.read import read_citations

__all__ = ["Key", "citation_key", "fold_number", "read_citations"]
