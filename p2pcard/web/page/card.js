// My cards: the code of one, all that others will get, and what else can be handed out.

import { button, foreign, h, picture, row } from "./dom.js";
import { editCard, newCard } from "./editing.js";
import { t } from "./words.js";

export async function card(app, label = "") {
  const { answer: { cards } } = await app.engine.call("cards");
  const chosen = cards.find((each) => each.label === label) ?? cards[0];
  const { answer, lines, picture: code } = await app.engine.call("show", { label: chosen.label });
  app.show(t("place-card"), [
    cards.length > 1 ? row(cards.map((each) => h("button", {
      type: "button", "aria-pressed": String(each === chosen), onclick: () => app.do(() => card(app, each.label)),
    }, foreign(each.label)))) : null,
    picture(code, t("card-code")),
    h("p", {}, t("card-code")),
    older(app, cards, chosen),
    h("h2", {}, t("card-all")),
    h("ul", { class: "sheet" }, lines.map((line) => h("li", {}, foreign(line)))),
    text(answer.block),
    row(
      button(t("edit-title"), () => app.do(() => editCard(app, chosen.label))),
      button(t("new-title"), () => app.do(() => newCard(app))),
      button(t("vouch-show"), () => app.do(() => given(app, t("vouch-show"), t("vouch-show-more"), { vouches: true }, { place: "card", back: () => app.go("card") }))),
      cards.length > 1 ? button(t("card-drop", { label: chosen.label }), () => drop(app, chosen), "halt") : null,
    ),
  ], { place: "card" });
}

// A long card makes a fine code that older cameras do not read.
function older(app, cards, chosen) {
  if (chosen.one_code) return null;
  const short = cards.find((each) => each.one_code);
  if (!short) return h("p", { class: "pale" }, t("card-older"));
  return row(button(t("card-short", { label: short.label }), () => app.do(() => card(app, short.label))));
}

const text = (block) => h("details", {}, h("summary", {}, t("card-text")), h("pre", { class: "typed" }, block));

// Something to hand out that is no card: a code, and the whole of it as text.
export async function given(app, title, more, values, { place, back }) {
  const { answer, picture: code } = await app.engine.call("show", values);
  app.show(title, [picture(code, title), h("p", {}, more), text(answer.block), row(button(t("back"), back))], { place });
}

function drop(app, { label }) {
  app.show(t("card-drop", { label }), [
    h("p", {}, t("card-drop-sure", { label })),
    row(
      button(t("yes"), () => app.do(async () => {
        const { lines } = await app.engine.call("drop", { label });
        await card(app);
        app.say(...lines);
      }), "halt"),
      button(t("no"), () => app.do(() => card(app, label))),
    ),
  ], { place: "card" });
}
