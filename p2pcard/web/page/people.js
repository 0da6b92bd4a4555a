// People: search as you type, and choosing one of them, wherever one is needed.

import { button, field, foreign, form, h, row } from "./dom.js";
import { t } from "./words.js";
import { show } from "./person.js";

export const people = (app) => search(app, t("place-people"), "people", (person) => show(app, person.id));

// Let one person be chosen for something else among those that `fit` it, or nobody.
export const pick = (app, title, place, chosen, back, fit) =>
  search(app, title, place, chosen, row(button(t("back"), back)), fit);

// Whether a person stood in front of me.
export const met = (person) => ["qr", "phrase"].includes(person.provenance.how);

// What a person is called: with what tells them apart where somebody else has the same name, or one like it.
export function called(person) {
  const [way] = ways(person);
  return person.look_alikes.length ? `${person.name} (${way ?? person.id.slice(0, 8)})` : person.name;
}

// What a person wrote in words of their own stands in quotation marks: the program does not say it.
export const ways = (person) => person.channels.map(([, way]) => (/\p{L}\s+\p{L}/u.test(way) ? t("quoted", { way }) : way));

async function search(app, title, place, chosen, below, fit = () => true) {
  const typed = field(t("search"), { type: "search", name: "words" });
  const list = h("ul", { class: "people" });
  const count = h("p", { class: "pale", role: "status" });
  let asked = 0;

  const find = async () => {
    const mine = ++asked;
    const { answer } = await app.engine.call("people", { words: typed.made.value });
    if (mine !== asked) return; // something newer was typed since
    const entries = (people) => people.map((each) => h("li", {}, entry(app, each, chosen)));
    const fitting = answer.people.filter(fit);
    const others = answer.by_other_words.filter(fit);
    const between = others.length ? [h("li", { class: "pale" }, t("by-other-words"))] : [];
    list.replaceChildren(...entries(fitting), ...between, ...entries(others));
    const none = typed.made.value ? t("nobody-fits") : t("nobody");
    const found = fitting.length + others.length;
    count.textContent = found ? t("people-count", { count: found }) : none;
  };

  typed.made.addEventListener("input", () => app.do(find));
  await find();
  app.show(title, [form(find, typed.parts), count, list, below], { place });
}

function entry(app, person, chosen) {
  const how = person.look_alikes.length ? [t("how-" + person.provenance.how)] : [];
  return h("button", { type: "button", onclick: () => app.do(() => chosen(person)) },
    foreign(called(person)), [...ways(person), ...how].map((each) => h("span", {}, foreign(each))));
}
