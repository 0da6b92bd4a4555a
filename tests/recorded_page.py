"""The page in front of an engine that is none: it answers what `docs/json.md` shows, as a test wishes."""

import json
import re
from importlib.resources import files
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from p2pcard.web.app import HEADERS
from p2pcard.wording import catalogue, page
from tests.schema import examples, fits

ORIGIN = "http://127.0.0.1:9"  # nothing listens there: each request is answered by the test
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
CODE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4h-4z"/></svg>\n'
PARTS = {  # what of the document is the answer of a method
    **{name: f"answer-{name}" for name in ("vouch", "withdraw", "mark", "introduce")},
    **{name: f"answer-{name}" for name in ("circle-new", "circle-rule", "circle-add", "circle-check")},
    **{"circles": "answer-circle", "circle-leave": "answer-circle-leave"},
    **{"cards": "answer-card-list", "drop": "answer-card-drop"},
    **{"edit": "answer-card-edit", "new": "answer-card-new", "init": "answer-init"},
    **{"settings": "answer-settings", "memory": "answer-settings-memory", "passphrase": "answer-passphrase"},
    **{"revoke": "answer-revoke", "doctor": "answer-doctor", "restore": "answer-restore"},
    **{"wipe": "answer-wipe"},
}
SAVES = [{"file": f"save-{number}", "save": number, "month": "2026-12", "people": 2} for number in (5, 4, 3)]
KEPT = {  # what else is answered about a first card, copies and saves, as `docs/json.md` has it in its table
    "opened": {"month": None},
    "answers": {
        "answers": {"name": "Ana", "ways": "Phone 600 100 101", "offers": "van", "languages": "Spanish"},
        "besides": {"organisation": "", "role": "", "keys": [], "printable": False},
    },
    "understand": {"understood": {"channels": [["phone", "600 100 101"]]}},
    "preview": {"card": {"name": "Ana"}},
    "propose": {"phrase": "kettle seven lantern harbour violin maple"},
    "twelve": {"words": ["kettle", "seven", "lantern"] * 4},
    "backup": {"backup": "p2pcard-copy", "words": None, "copy": "AAAA"},
    "here": {"here": ["one", "another"]},
    "saves": {"restored": None, "saves": SAVES, "closed": []},
    "back": {"must_drop": ["save-4", "save-3"]},
}
MAIN = """
import { start } from "/app.js";
import { Refused } from "/engine.js";
const waiting = [];
let wake = () => {};
window.tell = (event) => { waiting.push(event); wake(); };
class Recorded {
  async call(method, values = {}) {
    const { answer, lines, picture, refused } = await window.answer(method, values);
    if (refused) throw new Refused(refused);
    return { answer, lines: lines ?? [], picture };
  }
  async *events() {
    for (;;) {
      while (waiting.length) yield waiting.shift();
      await new Promise((woken) => { wake = woken; });
    }
  }
  async readFrame() { return null; }
}
start(new Recorded(), "");
"""


class RecordedPage:
    """One page, the answers that it gets, and the calls that it made."""

    def __init__(self, context: BrowserContext, language: str = "en", *, made: bool = True) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.changed: dict[str, Any] = {}  # answers that a test gives instead
        self._language, self._made = language, made
        catalogue.install(language)
        self._words = page.words()
        catalogue.install("en")
        self._shown: dict[str, Any] = {}
        for part, example in examples():
            self._shown.setdefault(part, json.loads(example))
        self.page: Page = context.new_page()
        self.page.expose_function("answer", self._answer)
        self.page.route(f"{ORIGIN}/**", self._served)
        self.page.goto(f"{ORIGIN}/")

    def tell(self, event: str, **values: Any) -> None:
        """Tell the page an event: as the document shows it, but for what is given."""
        told = self._shown[f"event-{event}"] | values
        assert fits(f"event-{event}", told)
        self.page.evaluate("(told) => tell(told)", told)

    def unlock(self) -> None:
        """Type any phrase: this engine takes it."""
        self.page.locator("input[type=password]").fill("any words")
        self.page.keyboard.press("Enter")
        self.page.locator("nav").wait_for()

    def press(self, word: str, **values: str) -> None:
        """Press the first button that says this word of the page, in its language."""
        self.page.get_by_role("button", name=self._said(word, values), exact=True).first.click()

    def shown(self, part: str) -> Any:
        """Return what the document shows for this part of the schema."""
        return self._shown[part]

    def title_is(self, said: str) -> None:
        """Wait for the screen with this title."""
        self.page.get_by_role("heading", level=1, name=said, exact=True).wait_for()

    def title(self, word: str, **values: str) -> None:
        """Wait for the screen of this title."""
        self.title_is(self._said(word, values))

    def _said(self, word: str, values: dict[str, str]) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: values[found[1]], self._words[word])

    def _served(self, route: Route) -> None:
        name = route.request.url.removeprefix(f"{ORIGIN}/") or "index.html"
        body = MAIN if name == "main.js" else files("p2pcard.web").joinpath("page", name).read_text("utf-8")
        kind = f"{KINDS[name.rpartition('.')[2]]}; charset=utf-8"
        route.fulfill(body=body, headers=HEADERS | {"content-type": kind})

    def _answer(self, method: str, values: dict[str, Any]) -> dict[str, Any]:
        assert fits("call", {"method": method, "values": values})
        self.calls.append((method, values))
        told: dict[str, Any] = self.changed.get(method) or self._recorded(method)
        assert fits("called", told)
        return told

    def _recorded(self, method: str) -> dict[str, Any]:
        match method:
            case "begin":
                begun = {"language": self._language, "languages": catalogue.LANGUAGES, "words": self._words}
                return {"answer": begun | {"made": self._made, "elsewhere": False}}
            case "enter":
                return {"answer": {"key": "0" * 32, "open": True, "running": None}}
            case "people" | "person" | "forget" | "show":
                lines = ["Name: Ana", "Phone: 600 100 101"] if method == "show" else ["You met in person."]
                return {"answer": self._shown[f"answer-{method}"], "lines": lines, "picture": CODE}
            case "trace":
                behind = [[each["id"]] for each in self._shown["answer-people"]["people"]]
                answer = self._shown["answer-trace"] | {"routes": behind}
                return {"answer": answer, "lines": ["You met in person."], "picture": CODE}
            case "waiting":
                waits = self._shown["answer-accept"]
                return {"answer": waits, "lines": ["Ben vouches for you."] * 3, "picture": None}
            case "vouches":
                given = self._shown["vouches"]["vouches"]["given"]
                answer = {"vouches": {"given": given, "mine": given}}
                return {"answer": answer, "lines": ["Ben vouches for you."] * 2, "picture": None}
            case _ if part := PARTS.get(method):
                return {"answer": self._shown[part], "lines": ["It is done."], "picture": CODE}
            case _ if method in KEPT:
                return {"answer": KEPT[method], "lines": ["It is so."] * 4, "picture": None}
            case "look":
                found = {"kind": "card", "text": "P2PC:A", "name": "Ben", "lines": ["Name: Ben"]}
                return {"answer": {"found": found}}
            case "draw":
                return {"answer": {}, "lines": [], "picture": CODE}
        return {"answer": {}}
