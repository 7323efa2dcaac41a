// Play, pause, steps, the line to scrub, the speed.

import { find, setText, throttled } from "./dom.js";

const SPEEDS = [1, 5, 20, 100, 1000, 0];
/** Seconds in which a demo should come to where there is something to see. */
const STORY = 12;

export class Transport {
  #isHeld = false;
  #sight = null;
  #hasPlayed = false;

  constructor(root, send) {
    this.send = send;
    this.play = find(root, "#play");
    this.line = find(root, "#scrub");
    this.step = find(root, "#step-now");
    this.measured = find(root, "#measured");
    this.speeds = [...root.querySelectorAll("#speeds button")];
    this.play.addEventListener("click", () => this.toggle());
    find(root, "#step-on").addEventListener("click", () => send({ do: "step" }));
    find(root, "#step-back").addEventListener("click", () => send({ do: "back" }));
    find(root, "#reset").addEventListener("click", () => send({ do: "reset" }));
    this.speeds.forEach((button, place) => button.addEventListener("click", () => this.#setSpeed(place)));
    this.#listen(throttled(40, (step) => send({ do: "seek", step })));
  }

  #listen(seek) {
    this.line.addEventListener("input", () => {
      this.#paint();
      seek(Number(this.line.value));
    });
    this.line.addEventListener("pointerdown", () => { this.#isHeld = true; });
    for (const end of ["pointerup", "pointercancel"]) {
      this.line.addEventListener(end, () => { this.#isHeld = false; });
    }
  }

  /** The speed at which a demo of so many steps is a story. */
  begin({ steps, step }) {
    this.stepWords = step;
    this.step.title = `One step: ${step}`;
    const fast = SPEEDS.findIndex((speed) => speed >= steps / STORY);
    this.#setSpeed(fast < 0 ? SPEEDS.length - 2 : fast);
  }

  #setSpeed(place) {
    this.speed = place;
    this.speeds.forEach((button, number) => button.setAttribute("aria-pressed", String(number === place)));
    this.sendSpeed();
  }

  sendSpeed() {
    this.send({ do: "speed", steps_per_second: SPEEDS[this.speed] });
  }

  faster(by) {
    this.#setSpeed(Math.min(Math.max(this.speed + by, 0), SPEEDS.length - 1));
  }

  /** Plays or pauses; at the end it plays from the beginning. */
  toggle() {
    if (this.#sight?.playing) return this.send({ do: "pause" });
    if (this.#sight?.finished) this.send({ do: "reset" });
    return this.send({ do: "play" });
  }

  #paint() {
    this.line.style.setProperty("--share", this.line.value / (this.line.max || 1));
  }

  show(sight) {
    this.#sight = sight;
    const { step, furthest, finished, playing, seeking, steps_per_second: speed } = sight;
    this.play.dataset.state = playing ? "playing" : "paused";
    this.#hasPlayed ||= playing;
    this.play.toggleAttribute("data-invites", !playing && !seeking && !finished && (step === 0 || !this.#hasPlayed));
    this.play.setAttribute("aria-label", playing ? "Pause" : "Play");
    this.line.max = Math.max(furthest, 1);
    if (!this.#isHeld) this.line.value = step;
    this.line.setAttribute("aria-valuetext", `step ${step} of ${furthest}`);
    this.#paint();
    const where = seeking ? ", going on …" : finished ? ", the end" : furthest > step ? ` of ${furthest}` : "";
    setText(this.step, `step ${step}${where}`);
    const isMoving = playing && !seeking && speed > 0;
    setText(this.measured, isMoving ? `${speed < 10 ? speed.toFixed(1) : Math.round(speed).toLocaleString("en")} steps/s` : "");
  }
}
