"""Long work, beside the screens: worker processes take jobs from the table and run each in a process of its own.

A job kind is a function `(house, job, report) -> result` named in `kinds.KINDS`; `report(progress, doing)` tells the
page how far it has come. Cancelling kills the process.
"""
