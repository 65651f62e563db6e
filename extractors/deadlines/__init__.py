"""Reads the deadlines of a document."""

from extractors.deadlines.read import read_deadlines

__all__ = ["read_deadlines"]
