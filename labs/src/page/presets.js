// Presets: settings worth showing, each with its reason.

import { element } from "./dom.js";

export class Presets {
  constructor(list, presets, onPick) {
    this.presets = presets;
    this.onPick = onPick;
    this.buttons = presets.map(({ name, why }, place) => {
      const key = element("kbd", { "aria-hidden": "true" }, String(place + 1));
      const words = element("span", {}, element("strong", {}, name), element("span", { class: "why" }, why));
      const button = element("button", { type: "button", class: "preset", "aria-pressed": "false", title: why }, key, words);
      button.addEventListener("click", () => this.pick(place));
      return button;
    });
    list.replaceChildren(...this.buttons.map((button) => element("li", {}, button)));
    list.closest("section").hidden = presets.length === 0;
  }

  pick(place) {
    if (!this.presets[place]) return;
    this.mark(place);
    this.onPick(this.presets[place].name);
  }

  /** Marks the preset that is shown; none after a knob was turned. */
  mark(place = null) {
    this.buttons.forEach((button, number) => button.setAttribute("aria-pressed", String(number === place)));
  }
}
