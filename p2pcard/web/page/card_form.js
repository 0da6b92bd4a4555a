// Writing a card: four questions, each with how its answer is understood; then all that others will get.

import { button, field, foreign, form, go, h, row } from "./dom.js";
import { t } from "./words.js";

const QUESTIONS = { name: "input", ways: "textarea", offers: "textarea", languages: "input" };
export const NOTHING = { name: "", ways: "", offers: "", languages: "" };

// Ask for a card. `above` are fields of the caller, and `done` gets the card once its person saw all of it.
// What was typed stays in `answers`, so that no way back to the form loses it.
export function cardForm(app, { title, place = "", answers, besides = {}, above = [], done, back }) {
  const again = () => cardForm(app, { title, place, answers, besides, above, done, back });
  const questions = Object.entries(QUESTIONS).map(([question, tag]) => asked(app, question, tag, answers));
  const sent = async () => {
    const shown = await app.do(() => app.engine.call("preview", { answers, ...given(besides) }));
    if (!shown && !answers.name.trim()) questions[0].made.focus();
    if (shown) preview(app, { place, card: shown.answer.card, lines: shown.lines, done, again });
  };
  app.show(title, [
    h("p", {}, t("form-empty")),
    form(sent, above, questions.map((each) => each.parts), go(t("go-on"))),
    row(button(t("back"), () => app.do(back))),
  ], { place });
}

const given = (besides) => (Object.keys(besides).length ? { besides } : {});

function asked(app, question, tag, answers) {
  const typed = field(t("form-" + question), { tag, hint: t("form-" + question + "-hint"), ...(tag === "textarea" ? { rows: "3" } : {}) });
  const understood = h("p", { class: "hint", role: "status" });
  const look = async () => {
    const text = typed.made.value;
    answers[question] = text;
    let said = "";
    try {
      const { lines } = await app.engine.call("understand", { question, typed: text });
      said = text.trim() && lines.length ? t("understood", { ways: lines.join(" ") }) : "";
    } catch (error) {
      if (!error.refusal) throw error;
      said = text.trim() ? `${error.refusal.text} ${error.refusal.advice}` : "";
    }
    if (text === typed.made.value) understood.textContent = said;
  };
  typed.made.value = answers[question];
  typed.made.addEventListener("input", () => (answers[question] = typed.made.value));
  typed.made.addEventListener("change", () => app.do(look));
  return { made: typed.made, parts: [typed.parts, understood] };
}

function preview(app, { place, card, lines, done, again }) {
  app.show(t("preview-title"), [
    h("ul", { class: "sheet" }, lines.map((line) => h("li", {}, foreign(line)))),
    row(
      button(t("preview-yes"), () => app.do(() => done(card)), "go"),
      button(t("preview-change"), again),
    ),
  ], { place });
}
