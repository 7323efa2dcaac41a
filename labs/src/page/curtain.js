// The question to ask before play: in a line, and on request over the picture until it is answered.

import { find, setText } from "./dom.js";

export class Curtain {
  constructor(root, question, { onAsk, onReveal }) {
    Object.assign(this, { onAsk, onReveal });
    this.root = root;
    this.curtain = find(root, "#curtain");
    this.button = find(root, "#reveal");
    const line = find(root, "#question-line");
    setText(find(root, "#question"), question);
    setText(find(root, "#curtain-question"), question);
    find(root, "#ask").addEventListener("click", () => this.ask());
    find(root, "#question-hide").addEventListener("click", () => { line.hidden = true; });
    this.button.addEventListener("click", () => this.reveal());
  }

  get isDown() {
    return !this.curtain.hidden;
  }

  ask() {
    this.#set(true);
    this.onAsk();
    this.button.focus();
  }

  reveal() {
    this.#set(false);
    this.onReveal();
  }

  /** What tells the answer goes with the picture: presets, script, numbers, curves, remarks. */
  #set(isDown) {
    this.curtain.hidden = !isDown;
    this.root.toggleAttribute("data-curtain", isDown);
  }
}
