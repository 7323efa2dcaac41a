// The page of one demo: it shows what the server sends and sends what is turned and pressed.

import { Share, keepAddress, wordsOfAddress } from "./address.js";
import { Curtain } from "./curtain.js";
import { Curves } from "./curves.js";
import { takeNumbersOnly } from "./dials.js";
import { element, find, fromTemplate, setText } from "./dom.js";
import { History } from "./history.js";
import { listKeys, listen } from "./keys.js";
import { Knobs } from "./knobs.js";
import { demos } from "./list.js";
import { ANSWERS, Notice, Numbers, Passing, Remarks, showClock, showDifferences, troubleWords } from "./notes.js";
import { Stage } from "./panels.js";
import { Presets } from "./presets.js";
import { remember, remembered } from "./remembered.js";
import { measureUnit } from "./sheet.js";
import { Connection } from "./socket.js";
import { Transport } from "./transport.js";

class DemoPage {
  #sight = null;
  #opened = null;
  #waiting = false;
  /** Whether it goes on playing after a loss, as soon as there is something to see. */
  #moves = false;
  #histories = [new History(), new History()];

  constructor(page, name) {
    this.name = name;
    this.page = page;
    page.replaceChildren(fromTemplate("demo"));
    this.notice = new Notice(find(page, "#notice"));
    this.answer = new Passing(find(page, "#answer"));
    this.trouble = find(page, "#trouble");
    const send = (message) => this.send(message);
    this.stage = new Stage(find(page, "#stage"), (touch) => this.#touch(touch));
    this.transport = new Transport(page, (message) => this.act(message));
    this.numbers = new Numbers(find(page, "#numbers"));
    this.remarks = new Remarks(find(page, "#remarks"));
    this.share = new Share(find(page, "#share-window"), () => send({ do: "csv" }));
    this.#listen();
    this.#setProjector(remembered("projector"));
    this.connection = new Connection({
      onOpen: () => this.#open(),
      onMessage: (message) => this.#take(message),
      onLost: () => this.#lose(),
    });
  }

  send(message) {
    this.connection.send(message);
  }

  /** Sends what changes the state: with the next picture what was in the way is out of it. */
  act(message) {
    this.trouble.dataset.old = "";
    if (message.do !== "seek" && message.do !== "speed") this.notice.clear();
    this.send(message);
  }

  /** Begins anew, and plays on if it plays. */
  #anew(message) {
    const isPlaying = this.#sight?.playing;
    this.act(message);
    if (isPlaying) this.act({ do: "play" });
  }

  #listen() {
    const press = (selector, action) => find(this.page, selector).addEventListener("click", action);
    const compare = () => {
      // With another number of sides it is not the preset any more.
      this.presets?.mark();
      this.#anew({ do: "compare", on: this.page.dataset.sides !== "2" });
    };
    const projector = () => this.#setProjector(!document.documentElement.hasAttribute("data-projector"));
    const keys = find(this.page, "#keys-window");
    listKeys(find(keys, "ul"));
    press("#compare", compare);
    press("#projector", projector);
    press("#share", () => this.share.open());
    press("#keys", () => keys.showModal());
    press("#script-hide", () => { find(this.page, "#script").hidden = true; });
    takeNumbersOnly(find(this.page, "#seed"));
    find(this.page, "#seed").addEventListener("change", (event) => {
      const seed = Number(event.target.value.trim() || NaN);
      if (Number.isSafeInteger(seed) && seed >= 0) this.#anew({ do: "seed", seed });
      else this.notice.say(`The seed is a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`);
    });
    listen({
      " ": () => (this.curtain?.isDown ? this.curtain.reveal() : this.transport.toggle()),
      ".": () => this.act({ do: "step" }),
      ",": () => this.act({ do: "back" }),
      "r": () => this.act({ do: "reset" }),
      "c": compare,
      "p": projector,
      "s": () => this.share.open(),
      "q": () => this.curtain?.ask(),
      "+": () => this.transport.faster(1),
      "=": () => this.transport.faster(1),
      "-": () => this.transport.faster(-1),
      "?": () => keys.showModal(),
    }, (place) => {
      if (!this.curtain?.isDown) this.presets?.pick(place);
    });
    window.addEventListener("resize", () => this.#measure());
    window.addEventListener("hashchange", () => this.#open());
  }

  /** A click is sent where it does something; elsewhere it would only be noted down. */
  #touch(touch) {
    if (this.#opened?.touch) this.act({ do: "touch", ...touch });
  }

  #setProjector(on) {
    document.documentElement.toggleAttribute("data-projector", on);
    find(this.page, "#projector").setAttribute("aria-pressed", String(on));
    remember("projector", on);
    this.#measure();
  }

  #measure() {
    measureUnit();
    this.stage.refresh();
    if (this.#sight) this.#showCurves(this.#sight);
  }

