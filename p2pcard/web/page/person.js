// One person: how to reach them, how you met, who stands behind them, and what can be done about them.

import { button, foreign, h, picture, row } from "./dom.js";
import { t } from "./words.js";
import { called, met, people, pick, ways } from "./people.js";
import { given } from "./card.js";
import { check } from "./circles.js";
import { vouch, withdraw } from "./vouching.js";

const MARKS = ["no", "word", "named"];

// What a way looks like that leads into another program, and how. A card is written by somebody else: what
// looks otherwise is only text, and nothing on it can name another program.
const LINKS = {
  phone: [/^\+?[\d\s().\/-]{3,}$/, (way) => "tel:" + way.replace(/[^\d+]/g, "")],
  email: [/^[^\s@<>"?&,;:]+@[^\s@<>"?&,;:]+$/, (way) => "mailto:" + encodeURIComponent(way)],
};

export async function show(app, id) {
  const { answer: { person }, lines, picture: routes } = await app.engine.call("person", { id });
  const { answer: { vouches } } = await app.engine.call("vouches");
  const back = () => app.do(() => show(app, id));
  const { name } = person;
  app.show(called(person), [
    row(person.channels.map(([kind, way]) => reach(kind, way))),
    lines.map((line) => h("p", {}, line)),
    routes ? h("details", {}, h("summary", {}, t("routes")), picture(routes, lines.join(" "), "routes")) : null,
    h("h2", {}, t("more-with", { name })),
    row(
      [
        ...(person.revoked ? [] : ofTheirWord(app, person, vouches.given.some((each) => each.subject === id), back)),
        routes ? button(t("what-if"), () => app.do(() => wrong(app, person, back))) : null,
        button(t("show-for", { name }), () => app.do(() => given(app, t("show-for", { name }), t("show-for-more", { name }), { for: id }, { place: "people", back }))),
        button(t("check", { name }), () => app.do(() => check(app, person, back))),
      ],
      button(t("forget", { name }), () => forget(app, person, back), "halt"),
      button(t("back"), () => app.go("people")),
    ),
  ], { place: "people" });
}

// What can be done about a person whose card is alive; one vouches only for whom one met.
function ofTheirWord(app, person, isGiven, back) {
  const { name } = person;
  return [
    met(person) && !isGiven ? button(t("vouch-give", { name }), () => app.do(() => vouch(app, person, back)), "go") : null,
    isGiven ? button(t("withdraw", { name }), () => withdraw(app, person, back)) : null,
    met(person) ? button(t("mark", { name }), () => app.do(() => mark(app, person, back))) : null,
    button(t("introduce", { name }), () => app.do(() => introduce(app, person, back))),
  ];
}

function reach(kind, way) {
  const [looks, link] = LINKS[kind] ?? [];
  if (!looks?.test(way)) return null;
  return h("a", { class: "button", href: link(way), rel: "noreferrer" }, foreign(t("reach-" + kind, { way })));
}

async function mark(app, person, back) {
  const { lines } = await app.engine.call("mark", { id: person.id });
  const choose = async (chosen) => {
    const changed = await app.engine.call("mark", { id: person.id, mark: chosen });
    await show(app, person.id);
    app.say(...changed.lines);
  };
  app.show(t("mark", { name: person.name }), [
    h("p", {}, called(person)),
    h("p", {}, lines),
    h("p", { id: "asked" }, t("mark-question", { name: person.name })),
    h("div", { role: "group", "aria-labelledby": "asked" }, MARKS.map((each) =>
      button(t("mark-" + each), () => app.do(() => choose(each)), "choice"))),
    row(button(t("back"), back)),
  ], { place: "people" });
}

// Offer a person to another one; who both are is shown once more before anything is done.
export async function introduce(app, person, back) {
  await pick(app, t("introduce-whom", { name: person.name }), "people", (other) => app.show(t("introduce", { name: person.name }), [
    [person, other].map((each) => h("p", {}, foreign([called(each), ...ways(each)].join(", ")))),
    h("p", {}, t("introduce-more")),
    row(
      button(t("introduce-yes"), () => app.do(async () => {
        const { lines } = await app.engine.call("introduce", { id: person.id, other: other.id });
        await show(app, person.id);
        app.say(...lines);
      }), "go"),
      button(t("no"), back),
    ),
  ], { place: "people" }), back);
}

// What would be left if one of those whose word counts were wrong.
async function wrong(app, person, back) {
  const { answer: { routes } } = await app.engine.call("trace", { id: person.id });
  const { answer } = await app.engine.call("people");
  const behind = answer.people.filter((each) => routes.flat().includes(each.id));
  const without = async (other) => {
    const { lines, picture: left } = await app.engine.call("trace", { id: person.id, without: other.id });
    app.show(t("what-if"), [
      lines.map((line) => h("p", {}, line)),
      left ? picture(left, lines.join(" "), "routes") : null,
      row(button(t("back"), back)),
    ], { place: "people" });
  };
  app.show(t("what-if"), [
    h("p", {}, t(behind.length ? "what-if-whose" : "what-if-nobody", { name: person.name })),
    row(behind.map((each) => button(called(each), () => app.do(() => without(each)))), button(t("back"), back)),
  ], { place: "people" });
}

function forget(app, person, back) {
  app.show(t("forget", { name: called(person) }), [
    h("p", {}, t("forget-sure", { name: called(person) })),
    row(
      button(t("yes"), () => app.do(async () => {
        const { lines } = await app.engine.call("forget", { id: person.id });
        await people(app);
        app.say(...lines);
      }), "halt"),
      button(t("no"), back),
    ),
  ], { place: "people" });
}
