// My card: its code, and all that others will get.

import { foreign, h, picture } from "./dom.js";
import { t } from "./words.js";

export async function card(app) {
  const { answer, lines, picture: code } = await app.engine.call("show");
  app.show(t("card-title"), [
    picture(code, t("card-code")),
    h("p", {}, t("card-code")),
    h("h2", {}, t("card-all")),
    h("ul", { class: "sheet" }, lines.map((line) => h("li", {}, foreign(line)))),
    h("details", {}, h("summary", {}, t("card-text")), h("pre", { class: "typed" }, answer.block)),
  ], { place: "card" });
}