  #open() {
    this.#histories = [new History(), new History()];
    this.send({ do: "open", demo: this.name, words: wordsOfAddress() });
  }

  #lose() {
    this.page.dataset.connection = "lost";
    find(this.page, "#lost").hidden = false;
  }

  #take(message) {
    if (message.is === "opened") this.#begin(message);
    if (message.is === "sight") this.#see(message);
    if (message.is === "csv") this.share.save(message);
    if (message.is === "trouble") this.#tell(message);
  }

  /** Builds what follows from the demo's own words. */
  #begin(opened) {
    const isFirst = this.#opened === null;
    this.#opened = opened;
    delete this.page.dataset.connection;
    find(this.page, "#lost").hidden = true;
    this.trouble.hidden = true;
    // First somebody is asked; after a loss it goes on as it was.
    this.#moves = !isFirst && Boolean(this.#sight?.playing);
    if (isFirst) this.#build(opened);
    else this.transport.sendSpeed();
    if (opened.problems.length > 0) {
      this.notice.say(`The link asks for what cannot be, which was left out. ${opened.problems.join(" · ")}`, { stays: true });
    }
  }

  #build({ words, knobs, curves, touch }) {
    const page = this.page;
    setText(find(page, "#touch"), touch ? `A click into a panel ${touch}.` : "");
    page.toggleAttribute("data-touch", Boolean(touch));
    document.title = `${words.title} · Labs`;
    setText(find(page, "#title"), words.title);
    setText(find(page, "#when"), `Week ${words.week} · ${words.minutes} min`);
    find(page, "#script ol").replaceChildren(...words.script.map((line) => element("li", {}, line)));
    const turn = (side) => (knob, value) => {
      this.presets.mark();
      this.act({ do: "turn", side, knob, value });
    };
    this.knobs = ["a", "b"].map((side) => new Knobs(find(page, `#knobs-${side} .rows`), { knobs, side }, turn(side)));
    this.presets = new Presets(find(page, "#presets"), words.presets, (name) => this.#anew({ do: "preset", name }));
    this.curves = new Curves(find(page, "#curves"), curves, (step) => this.act({ do: "seek", step }));
    this.curtain = new Curtain(page, words.question, {
      onAsk: () => {
        this.act({ do: "pause" });
        this.act({ do: "reset" });
      },
      onReveal: () => this.act({ do: "play" }),
    });
    this.transport.begin(words);
    page.dataset.ready = "opened";
  }

  /** Keeps the latest sight; it is drawn with the next picture of the screen, and then another may come. */
  #see(sight) {
    sight.sides.forEach((side, place) => this.#histories[place].take(side.history));
    this.#sight = sight;
    if (this.#moves) this.send({ do: "play" });
    this.#moves = false;
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => {
      this.#waiting = false;
      this.#show(this.#sight);
      this.send({ do: "seen" });
    });
  }

  #show(sight) {
    const { sides } = sight;
    if ("old" in this.trouble.dataset) this.trouble.hidden = true;
    this.#setSides(sides.length);
    this.page.dataset.ready = "seen";
    this.transport.show(sight);
    this.knobs.forEach((knobs, side) => knobs.show(sides[side]?.values ?? sides[0].values, sides[1 - side]?.values));
    showDifferences(find(this.page, "#differences"), this.#opened.knobs, sides);
    const seed = find(this.page, "#seed");
    if (document.activeElement !== seed) seed.value = sight.seed;
    this.answer.say(ANSWERS[sight.answer], sight.answer);
    this.numbers.show(sides);
    showClock(find(this.page, "#clock"), sides);
    this.remarks.show(sides);
    this.stage.show(sides);
    this.#showCurves(sight);
    this.share.show(sight);
    keepAddress(sight.link);
  }

  /** Beside two sides there is room for the remarks where it is said how they differ. */
  #setSides(number) {
    if (this.page.dataset.sides === String(number)) return;
    this.page.dataset.sides = number;
    find(this.page, number > 1 ? ".differ" : "aside").append(this.remarks.list);
    find(this.page, "#compare").setAttribute("aria-pressed", String(number > 1));
    this.#measure();
  }

  #showCurves({ sides, step, furthest }) {
    this.curves.show({ histories: this.#histories, sides, step, furthest });
  }

  #tell(trouble) {
    if (trouble.kind === "usage" && this.#opened) {
      this.notice.say(trouble.words);
      for (const knobs of this.knobs) knobs.restore();
      return;
    }
    find(this.trouble, ".card").replaceChildren(...troubleWords(trouble));
    this.trouble.dataset.kind = trouble.kind;
    delete this.trouble.dataset.old;
    this.trouble.hidden = false;
  }
}

/** Shows a demo; `onUnknown` is called if there is none of this name. */
export async function showDemo(page, name, onUnknown) {
  const shown = new DemoPage(page, name);
  try {
    const all = await demos();
    if (all.some((demo) => demo.name === name)) return;
    shown.connection.end();
    onUnknown();
  } catch {
    // Without the list there is no connection either, and that is said.
  }
}
