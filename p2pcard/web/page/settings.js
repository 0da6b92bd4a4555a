// Settings: the language, the opening words, and how long others' words are remembered.

import { button, choices, form, go, h, row } from "./dom.js";
import { spoken } from "./first.js";
import { chooseWords } from "./opening_words.js";
import { t } from "./words.js";

const MEMORIES = ["forget", "two-months", "until-expiry"];

export async function settings(app) {
  const { answer, lines } = await app.engine.call("settings");
  const { answer: begun } = await app.begin();
  const memory = choices(t("memory"), Object.fromEntries(MEMORIES.map((each) => [each, t("memory-" + each)])), answer.memory);
  const keep = () => app.do(async () => {
    const told = await app.engine.call("memory", { memory: memory.value() });
    await settings(app);
    app.say(...told.lines);
  });
  app.show(t("settings"), [
    h("p", { class: "pale" }, lines[0]),
    h("h2", {}, t("language")),
    spoken(app, begun.languages, () => settings(app)),
    form(keep, memory.made, h("p", { class: "hint" }, lines.at(-1)), go(t("keep"))),
    h("h2", {}, t("phrase")),
    row(button(t("change-words"), () => app.do(() => changeWords(app)))),
    row(button(t("back"), () => app.go("more"))),
  ], { place: "more" });
}

const changeWords = (app) => chooseWords(app, {
  place: "more",
  back: () => settings(app),
  done: async (chosen) => {
    const { lines } = await app.engine.call("passphrase", chosen);
    await settings(app);
    app.say(...lines);
  },
});
