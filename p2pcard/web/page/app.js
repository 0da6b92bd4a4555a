// The frame around every screen, being let in, and being locked out.

import { button, field, form, go, h, note, row } from "./dom.js";
import { Refused } from "./engine.js";
import { learn, t } from "./words.js";
import { card } from "./card.js";
import { meet } from "./meet.js";
import { people } from "./people.js";
import { vouching } from "./vouching.js";
import { more } from "./more.js";
import { swapFlow } from "./swap.js";
import { meetingFlow } from "./meeting.js";

const FLOWS = { swap: swapFlow, meet: meetingFlow };
const PLACES = { card, meet, people, vouching, more };

class App {
  #leave = () => {}; // what the screen that is shown has to let go of
  flow = null; // the swap or the meeting that is told what happens

  constructor(engine) {
    this.engine = engine;
  }

  // Show a screen: its title, what is on it, and the place in which it stands; a flow stands in none.
  show(title, inside, { place = "", wide = false, locked = false, leave = () => {} } = {}) {
    this.#leave();
    this.#leave = leave;
    this.place = place;
    const lock = place && button(t("lock"), () => this.do(() => this.engine.call("lock")));
    const links = Object.keys(PLACES).map((name) =>
      h("li", {}, h("button", {
        type: "button",
        ...(name === place ? { "aria-current": "page" } : {}),
        onclick: () => this.go(name),
      }, t("place-" + name))));
    const heading = h("h1", { tabindex: "-1" }, title);
    document.getElementById("page").replaceChildren(
      h("button", { class: "skip", type: "button", onclick: () => heading.focus() }, t("skip")),
      h("header", {}, h("strong", {}, "p2pcard"), lock),
      ...(place ? [h("nav", { "aria-label": t("places") }, h("ul", {}, links))] : []),
      h("main", { class: wide ? "wide" : "" }, heading, h("div", { id: "note", role: "alert" }), inside),
    );
    const first = locked && document.querySelector("main input");
    (first || heading).focus();
    window.scrollTo(0, 0);
  }

  go(name) {
    return this.do(() => PLACES[name](this));
  }

  // Do something; what is refused is said above the screen, and nothing on it is lost.
  async do(work) {
    this.say();
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) this.say(error.refusal.text, error.refusal.kept, error.refusal.advice);
      else this.ended();
      return undefined;
    }
  }

  // Say something above the screen, which is read aloud at once; with nothing to say, take it away.
  say(...lines) {
    document.getElementById("note")?.replaceChildren(...(lines.length ? [note(...lines)] : []));
  }

  // Say something that asks for nothing.
  tell(text) {
    document.getElementById("told").textContent = text;
  }

  // Listen until this page is locked out.
  async listen() {
    let last = "";
    try {
      for await (const event of this.engine.events()) {
        last = event.event;
        if (last === "locking") this.#warn(event.seconds);
        else this.flow?.(event);
      }
    } catch {
      last = "ended";
    }
    this.flow = null;
    if (last === "ended") this.ended();
    else this.locked(last === "moved" ? t("moved") : "");
  }

  #warn(seconds) {
    this.say(t("locking", { seconds }));
    document.getElementById("note").append(row(button(t("stay"), () => this.do(() => this.engine.call("stay")))));
  }

  // Ask for the opening words.
  async locked(said = "") {
    const begun = await this.#begin();
    if (!begun) return;
    const typed = field(t("phrase"), { type: "password", autocomplete: "one-time-code" });
    const shown = h("input", { type: "checkbox", onchange: () => (typed.made.type = shown.checked ? "text" : "password") });
    const open = async () => {
      this.tell(t("opening"));
      const phrase = typed.made.value;
      const entered = await this.do(() => this.engine.call("enter", { phrase }));
      typed.made.value = "";
      if (entered) await this.#opened(entered.answer.running);
      else typed.made.focus();
    };
    this.show(t("locked"), [
      said || begun.elsewhere ? note(said || t("elsewhere")) : null,
      form(open, typed.parts, h("label", { class: "tick" }, shown, t("show-typed")), go(t("open"))),
    ], { locked: true });
  }

  // Begin to listen; what went on while this page was away goes on.
  async #opened(running) {
    await this.#begin(); // the language of these cards may be another one
    if (running) this.flow = FLOWS[running](this);
    else await this.go("meet");
    this.listen();
  }

  async #begin() {
    try {
      const { answer } = await this.engine.call("begin");
      learn(answer.language, answer.words);
      if (!answer.made) {
        this.show(t("no-cards"), h("p", {}, t("no-cards-more")));
        return null;
      }
      return answer;
    } catch {
      this.ended();
      return null;
    }
  }

  ended() {
    this.flow = null;
    try {
      this.show(t("ended"), h("p", {}, t("ended-more")));
    } catch {
      document.body.replaceChildren(h("h1", {}, "p2pcard")); // no words ever came
    }
  }

  // Leave nothing for the Back button, and nothing for whoever looks at the window of a page that is gone.
  empty() {
    this.#leave();
    document.body.replaceChildren();
  }
}

export async function start(engine, token) {
  const app = new App(engine);
  addEventListener("pagehide", () => app.empty());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  let heard = 0;
  const touched = () => {
    if (Date.now() - heard < 5000 || !app.place) return;
    heard = Date.now();
    app.engine.call("stay").then(() => app.say(), () => {});
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.altKey && event.code === "KeyL" && app.place) {
      event.preventDefault();
      app.do(() => engine.call("lock"));
    } else touched();
  });
  addEventListener("pointerdown", touched);
  let said = "";
  if (token) {
    try {
      await engine.call("enter", { token });
    } catch (error) {
      said = error.refusal ? `${error.refusal.text} ${error.refusal.advice}` : "";
    }
  }
  await app.locked(said);
}
