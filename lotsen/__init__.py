"""Upphandlingslotsen: from strategy goals to where and how a public body buys.

The thread is goal, policy line, category, priority, scenario, intervention, owner and dates, follow-up;
every module below belongs to one place on it.
"""

__version__ = "0.1.0"
