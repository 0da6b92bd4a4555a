// The frame around every screen, being let in, and being locked out.

import { button, field, form, go, h, note, row } from "./dom.js";
import { goBack } from "./bring_back.js";
import { doctor } from "./doctor.js";
import { wipe } from "./ending.js";
import { first, newProfile } from "./first.js";
import { askMonth } from "./month.js";
import { hidden } from "./opening_words.js";
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
  #listens = false;
  warned = false; // whether nobody did anything since the cards were about to be locked
  flow = null; // the swap or the meeting that is told what happens

  constructor(engine) {
    this.engine = engine;
  }

  // Show a screen: its title, what is on it, and the place in which it stands; a flow stands in none.
  show(title, inside, { place = "", wide = false, locked = false, leave = () => {} } = {}) {
    this.#leave();
    this.#leave = leave;
    this.place = place;
    this.tell(""); // what was told belongs to the screen before
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
      if (error instanceof Refused) this.refused(error.refusal);
      else this.ended();
      return undefined;
    }
  }

  refused({ text, kept, advice }) {
    this.say(text, kept, advice);
  }

  // Say something above the screen, which is read aloud at once; with nothing to say, take it away.
  say(...lines) {
    const place = document.getElementById("note");
    place?.replaceChildren(...(lines.length ? [note(...lines)] : []));
    if (lines.length) place?.scrollIntoView({ block: "nearest" }); // below a long form it would not be seen
  }

  // Say something that asks for nothing.
  tell(text) {
    document.getElementById("told").textContent = text;
  }

  // Listen until this page is locked out.
  async listen() {
    if (this.#listens) return;
    this.#listens = true;
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
    this.#listens = false;
    this.flow = null;
    if (last === "ended") this.ended();
    else this.locked(last === "moved" ? t("moved") : this.warned ? t("idle") : "");
    this.warned = false;
  }

  #warn(seconds) {
    this.warned = true;
    this.say(t("locking", { seconds }));
    document.getElementById("note").append(row(button(t("stay"), () => this.do(() => this.engine.call("stay")))));
  }

  // Ask for the opening words.
  async locked(said = "") {
    let begun;
    try {
      ({ answer: begun } = await this.begin());
    } catch {
      this.ended();
      return;
    }
    if (!begun.made) {
      first(this, begun.languages);
      if (said) this.say(said);
      return;
    }
    const typed = hidden(t("phrase"));
    const name = field(t("profile"), { hint: t("profile-hint") });
    const other = h("details", {},
      h("summary", {}, t("locked-more")),
      name.parts,
      row(
        button(t("profile-new"), () => newProfile(this)),
        button(t("go-back"), () => goBack(this)),
        button(t("doctor"), () => this.do(() => doctor(this, { back: () => this.locked() }))),
        button(t("wipe"), () => this.do(() => wipe(this, { locked: true })), "halt"),
      ));
    const open = async () => {
      this.say();
      this.tell(t("opening"));
      const profile = name.made.value ? { profile: name.made.value } : {};
      try {
        const { answer } = await this.engine.call("enter", { phrase: typed.made.value, ...profile });
        typed.made.value = "";
        await this.do(() => this.opened(answer.running));
      } catch (error) {
        if (!error.refusal) return this.ended();
        this.refused(error.refusal);
        other.open ||= error.refusal.reason === "several-profiles";
        if (!other.open) typed.made.value = "";
        (other.open ? name : typed).made.focus();
      }
    };
    this.show(t("locked"), [
      said || begun.elsewhere ? note(said || t("elsewhere")) : null,
      form(open, typed.parts, go(t("open")), other),
    ], { locked: true });
  }

  // Begin to listen; what is told once after opening is told, and what went on while this page was away goes on.
  async opened(running = null) {
    await this.begin(); // the language of these cards may be another one
    const { answer: { month }, lines } = await this.engine.call("opened");
    this.listen();
    if (month) {
      askMonth(this, month, () => this.opened(running));
      return;
    }
    if (running) this.flow = FLOWS[running](this);
    else await this.go("meet");
    if (lines.length) this.say(...lines);
  }

  // Learn the words of the page, and what is known before anybody is let in.
  async begin() {
    const told = await this.engine.call("begin");
    learn(told.answer.language, told.answer.words);
    return told;
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
    const { warned } = app; // nothing but the warning is taken away by that
    app.warned = false;
    app.engine.call("stay").then(() => warned && app.say(), () => {});
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
