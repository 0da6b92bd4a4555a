// The words of the page, in one language at a time; they come from the engine.

let words = {};

export function learn(language, table) {
  words = table;
  document.documentElement.lang = language;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

// Say a sentence; what is filled in turns nothing around it, whatever letters it has.
export const t = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => isolated(String(values[key])));

const isolated = (text) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
