// Opening words: typed to open, and chosen anew, as six that are proposed or as words of one's own.

import { button, field, form, go, h, row } from "./dom.js";
import { t } from "./words.js";

// A field for opening words, and a tick that shows them. No browser offers to keep what is typed here.
export function hidden(label, values = {}) {
  const typed = field(label, { type: "password", autocomplete: "one-time-code", ...values });
  const shown = h("input", { type: "checkbox", onchange: () => (typed.made.type = shown.checked ? "text" : "password") });
  return { made: typed.made, parts: [typed.parts, h("label", { class: "tick" }, shown, t("show-typed"))] };
}

// Propose six words and have them typed back, or own words twice; `done` gets what the engine wants of it.
// `offer` keeps what was proposed for somebody who goes back and comes again, with the words on paper.
export async function chooseWords(app, { place = "", done, back, offer = {} }) {
  const words = h("p", { class: "say", translate: "no" });
  const propose = async () => {
    ({ answer: { phrase: offer.proposed } } = await app.engine.call("propose"));
    words.textContent = offer.proposed;
  };
  if (offer.proposed) words.textContent = offer.proposed;
  else await propose();
  const typed = hidden(t("words-type"));
  const again = hidden(t("words-again"), { hint: t("words-again-hint") });
  const sent = async () => {
    app.tell(t("opening"));
    await app.do(() => done({ phrase: typed.made.value, again: again.made.value, proposed: offer.proposed }));
  };
  app.show(t("words-title"), [
    h("p", {}, t("words-more")),
    words,
    row(button(t("words-other"), () => app.do(propose))),
    h("p", {}, t("words-only")),
    form(sent, typed.parts, h("details", {}, h("summary", {}, t("words-own")), again.parts), go(t("go-on"))),
    row(button(t("back"), () => app.do(back))),
  ], { place });
}
