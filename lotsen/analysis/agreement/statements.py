"""Statements that groups agree on together, and those that set one apart: the figures of Polis.

After polismath (compdemocracy/polis), its modules stats, repness and conversation.
"""

import math
from collections.abc import Mapping

from lotsen.analysis.results.agreement import Stance, Statement

Z_90 = 1.2816
"""A test counts from here on: one-sided, nine in ten."""

Votes = Mapping[str, tuple[int, int, int]]
"""Group → how many agreed, disagreed and passed."""


def group_aware_consensus(statements: Mapping[str, Votes]) -> tuple[Statement, ...]:
    """Statements with the product of the groups' p_agree = (A + 1) / (S + 2), the highest first.

    S counts all who saw the statement, passes too. One group that disagrees brings the product down, however large
    the others are.
    """
    found = [_statement(name, votes) for name, votes in statements.items()]
    return tuple(sorted(found, key=lambda one: -one.consensus))


def representative(statements: tuple[Statement, ...], group: str) -> tuple[str, ...]:
    """Names of the statements that set `group` apart, the clearest first."""
    clear = [
        (stance.representative, statement.name)
        for statement in statements
        for stance in statement.stances
        if stance.group == group and stance.representative > 0
    ]
    return tuple(name for _, name in sorted(clear, key=lambda one: -one[0]))


def _statement(name: str, votes: Votes) -> Statement:
    stances = tuple(_stance(group, votes) for group in votes)
    return Statement(name, math.prod(stance.p_agree for stance in stances), stances)


def _stance(group: str, votes: Votes) -> Stance:
    """One group against all others taken together: agreeing, or disagreeing where that sets it apart more."""
    agree, disagree, passed = votes[group]
    seen, others = agree + disagree + passed, [other for name, other in votes.items() if name != group]
    seen_beside = sum(map(sum, others))
    by_agreeing = _representative(agree, seen, sum(a for a, _, _ in others), seen_beside)
    by_disagreeing = _representative(disagree, seen, sum(d for _, d, _ in others), seen_beside)
    return Stance(
        group,
        agree,
        disagree,
        passed,
        estimate(agree, seen),
        estimate(disagree, seen),
        by_agreeing >= by_disagreeing,
        max(by_agreeing, by_disagreeing),
    )


def _representative(inside: int, seen: int, beside: int, seen_beside: int) -> float:
    """p inside over p beside, times p inside, times both tests; 0 unless both tests pass."""
    apart = two_proportions(inside, beside, seen, seen_beside)
    sure = one_proportion(inside, seen)
    if apart <= Z_90 or sure <= Z_90:
        return 0.0
    share = estimate(inside, seen)
    return share / estimate(beside, seen_beside) * apart * share * sure


def estimate(votes: int, seen: int) -> float:
    """The share of votes, with one vote added to either side."""
    return (votes + 1) / (seen + 2)


def one_proportion(votes: int, seen: int) -> float:
    """z of a share against one half: 2 √(n + 1) ((s + 1) / (n + 1) − ½)."""
    return 2 * math.sqrt(seen + 1) * ((votes + 1) / (seen + 1) - 0.5)


def two_proportions(inside: int, beside: int, seen: int, seen_beside: int) -> float:
    """z of the share inside against that beside, one added to each count; 0 where everybody said the same."""
    s, t, n, m = inside + 1, beside + 1, seen + 1, seen_beside + 1
    both = (s + t) / (n + m)
    if both == 1:
        return 0.0
    return (s / n - t / m) / math.sqrt(both * (1 - both) * (1 / n + 1 / m))
