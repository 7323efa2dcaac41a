// Keys: everything can be done without a mouse.

import { element } from "./dom.js";

/** What a key does. */
const KEYS = [
  ["Space", "play, pause"],
  [".", "one step"],
  [",", "one step back"],
  ["r", "reset"],
  ["1 – 9", "presets"],
  ["c", "compare A and B"],
  ["q", "ask first: hide all but the question"],
  ["+  −", "faster, slower"],
  ["p", "projector"],
  ["s", "share: link, command line, CSV"],
  ["Tab, arrows", "knobs; in a picture: the numbers below the cross, Enter clicks"],
  ["Esc", "close, leave a field"],
  ["?", "this list"],
];

/** Fills the list of keys. */
export function listKeys(list) {
  const row = ([key, what]) => element("li", {}, element("kbd", {}, key), element("span", {}, what));
  list.replaceChildren(...KEYS.map(row));
}

const isTyping = (target) => target.matches("input[type=text], input[type=number], select, textarea");
/** What the space bar presses by itself. */
const isPressed = (target) => target.matches("button, summary, a, input[type=checkbox]");

/** Listens for keys; `actions` are by key, `onDigit` gets the number of a preset from 0. */
export function listen(actions, onDigit) {
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (key === "Escape") {
      target.blur?.();
      return;
    }
    if (isTyping(target) || (key === " " && isPressed(target))) return;
    const action = /^[1-9]$/.test(key) ? () => onDigit(Number(key) - 1) : actions[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  // After a click a button must not take the space bar away from play and pause.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (button && event.detail > 0 && !button.closest("dialog")) button.blur();
  });
}
