"""Choice and schedule together, exactly: one description of the problem (`lotsen.analysis.results.plan`), two solvers.

An additive effect over a coarse calendar goes to HiGHS on a time-indexed model, the earliest end to CP-SAT. The two
libraries can't be loaded in one process; `solve` takes a child process where the other one is there already.
"""
