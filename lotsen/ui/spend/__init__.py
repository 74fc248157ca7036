"""The parts of the page on invoices: a file arrives, what was found in it, what is kept, how it is mapped."""
