"""Coming in by password, and links that work once.

A link is only looked at by GET: what scans mail for bad links uses nothing up. Its token leaves the address at once,
for a cookie of half an hour, so that it stays in no history and goes along with no link.
"""

from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lotsen import bootstrap
from lotsen.domain.account import LEAST_PASSWORD, MOST_PASSWORD
from lotsen.domain.organisation import Person
from lotsen.errors import LotsenError, NotAllowed, NotFound
from lotsen.services.accounts import Door
from lotsen.texts import Texts
from lotsen.web import doors, plain
from lotsen.web.language import of_reader

LINK = "lotsen_link"
LINK_SECONDS = 1800
SIGN_IN, ONCE, ACCOUNT = "/auth/sign-in", "/auth/link", "/auth/account"


async def _reader(request: Request) -> tuple[Person | None, Texts]:
    person = await doors.person(request)
    return person, Texts.of(of_reader(request, person))


def _with_language(address: str, request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return f"{address}?{urlencode({'lang': asked})}" if asked else address


# By password -------------------------------------------------------------------------------------------------------


async def sign_in(request: Request) -> Response:
    """The form, and what it sends."""
    person, t = await _reader(request)
    if request.method == "GET":
        return RedirectResponse("/", 303) if person else _form(request, t)
    if not doors.same_origin(request):
        return _form(request, t, error=t("Send the form from this page."), status=403)
    sent = await plain.given(request)
    try:
        token = await run_in_threadpool(
            bootstrap.current().accounts.sign_in,
            sent.get("login", ""),
            sent.get("password", ""),
            doors.address(request),
        )
    except NotAllowed as error:
        return _form(request, t, login=sent.get("login", ""), error=t.error(error), status=401)
    return doors.admitted(request, token)


def _form(request: Request, t: Texts, *, login: str = "", error: str = "", status: int = 200) -> Response:
    fields = [
        plain.field("login", t("Login"), value=login, complete="username"),
        plain.field("password", t("Password"), kind="password", complete="current-password", most=1000),
    ]
    body = [
        plain.form(_with_language(SIGN_IN, request), fields, t("Sign in")),
        plain.paragraph(t("No account, or the password forgotten? Ask your coach for a link.")),
    ]
    return plain.page(request, t, t("Sign in to Procurement Pilot"), body, error=error, status=status)


# Links that work once ----------------------------------------------------------------------------------------------


async def once(request: Request) -> Response:
    """Where a link leads: what it opens, the form, and what it sends."""
    person, t = await _reader(request)
    if token := request.query_params.get("token"):
        on = RedirectResponse(_with_language(ONCE, request), 303)
        on.set_cookie(
            LINK, token[:200], max_age=LINK_SECONDS, httponly=True, samesite="lax", path=ONCE,
            secure=request.url.scheme == "https",
        )  # fmt: skip
        return on
    held = request.cookies.get(LINK, "")
    accounts = bootstrap.current().accounts
    try:
        door = await run_in_threadpool(accounts.door, held, t.language)
    except NotFound as error:
        return plain.page(request, t, t("This link doesn't open"), [plain.link(SIGN_IN, t("Sign in"))],
                          error=t.error(error), status=404)  # fmt: skip
    if request.method == "GET":
        return _door(request, t, door, person)
    if not doors.same_origin(request):
        return _door(request, t, door, person, error=t("Send the form from this page."), status=403)
    sent = await plain.given(request)
    answer: Response
    try:
        if person and "join" in sent:
            await run_in_threadpool(accounts.join, held, person)
            answer = RedirectResponse("/", 303)
        else:
            told = (sent.get("name", ""), sent.get("login", ""), sent.get("password", ""))
            answer = doors.admitted(request, await run_in_threadpool(accounts.accept, held, *told))
    except LotsenError as error:
        return _door(request, t, door, person, sent.get("name", ""), sent.get("login", ""), t.error(error), 400)
    answer.delete_cookie(LINK, path=ONCE)
    return answer


def _door(
    request: Request,
    t: Texts,
    door: Door,
    person: Person | None,
    name: str = "",
    login: str = "",
    error: str = "",
    status: int = 200,
) -> Response:
    address = _with_language(ONCE, request)
    if door.invitation.person_id:
        fields = (
            [plain.hidden("login", door.login), _new_password(t)]
            if door.login
            else [_login(t, login), _new_password(t)]
        )
        body = [plain.form(address, fields, t("Keep the new password"))]
        says = t("You sign in as {login}.", login=door.login) if door.login else ""
        return plain.page(request, t, t("Choose a new password"), [plain.paragraph(says), *body], error=error,
                          status=status)  # fmt: skip
    body = [plain.paragraph(t("You are invited to work with {organisation}.", organisation=door.organisation))]
    if person:
        body += [
            plain.form(
                address, [plain.hidden("join", "yes")], t("Join as {name}", name=person.name or t("Without a name"))
            ),
            plain.heading(t("Or make a new account")),
        ]
    fields = [
        plain.field("name", t("Your name"), value=name or door.invitation.name, complete="name", most=200),
        _login(t, login),
        _new_password(t),
    ]
    return plain.page(request, t, t("Welcome"), [*body, plain.form(address, fields, t("Make the account"))],
                      error=error, status=status)  # fmt: skip


def _login(t: Texts, login: str) -> str:
    return plain.field(
        "login", t("Login"), value=login, complete="username", help=t("Your e-mail address, or a name of your own.")
    )


def _new_password(t: Texts) -> str:
    return plain.field(
        "password",
        t("Password"),
        kind="password",
        complete="new-password",
        most=MOST_PASSWORD,
        help=t("At least {least} signs. Three or four words are easy to remember.", least=LEAST_PASSWORD),
    )


# One's own account -------------------------------------------------------------------------------------------------


async def account(request: Request) -> Response:
    """Who I am here: sign out, sign out everywhere, and the password."""
    person, t = await _reader(request)
    if person is None:
        return RedirectResponse(_with_language(SIGN_IN, request), 303)
    house = bootstrap.current()
    error, status = "", 200
    if request.method == "POST":
        if not doors.same_origin(request):
            return await _account(request, t, person, t("Send the form from this page."), "", 403)
        sent = await plain.given(request)
        if "everywhere" in sent:
            await run_in_threadpool(house.accounts.sign_out_everywhere, person.id)
            return RedirectResponse(SIGN_IN, 303)
        try:
            token = await run_in_threadpool(
                house.accounts.set_password, person.id, sent.get("login", ""), sent.get("old", ""),
                sent.get("password", ""),
            )  # fmt: skip
        except LotsenError as refused:
            error, status = t.error(refused), 400
        else:
            answer = await _account(
                request, t, person, "", t("The password is kept. Everywhere else you are signed out.")
            )
            doors.admit(request, answer, token)
            return answer
    return await _account(request, t, person, error, "", status)


async def _account(request: Request, t: Texts, person: Person, error: str, said: str, status: int = 200) -> Response:
    address = _with_language(ACCOUNT, request)
    known = await run_in_threadpool(bootstrap.current().accounts.account, person.id)
    if known:
        fields = [
            plain.hidden("login", known.login),
            plain.field("old", t("Present password"), kind="password", complete="current-password", most=1000),
            _new_password(t),
        ]
        says, button = t("You sign in as {login}.", login=known.login), t("Change the password")
    else:
        fields = [_login(t, ""), _new_password(t)]
        says, button = (
            t("You have no password yet. With one you can sign in on other machines too."),
            t("Make the account"),
        )
    body = [
        plain.link("/", t("Back")),
        plain.form("/auth/leave", [], t("Sign out"), other=True),
        plain.form(address, [plain.hidden("everywhere", "yes")], t("Sign out everywhere"), other=True),
        plain.heading(t("Password")),
        plain.paragraph(says),
        plain.form(address, fields, button),
    ]
    return plain.page(request, t, person.name or t("Your account"), body, error=error, said=said, status=status)


routes = [
    Route(SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(ONCE, once, methods=["GET", "POST"]),
    Route(ACCOUNT, account, methods=["GET", "POST"]),
]
