// Panels that are words: tables and lines of text.

import { element, setText } from "./dom.js";
import { em } from "./sheet.js";

/** Sizes in steps, so that words that grow a little move nothing. */
const stepped = (size, step) => step * Math.ceil(size / step);

/** A table; the first column is text, the others are numbers. */
export class TablePanel {
  element = element("div", { class: "words scrolls", tabindex: "0" });
  #table = null;
  #shape = "";

  /** The room for the whole of it, in pixels. */
  needs() {
    const [width, height] = [this.#table?.offsetWidth ?? 0, this.#table?.offsetHeight ?? 0];
    return { width: stepped(width + 1, 8), height: stepped(height + 1, 8), area: 0 };
  }

  show({ header, rows }) {
    const shape = `${header.join("\n")} ${rows.length}`;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#table = element("table", {}, row("th", header.map((name) => element("span", {}, name))), ...rows.map((cells) => row("td", cells)));
      this.element.replaceChildren(this.#table);
    }
    rows.forEach((cells, number) => {
      const places = this.#table.rows[number + 1].cells;
      cells.forEach((cell, column) => setText(places[column], cell));
    });
  }
}

const row = (tag, cells) => element("tr", {}, ...cells.map((cell) => element(tag, {}, cell)));

/** A few lines. */
export class TextPanel {
  element = element("div", { class: "words text scrolls", tabindex: "0" });
  #lines = 1;
  #letters = 1;

  /** About the room for the longest that it has been: lines that end early, and letters that fill lines. */
  needs() {
    return { width: 10 * em(), height: stepped(this.#lines, 3) * 1.5 * em(), area: stepped(this.#letters, 60) * 0.9 * em() ** 2 };
  }

  show(text) {
    const lines = text.split("\n");
    this.#lines = Math.max(this.#lines, lines.length);
    this.#letters = Math.max(this.#letters, text.length);
    setText(this.element, text);
  }
}
