"""What users write, in one version per language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

LANGUAGES = ("sv", "fi", "en")
"""The languages of the product, the default first."""

DEFAULT_LANGUAGE = LANGUAGES[0]


@dataclass(frozen=True, slots=True)
class LocalText:
    """A user's text: language → text, the language it was first written in, and which versions are stale.

    A version is stale when the original was reworded after it was translated. An empty version is no version.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    original: str = DEFAULT_LANGUAGE
    stale: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, language: str = DEFAULT_LANGUAGE) -> Self:
        """A text written in one language."""
        return cls({language: text} if text else {}, language)

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Self:
        """Read what `to_json` wrote; nothing at all is an empty text."""
        if not data:
            return cls()
        return cls(
            dict(data.get("versions", {})), data.get("original", DEFAULT_LANGUAGE), frozenset(data.get("stale", ()))
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data for the database and archives."""
        return {"versions": dict(self.versions), "original": self.original, "stale": sorted(self.stale)}

    def __bool__(self) -> bool:
        return any(self.versions.values())

    def has(self, language: str) -> bool:
        """Whether there is a version in this language."""
        return bool(self.versions.get(language))

    def show(self, language: str) -> str:
        """The text for a reader of `language`: their version, else the original, else any."""
        return (
            self.versions.get(language)
            or self.versions.get(self.original)
            or next((text for text in self.versions.values() if text), "")
        )

    def is_foreign(self, language: str) -> bool:
        """Whether `show` has to fall back, so that the screen marks the text as untranslated."""
        return bool(self) and not self.has(language)

    def write(self, text: str, language: str) -> "LocalText":
        """The text after somebody wrote `text` in `language`.

        Rewording the original makes the other versions stale; writing a translation makes it fresh.
        """
        before = self.versions.get(language, "")
        if text == before:
            return self
        versions = (
            {**self.versions, language: text} if text else {k: v for k, v in self.versions.items() if k != language}
        )
        if not self:
            return LocalText(versions, language)
        if language == self.original:
            return LocalText(versions, language, frozenset(k for k in versions if k != language))
        return LocalText(versions, self.original, self.stale - {language})
