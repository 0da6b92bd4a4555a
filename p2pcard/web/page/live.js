// What a swap and a meeting share: what is said aloud, what is typed, and how it ends.

import { button, field, form, go, h, note, row } from "./dom.js";
import { t } from "./words.js";
import { people } from "./behind.js";
import { meet } from "./meet.js";
import { vouch } from "./vouching.js";

// Take the events of a conversation one after the other: what one of them asks for is there before the next.
export function inTurn(app, step) {
  let last = Promise.resolve();
  return (event) => {
    last = last.then(() => step(event)).catch((error) => app.do(() => { throw error; }));
  };
}

// Begin a conversation; what is refused at once leaves no screen behind that waits for it.
export async function begin(app, method, values) {
  try {
    await app.engine.call(method, values);
  } catch (error) {
    app.flow = null;
    await meet(app);
    throw error;
  }
}

export const say = (app, values) => app.do(() => app.engine.call("say", values));

// A question whose answer is typed. It stays until something else is shown, so a slip costs nothing but a try.
export function asked(app, label, send, { hint, number = false } = {}) {
  const typed = field(label, { hint, ...(number ? { inputmode: "numeric", class: "number" } : {}) });
  const sent = async () => {
    const text = typed.made.value.trim();
    if (number && !/^\d+$/.test(text)) app.say(t("number-only"));
    else if (text) await send(number ? Number(text) : text);
    typed.made.select();
  };
  return form(sent, typed.parts, go(t("go-on")));
}

export const aloud = (words) => h("p", { class: "say" }, words.join(" "));

// Why what was typed is not taken yet.
export function again(app, { reason, left }) {
  app.say(t({ "not-a-word": "again-word", "more-letters": "again-letters", different: "again-other" }[reason], { left }));
}

// The end, early or not; what came of it stays on the screen, and the people whose cards came can be vouched for.
export function over(app, refused, came, met = []) {
  app.flow = null;
  const { text, kept, advice } = refused ?? {};
  const word = async ({ id }) => {
    const { answer: { person } } = await app.engine.call("person", { id });
    await vouch(app, person, () => app.go("meet"));
  };
  app.show(t(met.length && !refused ? "have-cards" : "over"), [
    refused ? note(text, kept, advice) : null,
    came.map((line) => h("p", {}, line)),
    met.length ? [h("h2", {}, t("vouch-now")), people(met, (each) => app.do(() => word(each)))] : null,
    row(button(t("done"), () => app.do(() => meet(app)), "go")),
  ], { place: "meet" });
}

export const stored = ({ cards, missing }) => [
  t("stored", { names: cards.map((each) => each.name).join(", ") }),
  ...(missing.length ? [t("missing", { count: missing.length })] : []),
];

// A code leads somewhere where this device was not asked to go.
export function leadsOut(app, event) {
  app.show(t("leads-out"), row(
    button(t("call"), () => say(app, { call: true })),
    button(t("stop"), () => say(app, { stop: true }), "go"),
  ));
  app.say(event.address);
}
