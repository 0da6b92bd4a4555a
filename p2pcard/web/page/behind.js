// Behind the cards: what people who are still here ask each other, vouching on the spot, and who may see it.

import { button, foreign, h, row } from "./dom.js";
import { t } from "./words.js";
import { say } from "./live.js";
import { askWord } from "./vouching.js";

// What stands behind the cards of one conversation; `draw` shows its screen, unless a person is in a question.
export class Behind {
  people = []; // whose cards came
  stays = false; // whether people can do something by themselves, as in a meeting
  #app;
  #draw;
  #lines = []; // what has happened
  #questions = []; // one is shown at a time
  #answered = null; // the question that was just answered, and what was said
  #named = ""; // for whom my person just gave their word
  #busy = false; // whether my person is in a question of their own

  constructor(app, draw) {
    this.#app = app;
    this.#draw = draw;
  }

  // What happened, for the end of the conversation.
  get told() {
    return this.#lines;
  }

  note(...lines) {
    this.#lines.push(...lines);
  }

  // Take an event from behind the cards; returns whether it was one.
  async take(event) {
    switch (event.event) {
      case "stay":
        this.stays = true;
        break;
      case "to-show":
        await this.#mayShow(event.by);
        break;
      case "news":
        await this.#news(event.news);
        break;
      case "acted":
        await this.#acted(event.act);
        break;
      case "not-done":
        this.#app.say(event.text, event.kept, event.advice);
        return true;
      default:
        return false;
    }
    this.#show();
    return true;
  }

  // What is on the screen: what happened, the question that waits, and the people here.
  parts() {
    const [question] = this.#questions;
    return [
      this.#lines.map((line) => h("p", { role: "status" }, line)),
      question ? h("div", { class: "sheet" }, question.lines.map((line) => h("p", {}, line)), question.answers()) : null,
      this.stays && this.people.length ? [h("h2", {}, t("vouch-now")), people(this.people, (each) => this.#vouch(each))] : null,
    ];
  }

  #show() {
    if (this.#busy) this.#app.tell(this.#lines.at(-1) ?? "");
    else this.#draw();
  }

  #ask(kind, lines, answers) {
    const question = { kind, lines };
    question.answers = () => row(answers.flat().map(([words, values, look]) => button(words, () => {
      this.#answered = { ...question, said: values };
      return say(this.#app, values);
    }, look)));
    this.#questions.push(question);
  }

  async #mayShow(by) {
    const { answer: { vouches }, lines } = await this.#app.engine.call("vouches");
    const mine = lines.slice(vouches.given.length).filter((_, at) => by.includes(vouches.mine[at].by));
    this.#questions = this.#questions.filter(({ kind }) => kind !== "show");
    this.#ask("show", [...mine, t("may-show")], [
      named(this.people).map(({ id, name }) => [t("may-show-one", { name }), { show: [id] }]),
      ...(this.people.length > 1 ? [[[t("may-show-all"), { show: "everybody" }]]] : []),
      [[t("may-show-none"), { show: [] }]],
    ]);
  }

  // Tell what is new; what asks for an answer, and has none yet, becomes a question.
  async #news(news) {
    const { answer: { waiting }, lines } = await this.#app.engine.call("waiting");
    const asking = { "vouch-offered": true, "introduction-offered": true };
    const told = news.filter((each) => !asking[each.news]);
    if (told.length) this.note(...(await this.#app.engine.call("news", { news: told })).lines);
    waiting.vouches.forEach(({ by }, at) => {
      if (!news.some((each) => each.news === "vouch-offered" && each.by === by)) return;
      this.#ask("vouch", [lines[at]], [[[t("agree"), { accept: by }, "go"], [t("decline"), { decline: by }], [t("later"), { later: by }]]]);
    });
    waiting.introductions.forEach(({ id }, at) => {
      if (!news.some((each) => each.introduction === id)) return;
      this.#ask("introduction", [lines[waiting.vouches.length + at]], [[
        [t("agree"), { accept_introduction: id }, "go"], [t("decline"), { decline_introduction: id }], [t("later"), { later: id }],
      ]]);
    });
  }

  async #acted(act) {
    const answered = this.#answered;
    this.#answered = null;
    if (act === "vouch") {
      if (this.#named) this.note(t("vouched", { name: this.#named }));
      return;
    }
    if (!answered) return;
    this.#questions = this.#questions.filter((each) => each.answers !== answered.answers);
    this.note(t("done-" + act));
    if (this.stays && answered.said.accept) await this.#mayShow([answered.said.accept]);
  }

  // Give one's word to a person who is here: it is on its way at once.
  async #vouch({ id, name }) {
    this.#busy = true;
    const back = () => {
      this.#busy = false;
      this.#draw();
    };
    await say(this.#app, { busy: true });
    const { answer: { marked } } = await this.#app.engine.call("mark", { id });
    askWord(this.#app, name, [t("met-here")], (number) => {
      this.#named = name;
      back();
      // what counts already with my person goes on counting as far as it does
      const mark = number === "1" ? "no" : marked.mark === "no" ? "word" : marked.mark;
      return say(this.#app, { vouch: id, may_introduce: number === "3", mark });
    }, back);
  }
}

// People of whom only the name is known here, told apart by the start of their id where two have one name.
const named = (people) => people.map(({ id, name }) => ({
  id, name: people.some((each) => each.id !== id && each.name === name) ? `${name} (${id.slice(0, 8)})` : name,
}));

// A list of people from a conversation, to choose one of them.
export const people = (all, chosen) => h("ul", { class: "people" }, named(all).map((each) =>
  h("li", {}, button(foreign(each.name), () => chosen(each)))));
