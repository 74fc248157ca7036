"""Pages without a script: forms at the doors, in the product's colours, readable by every browser."""

from collections.abc import Iterable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from lotsen.charts import theme
from lotsen.domain.localtext import LANGUAGES
from lotsen.texts import Texts

POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
NAMES = {"sv": "Svenska", "fi": "Suomi", "en": "English"}


def _colours(palette: theme.Palette) -> str:
    shades = {
        "ink": palette.ink,
        "muted": palette.muted,
        "line": palette.line,
        "paper": palette.paper,
        "panel": palette.panel,
        "accent": palette.accent,
        "on": palette.on_accent,
        "attention": palette.attention,
    }
    return "".join(f"--{name}:{value};" for name, value in shades.items())


STYLE = f"""
:root {{ {_colours(theme.LIGHT)} color-scheme: light dark }}
@media (prefers-color-scheme: dark) {{ :root {{ {_colours(theme.DARK)} }} }}
body {{ margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 "Source Sans", system-ui, sans-serif }}
main {{ max-width: 30rem; margin: 0 auto; padding: 3rem 1.25rem }}
h1 {{ font-size: 2rem; line-height: 1.2; margin: 0 0 .75rem }}
h2 {{ font-size: 1.25rem; margin: 2.5rem 0 .5rem }}
p {{ margin: 0 0 1rem }}
label {{ display: block; font-weight: 600; margin: 0 0 1.25rem }}
label span {{ display: block; color: var(--muted); font-size: .875rem; font-weight: 400 }}
form {{ margin: 0 0 1.5rem }}
input, select {{ box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0 .75rem; margin-top: .25rem;
  font: inherit; font-weight: 400; color: inherit; background: var(--panel); border: 1px solid var(--muted);
  border-radius: .25rem }}
button {{ min-height: 2.75rem; padding: 0 1.25rem; font: inherit; font-weight: 600; color: var(--on);
  background: var(--accent); border: 1px solid var(--accent); border-radius: .25rem; cursor: pointer }}
button.other {{ color: var(--accent); background: none }}
form.beside {{ display: inline-block; margin: 0 .5rem .5rem 0 }}
:focus-visible {{ outline: 3px solid var(--accent); outline-offset: 2px }}
a {{ color: var(--accent) }}
a.onward {{ display: inline-block; padding: .6rem 1.25rem; font-weight: 600; text-decoration: none; color: var(--on);
  background: var(--accent); border-radius: .25rem }}
.error {{ border-left: 4px solid var(--attention); background: var(--panel); padding: .75rem 1rem }}
.code {{ font-size: 2rem; font-weight: 600; letter-spacing: .1em }}
.said {{ border-left: 4px solid var(--accent); background: var(--panel); padding: .75rem 1rem }}
nav {{ margin-bottom: 2rem; font-size: .875rem }}
nav a {{ margin-right: 1rem }}
"""


def page(
    request: Request,
    t: Texts,
    title: str,
    body: Iterable[str],
    *,
    error: str = "",
    said: str = "",
    status: int = 200,
    once: bool = False,
) -> Response:
    """A page: its title, what went wrong or well, and its parts, which are HTML already. What is shown `once` would be
    gone in another language."""
    links = "".join(
        f'<a href="{escape(request.url.path)}?lang={language}" lang="{language}"'
        f"{' aria-current=true' if language == t.language else ''}>{NAMES[language]}</a>"
        for language in LANGUAGES
    )
    told = "".join(
        f'<p class="{kind}" role="{role}">{escape(text)}</p>'
        for kind, role, text in (("error", "alert", error), ("said", "status", said))
        if text
    )
    html = (
        f'<!doctype html><html lang="{t.language}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<style>{STYLE}</style></head><body><main>{'' if once else f'<nav>{links}</nav>'}<h1>{escape(title)}</h1>"
        f"{told}{''.join(body)}</main></body></html>"
    )
    headers = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return HTMLResponse(html, status, headers)


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def onward(address: str, text: str) -> str:
    """The one way on, as large as a button."""
    return f'<p><a class="onward" href="{escape(address)}">{escape(text)}</a></p>'


def link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'


def field(
    name: str, label: str, *, value: str = "", kind: str = "text", help: str = "", complete: str = "", most: int = 254
) -> str:
    """One field of a form. `complete` tells a password manager what it is."""
    said = f"<span>{escape(help)}</span>" if help else ""
    filled = f' value="{escape(value)}"' if value else ""
    return (
        f'<label>{escape(label)}{said}<input name="{name}" type="{kind}"{filled} required maxlength="{most}" '
        f'autocomplete="{complete or "off"}" autocapitalize="none" spellcheck="false"></label>'
    )


def hidden(name: str, value: str) -> str:
    """What a form sends along without showing it."""
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def choice(name: str, label: str, options: Mapping[str, str], value: str) -> str:
    """One of several."""
    inside = "".join(
        f'<option value="{escape(key)}"{" selected" if key == value else ""}>{escape(said)}</option>'
        for key, said in options.items()
    )
    return f'<label>{escape(label)}<select name="{name}">{inside}</select></label>'


def code(text: str) -> str:
    """Something to be read out or written down."""
    return f'<p class="code">{escape(text)}</p>'


def form(address: str, fields: Iterable[str], button: str, *, other: bool = False) -> str:
    """A form that is sent to our own address."""
    inside = "".join(fields)
    look = (' class="beside"', ' class="other"') if other else ("", "")
    return (
        f'<form method="post" action="{escape(address)}"{look[0]}>{inside}'
        f"<button{look[1]}>{escape(button)}</button></form>"
    )


async def given(request: Request) -> Mapping[str, str]:
    """What a form sent, texts alone."""
    async with request.form(max_files=0, max_fields=20) as found:
        return {key: value for key, value in found.items() if isinstance(value, str)}
