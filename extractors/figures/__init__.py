"""Reads the figures of a document."""

from extractors.figures.read import read_figures

__all__ = ["read_figures"]
