"""The named-entity model: what it finds where the rules are silent."""

from extractors.entities.read import read_entities

__all__ = ["read_entities"]
