// More: everything that is done seldom.

import { button, h, row } from "./dom.js";
import { t } from "./words.js";

export async function more(app) {
  app.show(t("more-title"), [
    row(button(t("close"), () => app.do(() => app.engine.call("close")), "halt")),
    h("p", { class: "pale" }, t("lock-hint")),
  ], { place: "more" });
}
