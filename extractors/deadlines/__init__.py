"""Reads the deadlines of a document and says which of them governs a figure or a duty."""

from extractors.deadlines.inherit import duty_deadline, governing_deadline
from extractors.deadlines.read import read_deadlines

__all__ = ["duty_deadline", "governing_deadline", "read_deadlines"]
