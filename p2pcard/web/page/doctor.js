// Whether everything works here: what was found, what stands in the way first.

import { button, h, row } from "./dom.js";
import { t } from "./words.js";

const WEIGHTS = ["blocks", "note", "fine"];

export async function doctor(app, { place = "", back }) {
  const { answer: { findings }, lines } = await app.engine.call("doctor");
  const group = (weight) => {
    const found = findings.filter((each) => each.weight === weight);
    return found.length ? [
      h("h2", {}, t("doctor-" + weight)),
      h("ul", { class: "sheet" }, found.map((each) => h("li", {}, `${each.text} ${each.advice}`))),
    ] : null;
  };
  app.show(t("doctor"), [
    lines.map((line) => h("p", {}, line)),
    WEIGHTS.map(group),
    row(button(t("back"), () => app.do(back))),
  ], { place });
}
