"""Reads the citations of a document."""

from extractors.citations.read import read_citations

__all__ = ["read_citations"]
