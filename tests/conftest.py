"""What every test gets: where nobody watches (CI), a test that is skipped is a test that fails."""

import os

import pytest
from hypothesis import settings

from tests.stages import Stage, somebody
from tests.vaults import stretch_once

os.environ.pop("PYTHONUNBUFFERED", None)  # people's programs hold back what they print, so ours do here

# The same examples each time, however long one takes; new ones are looked for by scripts/fuzz.
settings.register_profile("repeatable", settings.default, deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")

WATCHED = os.environ.get("CI", "").lower() in {"", "0", "false"}


def _refuse_skip(report):
    if report.skipped and not WATCHED and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{report.nodeid}: no test may be skipped here. {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return _refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return _refuse_skip((yield))


@pytest.fixture
def stretched_once(monkeypatch):
    """Pay the opening phrase's cost once for each phrase and salt."""
    stretch_once(monkeypatch)


@pytest.fixture
def folder(tmp_path):
    """Where a vault goes that is to be made."""
    return tmp_path / "profile"


@pytest.fixture(scope="module")
def me(tmp_path_factory):
    """Somebody with people of all kinds."""
    with somebody(tmp_path_factory.mktemp("staying")) as found:
        yield found


@pytest.fixture(params=[True, False], ids=["plain", "drawn"])
def stage(request, me, capsys):
    """Somebody at a terminal in English, line by line or not."""
    return Stage(me, capsys, plain=request.param)
