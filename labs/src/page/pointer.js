// A pointer over a drawing: the numbers below it, and a click. The arrow keys move it as the mouse does.

import { element, setText } from "./dom.js";
import { em } from "./sheet.js";

export class Pointer {
  #at = null;

  /** `tell` says what is at a pixel, `touch` takes a click there. */
  constructor(holder, canvas, { tell, touch }) {
    this.tell = tell;
    this.holder = holder;
    this.readout = element("div", { class: "readout", hidden: "" });
    this.cross = element("div", { class: "cross", hidden: "" });
    holder.append(this.readout, this.cross);
    canvas.addEventListener("pointermove", (event) => this.#move([event.offsetX, event.offsetY]));
    canvas.addEventListener("pointerleave", () => this.#move(null));
    canvas.addEventListener("blur", () => this.#move(null));
    canvas.addEventListener("click", (event) => touch([event.offsetX, event.offsetY]));
    canvas.addEventListener("keydown", (event) => this.#key(event, canvas, touch));
  }

  #key(event, canvas, touch) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (event.key === "Enter" && this.#at) touch(this.#at);
    if (!way) return;
    event.preventDefault();
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const from = this.#at ?? [width / 2, height / 2];
    const far = (event.shiftKey ? 0.1 : 0.02) * Math.min(width, height);
    const within = (value, most) => Math.min(Math.max(value, 0), most);
    this.#move([within(from[0] + far * way[0], width), within(from[1] + far * way[1], height)], true);
  }

  #move(at, isByKey = false) {
    this.#at = at;
    this.cross.hidden = !(at && isByKey);
    if (at) Object.assign(this.cross.style, { left: `${at[0]}px`, top: `${at[1]}px` });
    this.refresh();
  }

  /** Says again what is there: the picture may have moved. */
  refresh() {
    const words = this.#at && this.tell(this.#at);
    this.readout.hidden = !words;
    if (!words) return;
    setText(this.readout, words);
    const [x, y] = this.#at;
    const isRight = x > this.holder.clientWidth / 2;
    const isLow = y > this.holder.clientHeight / 2;
    const far = 0.9 * em();
    Object.assign(this.readout.style, {
      left: isRight ? "auto" : `${x + far}px`,
      right: isRight ? `${this.holder.clientWidth - x + far}px` : "auto",
      top: isLow ? "auto" : `${y + far}px`,
      bottom: isLow ? `${this.holder.clientHeight - y + far}px` : "auto",
    });
  }
}
