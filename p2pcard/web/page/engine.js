// The engine behind this page: p2pcard itself, at the address that the page came from.
// A page needs nothing of it but `call`, `events` and `readFrame`.

export class Refused extends Error {
  constructor(refusal) {
    super(refusal.text);
    this.refusal = refusal;
  }
}

export class Gone extends Error {}

export class ServerEngine {
  #key = "";

  // Ask for something; returns the answer, its sentences and its picture. Throws Refused, or Gone where the program has ended.
  async call(method, values = {}) {
    const path = values.copy ? "/copy" : "/call"; // what is large has an address of its own
    const { answer, lines, picture, refused } = await this.#post(path, "application/json", JSON.stringify({ method, values }));
    if (refused) throw new Refused(refused);
    if (answer.key) this.#key = answer.key;
    return { answer, lines: lines ?? [], picture };
  }

  // Tell each event, until this page is locked out.
  async *events() {
    const response = await this.#fetch("/events", "application/json", "{}");
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) yield JSON.parse(line);
    }
  }

  // Read a picture: what is on it, or null.
  async readFrame(blob) {
    const { answer, refused } = await this.#post("/frame", blob.type || "image/jpeg", blob);
    if (refused) throw new Refused(refused);
    return answer.found;
  }

  async #post(path, kind, body) {
    return (await this.#fetch(path, kind, body)).json();
  }

  async #fetch(path, kind, body) {
    let response;
    try {
      response = await fetch(path, { method: "POST", body, headers: { "content-type": kind, "x-p2pcard-key": this.#key } });
    } catch {
      throw new Gone();
    }
    if (!response.ok) throw new Gone();
    return response;
  }
}
