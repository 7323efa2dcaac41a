// Curves of the numbers over the steps, by uPlot. A is solid and B dashed; the line stands at the step that
// is shown, and a click or a drag goes to another.

import { element, setText, throttled } from "./dom.js";
import { keysOf } from "./legend.js";
import { Axis, ratio } from "./axis.js";
import { decimals, written } from "./numbers.js";
import { em, font } from "./sheet.js";
import { GREY, INK, RULE, WHITE, colour, drawMarker, some } from "./style.js";

const { uPlot } = window;

/** How the lines of both sides are told apart. */
const SIDES = [["A", false], ["B", true]].map(([name, dash]) => ({ name, colour: INK, marker: null, line: true, dash }));

/** What a name of a number reads like. */
export const spoken = (name) => name.replaceAll("_", " ");

/** The end of an axis that holds so many steps and moves seldom. */
function roundUp(steps) {
  const least = Math.max(steps, 10);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= least);
}

class Chart {
  #plot = null;
  #built = "";

  constructor(curve, onSeek) {
    this.curve = curve;
    this.step = 0;
    this.top = 10;
    this.title = element("h3", {}, curve.title);
    this.readout = element("span", { class: "note" });
    this.legend = element("ul", { class: "legend" });
    this.holder = element("div", { class: "drawing", role: "img", "aria-label": `${curve.title} over the steps` });
    const head = element("figcaption", {}, this.title, this.readout, this.legend);
    this.element = element("figure", { class: "curve" }, head, this.holder);
    this.#listen(throttled(60, onSeek));
  }

  /** A click or a drag goes to the step below it. */
  #listen(onSeek) {
    const seek = (event) => {
      const over = this.#plot?.over.getBoundingClientRect();
      if (!over) return;
      const step = Math.round(this.#plot.posToVal(event.clientX - over.left, "x"));
      onSeek(Math.min(Math.max(step, 0), this.furthest));
    };
    this.holder.addEventListener("pointerdown", (event) => {
      this.holder.setPointerCapture(event.pointerId);
      seek(event);
    });
    this.holder.addEventListener("pointermove", (event) => {
      if (this.holder.hasPointerCapture(event.pointerId)) seek(event);
    });
  }

  show({ histories, sides, step, furthest }) {
    [this.step, this.furthest, this.top] = [step, furthest, roundUp(furthest)];
    const keys = this.#lines(sides.length);
    keysOf(this.legend, sides.length === 1 ? keys : [...keys.filter(({ dash }) => !dash), ...SIDES]);
    const tables = sides.map((side, place) => {
      const columns = histories[place].columns(this.curve.numbers, { step, numbers: side.numbers });
      return this.curve.log ? columns.map((values, row) => (row === 0 ? values : values.map(positive))) : columns;
    });
    this.data = tables.length > 1 ? uPlot.join(tables) : tables[0];
    this.keys = keys;
    const now = JSON.stringify([keys, em()]);
    if (now !== this.#built) {
      this.#built = now;
      this.#build();
    }
    this.#plot.setData(this.data, false);
    this.#rescale();
  }

