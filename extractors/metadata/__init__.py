"""Reads the metadata of a document."""

from extractors.metadata.read import read_metadata

__all__ = ["read_metadata"]
