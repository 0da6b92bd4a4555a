// Which month it is, where the clock of this device cannot be right.

import { field, form, go, h, note } from "./dom.js";
import { t } from "./words.js";

// Ask, then go on with what needed to know it. Whoever does not know leaves it empty.
export function askMonth(app, why, then) {
  const typed = field(t("month"), { hint: t("month-hint") });
  const sent = () => app.do(async () => {
    const { lines } = await app.engine.call("month", { typed: typed.made.value.trim() });
    await then();
    if (lines.length) app.say(...lines);
  });
  app.show(t("month-title"), [note(why), form(sent, typed.parts, go(t("go-on")))]);
}

// Do something; where it is refused because of the clock, ask for the month and do it again.
export async function dated(app, work) {
  try {
    return await work();
  } catch (error) {
    if (!["clock-ahead", "clock-not-set"].includes(error.refusal?.reason)) throw error;
    return askMonth(app, error.refusal.text, work);
  }
}
