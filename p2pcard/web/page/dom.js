// Elements made of plain values: nothing that somebody wrote on a card is ever read as markup.

export function h(name, values = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inside.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return made;
}

// A text that comes from a card, so that its direction turns nothing beside it.
export const foreign = (text) => h("bdi", {}, text);

// A picture that the engine drew; the page itself cannot put markup anywhere.
export const picture = (svg, text, kind = "code") =>
  h("figure", { class: kind }, h("img", { alt: text, src: "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg) }));

let fields = 0;

// A field with its label and hint. Nothing of it is offered to be kept, corrected or translated.
export function field(label, { hint, tag = "input", ...values } = {}) {
  const id = "field-" + ++fields;
  const plain = { id, autocomplete: "off", autocapitalize: "off", spellcheck: "false", translate: "no" };
  const made = h(tag, { ...plain, ...(hint ? { "aria-describedby": id + "-hint" } : {}), ...values });
  const parts = [h("label", { for: id }, label), hint ? h("p", { class: "hint", id: id + "-hint" }, hint) : null, made];
  return { made, parts };
}

// One of several: what may be chosen by its name, and what stands beside each.
export function choices(legend, options, chosen = "") {
  const name = "choice-" + ++fields;
  const each = ([value, text]) => h("label", { class: "tick" }, h("input", { type: "radio", name, value, autocomplete: "off", checked: value === chosen }), text);
  const made = h("fieldset", {}, h("legend", {}, legend), Object.entries(options).map(each));
  return { made, value: () => made.querySelector(":checked")?.value ?? "" };
}

// A form that is sent with Enter; while it is answered it cannot be sent again.
export function form(sent, ...inside) {
  let busy = false;
  return h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      try {
        await sent();
      } finally {
        busy = false;
      }
    },
  }, ...inside);
}

export const go = (text) => h("button", { class: "go" }, text);
export const button = (text, pressed, kind = "") => h("button", { type: "button", class: kind, onclick: pressed }, text);
export const row = (...inside) => h("div", { class: "row" }, ...inside);
export const note = (...lines) => h("div", { class: "note" }, ...lines.map((line) => h("p", {}, line)));
