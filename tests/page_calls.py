"""A page without a browser: what it calls, held against the schema."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from p2pcard.service.cardholder import Cardholder
from p2pcard.web.engine import Engine, Patience
from tests.schema import fits
from tests.shells import LOOPBACK, PHRASE


class Caller:
    """A page that holds what it calls, and what it is answered, against the schema."""

    def __init__(self, home: Path) -> None:
        self.engine = Engine(Cardholder(home), LOOPBACK, os.urandom, Patience())
        self.key = ""

    async def call(self, method: str, **values: Any) -> dict[str, Any]:
        assert fits("call", {"method": method, "values": values})
        told: dict[str, Any] = json.loads(json.dumps(await self.engine.call(method, values, self.key)))
        assert fits("called", told)
        return told

    async def __aenter__(self) -> "Caller":
        self.key = (await self.call("enter", token=self.engine.new_token()))["answer"]["key"]
        self.key = (await self.call("enter", phrase=PHRASE))["answer"]["key"]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.engine.close()


def with_page(home: Path, *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Call several things one after the other; return what was answered."""

    async def calling() -> list[dict[str, Any]]:
        async with Caller(home) as page:
            return [await page.call(method, **values) for method, values in calls]

    return asyncio.run(calling())
