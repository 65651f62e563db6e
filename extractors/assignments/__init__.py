"""Reads the assignments of a document."""

from extractors.assignments.read import read_assignments

__all__ = ["read_assignments"]
