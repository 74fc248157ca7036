"""The Gantt on screen: the layout of `lotsen.charts.layout.gantt` drawn with Plotly graph objects.

Everything of one kind is one trace, so that a figure of forty bars is built in a few milliseconds and 300 still are
one. A click on a bar gives its intervention's id as `customdata`.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from lotsen.charts import theme
from lotsen.charts.layout.gantt import cut
from lotsen.charts.layout.parts import BAR_HEIGHT, Arrow, Bar, GanttLayout
from lotsen.charts.picture import Picture
from lotsen.charts.theme import Palette
from lotsen.domain.intervention import InterventionStatus as Status
from lotsen.texts import Texts

ROW, DENSE_ROW, DENSE_FROM = 30, 24, 80
"""Pixels of a row, and of one where there are at least so many."""
HEADER = 58
LABELS = 0.28
"""The share of the width that the titles on the left get."""
LONGEST_TITLE = 44
REPEAT_QUARTERS = 16
"""So many rows below the last quarter labels, the next heading repeats them."""
ROOM_FOR_LABEL = 0.12
"""The share of the time axis that is kept free at its end for the words beside the last bars."""

STROKES = {Status.PROPOSED: (1,), Status.STOPPED: (1, -1)}
"""Which ways the strokes go in a bar of a state: up for a suggestion, both ways for what was stopped."""
STROKE = 0.008
"""How far apart they are, as a share of the width. Drawn as lines: Plotly's own patterns do not show on every page."""
STEADY: dict[str, Any] = {"marker": {"opacity": 1}}
"""What isn't clicked stays as it is."""
HEADS = {"right": "triangle-right", "down": "triangle-down", "up": "triangle-up"}


def figure(gantt: GanttLayout, colours: Palette, t: Texts) -> Picture:
    """Draw a plan. Rows with a heading are groups; nothing here computes, it only draws."""
    return Picture(
        [
            _bodies(gantt.bars, colours),
            _progress(gantt.bars, colours),
            _strokes(gantt, colours),
            *_arrows(gantt.arrows, colours),
            *_words(gantt, colours),
            *_milestones(gantt, colours),
            *_today(gantt, colours, t),
            *_titles(gantt, colours),
            *_repeated_quarters(gantt, colours),
        ],
        _layout(gantt, colours),
    )


def height(gantt: GanttLayout) -> int:
    """Pixels that the whole picture needs."""
    return HEADER + (gantt.rows + 1) * (DENSE_ROW if gantt.rows >= DENSE_FROM else ROW)


def _layout(gantt: GanttLayout, colours: Palette) -> dict[str, Any]:
    return theme.layout(
        colours,
        height=height(gantt),
        margin={"l": 0, "r": 0, "t": HEADER, "b": 0},
        barmode="overlay",
        hovermode="closest",
        xaxis=theme.axis(
            domain=[LABELS, 1],
            range=[0, gantt.width * (1 + ROOM_FOR_LABEL)],
            side="top",
            tickvals=[(column.left + column.right) / 2 for column in gantt.columns],
            ticktext=_quarter_labels(gantt),
            tickfont=theme.font(colours, theme.SMALL if len(gantt.columns) > 12 else theme.SIZE),
        ),
        xaxis2=theme.axis(domain=[0, LABELS], range=[0, 1], showticklabels=False),
        yaxis=theme.axis(range=[gantt.rows - 0.4, -1.2], showticklabels=False),
        shapes=_ground(gantt, colours),
    )


def _quarter_labels(gantt: GanttLayout) -> list[str]:
    """'Q3', with the year over the first quarter of each year and over the first of all."""
    return [
        f"<b>{column.quarter.year}</b><br>{escape(column.label)}"
        if column.quarter.number == 1 or column is gantt.columns[0]
        else f" <br>{escape(column.label)}"
        for column in gantt.columns
    ]


def _ground(gantt: GanttLayout, colours: Palette) -> list[dict[str, Any]]:
    """What lies behind: a quiet band at each heading, a hairline at each quarter, a stronger one at each year."""
    right = gantt.width * (1 + ROOM_FOR_LABEL)
    bands = [
        {"type": "rect", "x0": 0, "x1": right, "y0": heading.row - 0.46, "y1": heading.row + 0.46}
        | {"fillcolor": colours.panel, "line": {"width": 0}, "layer": "below"}
        for heading in gantt.headings
    ]
    places = [(column.left, column.quarter.number == 1) for column in gantt.columns] + [(gantt.width, False)]
    lines = [
        {"type": "line", "x0": at, "x1": at, "y0": -0.5, "y1": gantt.rows - 0.4}
        | {"line": {"color": colours.hatch if year else colours.line, "width": 1}, "layer": "below"}
        for at, year in places
    ]
    return bands + lines


