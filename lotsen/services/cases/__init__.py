"""Cases without a screen: one JSON text in, plain data out, by the same analysis that the screens use.

Each module has `answer(case)`, which raises InvalidInput for a key it does not know or a value it can't use.
"""