  #rescale() {
    this.#plot.batch(() => {
      this.#plot.setScale("x", { min: 0, max: this.top });
      const [low, high] = range(this.data.slice(1), this.curve.log);
      this.#plot.setScale("y", { min: low, max: high });
    });
  }

  /** A line for each number of each side. */
  #lines(sides) {
    const line = (name, index) => ({ name: spoken(name), colour: colour(index), marker: index, line: true });
    const one = this.curve.numbers.map(line);
    return sides === 1 ? one : [...one, ...one.map((it) => ({ ...it, dash: true }))];
  }

  #build() {
    this.#plot?.destroy();
    const axis = { stroke: GREY, font: font(0.75), grid: { stroke: RULE, width: 1 }, ticks: { stroke: RULE, width: 1, size: 4 }, gap: 3 };
    const series = this.keys.map(({ colour: stroke, dash }) => ({
      stroke, width: em() / 8, dash: dash ? [em() * 0.5, em() * 0.3] : undefined, points: { show: false },
    }));
    this.#plot = new uPlot({
      ...this.#room(),
      padding: [em() * 0.5, em() * 1.5, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { size: em() * 0.5 } },
      scales: { x: { time: false, auto: false }, y: { auto: false, distr: this.curve.log ? 3 : 1 } },
      axes: [
        { ...axis, size: em() * 1.6, space: em() * 4.5 },
        { ...axis, size: em() * 3.2, space: em() * 2.2, ...this.#ticks() },
      ],
      series: [{}, ...series],
      hooks: { draw: [() => this.#overdraw()], setCursor: [() => this.#tell()] },
    }, this.data, this.holder);
  }

  /** Where the ticks of the vertical axis are, and their texts. */
  #ticks() {
    if (!this.curve.log) return { values: (_, ticks, ...rest) => ticks.map((tick) => this.#written(tick, rest[2])) };
    const splits = (plot, _, low, high) => {
      const about = plot.bbox.height / uPlot.pxRatio / (em() * 2.2);
      const ticks = new Axis(Math.log10(low), Math.log10(high), true).ticks(Math.min(about, 7));
      return ticks.filter(({ text }) => text !== "").map(({ value }) => value);
    };
    return { splits, filter: (_, ticks) => ticks, values: (_, ticks) => ticks.map(ratio) };
  }

  #written(tick, step) {
    const isPlain = decimals(step) < 6 && Math.abs(tick) < 1e6;
    return isPlain ? tick.toFixed(decimals(step)).replace("-", "−") : written(tick, 3);
  }

  #room() {
    return { width: Math.max(this.holder.clientWidth, 60), height: Math.max(this.holder.clientHeight, 40) };
  }

  /** Markers, so that no line is told by its colour alone, and the line at the step that is shown. */
  #overdraw() {
    const { ctx: context, bbox: { left, top, width, height } } = this.#plot;
    const ratioOfPixels = uPlot.pxRatio;
    context.save();
    const x = this.#plot.valToPos(this.step, "x", true);
    if (x >= left && x <= left + width) {
      context.strokeStyle = INK;
      context.lineWidth = 1.5 * ratioOfPixels;
      context.setLineDash([]);
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x, top + height);
      context.stroke();
    }
    this.keys.forEach(({ marker, colour: fill }, place) => {
      const points = [];
      this.data[0].forEach((step, row) => {
        const value = this.data[place + 1][row];
        if (value !== null && value !== undefined) points.push([step, value]);
      });
      for (const [step, value] of some(points, place)) {
        const at = [this.#plot.valToPos(step, "x", true), this.#plot.valToPos(value, "y", true)];
        drawMarker(context, marker, at, 0.27 * em() * ratioOfPixels, { fill, rim: WHITE, width: ratioOfPixels });
      }
    });
    context.restore();
  }

  /** The numbers at the step below the pointer. */
  #tell() {
    const { idx, left } = this.#plot.cursor;
    if (idx === null || idx === undefined || left < 0) return setText(this.readout, "");
    const values = this.keys.map((_, place) => written(this.data[place + 1][idx] ?? NaN));
    return setText(this.readout, `step ${this.data[0][idx]}: ${values.join(" · ")}`);
  }

  resize() {
    if (this.#plot) this.#plot.setSize(this.#room());
  }
}

const positive = (value) => (value > 0 ? value : null);

/** Round ends of the vertical axis. */
function range(columns, log) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of columns.flat()) {
    if (value === null || value === undefined) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  if (low > high) return log ? [0.1, 1] : [0, 1];
  if (!log) return uPlot.rangeNum(low, high, 0.08, true);
  const third = (value, to) => 10 ** (to(Math.log10(value) * 3) / 3);
  const ends = [third(low, Math.floor), third(high, Math.ceil)];
  // A logarithmic axis shows a decade at least, so that what hardly changes looks it.
  return ends[1] / ends[0] < 9.9 ? [ends[0] / 2, ends[0] * 5] : ends;
}

export class Curves {
  constructor(holder, curves, onSeek) {
    this.charts = curves.map((curve) => new Chart(curve, onSeek));
    holder.replaceChildren(...this.charts.map((chart) => chart.element));
    holder.hidden = curves.length === 0;
    const resized = new ResizeObserver(() => this.charts.forEach((chart) => chart.resize()));
    for (const chart of this.charts) resized.observe(chart.holder);
  }

  show(state) {
    for (const chart of this.charts) chart.show(state);
  }
}
