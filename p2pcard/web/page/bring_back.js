// Bringing back a copy from a file, and going back to another save that is on this device.

import { button, choices, field, form, go, h, note, row } from "./dom.js";
import { dated } from "./month.js";
import { chooseWords, hidden } from "./opening_words.js";
import { t } from "./words.js";

const LARGEST = 32 * 1024 * 1024; // bytes of a copy that this page takes: the largest that was measured

export const bringBack = (app, { profile = "", back = () => app.locked() } = {}) => dated(app, async () => {
  const named = profile ? { profile } : {};
  await app.engine.call("ready", named);
  const offer = {};
  const told = { copy: "", words: "", taken: null, was_open: false };
  const file = field(t("back-file"), { type: "file" });
  const words = field(t("back-words"), { tag: "textarea", rows: "3", hint: t("back-words-hint") });
  const happened = choices(t("back-happened"), { lost: t("back-lost"), taken: t("back-taken") });
  const open = h("input", { type: "checkbox" });

  const restore = (chosen) => dated(app, async () => {
    const { lines } = await app.engine.call("restore", { ...told, ...chosen, ...named });
    await app.opened();
    app.say(...lines);
  });
  const sent = () => app.do(async () => {
    if (!file.made.files.length || !happened.value()) return app.say(t("back-missing"));
    if (file.made.files[0].size > LARGEST) return app.say(t("back-large"));
    told.copy = await inBase64(file.made.files[0]);
    told.words = words.made.value;
    told.taken = happened.value() === "taken";
    told.was_open = told.taken && open.checked;
    await app.engine.call("check", { copy: told.copy, words: told.words });
    return chooseWords(app, { offer, done: restore, back: ask });
  });
  const ask = () => app.show(t("bring-back"), [
    form(sent,
      file.parts, words.parts, happened.made,
      h("label", { class: "tick" }, open, t("back-was-open")),
      h("p", { class: "hint" }, t("back-not-sure")),
      go(t("go-on"))),
    row(button(t("back"), () => app.do(back))),
  ]);
  ask();
});

const inBase64 = (file) => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.split(",")[1] ?? "");
  reader.onerror = failed;
  reader.readAsDataURL(file);
});

// Go back to another save: its phrase opens all that it can, and one of them is chosen.
export function goBack(app, { place = "", back = () => app.locked() } = {}) {
  const typed = hidden(t("phrase"));
  const name = field(t("profile"), { hint: t("profile-hint") });
  const sent = () => app.do(async () => {
    app.tell(t("opening"));
    back = () => app.locked(); // from here on the cards are locked
    const profile = name.made.value ? { profile: name.made.value } : {};
    const { answer, lines } = await app.engine.call("saves", { phrase: typed.made.value, ...profile });
    typed.made.value = "";
    app.listen(); // the saves are held until this page has gone
    found(app, answer.saves, lines);
  });
  app.show(t("go-back"), [
    h("p", {}, t("go-back-more")),
    form(sent, typed.parts, h("details", {}, h("summary", {}, t("another-profile")), name.parts), go(t("open"))),
    row(button(t("back"), () => app.do(() => back()))),
  ], { place, locked: true });
}

const stop = (app) => row(button(t("no-change"), () => app.do(async () => {
  await app.engine.call("lock");
  await app.locked();
})));

function found(app, saves, [title, ...lines]) {
  app.show(t("go-back"), [
    h("p", {}, title),
    saves.map((save, place) => h("div", { class: "sheet" },
      h("p", {}, lines[place]),
      place ? row(button(t("go-back-here", { save: save.save }), () => app.do(() => take(app, saves, lines, save)))) : null)),
    lines.slice(saves.length).map((line) => h("p", {}, line)),
    stop(app),
  ]);
}

async function take(app, saves, lines, { file }, drop = "") {
  const { answer, lines: told } = await app.engine.call("back", drop ? { file, drop } : { file });
  if (answer.must_drop) return chooseDropped(app, saves, lines, file, answer.must_drop);
  await app.opened();
  return app.say(...told);
}

// Where three are kept already, one goes for good.
function chooseDropped(app, saves, lines, file, names) {
  const each = (name) => {
    const place = saves.findIndex((save) => save.file === name);
    return h("div", { class: "sheet" }, h("p", {}, lines[place]),
      row(button(t("go-back-drop", { save: saves[place].save }), () => app.do(() => take(app, saves, lines, { file }, name)), "halt")));
  };
  app.show(t("go-back"), [note(t("go-back-full")), names.map(each), stop(app)]);
}
