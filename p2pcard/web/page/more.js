// More: everything that is done seldom.

import { button, h, row } from "./dom.js";
import { bringBack, goBack } from "./bring_back.js";
import { copy } from "./copy.js";
import { doctor } from "./doctor.js";
import { anew, notice, wipe } from "./ending.js";
import { settings } from "./settings.js";
import { t } from "./words.js";

export async function more(app) {
  const back = () => app.go("more");
  const choice = (name, chosen, kind = "") => row(button(t(name), () => app.do(chosen), kind));
  app.show(t("place-more"), [
    choice("copy", () => copy(app)),
    choice("settings", () => settings(app)),
    choice("doctor", () => doctor(app, { place: "more", back })),
    h("h2", {}, t("more-lost")),
    choice("bring-back", () => bringBack(app, { back })),
    choice("go-back", () => goBack(app, { place: "more", back })),
    choice("notice", () => notice(app)),
    choice("anew", () => anew(app)),
    choice("wipe", () => wipe(app), "halt"),
    h("h2", {}, t("more-end")),
    choice("close", () => app.engine.call("close"), "halt"),
    h("p", { class: "pale" }, t("lock-hint")),
  ], { place: "more" });
}
