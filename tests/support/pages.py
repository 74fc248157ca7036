"""Run a page through AppTest: with its own house, in a language, on a roadmap."""

from uuid import UUID

from streamlit.testing.v1 import AppTest

from lotsen.config import ROOT

SECONDS = 60


def run(page: str, roadmap: UUID | None = None, language: str = "en") -> AppTest:
    """The page after its first run; `page` is the file's name without ending."""
    test = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=SECONDS)
    test.query_params["lang"] = language
    if roadmap:
        test.query_params["roadmap"] = str(roadmap)
    return test.run()


def words(test: AppTest) -> str:
    """All text on the page, for a look at what is there."""
    parts = [*test.title, *test.subheader, *test.markdown, *test.caption, *test.info, *test.warning, *test.error]
    return "\n".join(str(part.value) for part in parts)
