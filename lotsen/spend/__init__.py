"""Reading invoice files: dialects, columns, mapping rules.

    reader.probe(path, work)            what the file is and its first rows, for the screen that corrects the reading
    reader.read(path, work, ...)        the same with figures and warnings, and the lines as Parquet
    mapping.apply, mapping.cover        rules on lines: money per category, what is covered, which suppliers come next
    facts.collect                       the sums that the database keeps

A file is read once by DuckDB in its own dialect; everything after that works on *lines*: invoice rows that agree in
year, unit, supplier, account, code and text, with their exact sum. Temporary files lie in the `work` folder alone.
"""
