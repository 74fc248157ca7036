"""Read the catalogues: every `.po` file of a language becomes one gettext translation."""

import functools
import gettext
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).parent / "catalogues"


def files(language: str) -> list[Path]:
    """The catalogue files of one language, in order of their names."""
    return sorted((HERE / language).glob("*.po"))


@functools.cache
def translation(language: str) -> gettext.NullTranslations:
    """The merged catalogue of a language; English needs none but for its plurals, which stand in the ids."""
    merged = Catalog(locale=language)
    for path in files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    merged.add(message.id, message.string, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, merged)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
