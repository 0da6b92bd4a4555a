// A swap: my code and my camera on one screen, so that two laptops that face each other need nobody to move.

import { button, h, picture, row } from "./dom.js";
import { Camera } from "./camera.js";
import { Behind } from "./behind.js";
import { again, aloud, asked, begin, inTurn, leadsOut, over, say, stored } from "./live.js";
import { t } from "./words.js";

const PATIENCE = 4000; // milliseconds that the one of two who is called waits, before calling

export async function swap(app, label = "", theirs = "") {
  app.flow = swapFlow(app, label);
  if (theirs) app.show(t("one"), [h("p", { role: "status" }, t("connecting")), stop(app)]);
  await begin(app, "swap", { text: theirs, label });
}

// What is shown of a swap, event by event.
export function swapFlow(app, label = "") {
  let words = null;
  const behind = new Behind(app, () => app.show(t("one"), [
    behind.parts(), row(button(t("later-all"), () => say(app, { done: true }))),
  ]));
  return inTurn(app, async (event) => {
    if (await behind.take(event)) return undefined;
    switch (event.event) {
      case "code": return showCode(app, event, label);
      case "leads-out": return leadsOut(app, event);
      case "stranger": return app.say(t("stranger"));
      case "between": return app.say(t("between", { swaps: event.swaps }));
      case "words":
        words = event;
        return showWords(app, words);
      case "again": return again(app, event);
      case "typed": return showWords(app, words, t("swap-typed-right"));
      case "card-sent": return showWords(app, words, t("swap-card-sent"));
      case "stored":
        behind.people = event.cards;
        behind.note(...stored(event));
        return app.tell(behind.told.join(" "));
      case "receipt":
        behind.note(t(event.stored ? "swap-receipt" : "swap-receipt-unknown"));
        return app.tell(behind.told.at(-1));
      case "over": return over(app, event.refused, behind.told, behind.people);
      default: return undefined;
    }
  });
}

const stop = (app) => row(button(t("stop"), () => say(app, { stop: true }), "halt"));

async function showCode(app, code, label) {
  const { picture: drawn } = await app.engine.call("draw", { text: code.text });
  const camera = new Camera(app.engine);
  let since = 0;
  // Two screens that face each other see each other: the one that shows the smaller code calls.
  const found = (seen) => {
    if (seen.kind !== "swap" || seen.text === code.text) return false;
    since ||= Date.now();
    if (seen.text > code.text && Date.now() - since < PATIENCE) return false;
    app.do(() => swap(app, label, seen.text));
    return true;
  };
  app.show(t("one"), h("div", { class: "two" },
    h("div", {}, picture(drawn, t("swap-code")), h("p", {}, t("swap-code"))),
    h("div", {}, camera.video, camera.state, h("p", {}, t("swap-camera")),
      h("details", {}, h("summary", {}, t("swap-typed")), h("p", { class: "typed" }, code.typed), h("p", {}, t("swap-no-camera"))),
      stop(app)),
  ), { wide: true, leave: () => camera.stop() });
  await camera.start(found);
}

function showWords(app, { say: words, mode }, told = "") {
  const hint = mode === "words" ? t("listen-hint") : undefined;
  app.show(t("swap-say"), [
    h("p", {}, t("swap-say-" + mode)),
    aloud(words),
    h("p", { class: "pale" }, t("swap-show")),
    told ? h("p", { role: "status" }, told) : asked(app, t("swap-type"), (heard) => say(app, { heard }), { hint }),
    stop(app),
  ]);
}
