// What fills a plane: decision maps with their boundary, surfaces with their levels, examples.

import { ratio } from "./axis.js";
import { contour } from "./contours.js";
import { bytes, extent, floats, written } from "./numbers.js";
import { font, haloed, picture } from "./sheet.js";
import { INK, WHITE, channels, colour, drawMarker } from "./style.js";

const SLATE = [0x30, 0x40, 0x50];
const pale = (white) => SLATE.map((part) => Math.round(part * (1 - white) + 255 * white));

/** Draws a picture over the whole plane. */
function fillPlane(view, source, half) {
  const { context, left, top, width, height } = view;
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  // The values of a surface stand at the corners of its cells, those of a map in their middles.
  const [across, down] = half ? [source.width - 1, source.height - 1] : [source.width, source.height];
  const shift = half ? 0.5 : 0;
  context.drawImage(source, shift, shift, across, down, left, top, width, height);
}

/** A decision map, unpacked; kept until another comes. */
export class DecisionMap {
  #packed = null;
  #canvas = null;

  draw(view, map, number) {
    this.#unpack(map, Math.max(number, 2));
    fillPlane(view, this.#canvas, false);
    view.context.strokeStyle = INK;
    view.context.lineWidth = view.line;
    view.context.stroke(this.#boundary(view, map, number));
  }

  #unpack(map, number) {
    const packed = map.classes + map.confidence;
    if (this.#packed === packed) return;
    this.#packed = packed;
    [this.classes, this.confidence] = [bytes(map.classes), bytes(map.confidence)];
    const chance = 1 / number;
    const shades = Array.from({ length: 256 * number }, (_, place) => {
      const surer = Math.max((place % 256) / 255 - chance, 0) / (1 - chance);
      return channels(Math.floor(place / 256), 0.9 - 0.45 * surer);
    });
    this.#canvas = picture(map.columns, map.rows, (pixels) => {
      for (let cell = 0; cell < this.classes.length; cell += 1) {
        // The first row of the map is the lowest, the first of a picture the topmost.
        const row = map.rows - 1 - Math.floor(cell / map.columns);
        const place = 4 * (row * map.columns + (cell % map.columns));
        const shade = shades[256 * Math.min(this.classes[cell], number - 1) + this.confidence[cell]];
        pixels.set(shade, place);
        pixels[place + 3] = 255;
      }
    }, this.#canvas);
  }

  /** Where two classes are equally likely; less than a half says nothing of the second one. */
  #boundary(view, map, number) {
    const path = new Path2D();
    const x = (column) => view.left + ((column + 0.5) / map.columns) * view.width;
    const y = (row) => view.top + view.height - ((row + 0.5) / map.rows) * view.height;
    const leads = new Float32Array(this.classes.length);
    for (let one = 1; one < number; one += 1) {
      for (let cell = 0; cell < leads.length; cell += 1) {
        const lead = Math.max(this.confidence[cell] / 255, 0.501) - 0.5;
        leads[cell] = this.classes[cell] === one ? lead : -lead;
      }
      contour(leads, map.columns, map.rows, 0, (x0, y0, x1, y1) => {
        path.moveTo(x(x0), y(y0));
        path.lineTo(x(x1), y(y1));
      });
    }
    return path;
  }

  /** What the map says at a share of both axes. */
  tell(map, names, [across, up]) {
    const column = Math.min(Math.floor(across * map.columns), map.columns - 1);
    const row = Math.min(Math.floor(up * map.rows), map.rows - 1);
    const cell = row * map.columns + column;
    const name = names[this.classes[cell]] ?? `class ${this.classes[cell]}`;
    return `${name}: ${Math.round((100 * this.confidence[cell]) / 255)} %`;
  }
}

/** A surface with lines at its levels, which are a constant factor apart; kept until another comes. */
export class Landscape {
  #packed = null;
  #canvas = null;
  #lines = [];

  draw(view, surface) {
    this.#unpack(surface);
    fillPlane(view, this.#canvas, true);
    const { context, left, top, width, height } = view;
    const steps = surface.side - 1;
    const size = (share) => `rgb(${pale(0.72 - 0.55 * share).join()})`;
    this.#lines.forEach(({ path }, number) => {
      const placed = new Path2D();
      placed.addPath(path, new DOMMatrix([width / steps, 0, 0, -height / steps, left, top + height]));
      context.strokeStyle = size(number / this.#lines.length);
      context.lineWidth = 0.6 * view.line;
      context.stroke(placed);
    });
    context.font = font(0.7);
    context.textAlign = "center";
    context.textBaseline = "middle";
    let last = [-Infinity, 0];
    for (const { level, at } of [...this.#lines].reverse()) {
      if (!at) continue;
      const [x, y] = [left + (at[0] / steps) * width, top + height - (at[1] / steps) * height];
      if (Math.hypot(x - last[0], y - last[1]) < 1.5 * view.em) continue;
      last = [x, y];
      haloed(context, ratio(level), x, y, `rgb(${pale(0.2).join()})`);
    }
  }

  #unpack(surface) {
    if (this.#packed === surface.values) return;
    this.#packed = surface.values;
    const { side, levels } = surface;
    this.values = floats(surface.values);
    // Half a decade below the lowest level is as low as anything.
    const lowest = 0.3 * (levels[0] ?? 1e-30);
    const heights = this.values.map((value) => Math.log10(Math.max(value, lowest)));
    const [low, high] = [Math.log10(lowest), (extent(heights) ?? [0, 1])[1]];
    this.#canvas = picture(side, side, (pixels) => {
      heights.forEach((height, place) => {
        const row = side - 1 - Math.floor(place / side);
        const share = Number.isFinite(height) ? (height - low) / (high - low || 1) : 1;
        const target = 4 * (row * side + (place % side));
        pixels.set(pale(1 - 0.3 * share), target);
        pixels[target + 3] = 255;
      });
    }, this.#canvas);
    this.#lines = levels.map((level) => outline(heights, side, level));
  }

  tell(surface, [across, up]) {
    const place = (share) => Math.round(share * (surface.side - 1));
    return `height ${written(this.values[place(up) * surface.side + place(across)])}`;
  }
}

/** The line at a level, and where its number stands: towards the lower right, from line to line apart. */
function outline(heights, side, level) {
  const path = new Path2D();
  let [at, nearest] = [null, Infinity];
  contour(heights, side, side, Math.log10(level), (x0, y0, x1, y1) => {
    path.moveTo(x0, y0);
    path.lineTo(x1, y1);
    const [x, y] = [x0 / side, y0 / side];
    const off = Math.abs(x + y - 1) + 0.05 * (1 - x);
    const inside = x > 0.52 && x < 0.94 && y > 0.06 && y < 0.94;
    if (inside && off < nearest) [at, nearest] = [[x0, y0], off];
  });
  return { level, path, at };
}

/** Examples: training filled, test hollow, each class with its colour and its shape. */
export function drawExamples(view, examples, number) {
  const size = examples.length > 250 ? 0.26 : 0.33;
  for (const test of [false, true]) {
    for (const [x, y, kind, isTest] of examples) {
      if (Boolean(isTest) !== test || kind >= number) continue;
      const [across, up] = [view.x.share(x), view.y.share(y)];
      if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) continue;
      const look = test
        ? { fill: WHITE, rim: colour(kind), width: 1.6 }
        : { fill: colour(kind), rim: WHITE, width: 0.8 };
      drawMarker(view.context, kind, [view.px(x), view.py(y)], size * view.em, look);
    }
  }
}
