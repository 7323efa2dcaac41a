// The knobs of one side.

import { control } from "./dials.js";
import { element, throttled } from "./dom.js";

/** A knob that is being turned is left alone for so long, so that it does not jump below the hand. */
const HELD = 500;
const JOINER = "\u2060";

class Row {
  #heldUntil = 0;
  #shown = null;

  constructor(knob, side, onTurn) {
    this.knob = knob;
    const id = `${side}-${knob.name}`;
    const send = throttled(knob.live ? 30 : 90, (text) => onTurn(knob.name, text));
    this.control = control(knob.dial, { id, label: knob.label }, (text) => {
      this.#heldUntil = Date.now() + HELD;
      this.#shown = null;
      setTimeout(() => this.show(this.latest, this.other), HELD + 20);
      send(text);
    });
    const sign = element("span", { class: "sign", title: "Begins anew when it is turned" });
    sign.hidden = knob.live;
    sign.append(element("span", { "aria-hidden": "true" }, `${JOINER}\u00a0↺`), element("span", { class: "unseen" }, "begins anew"));
    const apart = element("span", { class: "apart", title: "Differs from the other side", hidden: "" }, "≠ ");
    // The joiner keeps the sign on the line of the last word.
    const label = element("label", { for: id }, apart, knob.label, sign);
    this.apart = apart;
    this.element = element("div", { class: "knob" }, label, ...this.control.parts);
  }

  /** Shows a value, and whether the other side has another. */
  show(value, other) {
    [this.latest, this.other] = [value, other];
    this.apart.hidden = other === undefined || other === value;
    this.element.classList.toggle("differs", !this.apart.hidden);
    if (value === undefined || Date.now() < this.#heldUntil || this.#shown === value) return;
    this.#shown = value;
    this.control.write(value);
  }

  /** Shows what is in force again, where something else was asked for that cannot be. */
  restore() {
    [this.#heldUntil, this.#shown] = [0, null];
    this.show(this.latest, this.other);
  }
}

export class Knobs {
  /** `onTurn` gets the name and the text. */
  constructor(holder, { knobs, side }, onTurn) {
    this.rows = knobs.map((knob) => new Row(knob, side, onTurn));
    holder.replaceChildren(...this.rows.map((row) => row.element));
    this.show(Object.fromEntries(knobs.map((knob) => [knob.name, knob.default])));
  }

  restore() {
    for (const row of this.rows) row.restore();
  }

  show(values, others = {}) {
    for (const row of this.rows) row.show(values[row.knob.name], others[row.knob.name]);
  }
}
