// The camera: pictures from it go to the engine until something is found that is wanted.

import { h } from "./dom.js";
import { t } from "./words.js";

const WIDE = 640; // pixels: a code that fills a third of a picture is read at this width
const PAUSE = 60; // milliseconds between two pictures
const WHOLE = 3; // each third picture is sent whole, for a code that is far away

// Which sentence says why there is no picture.
const WHY = { NotAllowedError: "camera-refused", NotReadableError: "camera-busy" };

// A camera, the `video` of it, and the sentence that says its `state`; both are shown by a screen.
export class Camera {
  video = h("video", { muted: true, playsinline: true, "aria-hidden": "true" });
  state = h("p", { role: "status" }, t("camera-start"));
  #engine;
  #stream = null;
  #on = true; // until the screen is left, which may be before there is a picture
  #chosen = 0;
  #devices = [];

  constructor(engine) {
    this.#engine = engine;
  }

  get several() {
    return this.#devices.length > 1;
  }

  // Begin to look; `found` is told what is on a picture and says whether to stop.
  async start(found) {
    try {
      await this.#open();
    } catch (error) {
      this.video.hidden = true;
      this.state.textContent = t(WHY[error.name] ?? "camera-none");
      return;
    }
    if (!this.#on) return;
    this.state.textContent = t("camera-on");
    this.#look(found);
  }

  async next() {
    this.#chosen = (this.#chosen + 1) % this.#devices.length;
    await this.#open();
  }

  stop() {
    this.#on = false;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.video.srcObject = null;
  }

  async #open() {
    if (!navigator.mediaDevices) throw new DOMException("", "NotFoundError");
    this.#stream?.getTracks().forEach((track) => track.stop());
    const chosen = this.#devices[this.#chosen]?.deviceId;
    const wish = { width: { ideal: 1280 }, height: { ideal: 720 }, ...(chosen ? { deviceId: { exact: chosen } } : {}) };
    this.#stream = await navigator.mediaDevices.getUserMedia({ video: wish, audio: false });
    if (!this.#on) return this.stop();
    this.video.srcObject = this.#stream;
    await this.video.play();
    this.#devices = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "videoinput");
  }

  async #look(found) {
    const canvas = document.createElement("canvas");
    for (let count = 1; this.#on; count++) {
      const { videoWidth: width, videoHeight: height } = this.video;
      const scale = count % WHOLE && width > WIDE ? WIDE / width : 1;
      if (width) {
        canvas.width = Math.round(width * scale);
        canvas.height = Math.round(height * scale);
        canvas.getContext("2d").drawImage(this.video, 0, 0, canvas.width, canvas.height);
        const blob = await new Promise((made) => canvas.toBlob(made, "image/jpeg", 0.85));
        let seen = null;
        try {
          seen = await this.#engine.readFrame(blob);
        } catch (error) {
          if (!error.refusal) return this.stop();
          seen = { kind: "refused", refusal: error.refusal };
        }
        if (this.#on && seen && found(seen)) return this.stop();
      }
      await new Promise((passed) => setTimeout(passed, PAUSE));
    }
  }
}
