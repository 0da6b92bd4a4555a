"""The server of the page: an ASGI application that hands out the page, and lets it call its engine.

Other programs on this device, and above all other pages in the same browser, get nothing:
a request is answered only if it names this address, comes from this page and brings its key.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib.resources import files
from typing import Any, Final, Protocol

from p2pcard.errors import NotJson, SaidTwice
from p2pcard.jsonapi import reading
from p2pcard.jsonapi.values import Json

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

CALL_LIMIT: Final = 256 * 1024  # bytes of a call: a block with all that a bundle may hold fits
COPY_LIMIT: Final = 48 * 1024 * 1024  # bytes of a call that brings a copy: the largest measured, as base64
FRAME_LIMIT: Final = 32 * 1024 * 1024  # bytes of a picture
KEY: Final = "x-p2pcard-key"
_KINDS: Final = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Final = {
    "content-security-policy": _POLICY,
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(), geolocation=(), display-capture=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class PageEngine(Protocol):
    """What the page calls; `docs/json.md` has its methods, values and events."""

    def lets_in(self, key: str) -> bool:
        """Tell whether this is the key of the page that is let in."""

    async def call(self, method: str, values: Mapping[str, object], key: str) -> Mapping[str, Json]:
        """Do what the page asks for."""

    async def events(self, tell: Callable[[Mapping[str, Json]], Awaitable[None]]) -> None:
        """Tell the page what happens, until it is locked out."""

    async def read_frame(self, picture: bytes) -> Mapping[str, Json]:
        """Read a frame of the camera, or a picture."""


class Answered(Exception):
    """A request is answered with this status, and no more is done about it."""

    def __init__(self, status: int) -> None:
        self.status = status


class App:
    """The page at one address, such as 127.0.0.1:41234, and the engine behind it."""

    def __init__(self, engine: PageEngine, address: str) -> None:
        self._engine, self._address = engine, address
        self._files = {
            "/" + each.name: each.read_bytes() for each in files(__package__).joinpath("page").iterdir()
        }
        self._files["/"] = self._files.pop("/index.html")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        try:
            await self._answer(scope, receive, send)
        except Answered as answered:
            await _send(send, answered.status, b"", "text/plain")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _single(scope)
        if headers.get("host") != self._address:
            raise Answered(421)
        path = scope["path"]
        if scope["method"] == "GET":
            if path not in self._files:
                raise Answered(404)
            kind = _KINDS["html" if path == "/" else path.rpartition(".")[2]]
            await _send(send, 200, self._files[path], f"{kind}; charset=utf-8")
            return
        if scope["method"] != "POST":
            raise Answered(405)
        self._refuse_other_pages(headers, "image/" if path == "/frame" else "application/json")
        key = headers.get(KEY, "")
        match path:
            case "/call":
                await self._call(headers, receive, send, CALL_LIMIT)
            case "/copy":
                self._refuse_without(key)
                await self._call(headers, receive, send, COPY_LIMIT, wanted="copy")
            case "/frame":
                self._refuse_without(key)
                answer = await self._engine.read_frame(await _body(headers, receive, FRAME_LIMIT))
                await _send(send, 200, _written(answer), "application/json")
            case "/events":
                self._refuse_without(key)
                await self._stream(receive, send)
            case _:
                raise Answered(404)

    async def _call(
        self, headers: Mapping[str, str], receive: Receive, send: Send, limit: int, *, wanted: str = ""
    ) -> None:
        """Let the page call a method, which brings what is `wanted` by that name."""
        method, values = _read_call(await _body(headers, receive, limit))
        if wanted and wanted not in values:
            raise Answered(400)
        answer = await self._engine.call(method, values, headers.get(KEY, ""))
        await _send(send, 200, _written(answer), "application/json")

    def _refuse_other_pages(self, headers: Mapping[str, str], kind: str) -> None:
        """Refuse what another page could send: also a form, which can have none of these kinds."""
        if headers.get("origin") != f"http://{self._address}":
            raise Answered(403)
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Answered(403)
        if not headers.get("content-type", "").startswith(kind):
            raise Answered(415)

    def _refuse_without(self, key: str) -> None:
        if not self._engine.lets_in(key):
            raise Answered(403)

    async def _stream(self, receive: Receive, send: Send) -> None:
        """Send events, a line each, until the page leaves or the engine ends them."""
        await send(
            {"type": "http.response.start", "status": 200, "headers": _raw("application/x-ndjson", None)}
        )

        async def tell(event: Mapping[str, Json]) -> None:
            await send({"type": "http.response.body", "body": _written(event) + b"\n", "more_body": True})

        async def left() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        work = [asyncio.ensure_future(self._engine.events(tell)), asyncio.ensure_future(left())]
        try:
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in work:
                each.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        await send({"type": "http.response.body", "body": b""})


def _single(scope: Scope) -> dict[str, str]:
    """Return the headers; one that came twice counts as none of them."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        found[key] = "" if key in found else value.decode("latin-1")
    return found


async def _body(headers: Mapping[str, str], receive: Receive, limit: int) -> bytes:
    """Return what was sent; raises Answered where it is too long, before all of it has come."""
    size = headers.get("content-length", "")
    if size.isdecimal() and int(size) > limit:
        raise Answered(413)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Answered(400)
        body += message.get("body", b"")
        if len(body) > limit:
            raise Answered(413)
        if not message.get("more_body", False):
            return bytes(body)


def _read_call(body: bytes) -> tuple[str, Mapping[str, object]]:
    try:
        match reading.read(body.decode(), ""):
            case {"method": str(method), "values": dict(values)}:
                return method, values
    except (UnicodeDecodeError, NotJson, SaidTwice):
        pass
    raise Answered(400)


def _written(values: Mapping[str, Json]) -> bytes:
    return json.dumps(values).encode()


async def _send(send: Send, status: int, body: bytes, kind: str) -> None:
    await send({"type": "http.response.start", "status": status, "headers": _raw(kind, len(body))})
    await send({"type": "http.response.body", "body": body})


def _raw(kind: str, size: int | None) -> list[tuple[bytes, bytes]]:
    told = HEADERS | {"content-type": kind} | ({} if size is None else {"content-length": str(size)})
    return [(name.encode(), value.encode()) for name, value in told.items()]
