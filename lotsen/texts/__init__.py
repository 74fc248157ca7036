"""What the product says, in sv, fi and en: gettext catalogues with English message ids, and Babel's formats.

`t = Texts.of("sv")`, then `t("What do we want?")`, `t.plural("{n} goal", "{n} goals", n)`, `t.money(cents)`.
The catalogues are the `.po` files under `catalogues/<language>/`, one per area of the product, read as they are.
A message id that stands in a table at module level is marked with `N_`.
"""

from lotsen.errors import N_
from lotsen.texts.speak import Texts

__all__ = ["N_", "Texts"]
