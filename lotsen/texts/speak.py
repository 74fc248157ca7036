"""One reader's language: messages, numbers, money, dates and users' own texts as that language writes them."""

import datetime as dt
import functools
from typing import Self

from babel import Locale, dates, numbers

from lotsen.domain.localtext import DEFAULT_LANGUAGE, LANGUAGES, LocalText
from lotsen.errors import LotsenError
from lotsen.texts.catalogue import translation

_LOCALES = {"sv": "sv_FI", "fi": "fi_FI", "en": "en_FI"}


class Texts:
    """Everything that is said to one reader. Immutable and shared: `Texts.of(language)`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = translation(language)
        self._locale = Locale.parse(_LOCALES[language])

    @classmethod
    @functools.cache
    def of(cls, language: str) -> Self:
        """The texts of a language; an unknown one gets the default."""
        return cls(language if language in LANGUAGES else DEFAULT_LANGUAGE)

    def __call__(self, message: str, /, **fields: object) -> str:
        """A message in this language, its `{placeholders}` filled."""
        text = self._catalogue.gettext(message)
        return text.format(**fields) if fields else text

    def plural(self, one: str, many: str, n: int, /, **fields: object) -> str:
        """A message whose form depends on a count; `{n}` is the count as this language writes it."""
        return self._catalogue.ngettext(one, many, n).format(n=self.number(n), **fields)

    def error(self, error: LotsenError) -> str:
        """An error as a sentence."""
        return self(error.text, **{name: self._field(value) for name, value in error.fields.items()})

    def _field(self, value: object) -> object:
        """A field of an error as this reader reads it: users' own texts and days are theirs, the rest is as it is."""
        if isinstance(value, LocalText):
            return self.local(value)
        return self.date(value) if isinstance(value, dt.date) else value

    def local(self, text: LocalText) -> str:
        """A user's own text for this reader."""
        return text.show(self.language)

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with this language's group and decimal signs."""
        return _decimal(float(round(value, decimals)), decimals, self._locale)

    def percent(self, share: float, decimals: int = 0) -> str:
        """A share (0 to 1) as a percentage."""
        t = self
        return t("{number}%", number=_decimal(float(share * 100), decimals, self._locale))

    def money(self, cents: int, currency: str = "EUR") -> str:
        """The exact amount, with cents and currency."""
        return f"{self.number(cents / 100, 2)} {currency_sign(currency)}"

    def about(self, cents: int, currency: str = "EUR") -> str:
        """An amount rounded to what a reader needs: 1,2 milj. €, 340 000 €."""
        units = abs(cents) / 100
        if units >= 999_500:
            t = self
            return t("{number} M{currency}", number=self.number(cents / 1e8, 1), currency=currency_sign(currency))
        rounded = round(cents / 1e5) * 1000 if units >= 10_000 else round(cents / 100)
        return f"{self.number(rounded)} {currency_sign(currency)}"

    def tonnes(self, kilograms: float) -> str:
        """Kilograms of CO2e as tonnes, rounded to what is known."""
        t = self
        tonnes = kilograms / 1000
        return t("{number} t CO2e", number=self.number(tonnes, 0 if abs(tonnes) >= 10 else 1))

    def date(self, day: dt.date) -> str:
        """A calendar day, as written in running text and tables."""
        return str(
            dates.format_date(day, format="d.M.yyyy" if self.language != "en" else "d MMM yyyy", locale=self._locale)
        )

    def moment(self, at: dt.datetime, zone: str = "Europe/Helsinki") -> str:
        """An instant, in the organisation's time zone, to the minute."""
        local = at.astimezone(dates.get_timezone(zone))
        clock = local.strftime("%H:%M") if self.language == "en" else local.strftime("%H.%M")
        return f"{self.date(local.date())} {clock}"

    def listing(self, items: list[str]) -> str:
        """Several things in a sentence: 'a, b och c'."""
        from babel.lists import format_list

        return str(format_list(items, locale=self._locale)) if items else ""


@functools.lru_cache(8192)
def _decimal(value: float, decimals: int, locale: Locale) -> str:
    """Babel takes 60 µs for a number, and a page says the same ones at every rerun."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=locale))


def currency_sign(currency: str) -> str:
    """The sign that the field writes after an amount."""
    return {"EUR": "€"}.get(currency, currency)
