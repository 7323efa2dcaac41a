// The stage: the panels of one side or of two, in their places.

import { element, setText } from "./dom.js";
import { GraphPanel } from "./graph.js";
import { HeatPanel } from "./heat.js";
import { arrange } from "./layout.js";
import { keysOf } from "./legend.js";
import { PicturesPanel } from "./pictures.js";
import { PlotPanel } from "./plot.js";
import { Pointer } from "./pointer.js";
import { Sheet, em } from "./sheet.js";
import { TablePanel, TextPanel } from "./words.js";

const DRAWN = { plot: PlotPanel, graph: GraphPanel, heat: HeatPanel, pictures: PicturesPanel };
const WRITTEN = { table: TablePanel, text: TextPanel };

/** A panel that is drawn, with its title, note and legend. */
class DrawnPanel {
  constructor(kind, onTouch) {
    this.kind = kind;
    this.painter = new DRAWN[kind]();
    this.title = element("h3");
    this.note = element("p", { class: "note" });
    this.legend = element("ul", { class: "legend" });
    this.canvas = element("canvas", { role: "img", tabindex: "0" });
    this.drawing = element("div", { class: "drawing" }, this.canvas);
    const head = element("figcaption", {}, this.title, this.note, this.legend);
    this.element = element("figure", { class: "panel" }, head, this.drawing);
    this.sheet = new Sheet(this.canvas);
    this.pointer = new Pointer(this.drawing, this.canvas, {
      tell: (at) => this.content && this.painter.tell(this.content, at),
      touch: (at) => {
        const place = this.content && this.painter.touch(at, this.content);
        if (place) onTouch({ x: place.x, y: place.y });
      },
    });
  }

  wish(content) {
    const names = this.painter.legend(content).reduce((sum, { name }) => sum + name.length + 6, 0);
    return { aspect: this.painter.aspect(content), weight: 1, heads: [content.title.length, content.note.length, names] };
  }

  /** Takes new content; the words around the drawing change the room that it has. */
  take(content) {
    this.content = content;
    const notes = [content.note, this.painter.note?.(content)].filter(Boolean);
    setText(this.title, content.title);
    setText(this.note, notes.join("; "));
    this.canvas.setAttribute("aria-label", [content.title, ...notes].join(". "));
    return keysOf(this.legend, this.painter.legend(content));
  }

  measure() {
    this.sheet.resize(this.drawing.clientWidth, this.drawing.clientHeight);
  }

  draw() {
    this.painter.draw(this.sheet, this.content);
    this.pointer.refresh();
  }
}

/** A panel of words. */
class WrittenPanel {
  constructor(kind) {
    this.kind = kind;
    this.writer = new WRITTEN[kind]();
    this.element = element("figure", { class: "panel" }, this.writer.element);
  }

  wish() {
    return { aspect: null, weight: 0.5, words: this.writer.needs() };
  }

  take(content) {
    this.writer.show(content);
    return false;
  }

  measure() {}

  draw() {}
}

export class Stage {
  #sides = [];
  #arranged = "";

  /** `onTouch` gets the number of the panel and the place. */
  constructor(holder, onTouch) {
    this.holder = holder;
    this.onTouch = onTouch;
    this.heads = ["A", "B"].map((name) => element("div", { class: "side-head", "data-side": name.toLowerCase() }, name));
    new ResizeObserver(() => this.refresh()).observe(holder);
  }

  /** Shows the panels of each side. */
  show(sides) {
    let isChanged = this.#build(sides);
    sides.forEach(({ panels }, side) => panels.forEach((panel, place) => {
      const [content] = Object.values(panel);
      isChanged = this.#sides[side][place].take(content) || isChanged;
    }));
    this.#arrange(sides, isChanged);
    for (const panel of this.#sides.flat()) panel.draw();
  }

  /** Draws again what is there, in the room that there is now. */
  refresh() {
    if (!this.shown) return;
    this.#arranged = "";
    this.show(this.shown);
  }

  #build(sides) {
    this.shown = sides;
    const kinds = sides.map(({ panels }) => panels.map((panel) => Object.keys(panel)[0]));
    const known = this.#sides.map((panels) => panels.map((panel) => panel.kind));
    if (JSON.stringify(kinds) === JSON.stringify(known)) return false;
    this.#sides = kinds.map((panels) => panels.map((kind, place) => {
      if (WRITTEN[kind]) return new WrittenPanel(kind);
      return new DrawnPanel(kind, (at) => this.onTouch({ panel: place, ...at }));
    }));
    const heads = sides.length > 1 ? this.heads : [];
    this.holder.replaceChildren(...heads, ...this.#sides.flat().map((panel) => panel.element));
    return true;
  }

  #arrange(sides, isChanged) {
    const { clientWidth: width, clientHeight: height } = this.holder;
    const wishes = this.#sides.map((panels, side) => panels.map((panel, place) => {
      const [content] = Object.values(sides[side].panels[place]);
      return panel.wish(content);
    }));
    // A shape that changes a little moves nothing.
    const rounded = wishes.map((side) => side.map(({ aspect, words }) => [aspect && Math.round(4 * Math.log2(aspect)), words]));
    const now = JSON.stringify([rounded, width, height, em()]);
    if (now !== this.#arranged) {
      this.#arranged = now;
      const { boxes, cells } = arrange(wishes, { width, height, unit: em() });
      boxes.forEach((box, side) => place(this.heads[side], { ...box, height: 1.6 * em() }));
      this.#sides.forEach((panels, side) => panels.forEach((panel, number) => place(panel.element, cells[side][number])));
    } else if (!isChanged) {
      return;
    }
    for (const panel of this.#sides.flat()) panel.measure();
  }
}

function place(node, { x, y, width, height }) {
  Object.assign(node.style, {
    left: `${Math.round(x)}px`, top: `${Math.round(y)}px`, width: `${Math.floor(width)}px`, height: `${Math.floor(height)}px`,
  });
}