def _scatter(**trace: Any) -> dict[str, Any]:
    return {"type": "scatter", **trace}


def _bar(**trace: Any) -> dict[str, Any]:
    return {"type": "bar", "orientation": "h", **trace}


def _segments(lines: Iterable[Sequence[tuple[float, float]]], line: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Many lines as one trace, with gaps between."""
    x: list[float | None] = []
    y: list[float | None] = []
    for corners in lines:
        x += [*(corner[0] for corner in corners), None]
        y += [*(corner[1] for corner in corners), None]
    return _scatter(x=x, y=y, mode="lines", line=line, **more)


def _bodies(bars: Sequence[Bar], colours: Palette) -> dict[str, Any]:
    """The bars: hatched while suggested, crossed when stopped, outlined in the colour of attention when late."""
    return _bar(
        y=[bar.row for bar in bars],
        base=[bar.left for bar in bars],
        x=[bar.right - bar.left for bar in bars],
        width=BAR_HEIGHT,
        marker={
            "color": [colours.paper if bar.status in STROKES else theme.benefit(colours, 0.28) for bar in bars],
            "line": {
                "color": [_outline(bar, colours) for bar in bars],
                "width": [2 if bar.late else 1 for bar in bars],
            },
        },
        customdata=[str(bar.intervention_id) for bar in bars],
        hovertext=["<br>".join(map(escape, bar.about)) for bar in bars],
        hoverinfo="text",
        unselected=STEADY,
    )


def _outline(bar: Bar, colours: Palette) -> str:
    if bar.late:
        return colours.attention
    return colours.muted if bar.status in STROKES else colours.accent


def _strokes(gantt: GanttLayout, colours: Palette) -> dict[str, Any]:
    """The hatching of what is suggested, the crosses of what was stopped."""
    step = gantt.width * STROKE
    lines = [
        ((x, bar.row + way * BAR_HEIGHT / 2), (end, bar.row + way * BAR_HEIGHT * (0.5 - (end - x) / step)))
        for bar in gantt.bars
        for way in STROKES.get(bar.status, ())
        for x, end in _steps(bar.left, bar.right, step)
    ]
    return _segments(lines, {"color": colours.hatch, "width": 1.2}, hoverinfo="skip")


def _steps(left: float, right: float, step: float) -> Iterable[tuple[float, float]]:
    count = int((right - left) / step) + 1
    return ((left + n * step, min(left + (n + 1) * step, right)) for n in range(count) if left + n * step < right)


def _progress(bars: Sequence[Bar], colours: Palette) -> dict[str, Any]:
    """What is done, as the filled beginning of the bar."""
    begun = [bar for bar in bars if bar.done and bar.status is not Status.STOPPED]
    return _bar(
        y=[bar.row for bar in begun],
        base=[bar.left for bar in begun],
        x=[(bar.right - bar.left) * bar.done for bar in begun],
        width=BAR_HEIGHT,
        marker={"color": colours.accent, "line": {"width": 0}},
        customdata=[str(bar.intervention_id) for bar in begun],
        hovertext=["<br>".join(map(escape, bar.about)) for bar in begun],
        hoverinfo="text",
        unselected=STEADY,
    )


def _words(gantt: GanttLayout, colours: Palette) -> Iterable[dict[str, Any]]:
    """Initials, progress and delay beside each bar; on a halo, since lines may pass behind."""
    halo = ", ".join([f"0 0 2px {colours.paper}"] * 3)
    for late, colour in ((False, colours.ink), (True, colours.attention)):
        bars = [bar for bar in gantt.bars if bool(bar.late) is late]
        yield _text(
            [bar.label_at for bar in bars],
            [bar.row for bar in bars],
            [escape(bar.label) for bar in bars],
            theme.font(colours, theme.SMALL) | {"color": colour, "shadow": halo},
            cliponaxis=False,
        )


def _text(x: list[float], y: list[int], texts: list[str], font: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Words that stay as they are whatever is selected."""
    return _scatter(
        x=x,
        y=y,
        mode="text",
        text=texts,
        textfont=font,
        unselected={"textfont": {"color": font["color"]}},
        **({"textposition": "middle right", "hoverinfo": "skip"} | more),
    )


def _arrows(arrows: Sequence[Arrow], colours: Palette) -> Iterable[dict[str, Any]]:
    """Dependencies as elbows with a head; those that the dates don't keep dashed and in the colour of attention."""
    for clash, colour, dash in ((False, colours.muted, "solid"), (True, colours.attention, "dot")):
        drawn = [arrow for arrow in arrows if bool(arrow.clash) is clash]
        if drawn:
            line = {"color": colour, "width": 1.4, "dash": dash}
            yield _segments((arrow.corners for arrow in drawn), line, hoverinfo="skip")
            yield _scatter(
                x=[arrow.corners[-1][0] for arrow in drawn],
                y=[arrow.corners[-1][1] for arrow in drawn],
                mode="markers",
                marker={"symbol": [HEADS[arrow.heading] for arrow in drawn], "size": 8, "color": colour},
                unselected=STEADY,
                hoverinfo="skip",
            )


def _milestones(gantt: GanttLayout, colours: Palette) -> Iterable[dict[str, Any]]:
    """Diamonds; those with a row of their own are named beside it, the others when pointed at."""
    if not gantt.diamonds:
        return
    yield _scatter(
        x=[diamond.at for diamond in gantt.diamonds],
        y=[diamond.row for diamond in gantt.diamonds],
        mode="markers+text",
        marker={"symbol": "diamond", "size": 14, "color": colours.ink, "line": {"color": colours.paper, "width": 1.5}},
        text=["" if diamond.intervention_id else f" {escape(diamond.label)} " for diamond in gantt.diamonds],
        textposition=["middle left" if diamond.named_left else "middle right" for diamond in gantt.diamonds],
        textfont=theme.font(colours, theme.SMALL),
        unselected=STEADY | {"textfont": {"color": colours.ink}},
        hovertext=[f"{escape(diamond.title)}<br>{escape(diamond.date)}" for diamond in gantt.diamonds],
        hoverinfo="text",
        cliponaxis=False,
    )


def _today(gantt: GanttLayout, colours: Palette, t: Texts) -> Iterable[dict[str, Any]]:
    if gantt.today is None:
        return
    yield _scatter(
        x=[gantt.today, gantt.today],
        y=[-0.55, gantt.rows - 0.4],
        mode="lines+text",
        line={"color": colours.ink, "width": 2},
        text=[escape(t("Today {date}", date=t.date(gantt.day))), ""],
        textposition="top center",
        textfont=theme.font(colours, theme.SMALL, strong=True),
        cliponaxis=False,
        hoverinfo="skip",
    )


def _titles(gantt: GanttLayout, colours: Palette) -> Iterable[dict[str, Any]]:
    """The names on the left: groups strong, interventions indented; cut ones are whole when pointed at."""
    yield _text(
        [0.0] * len(gantt.headings),
        [heading.row for heading in gantt.headings],
        [f"{escape(heading.text)} ({heading.count})" for heading in gantt.headings],
        theme.font(colours, strong=True),
        xaxis="x2",
        cliponaxis=False,
    )
    yield _text(
        [0.035] * len(gantt.bars),
        [bar.row for bar in gantt.bars],
        [escape(cut(bar.title, LONGEST_TITLE)) for bar in gantt.bars],
        theme.font(colours),
        xaxis="x2",
        hoverinfo="text",
        hovertext=[escape(bar.title) for bar in gantt.bars],
        customdata=[str(bar.intervention_id) for bar in gantt.bars],
    )


def _repeated_quarters(gantt: GanttLayout, colours: Palette) -> Iterable[dict[str, Any]]:
    """In a long picture the quarters again in a heading's band, wherever the last ones are out of sight."""
    rows, last = [], 0
    for heading in gantt.headings:
        if heading.row - last >= REPEAT_QUARTERS:
            rows.append(heading.row)
            last = heading.row
    if rows:
        labels = [label.replace("<br>", " ").strip() for label in _quarter_labels(gantt)]
        yield _text(
            [(column.left + column.right) / 2 for column in gantt.columns] * len(rows),
            [row for row in rows for _ in gantt.columns],
            labels * len(rows),
            theme.font(colours, theme.SMALL, muted=True),
            textposition="middle center",
        )
