"""The house as it is drawn: who may import whom, what lies at the top, what a page looks like."""

import ast
from pathlib import Path

import pytest

from lotsen.config import ROOT

EVERYBODY = {"errors", "config"}
MAY = {
    "errors": set(),
    "config": set(),
    "domain": set(),
    "analysis": {"domain"},
    "spend": {"domain"},
    "store": {"domain"},
    "texts": {"domain"},
    "services": {"domain", "analysis", "spend", "store"},
    "charts": {"domain", "analysis.results", "texts"},
    "explain": {"domain", "analysis.results", "texts", "charts.layout"},
    "jobs": {"domain", "services", "charts", "explain", "texts", "spend", "bootstrap"},
    "export": {"domain", "services", "charts", "explain", "texts", "analysis.results", "bootstrap"},
    "bootstrap": {"domain", "services", "store", "analysis", "spend", "jobs"},
    "web": {"domain", "bootstrap", "services", "texts", "jobs", "export", "charts", "explain", "analysis.results"},
    "ui": {"domain", "bootstrap", "texts", "charts", "explain", "analysis.results", "export.plan_back"},
    "serve": {"bootstrap"},
    "cli": {"domain", "bootstrap", "services", "spend", "analysis", "texts", "jobs", "export", "serve", "store"},
    "commands": {"domain", "bootstrap", "services", "store", "jobs", "serve", "texts", "export"},
    "__main__": {"cli"},
}
PAGES = {"domain", "charts", "explain", "texts", "ui"}
LIBRARIES = {
    "streamlit": {"app.py", "pages", "ui", "serve"},
    "starlette": {"app.py", "web"},
    "sqlalchemy": {"store", "services", "web"},
    "alembic": {"store"},
    "plotly": {"charts"},
    "duckdb": {"spend", "services", "jobs"},
    "openpyxl": {"export"},
    "highspy": {"analysis"},
    "ortools": {"analysis"},
    "resvg_py": {"export"},
    "typst": {"export"},
}


def sources() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "lotsen").rglob("*.py"))]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    if parts[0] != "lotsen":
        return parts[0]
    return parts[1].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_whom_its_room_may_know(path: Path) -> None:
    where = room(path)
    if where in ("__init__", "app.py"):
        return
    may = EVERYBODY | (PAGES if where == "pages" else MAY[where]) | {where}
    for name in imports(path):
        if name.startswith("lotsen."):
            inside = name.removeprefix("lotsen.")
            assert any(inside == one or inside.startswith(one + ".") for one in may), f"{path.name}: {name}"


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_is_imported_only_where_it_belongs(path: Path) -> None:
    for name in imports(path):
        library = name.split(".")[0]
        assert room(path) in LIBRARIES.get(library, {room(path)}), f"{path.name}: {name}"


def test_nothing_else_lies_at_the_top() -> None:
    agreed = {"app.py", "pages", "lotsen", "data", "tests", "requirements.txt", "README.md"}
    tools = {"Makefile", "pyproject.toml", "LICENSE", "CHANGELOG.md"}
    there = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    assert there - {"__pycache__"} <= agreed | tools


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_begins_with_the_gate_and_ends_by_running(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    body = [node for node in functions["page"].body if not isinstance(node, ast.Expr) or not _is_text(node)]
    assert ast.unparse(body[0]).startswith("visit = access.require(")
    assert ast.unparse(tree.body[-1]) == "page()"


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.name)
def test_a_page_has_no_raw_choice_widgets(path: Path) -> None:
    raw = {"selectbox", "radio", "multiselect", "pills", "segmented_control", "select_slider"}
    called = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & raw


def _is_text(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant)
