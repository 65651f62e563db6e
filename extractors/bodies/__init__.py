"""Reads the bodies of a document."""

from extractors.bodies.read import read_bodies

__all__ = ["read_bodies"]
