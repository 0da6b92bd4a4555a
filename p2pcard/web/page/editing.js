// Changing one of my cards, and writing one more; the place "My card" leads here.

import { field, h } from "./dom.js";
import { NOTHING, cardForm } from "./card_form.js";
import { card as showCard } from "./card.js";
import { t } from "./words.js";

export async function editCard(app, label = "") {
  const { answer } = await app.engine.call("answers", { label });
  cardForm(app, {
    title: t("edit-title"), place: "card", ...answer, back: () => showCard(app, label),
    done: async (card) => {
      const { lines } = await app.engine.call("edit", { card, label });
      await showCard(app, label);
      app.say(...lines);
    },
  });
}

// One more card has a name that only its person sees; what is on the first one stands there to begin with.
export async function newCard(app) {
  const { answer: { answers } } = await app.engine.call("answers", {});
  const label = field(t("new-label"), { hint: t("new-label-hint") });
  const short = h("input", { type: "checkbox" });
  cardForm(app, {
    title: t("new-title"), place: "card", answers: { ...NOTHING, name: answers.name }, back: () => showCard(app),
    above: [label.parts, h("label", { class: "tick" }, short, t("new-short"))],
    done: async (card) => {
      const { answer, lines } = await app.engine.call("new", { card, label: label.made.value, short: short.checked });
      await showCard(app, answer.card.label);
      app.say(...lines);
    },
  });
}
