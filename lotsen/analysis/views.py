"""The field's own views of categories: spend classes, squares cut in four, and Kraljic's portfolio in numbers.

Classes and squares throw away how far things lie apart; they stand beside the figures, never instead of them.
"""

import numpy as np

from lotsen.analysis.results import Booleans, Floats, Integers
from lotsen.analysis.results.methods import Quadrants
from lotsen.errors import N_, InvalidInput

CLASSES = 5

LARGE_SPEND = 0.005
"""A category's share of all spend above which it counts as large (the Task Force's 0.5 %)."""

MIDDLE = 1.5
"""The middle of the scale 0 to 3, on which risk and scope are judged."""

EVEN = 0.5
"""Where quantified Kraljic cuts values between 0 and 1."""

RISK_SPEND = (N_("Secure"), N_("Critical"), N_("Acquisition"), N_("Cost-driven"))
"""By spend from left to right and risk upwards: high risk above."""

SCOPE_RISK = (N_("Quick win"), N_("Transform"), N_("Marginal"), N_("Campaign"))
"""By risk from left to right and scope upwards: much scope above."""

KRALJIC = (N_("Strategic items"), N_("Leverage items"), N_("Bottleneck items"), N_("Non-critical items"))
"""By supply value from left to right (high is low risk) and profit value upwards."""


def spend_classes(amounts: Floats) -> Integers:
    """Classes 5 (the highest fifth of the categories) to 1 of each one's spend; 0 where the amount is not known.

        class = 5 - floor(5 (rank - 1) / n)

    Counted are categories, not money: sustainableprocurementtools.scot, 'Understanding your results'. The page gives
    no rule for ties: they share the better class here.
    """
    known = ~np.isnan(amounts)
    largest_first = np.sort(-amounts[known])
    above = np.searchsorted(largest_first, -amounts, side="left")
    classes = CLASSES - (CLASSES * above) // max(int(known.sum()), 1)
    return np.where(known, classes, 0).astype(np.int64)


def risk_spend(risk: Floats, spend: Floats, risk_cut: float = MIDDLE) -> Quadrants:
    """Risk against the share of all spend: where to secure supply, where all is critical, where cost drives.

    UK Sustainable Procurement Task Force, prioritisation methodology (Morton, 'Focusing procurement action to
    maximise sustainability benefits'): high risk and small spend Secure, both high Critical, low risk and large spend
    Cost-driven, both low Acquisition. Spend is large above `LARGE_SPEND` of the sum, risk high from `risk_cut` on.
    """
    whole = float(np.nansum(spend))
    share = spend / whole if whole > 0 else np.full(spend.shape, np.nan)
    return _quadrants(share, risk, (LARGE_SPEND, risk_cut), RISK_SPEND, share > LARGE_SPEND, risk >= risk_cut)


def scope_risk(scope: Floats, risk: Floats, scope_cut: float = MIDDLE, risk_cut: float = MIDDLE) -> Quadrants:
    """Scope to do better against risk: much scope at low risk is a Quick win, at high risk something to Transform.

    The names are the Task Force's (as in `risk_spend`). Its slide gives them in the order of the risk and spend
    chart, whose places are known; read alike, high risk with little scope is a Campaign (the market has to be won
    first) and both low is Marginal. High is from the cut on.
    """
    return _quadrants(risk, scope, (risk_cut, scope_cut), SCOPE_RISK, risk >= risk_cut, scope >= scope_cut)


def value_of(x: Floats, least: float, most: float, rho: float) -> Floats:
    """An attribute between 0 and 1, rising fast at first for rho > 0 and at last for rho < 0; a line for 0.

        v(x) = (1 - e^(-rho (x - least))) / (1 - e^(-rho (most - least)))

    Kirkwood, Strategic Decision Making (1997), 4; as in the R package KraljicMatrix. `x` beyond the ends counts as
    the end. Raises InvalidInput for ends that are not in order.
    """
    if least >= most:
        raise InvalidInput(
            N_("The scale ends at {most}, which is not above its start {least}."), least=least, most=most
        )
    steps = np.clip(x, least, most) - least
    if abs(rho * (most - least)) < 1e-9:
        return np.asarray(steps / (most - least))
    return np.asarray(np.expm1(-rho * steps) / np.expm1(-rho * (most - least)))


def value_of_two(x: Floats, y: Floats, weight_x: float, weight_y: float) -> Floats:
    """Two values between 0 and 1 as one: V = w_x x + w_y y + (1 - w_x - w_y) x y.

    Keeney and Raiffa, Decisions with Multiple Objectives (1976), 5.4: what the weights leave to 1 is how the two
    strengthen each other.
    """
    return np.asarray(weight_x * x + weight_y * y + (1 - weight_x - weight_y) * x * y)


def kraljic(supply: Floats, profit: Floats, cut: float = EVEN) -> Quadrants:
    """Kraljic's portfolio of values between 0 and 1: strategic, leverage, bottleneck and non-critical items.

    Kraljic, Purchasing must become supply management, Harvard Business Review 61 (1983), in the numbers of the R
    package KraljicMatrix, whose convention is kept: a high supply value is a low supply risk. Low supply is up to the
    cut and high profit from it on, so that every point has a place (the package has none for one on the supply cut
    with low profit).
    """
    return _quadrants(supply, profit, (cut, cut), KRALJIC, supply > cut, profit >= cut)


def _quadrants(
    x: Floats, y: Floats, cuts: tuple[float, float], names: tuple[str, str, str, str], right: Booleans, up: Booleans
) -> Quadrants:
    place = np.where(up, 0, 2) + np.where(right, 1, 0)
    unknown = np.isnan(x) | np.isnan(y)
    return Quadrants(x, y, *cuts, names, np.where(unknown, -1, place).astype(np.int64))
