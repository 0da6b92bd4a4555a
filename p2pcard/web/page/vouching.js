// Vouching: what waits for an answer, who gave their word for whom, and circles.

import { button, foreign, h, row } from "./dom.js";
import { t } from "./words.js";
import { called, met, pick, ways } from "./people.js";
import { introduce, show } from "./person.js";
import { given } from "./card.js";
import { circles } from "./circles.js";

// The answers to the one question about a person's word on newcomers, by their numbers.
const COUNTS = { 1: "counts-not", 2: "counts-me", 3: "counts-others" };

export async function vouching(app) {
  const waits = await app.engine.call("waiting");
  const { answer: { vouches }, lines } = await app.engine.call("vouches");
  const again = () => app.go("vouching");
  app.show(t("place-vouching"), [
    waiting(app, waits),
    h("h2", {}, t("vouch-mine")),
    vouches.mine.length ? lines.slice(vouches.given.length).map((line) => h("p", {}, line)) : h("p", {}, t("vouch-mine-none")),
    vouches.mine.length
      ? row(button(t("vouch-show"), () => app.do(() => given(app, t("vouch-show"), t("vouch-show-more"), { vouches: true }, { place: "vouching", back: again }))))
      : null,
    h("h2", {}, t("vouch-given")),
    vouches.given.length ? null : h("p", {}, t("vouch-given-none")),
    vouches.given.map((each, place) => h("div", { class: "sheet" }, h("p", {}, lines[place]), row(
      button(t("withdraw", { name: each.name }), () => app.do(async () => {
        const { answer: { person } } = await app.engine.call("person", { id: each.subject });
        withdraw(app, person, again);
      })),
    ))),
    row(
      button(t("vouch-somebody"), () => app.do(() => pick(app, t("vouch-somebody"), "vouching", (person) => vouch(app, person, again), again, met))),
      button(t("introduce-two"), () => app.do(() => pick(app, t("introduce-two"), "vouching", (person) => introduce(app, person, again), again))),
    ),
    await circles(app),
  ], { place: "vouching" });
}

// What others said of me, or offered, each with its answer.
function waiting(app, { answer, lines }) {
  const { vouches, introductions } = answer.waiting;
  const each = (line, method, values) => h("div", { class: "sheet" }, h("p", {}, line), row(
    button(t("agree"), () => app.do(() => answered(app, method, { ...values, yes: true })), "go"),
    button(t("decline"), () => app.do(() => answered(app, method, { ...values, yes: false }))),
  ));
  return [
    lines.length ? null : h("p", {}, t("waits-none")),
    vouches.map((one, place) => each(lines[place], "accept", { id: one.by })),
    introductions.map((one, place) => each(lines[vouches.length + place], "introduced", { id: one.id })),
  ];
}

async function answered(app, method, values) {
  const { lines } = await app.engine.call(method, values);
  await vouching(app);
  app.say(...lines);
}

// Give one's word for a person: what is known of how we met is said, and one question is asked.
export async function vouch(app, person, back) {
  const { lines: [how] } = await app.engine.call("trace", { id: person.id });
  const counted = async (counts) => {
    const { lines } = await app.engine.call("vouch", { id: person.id, counts });
    await show(app, person.id);
    app.say(...lines);
  };
  askWord(app, person.name, [[called(person), ...ways(person)].join(", "), how], (counts) => app.do(() => counted(counts)), back, "vouching");
}

// The question of a vouch, below what is known of the person; each answer gives one's word.
export function askWord(app, name, known, answer, back, place = "") {
  app.show(t("vouch-give", { name }), [
    known.map((line) => h("p", {}, foreign(line))),
    h("p", {}, t("vouch-means", { name })),
    h("p", { id: "asked" }, t("vouch-each"), " ", t("counts", { name })),
    h("div", { role: "group", "aria-labelledby": "asked" }, Object.entries(COUNTS).map(([number, word]) =>
      button(t(word, { name }), () => answer(number), "choice"))),
    row(button(t("vouch-not"), back)),
    h("p", { class: "pale" }, t("vouch-after", { name })),
  ], { place });
}

// Take one's word back, after a question.
export function withdraw(app, person, back) {
  app.show(t("withdraw", { name: called(person) }), [
    h("p", {}, t("withdraw-sure", { name: called(person) })),
    row(
      button(t("yes"), () => app.do(async () => {
        const { lines } = await app.engine.call("withdraw", { id: person.id });
        await back();
        app.say(...lines);
      }), "halt"),
      button(t("no"), back),
    ),
  ], { place: "vouching" });
}
