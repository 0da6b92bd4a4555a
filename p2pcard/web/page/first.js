// Where no cards are here: the language, a first card, or one that comes back from a copy; and other profiles.

import { button, field, form, go, h, row } from "./dom.js";
import { bringBack } from "./bring_back.js";
import { NOTHING, cardForm } from "./card_form.js";
import { dated } from "./month.js";
import { chooseWords } from "./opening_words.js";
import { t } from "./words.js";

export function first(app, languages) {
  app.show(t("welcome"), [
    spoken(app, languages, () => app.locked()),
    h("p", {}, t("welcome-more")),
    row(button(t("make-card"), () => app.do(() => firstCard(app)), "go")),
    row(
      button(t("bring-back"), () => app.do(() => bringBack(app))),
      button(t("another-profile"), () => newProfile(app)),
    ),
  ]);
}

// A button for each language, in its own words; `then` shows again what is said in another one.
export function spoken(app, languages, then) {
  const choose = (language) => app.do(async () => {
    await app.engine.call("language", { language });
    await then();
  });
  return row(Object.entries(languages).map(([code, name]) => h("button", {
    type: "button", lang: code, "aria-pressed": String(document.documentElement.lang === code), onclick: () => choose(code),
  }, name)));
}

// At most six questions, and nothing that was answered is lost by a slip in a later one.
export function firstCard(app, profile = "") {
  const named = profile ? { profile } : {};
  const answers = { ...NOTHING };
  const offer = {};
  const ask = () => cardForm(app, {
    title: t("make-card"), answers, back: () => app.locked(),
    done: (card) => words(card),
  });
  const words = (card) => chooseWords(app, {
    offer, back: ask,
    done: (chosen) => dated(app, async () => {
      await app.engine.call("init", { card, ...chosen, ...named });
      await app.opened();
      app.say(t("made"));
    }),
  });
  return dated(app, async () => {
    await app.engine.call("ready", named);
    ask();
  });
}

export function newProfile(app) {
  const name = field(t("profile"));
  app.show(t("another-profile"), [
    h("p", {}, t("profile-more")),
    form(() => app.do(() => firstCard(app, name.made.value)), name.parts, go(t("make-card"))),
    row(
      button(t("bring-back"), () => app.do(() => bringBack(app, { profile: name.made.value }))),
      button(t("back"), () => app.do(() => app.locked())),
    ),
  ]);
}
