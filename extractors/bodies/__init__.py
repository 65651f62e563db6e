"""Reads the bodies of a document."""

from extractors.bodies.find import find_bodies
from extractors.bodies.names import full_name
from extractors.bodies.read import read_bodies

__all__ = ["find_bodies", "full_name", "read_bodies"]
