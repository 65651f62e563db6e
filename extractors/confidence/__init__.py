"""How sure a fact is: what can be seen of it and around it, weighed by `lexicons/confidence.csv`."""

from extractors.confidence.features import features_of
from extractors.confidence.weigh import DOUBTFUL, SURE, reasons_of, weigh_facts

__all__ = ["DOUBTFUL", "SURE", "features_of", "reasons_of", "weigh_facts"]
