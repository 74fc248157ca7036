"""Every text that the product says exists in every language, once, with the same placeholders."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lotsen.config import ROOT
from lotsen.texts.catalogue import files

TRANSLATED = ("sv", "fi")
CALLS = {"t", "plural", "N_"}


def messages_in(path: Path) -> set[str | tuple[str, str]]:
    found: set[str | tuple[str, str]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in CALLS or not node.args:
            continue
        texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name == "plural" and len(texts) >= 2:
            found.add((texts[0], texts[1]))
        elif name != "plural" and texts:
            found.add(texts[0])
        assert not isinstance(node.args[0], ast.JoinedStr), f"{path}:{node.lineno}: an f-string can't be translated"
    return found


def said() -> set[str | tuple[str, str]]:
    sources = [*(ROOT / "pages").glob("*.py"), *(ROOT / "lotsen").rglob("*.py")]
    return set().union(*(messages_in(path) for path in sources))


def entries(language: str) -> dict[str | tuple[str, str], tuple[str, Path]]:
    found: dict[str | tuple[str, str], tuple[str, Path]] = {}
    for path in files(language):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key = tuple(message.id) if isinstance(message.id, list | tuple) else message.id
                    assert key not in found, f"{key!r} stands in {path.name} and {found[key][1].name}"
                    assert not message.fuzzy, f"{key!r} is marked fuzzy in {path.name}"
                    found[key] = (message.string, path)
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    there = entries(language)
    empty = {key for key, (text, _) in there.items() if not text or (not isinstance(text, str) and not all(text))}
    assert sorted(map(str, said() - set(there))) == [], "missing"
    assert sorted(map(str, empty)) == [], "empty"
    assert sorted(map(str, set(there) - said())) == [], "no longer said"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for key, (text, path) in entries(language).items():
        ids = (key,) if isinstance(key, str) else key
        texts = (text,) if isinstance(text, str) else text
        wanted = set().union(*(fields(one) for one in ids))
        for one in texts:
            assert fields(one) <= wanted, f"{path.name}: {key!r}"
            assert isinstance(key, tuple) or fields(one) == wanted, f"{path.name}: {key!r}"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
