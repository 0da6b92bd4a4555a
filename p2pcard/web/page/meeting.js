// A meeting, for whoever starts it and for whoever joins.

import { button, h, picture, row } from "./dom.js";
import { Behind } from "./behind.js";
import { again, aloud, asked, begin, inTurn, leadsOut, over, say, stored } from "./live.js";
import { t } from "./words.js";

const list = (numbers) => numbers.join(", ");

export async function meeting(app, values = {}) {
  app.flow = meetingFlow(app);
  app.show(t("room"), [h("p", { role: "status" }, t("looking")), leave(app)]);
  await begin(app, "meet", values);
}

// What is shown of a meeting, event by event; a page that was away is told again which devices came.
export function meetingFlow(app) {
  const room = { host: false, devices: 1, reads: false, confirmed: false, begun: false, invitation: null };
  room.behind = new Behind(app, () => staying(app, room));
  return inTurn(app, (event) => step(app, room, event));
}

async function step(app, room, event) {
  if (await room.behind.take(event)) return undefined;
  switch (event.event) {
    case "leads-out": return leadsOut(app, event);
    case "role":
      room.host = event.role === "host";
      return room.host ? undefined : app.tell(t("meeting-in"));
    case "invitation":
      room.invitation = { ...event, picture: (await app.engine.call("draw", { text: event.text })).picture };
      return hosting(app, room);
    case "in": return room.host ? undefined : joined(app, room);
    case "came":
    case "went":
      room.devices += event.event === "came" ? 1 : -1;
      if (!room.host || room.begun) return undefined;
      document.getElementById("devices").textContent = t("devices", { count: room.devices });
      return undefined;
    case "hosts": return event.others ? app.say(t("hosts")) : app.say();
    case "quiet": return app.say(t("quiet"));
    case "not-started": return app.say(t("not-started", { counted: event.counted, devices: event.devices }));
    case "reader": return app.say(t(event.mine ? "you-read" : "another-reads"));
    case "phrase": return phrase(app, room, event);
    case "number": return number(app, room, event);
    case "count": return undefined;
    case "count-again": return app.say(t("count-again"));
    case "again": return again(app, event);
    case "waiting": return waiting(app, room);
    case "not-ready": return notReady(app, room, event.numbers);
    case "not-left-out": return app.say(t("not-left-out"));
    case "without": return without(app, room, event.numbers);
    case "sent": return app.tell(t("sent"));
    case "stored":
      room.behind.people = event.cards;
      room.behind.note(...stored(event));
      return undefined;
    case "receipts": {
      const unknown = [...event.not_stored, ...event.unknown].sort((one, other) => one - other);
      room.behind.note(unknown.length ? t("receipts-unknown", { numbers: list(unknown) }) : t("receipts"));
      return undefined;
    }
    case "ignored": return undefined;
    case "over": return over(app, event.refused, room.behind.told, room.behind.people);
    default: return undefined;
  }
}

function hosting(app, room) {
  const count = asked(app, t("count-heads"), (start) => say(app, { start }), { number: true });
  count.querySelector("button").textContent = t("begin");
  app.show(t("meeting-wait"), h("div", { class: "two" },
    h("div", {}, h("p", { id: "devices", class: "count", role: "status" }, t("devices", { count: room.devices })),
      count, row(button(t("i-read"), () => say(app, { reader: true }))), leave(app)),
    h("div", {}, h("h2", {}, t("cannot-get-in")), h("p", {}, t("let-scan")),
      picture(room.invitation.picture, t("let-scan")), h("p", { class: "typed" }, room.invitation.typed)),
  ), { wide: true });
}

const joined = (app, room) => app.show(t("meeting-wait"), [
  h("p", { role: "status" }, t("meeting-in")),
  row(button(t("i-read"), () => say(app, { reader: true }))),
  leave(app),
]);

function phrase(app, room, { words, mode }) {
  Object.assign(room, { begun: true, reads: !words.includes(null), mode });
  const hint = mode === "words" ? t("listen-hint") : undefined;
  if (room.reads) app.show(t("read-title"), [aloud(words), h("p", {}, t("read-then")), answer(app, "answer-" + mode), leave(app)]);
  else app.show(t("listen-title"), [asked(app, t("listen"), (heard) => say(app, { heard }), { hint }), leave(app)]);
}

const answer = (app, label) => asked(app, t(label), (heard) => say(app, { heard }));

function number(app, room, event) {
  room.number = event.number;
  const mine = h("p", { class: "pale" }, t("count-yours", { number: event.number }));
  const word = event.answer ? [h("p", {}, t(room.confirmed ? "count-say-now" : "count-say")), aloud([event.answer])] : [];
  if (room.reads) {
    document.querySelector("main").append(mine);
    return;
  }
  if (room.confirmed) {
    if (word.length) app.show(t("wait-others"), [word, mine, leave(app)]);
    return;
  }
  app.show(t("count-title"), [
    h("p", {}, t("count-off")), word,
    asked(app, t("count-last"), (counted) => say(app, { counted }), { number: true }),
    mine, leave(app),
  ]);
}

function waiting(app, room) {
  room.confirmed = true;
  app.show(t("wait-others"), leave(app));
}

function notReady(app, room, numbers) {
  app.say(t("not-ready", { numbers: list(numbers) }));
  if (!numbers.length) return;
  document.getElementById("note").append(
    row(button(t("leave-out", { numbers: list(numbers) }), () => say(app, { leave_out: numbers }))),
    h("p", { class: "pale" }, t("leave-out-hint")),
  );
}

function without(app, room, numbers) {
  app.say(t("without", { numbers: list(numbers) }));
  document.getElementById("note").append(
    room.reads
      ? answer(app, "answer-new")
      : row(button(t("go-on"), () => say(app, { agree: true }), "go")),
  );
}

// The cards are stored, and people are still here; the host's last word ends it for all.
function staying(app, room) {
  if (!room.behind.stays) return;
  app.show(t("have-cards"), [
    room.behind.parts(),
    h("p", {}, t(room.host ? "stay-host" : "stay-guest")),
    h("p", { class: "pale" }, t("late")),
    row(button(t("done"), () => say(app, { done: true }), "go")),
  ]);
}

// To go, or to stop it for all: they are two things, and say what they do.
const leave = (app) => row(button(t("stop"), () => stopping(app), "halt"));

function stopping(app) {
  app.say();
  document.getElementById("note").append(h("div", { class: "note" },
    h("p", {}, t("must-go-more")), row(button(t("must-go"), () => say(app, { leave: true }))),
    h("p", {}, t("wrong-more")), row(button(t("wrong"), () => say(app, { stop: true }), "halt")),
    row(button(t("stay-here"), () => app.say())),
  ));
}
