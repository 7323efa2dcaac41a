// What stands in words beside the pictures: numbers, remarks, what differs, what went wrong.

import { element, find, icon, setText } from "./dom.js";
import { spoken } from "./curves.js";
import { written } from "./numbers.js";

/** What a cause is called; its sign is a symbol of the page of the same name. */
const CAUSES = {
  note: "Note", diverged: "Diverged", saturated: "Saturated", collapsed: "Collapsed", dead: "Dead",
};
const SIDES = ["A", "B"];
/** What the last turn of a knob led to. */
export const ANSWERS = { live: "acts at once", anew: "began anew" };

/** A table of the numbers, a column for each side. */
export class Numbers {
  #built = "";

  constructor(table) {
    this.table = table;
  }

  show(sides) {
    const names = sides[0].numbers.map(([name]) => name);
    const now = `${sides.length} ${names.join()}`;
    if (now !== this.#built) {
      this.#built = now;
      const head = sides.length > 1
        ? [element("tr", {}, element("th"), ...SIDES.map((side) => element("th", { scope: "col" }, side)))]
        : [];
      const row = (name) => element("tr", {}, element("th", { scope: "row" }, spoken(name)), ...sides.map(() => element("td")));
      this.table.replaceChildren(...head, ...names.map(row));
    }
    const first = sides.length > 1 ? 1 : 0;
    sides.forEach(({ numbers }, side) => numbers.forEach(([, value], place) => {
      const cell = this.table.rows[place + first].cells[side + 1];
      setText(cell, written(value ?? NaN));
      cell.classList.toggle("wrong", !Number.isFinite(value));
    }));
  }
}

/** What has been measured with a clock, a line for each side. */
export function showClock(line, sides) {
  const told = sides.map(({ clock }, side) => (sides.length > 1 && clock ? `${SIDES[side]}: ${clock}` : clock));
  const words = told.filter(Boolean).join("\n");
  line.hidden = words === "";
  setText(line, words);
}

/** Remarks, each with the sign of its cause. They are read out when they change. */
export class Remarks {
  #shown = "";

  constructor(list) {
    this.list = list;
  }

  show(sides) {
    const all = [];
    sides.forEach(({ remarks }, side) => remarks.forEach(({ cause, words }) => {
      const same = all.find((it) => it.cause === cause && it.words === words);
      if (same) same.of.push(side);
      else all.push({ cause, words, of: [side] });
    }));
    const now = JSON.stringify(all);
    if (now === this.#shown) return;
    this.#shown = now;
    this.list.replaceChildren(...all.map(({ cause, words, of }) => {
      const known = CAUSES[cause] ? cause : "note";
      const called = CAUSES[known];
      // A sentence that begins with its cause has said it.
      const isSaid = words.toLowerCase().startsWith(`${called.toLowerCase()}:`);
      const rest = isSaid ? words.slice(called.length + 1).trimStart() : words;
      const name = element("strong", {}, `${called}: `);
      const badges = (sides.length > 1 ? of : []).map((side) => (
        element("span", { class: "badge", "data-side": SIDES[side].toLowerCase() }, SIDES[side])
      ));
      return element("li", { class: `remark remark-${known}` }, icon(known), element("span", {}, ...badges, name, rest));
    }));
  }
}

/** What the sides are set to differently, in a list. */
export function showDifferences(list, knobs, sides) {
  const [a, b] = sides.map((side) => side.values);
  const differing = b ? knobs.filter(({ name }) => a[name] !== b[name]) : [];
  const now = JSON.stringify(differing.map(({ name }) => [name, a[name], b[name]]));
  if (list.dataset.shown === now) return;
  list.dataset.shown = now;
  const told = (value) => (value === true ? "on" : value === false ? "off" : String(value));
  const rows = differing.map(({ label, name }) => element("li", {}, element("span", {}, label),
    element("strong", {}, told(a[name])), element("span", { class: "against" }, "≠"), element("strong", {}, told(b[name]))));
  list.replaceChildren(...(rows.length > 0 ? rows : [element("li", {}, "Nothing yet: turn a knob of B.")]));
}

/** Why there is nothing to see, in words; instead of the panels. */
export function troubleWords({ kind, words, exercise, place }) {
  const line = (name, text) => element("p", {}, element("strong", {}, `${name} `), element("code", {}, text));
  if (kind !== "unwritten") {
    return [element("h2", {}, "This did not work"), element("p", {}, words), element("p", {}, "Reset, or try another setting.")];
  }
  // Where it is written and how it is checked stand below, in lines of their own.
  const [sentence] = words.split("\n");
  const parts = [element("h2", {}, "This part is an exercise"), element("p", {}, element("code", {}, exercise ?? "")), element("p", {}, sentence)];
  if (place) parts.push(line("Write it:", place));
  if (exercise) parts.push(line("Check it:", `cargo workbook check ${exercise}`));
  return parts;
}

/** A message above the picture, which goes away by itself unless it stays. */
export class Notice {
  constructor(holder) {
    this.holder = holder;
    find(holder, "button").addEventListener("click", () => this.clear());
  }

  say(words, { stays = false } = {}) {
    clearTimeout(this.timer);
    setText(find(this.holder, "p"), words);
    this.holder.hidden = false;
    if (!stays) this.timer = setTimeout(() => this.clear(), 8000);
  }

  clear() {
    clearTimeout(this.timer);
    this.holder.hidden = true;
  }
}

/** A word that passes. */
export class Passing {
  constructor(holder) {
    this.holder = holder;
  }

  say(words, kind) {
    if (!words) return;
    setText(this.holder, words);
    this.holder.dataset.kind = kind;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => setText(this.holder, ""), 2500);
  }
}
