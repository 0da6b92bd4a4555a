// Vouching: what others said of me and I have not answered.

import { button, h, row } from "./dom.js";
import { t } from "./words.js";

export async function vouching(app) {
  const { answer, lines } = await app.engine.call("waiting");
  const { vouches, introductions } = answer.waiting;
  const each = (line, method, values) => h("div", { class: "sheet" }, h("p", {}, line), row(
    button(t("agree"), () => app.do(() => answered(app, method, { ...values, yes: true })), "go"),
    button(t("decline"), () => app.do(() => answered(app, method, { ...values, yes: false }))),
  ));
  app.show(t("vouching-title"), [
    lines.length ? null : h("p", {}, t("waits-none")),
    vouches.map((one, place) => each(lines[place], "accept", { id: one.by })),
    introductions.map((one, place) => each(lines[vouches.length + place], "introduced", { id: one.id })),
  ], { place: "vouching" });
}

async function answered(app, method, values) {
  const { lines } = await app.engine.call(method, values);
  await vouching(app);
  app.say(...lines);
}
