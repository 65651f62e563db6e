"""Every row of the case tables holds, and every rule is needed by at least one row."""

from __future__ import annotations

from collections import defaultdict

import pytest
from cases_table import Case, failure_of, load_cases

from extractors.lexicon import load_lexicon
from extractors.rules import without

CASES = load_cases()
RULES = [row["rule"] for row in load_lexicon("rules")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_case(case: Case) -> None:
    """The facts of the row are found, and no others."""
    assert failure_of(case) is None, f"{case.text!r}"


@pytest.mark.parametrize("rule", RULES)
def test_rule_is_needed(rule: str) -> None:
    """Without the rule at least one of its rows fails."""
    rows = [case for case in CASES if case.rule == rule]
    assert rows, f"no row of tests/cases names {rule}"
    with without(rule):
        assert any(failure_of(case) for case in rows), f"no row fails without {rule}"


def test_rows_name_known_rules() -> None:
    """A row's rule is one of `rules.csv`."""
    unknown = defaultdict(list)
    for case in CASES:
        if case.rule not in RULES:
            unknown[case.rule].append(case.where)
    assert not unknown
