"""How sure a fact is: what can be seen of it and around it, weighed by `lexicons/confidence.csv`."""

from extractors.confidence.weigh import DOUBTFUL, SURE, weigh_facts

__all__ = ["DOUBTFUL", "SURE", "weigh_facts"]
