"""The server of the page answers the page that it handed out, and nobody else on this device."""

import contextlib
import http.client
import json
import socket

import pytest

from tests.browser import Served
from tests.shells import ANA, PATIENCE, PHRASE, device


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(device(tmp_path_factory.mktemp("app"), ANA)) as page:
        yield page


@pytest.fixture
def ask(served):
    """Ask as the page does, but for what a test changes; return the status and the answer."""

    def asking(path="/call", method="POST", body=None, **changed):
        address = served.origin.removeprefix("http://")
        headers = {
            "Host": address,
            "Origin": served.origin,
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/json",
        }
        headers |= {name.replace("_", "-"): value for name, value in changed.items()}
        sent = json.dumps({"method": "begin", "values": {}}).encode() if body is None else body
        line = http.client.HTTPConnection(address, timeout=PATIENCE)
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            if value is not None:
                line.putheader(name, value)
        line.putheader("Content-Length", str(len(sent)))
        line.endheaders(sent)
        answer = line.getresponse()
        told = answer.read()
        line.close()
        return answer.status, told, dict(answer.getheaders())

    return asking


def call(method, **values):
    return json.dumps({"method": method, "values": values}).encode()


def enter(served, ask):
    """Be let in by a new link and the phrase; return the key."""
    _, told, _ = ask(body=call("enter", token=served.new_link().partition("#")[2]))
    _, told, _ = ask(body=call("enter", phrase=PHRASE), X_P2pcard_Key=json.loads(told)["answer"]["key"])
    return json.loads(told)["answer"]["key"]


def test_the_page_itself_is_answered(ask):
    status, told, _ = ask()
    assert status == 200
    assert json.loads(told)["answer"]["words"]["lock"] == "Lock now"


@pytest.mark.parametrize(
    "host", ["", "localhost", "evil.test", "127.0.0.1", "127.0.0.1:1", "[::1]", "127.0.0.1:80@evil.test"]
)
def test_a_name_that_leads_here_is_no_way_to_the_page(ask, host):
    """Of a page whose name was turned to this address (DNS rebinding)."""
    for method in ("GET", "POST"):
        assert ask("/", method, Host=host)[0] in (400, 421)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"Origin": None}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.test"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "https://{address}"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": "multipart/form-data; boundary=a"}, 415),
        ({"Content_Type": None}, 415),
    ],
)
def test_what_another_page_can_send_is_not_answered(served, ask, changed, status):
    address = served.origin.removeprefix("http://")
    named = {name: value and value.replace("{address}", address) for name, value in changed.items()}
    assert ask(**named)[0] == status


@pytest.mark.parametrize("path", ["/frame", "/events"])
def test_without_its_key_no_page_hears_or_has_anything_read(served, ask, path):
    kind = "image/jpeg" if path == "/frame" else "application/json"
    key = enter(served, ask)
    for wrong in (None, "", "0" * 32, key[:-1], key.upper() + " "):
        assert ask(path, body=b"{}", X_P2pcard_Key=wrong, Content_Type=kind)[0] == 403


def test_only_a_page_that_is_let_in_may_bring_what_is_large_and_that_is_a_copy(served, ask):
    key = enter(served, ask)
    large = b'{"method":"check","values":{"copy":"%s","words":""}}' % (b"A" * 400_000)
    assert ask("/copy", body=large)[0] == 403
    assert ask("/call", body=large, X_P2pcard_Key=key)[0] == 413
    status, told, _ = ask("/copy", body=large, X_P2pcard_Key=key)
    assert (status, json.loads(told)["refused"]["reason"]) == (200, "not-a-sealed-file")
    assert ask("/copy", body=b'{"method":"people","values":{}}', X_P2pcard_Key=key)[0] == 400


def test_nothing_is_done_by_looking_and_nothing_else_is_there(ask):
    for path in ("/call", "/events", "/frame", "/../app.py", "/page/index.html", "/%2e%2e/engine.py", "//"):
        assert ask(path, "GET")[0] == 404
    for method in ("PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"):
        assert ask(method=method)[0] == 405
    assert ask("/nothing")[0] == 404


def test_every_answer_forbids_the_browser_to_keep_show_or_run_anything_else(ask):
    for path, method in (("/", "GET"), ("/main.js", "GET"), ("/call", "POST"), ("/nothing", "GET")):
        headers = {name.lower(): value for name, value in ask(path, method)[2].items()}
        assert headers["cache-control"] == "no-store"
        policy = headers["content-security-policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"):
            assert rule in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
        assert "set-cookie" not in headers
        assert "server" not in headers


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"begin"',
        b"null",
        b'{"method":"begin"}',
        b'{"method":1,"values":{}}',
        b'{"method":"begin","values":[]}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_a_call_that_is_none_is_answered_with_no_more_than_that(ask, body):
    assert ask(body=body)[0] == 400


def test_what_is_too_long_is_refused_before_it_has_come(served, ask):
    address = served.origin.removeprefix("http://")
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), PATIENCE) as line:
        line.sendall(
            f"POST /call HTTP/1.1\r\nHost: {address}\r\nOrigin: {served.origin}\r\n"
            "Content-Type: application/json\r\nContent-Length: 10485760\r\n\r\n".encode()
        )
        assert line.recv(12) == b"HTTP/1.1 413"
    assert ask()[0] == 200


def test_two_values_of_one_header_are_none(served):
    address = served.origin.removeprefix("http://")
    host, port = address.split(":")
    for twice in (
        f"Origin: {served.origin}\r\nOrigin: {served.origin}\r\n",
        "Origin: http://evil.test\r\n" * 2,
    ):
        with socket.create_connection((host, int(port)), PATIENCE) as line:
            line.sendall(
                f"POST /call HTTP/1.1\r\nHost: {address}\r\n{twice}Content-Type: application/json\r\n"
                "Content-Length: 2\r\n\r\n{}".encode()
            )
            assert line.recv(12) == b"HTTP/1.1 403"


def test_a_hundred_streams_and_readers_that_are_slow_keep_the_page_from_nobody(served, ask):
    key = enter(served, ask)
    address = served.origin.removeprefix("http://")
    host, port = address.split(":")
    request = (
        f"POST /events HTTP/1.1\r\nHost: {address}\r\nOrigin: {served.origin}\r\nX-P2pcard-Key: {key}\r\n"
        "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    ).encode()
    with contextlib.ExitStack() as stack:
        lines = [
            stack.enter_context(socket.create_connection((host, int(port)), PATIENCE)) for _ in range(100)
        ]
        for line in lines:
            line.sendall(request)
        assert ask()[0] == 200
        assert lines[-1].recv(12) == b"HTTP/1.1 200", "the newest stream of the page is the one that counts"
