// People: search as you type, one person, and who stands behind them.

import { button, field, foreign, form, h, picture, row } from "./dom.js";
import { t } from "./words.js";

const LINKS = { phone: "tel:", email: "mailto:" };

export async function people(app) {
  const search = field(t("search"), { type: "search", name: "words" });
  const list = h("ul", { class: "people" });
  const count = h("p", { class: "pale", role: "status" });
  let asked = 0;

  const find = async () => {
    const mine = ++asked;
    const { answer } = await app.engine.call("people", { words: search.made.value });
    if (mine !== asked) return; // something newer was typed since
    const entries = (people) => people.map((each) => h("li", {}, entry(app, each)));
    const others = answer.by_other_words;
    const between = others.length ? [h("li", { class: "pale" }, t("by-other-words"))] : [];
    list.replaceChildren(...entries(answer.people), ...between, ...entries(others));
    const none = search.made.value ? t("nobody-fits") : t("nobody");
    const found = answer.people.length + others.length;
    count.textContent = found ? t("people-count", { count: found }) : none;
  };

  search.made.addEventListener("input", () => app.do(find));
  await find();
  app.show(t("people-title"), [form(find, search.parts), count, list], { place: "people" });
}

function entry(app, person) {
  const ways = person.channels.map(([, way]) => way).join(", ");
  return h("button", { type: "button", onclick: () => app.do(() => show(app, person.id)) },
    foreign(person.name), h("span", {}, foreign(ways)));
}

export async function show(app, id) {
  const { answer: { person }, lines, picture: routes } = await app.engine.call("person", { id });
  app.show(person.name, [
    row(person.channels.map(([kind, way]) => reach(kind, way))),
    lines.map((line) => h("p", {}, line)),
    routes ? h("details", {}, h("summary", {}, t("routes")), picture(routes, lines.join(" "), "routes")) : null,
    row(
      button(t("forget", { name: person.name }), () => forget(app, person), "halt"),
      button(t("back"), () => app.go("people")),
    ),
  ], { place: "people" });
}

function reach(kind, way) {
  const link = LINKS[kind];
  if (!link) return h("p", {}, foreign(way));
  return h("a", { class: "button", href: link + encodeURIComponent(way), rel: "noreferrer" }, foreign(way));
}

function forget(app, person) {
  app.show(t("forget", { name: person.name }), [
    h("p", {}, t("forget-sure", { name: person.name })),
    row(
      button(t("yes"), () => app.do(async () => {
        const { lines } = await app.engine.call("forget", { id: person.id });
        await people(app);
        app.say(...lines);
      }), "halt"),
      button(t("no"), () => app.do(() => show(app, person.id))),
    ),
  ], { place: "people" });
}
