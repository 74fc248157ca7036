import pytest

from lotsen.charts import path, theme
from lotsen.charts.layout.gantt import layout
from lotsen.charts.layout.parts import Grouping
from lotsen.domain.localtext import LANGUAGES
from lotsen.texts import Texts
from tests.support.plans import busy_content


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_view_names_every_bar_and_escapes_it(language):
    t = Texts.of(language)
    placed = layout(busy_content(40), Grouping.CATEGORY, t)
    html = path.html(placed, theme.LIGHT, t, lambda each: f"plan?a={each}&b=1")
    assert all(f"a={bar.intervention_id}&amp;b=1" in html for bar in placed.bars)
    assert "beställarna &lt;b&gt;&amp;amp;" not in html
    assert "beställarna &lt;b&gt;&amp;" in html
