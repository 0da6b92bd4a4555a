// Circles: names and rules of one's own, and who is counted in. Nothing of them ever leaves this device.

import { button, field, form, go, h, row } from "./dom.js";
import { t } from "./words.js";
import { called, pick } from "./people.js";

const HERE = { place: "vouching" };
const MOST = 9; // the largest number of a rule
const NUMBERS = { people: 1, budget: 1, probation: 0 }; // of a rule, each with the smallest that it can be

// My circles, as a part of the place where vouches are.
export async function circles(app) {
  const { answer, lines } = await app.engine.call("circles");
  return [
    h("h2", {}, t("circles")),
    h("p", {}, t(answer.circles.length ? "circles-more" : "circles-none")),
    h("ul", { class: "people" }, answer.circles.map(({ name }, at) =>
      h("li", {}, button(lines[at], () => app.do(() => circle(app, name)))))),
    row(
      button(t("circle-begin"), () => begin(app)),
      answer.circles.length ? button(t("check-somebody"), () => app.do(() =>
        pick(app, t("check-somebody"), "vouching", (person) => check(app, person, leave(app)), leave(app)))) : null,
    ),
  ];
}

const leave = (app) => () => app.go("vouching");

// One circle: its rule, and what can be done about it.
async function circle(app, name, ...said) {
  const { answer, lines } = await app.engine.call("circle-rule", { name });
  const back = () => app.do(() => circle(app, name));
  app.show(t("circle", { name }), [
    lines.map((line) => h("p", {}, line)),
    row(
      button(t("circle-add"), () => app.do(() => pick(app, t("circle-add"), "vouching", (person) => countIn(app, name, person, back), back)), "go"),
      button(t("circle-change"), () => change(app, answer.circle, back)),
      button(t("circle-take"), () => take(app, name, back)),
      button(t("circle-leave", { name }), () => going(app, name, back), "halt"),
      button(t("back"), leave(app)),
    ),
  ], HERE);
  if (said.length) app.say(...said);
}

function begin(app) {
  const typed = field(t("circle-name"), { hint: t("circle-name-hint") });
  const sent = () => app.do(async () => {
    const { answer, lines } = await app.engine.call("circle-new", { name: typed.made.value });
    await circle(app, answer.circle.name, ...lines);
  });
  app.show(t("circle-begin"), [form(sent, typed.parts, go(t("circle-begin"))), row(button(t("back"), leave(app)))], HERE);
}

function change(app, { name, rule }, back) {
  const typed = Object.entries(NUMBERS).map(([word, least]) =>
    [word, field(t("rule-" + word), { type: "number", class: "number", min: least, max: MOST, required: true, value: rule[word] })]);
  const sent = () => app.do(async () => {
    const numbers = Object.fromEntries(typed.map(([word, { made }]) => [word, Number(made.value)]));
    await app.engine.call("circle-rule", { name, ...numbers });
    await circle(app, name, t("rule-changed"));
  });
  app.show(t("circle-change"), [
    form(sent, typed.map(([, { parts }]) => parts), go(t("rule-keep"))),
    row(button(t("back"), back)),
  ], HERE);
}

function take(app, name, back) {
  const typed = field(t("rule-line"), { hint: t("rule-line-hint") });
  const sent = () => app.do(async () => {
    if (!typed.made.value.trim()) return;
    await app.engine.call("circle-rule", { name, text: typed.made.value });
    await circle(app, name, t("rule-changed"));
  });
  app.show(t("circle-take"), [form(sent, typed.parts, go(t("circle-take"))), row(button(t("back"), back))], HERE);
}

// Count somebody in: by the rule, with more newcomers than it takes, or as one who was there from the start.
async function countIn(app, name, person, back) {
  const { answer, lines } = await app.engine.call("circle-check", { id: person.id, name });
  const counted = (values) => app.do(async () => {
    const told = await app.engine.call("circle-add", { name, id: person.id, ...values });
    await circle(app, name, ...told.lines);
  });
  const [{ meets, spent, through_spent: throughSpent }] = answer.checks;
  app.show(t("count-in", { name: called(person) }), [
    lines.map((line) => h("p", {}, line)),
    meets ? null : h("p", { class: "pale" }, t("check-bad", { name: called(person) })),
    row(
      meets ? button(t("count-in-rule"), () => counted({}), "go") : null,
      !meets && (spent.length || throughSpent) ? button(t("count-in-anyway"), () => counted({ anyway: true })) : null,
      button(t("count-in-founder"), () => counted({ founder: true })),
      button(t("back"), back),
    ),
  ], HERE);
}

// Put the rules of all circles to somebody.
export async function check(app, person, back) {
  const { answer, lines } = await app.engine.call("circle-check", { id: person.id });
  app.show(t("check", { name: called(person) }), [
    answer.checks.length ? lines.map((line) => h("p", {}, line)) : h("p", {}, t("circles-none")),
    answer.checks.some((each) => !each.meets) ? h("p", { class: "pale" }, t("check-bad", { name: called(person) })) : null,
    row(button(t("back"), back)),
  ], HERE);
}

function going(app, name, back) {
  const left = (forget) => app.do(async () => {
    const { lines } = await app.engine.call("circle-leave", { name, forget });
    await app.go("vouching");
    app.say(...lines);
  });
  app.show(t("circle-leave", { name }), [
    h("p", {}, t("circle-leave-more")),
    row(
      button(t("circle-leave-keep"), () => left(false), "go"),
      button(t("circle-leave-forget"), () => left(true), "halt"),
      button(t("no"), back),
    ),
  ], HERE);
}
