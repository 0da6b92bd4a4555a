// What ends: the notice that ends my card, ending it now, and deleting everything.

import { button, choices, field, form, h, picture, row } from "./dom.js";
import { t } from "./words.js";

export function notice(app) {
  app.show(t("notice"), [
    h("p", {}, t("notice-sure")),
    row(button(t("yes"), () => app.do(() => shown(app)), "go"), button(t("no"), () => app.go("more"))),
  ], { place: "more" });
}

async function shown(app) {
  const { answer, lines, picture: code } = await app.engine.call("revoke");
  app.show(t("notice"), [
    lines.map((line) => h("p", {}, line)),
    picture(code, t("notice")),
    h("details", {}, h("summary", {}, t("card-text")), h("pre", { class: "typed" }, answer.block)),
    row(button(t("back"), () => app.go("more"))),
  ], { place: "more" });
}

export function anew(app) {
  confirmed(app, t("anew"), t("end", { word: t("end-word") }), { place: "more", back: () => app.go("more") }, async (typed) => {
    const { lines } = await app.engine.call("anew", { typed });
    await app.go("more");
    app.say(...lines);
  });
}

// Delete the cards that are open; where they are locked, those that are chosen by what shows of them.
export async function wipe(app, { locked = false } = {}) {
  const screen = locked ? { back: () => app.locked() } : { place: "more", back: () => app.go("more") };
  let which = null;
  if (locked) {
    const { answer: { here }, lines } = await app.engine.call("here");
    which = choices(t("wipe-which"), Object.fromEntries(here.map((id, place) => [id, lines[place]])), here[0]);
  }
  confirmed(app, t("wipe"), t("wipe-ask", { word: t("wipe-word") }), { ...screen, above: which?.made }, async (typed) => {
    const { lines } = await app.engine.call("wipe", which ? { typed, id: which.value() } : { typed });
    await app.locked(lines.join(" "));
  });
}

// A word typed in full before something that cannot be undone.
function confirmed(app, title, question, { place = "", back, above = null }, done) {
  const typed = field(question);
  app.show(title, [
    form(() => app.do(() => done(typed.made.value)), above, typed.parts, h("button", { class: "halt" }, title)),
    row(button(t("back"), () => app.do(back))),
  ], { place });
}
