// Meet: one person, a whole room, or a code that says itself what it is.

import { button, field, foreign, form, go, h, row } from "./dom.js";
import { Camera } from "./camera.js";
import { t } from "./words.js";
import { swap } from "./swap.js";
import { meeting } from "./meeting.js";
import { show as showPerson } from "./person.js";

export async function meet(app) {
  const given = await whichCard(app);
  const choice = (name, chosen) =>
    h("button", { type: "button", class: "choice", onclick: chosen }, t(name), h("span", {}, t(name + "-more")));
  app.show(t("place-meet"), [
    given.parts,
    choice("one", () => app.do(() => swap(app, given.label()))),
    choice("room", () => room(app, given.label())),
    choice("find-code", () => app.do(() => scan(app, given.label()))),
  ], { place: "meet" });
}

// Which of my cards others get: asked only where there are several.
async function whichCard(app) {
  const { answer: { cards } } = await app.engine.call("cards");
  if (cards.length === 1) return { parts: null, label: () => "" };
  const chosen = field(t("which-card"), { tag: "select" });
  chosen.made.append(...cards.map(({ label }) => h("option", { value: label }, label)));
  return { parts: chosen.parts, label: () => chosen.made.value };
}

function room(app, label) {
  const begin = (values) => app.do(() => meeting(app, { ...values, label }));
  app.show(t("room"), [
    row(
      button(t("join-room"), () => begin({}), "go"),
      button(t("host-room"), () => begin({ host: true })),
      button(t("host-invited"), () => begin({ only_invited: true })),
    ),
    h("p", {}, t("room-how")),
    h("p", { class: "pale" }, t("host-invited-more")),
    row(button(t("back"), () => app.go("meet"))),
  ], { place: "meet" });
}

// Look for a code with the camera, in a file, or in a text; say what it is, and do nothing before that.
export async function scan(app, label = "") {
  const camera = new Camera(app.engine);
  const file = field(t("picture"), { type: "file", accept: "image/*" });
  const text = field(t("paste"), { tag: "textarea", rows: "3" });
  const other = button(t("camera-other"), () => camera.next());
  other.hidden = true;
  const found = (seen) => {
    if (seen.kind === "refused") {
      camera.state.textContent = seen.refusal.text;
      return false;
    }
    what(app, seen, label);
    return true;
  };
  const read = async (blob) => {
    const seen = await app.engine.readFrame(blob);
    if (seen) what(app, seen, label);
    else app.say(t("nothing-found"));
  };
  file.made.addEventListener("change", () => file.made.files[0] && app.do(() => read(file.made.files[0])));
  text.made.addEventListener("paste", (event) => {
    const pasted = [...event.clipboardData.files].find((each) => each.type.startsWith("image/"));
    if (pasted) app.do(() => read(pasted));
  });
  const look = async () => {
    const looked = await app.do(() => app.engine.call("look", { text: text.made.value }));
    if (looked) what(app, looked.answer.found, label);
  };
  const dropped = (event) => {
    event.preventDefault();
    const given = event.dataTransfer.files[0];
    if (given) app.do(() => read(given));
  };
  app.show(t("scan-title"), h("div", { class: "two", ondragover: (event) => event.preventDefault(), ondrop: dropped },
    h("div", {}, camera.video, camera.state, row(other)),
    h("div", {}, file.parts, form(look, text.parts, go(t("look"))), row(button(t("back"), () => app.go("meet")))),
  ), { place: "meet", wide: true, leave: () => camera.stop() });
  await camera.start(found);
  other.hidden = !camera.several;
}

// Say what was found, and ask before anything is done.
function what(app, seen, label) {
  const next = {
    card: [t("take"), () => take(app, seen)],
    bundle: [t("take"), () => take(app, seen)],
    swap: [t("swap-now"), () => swap(app, label, seen.text)],
    invitation: [t("join"), () => meeting(app, { text: seen.text, label })],
  }[seen.kind];
  app.show(t("scan-title"), [
    h("p", {}, t("found-" + seen.kind, { name: seen.name })),
    seen.kind === "card" ? h("p", { class: "pale" }, t("found-card-more")) : null,
    seen.lines ? h("ul", { class: "sheet" }, seen.lines.map((line) => h("li", {}, foreign(line)))) : null,
    row(button(next[0], () => app.do(next[1]), "go"), button(t("no"), () => app.do(() => scan(app, label)))),
  ], { place: "meet" });
}

async function take(app, seen) {
  const { answer, lines } = await app.engine.call("take", { text: seen.text });
  if (answer.person) await showPerson(app, answer.person.id);
  else await meet(app);
  app.say(...lines);
}
