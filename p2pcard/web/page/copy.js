// A copy of everything: twelve words once, typed back from paper, and a file that the browser keeps.

import { button, field, form, go, h, row } from "./dom.js";
import { t } from "./words.js";

export async function copy(app) {
  const { answer: { words } } = await app.engine.call("twelve");
  app.show(t("copy"), [
    h("p", {}, t("copy-more")),
    words ? [h("p", {}, t("copy-words")), h("ol", { class: "say small", translate: "no" }, words.map((word) => h("li", {}, word)))] : null,
    row(
      words
        ? button(t("copy-written"), () => typedBack(app), "go")
        : button(t("copy-save"), () => app.do(() => save(app, {})), "go"),
      button(t("back"), () => app.go("more")),
    ),
  ], { place: "more" });
}

function typedBack(app) {
  const typed = field(t("copy-type"), { tag: "textarea", rows: "3" });
  app.show(t("copy"), [
    form(() => app.do(() => save(app, { words: typed.made.value })), typed.parts, go(t("copy-save"))),
    row(button(t("back"), () => app.go("more"))),
  ], { place: "more" });
}

async function save(app, values) {
  const { answer } = await app.engine.call("backup", values);
  const bytes = Uint8Array.from(atob(answer.copy), (each) => each.charCodeAt(0));
  const link = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  h("a", { href: link, download: answer.backup }).click();
  setTimeout(() => URL.revokeObjectURL(link), 60000); // by then the browser has it
  app.show(t("copy"), [
    h("p", {}, t("copy-done")),
    h("p", {}, t("copy-move")),
    row(button(t("done"), () => app.go("more"), "go")),
  ], { place: "more" });
}
