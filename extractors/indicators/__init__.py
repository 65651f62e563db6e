"""What a figure measures: wording, code and normalised phrase."""

from extractors.indicators.codes import indicator_rows, topic_rows
from extractors.indicators.find import find_subjects
from extractors.indicators.types import Subject

__all__ = ["Subject", "find_subjects", "indicator_rows", "topic_rows"]
