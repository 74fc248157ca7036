"""Reading invoice files: dialects, columns, mapping rules.

    probe(path, work)               what the file is and its first rows, for the screen that corrects the reading
    read(path, work, ...)           the same with figures and warnings, and the lines as Parquet
    mapping.apply(lines, rules)     rules on lines: money per category, what is covered, which suppliers come next
    facts.collect(lines, rules)     the sums that the database keeps

A file is read once by DuckDB in its own dialect; everything after that works on *lines*: invoice rows that agree in
year, unit, supplier, account, code and text, with their exact sum. Temporary files lie in the `work` folder alone.
"""

from lotsen.spend.profile import Overrides, Profile, Role
from lotsen.spend.reader import Reading, probe, read

__all__ = ["Overrides", "Profile", "Reading", "Role", "probe", "read"]
