"""Columns of unlike units made comparable before a method adds them up.

    vector  x / sqrt(sum x²)      sum  x / sum |x|      max  x / max |x|
    minmax  (x - min) / (max - min)                     none  x

as in Hwang and Yoon, Multiple Attribute Decision Making (1981), 29-32; the divisors are written for negative values
too, where a plain sum could vanish or turn the order round.
"""

from enum import StrEnum

import numpy as np

from lotsen.analysis.results import Booleans, Floats


class Normalisation(StrEnum):
    """What a column is divided by."""

    VECTOR = "vector"
    MINMAX = "minmax"
    SUM = "sum"
    MAX = "max"
    NONE = "none"


class Minimise(StrEnum):
    """How a column of which less is better becomes one of which more is better."""

    REVERSE = "reverse"
    """1 - r after normalising (minmax: from the other end; none: greatest - x)."""
    INVERT = "invert"
    """1 / x before normalising; for values above zero alone."""
    NEGATE = "negate"
    """-x before normalising."""


def scaled(matrix: Floats, maximised: Booleans, normalisation: Normalisation, minimise: Minimise) -> Floats:
    """A matrix [alternatives, criteria] normalised by column, more being better in every one.

    Constant columns are 1 throughout under minmax, columns of zeros stay 0 under the others.
    """
    less = ~maximised
    turned = matrix.copy()
    if minimise is Minimise.INVERT:
        turned[:, less] = 1 / matrix[:, less]
    elif minimise is Minimise.NEGATE or normalisation in (Normalisation.MINMAX, Normalisation.NONE):
        turned[:, less] = -matrix[:, less]
    unit = normalised(turned, normalisation)
    if minimise is Minimise.REVERSE and normalisation is Normalisation.NONE:
        unit[:, less] += matrix[:, less].max(axis=0)
    elif minimise is Minimise.REVERSE and normalisation is not Normalisation.MINMAX:
        unit[:, less] = 1 - unit[:, less]
    return unit


def normalised(matrix: Floats, normalisation: Normalisation) -> Floats:
    """The columns of a matrix in which more is better, by the formulas above."""
    if normalisation is Normalisation.MINMAX:
        least = matrix.min(axis=0)
        width = matrix.max(axis=0) - least
        return np.where(width > 0, (matrix - least) / np.where(width > 0, width, 1.0), 1.0)
    size = _sizes(matrix, normalisation)
    return np.asarray(matrix / np.where(size > 0, size, 1.0), dtype=np.float64)


def _sizes(matrix: Floats, normalisation: Normalisation) -> Floats:
    magnitude = np.abs(matrix)
    if normalisation is Normalisation.VECTOR:
        return np.asarray(np.sqrt((magnitude**2).sum(axis=0)))
    if normalisation is Normalisation.SUM:
        return np.asarray(magnitude.sum(axis=0))
    if normalisation is Normalisation.MAX:
        return np.asarray(magnitude.max(axis=0))
    return np.ones(matrix.shape[1])
