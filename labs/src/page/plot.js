// A plot: axes, and on them fields, series, rows or examples.

import { Axis } from "./axis.js";
import { DecisionMap, Landscape, drawExamples } from "./fields.js";
import { written } from "./numbers.js";
import { drawRows, isRow, namesWidth, shortened, tellRow } from "./rows.js";
import { binned, drawHistograms, drawSeries, drawTargets, highest } from "./series.js";
import { em, font } from "./sheet.js";
import { CIRCLE, GREY, INK, RULE, STAR, WHITE, colour } from "./style.js";

/** About how many ticks the vertical axis may have. */
const TICKS = [2, 3, 4, 5, 6, 7];

const isPlane = (plot) => Boolean(plot.area) || plot.examples.length > 0;

export class PlotPanel {
  #map = new DecisionMap();
  #landscape = new Landscape();
  #axes = [null, null];
  #view = null;
  #samples = [];

  /** Width by height that suits it best; null if any does. */
  aspect(plot) {
    const shape = isPlane(plot) ? this.#shape(plot) : null;
    return shape && Math.min(Math.max(shape, 0.6), 1.9);
  }

  /** Width by height of the plane, so that right angles stay right; null where there are none. */
  #shape(plot) {
    const [x, y] = this.#ranges(plot);
    const shape = (x.high - x.low) / (y.high - y.low);
    // Axes of different units have no true shape; where one has no name, it has no unit either.
    const isAlike = Boolean(plot.labels[0]) === Boolean(plot.labels[1]);
    return isAlike && shape > 0.4 && shape < 2.5 ? shape : null;
  }

  /** What the legend names. */
  legend(plot) {
    // Arrows of one name share an index, and stand here once.
    const isFirst = ({ name, index }, place) => plot.series.findIndex((one) => one.name === name && one.index === index) === place;
    const series = plot.series.filter((one, place) => one.name !== "" && isFirst(one, place));
    const keys = series.map(({ name, index, kind }) => ({
      name, colour: colour(index), marker: kind === "arrow" ? null : index, line: kind !== "dots" && kind !== "bars", arrow: kind === "arrow",
    }));
    plot.classes.forEach((name, index) => keys.push({ name, colour: colour(index), marker: index }));
    const has = (kind) => plot.series.some((one) => one.kind === kind);
    if (plot.examples.some(([, , , test]) => test)) {
      keys.push({ name: "training", colour: INK, marker: CIRCLE }, { name: "test", colour: INK, marker: CIRCLE, hollow: true });
    }
    if (has("path")) keys.push({ name: "start", colour: INK, marker: CIRCLE, hollow: true });
    if (plot.targets.length > 0) keys.push({ name: "minimum", colour: INK, marker: STAR });
    if (plot.series.some((one) => one.missing.length > 0)) {
      keys.push({ name: "not reached", colour: GREY, marker: CIRCLE, hollow: true });
    }
    return keys;
  }

  draw(sheet, plot) {
    const context = sheet.begin();
    const rows = plot.series.filter(isRow);
    const [x, y] = this.#ranges(plot);
    const view = this.#frame(sheet, context, plot, [x, y]);
    this.#view = view;
    drawAxes(view, plot, rows.length > 0);
    context.save();
    context.beginPath();
    context.rect(view.left, view.top, view.width, view.height);
    context.clip();
    if (plot.surface) this.#landscape.draw(view, plot.surface);
    if (plot.map) this.#map.draw(view, plot.map, plot.classes.length);
    drawHistograms(view, this.#samples);
    context.restore();
    if (isPlane(plot)) {
      context.strokeStyle = RULE;
      context.lineWidth = 1;
      context.strokeRect(view.left, view.top, view.width, view.height);
    }
    context.save();
    context.beginPath();
    // Markers at the edge stay whole.
    const edge = 0.5 * view.em;
    context.rect(view.left - edge, view.top - edge, view.width + 2 * edge, view.height + 2 * edge);
    if (rows.length === 0) context.clip();
    drawExamples(view, plot.examples, plot.classes.length);
    if (rows.length > 0) drawRows(view, rows, plot.categories);
    drawSeries(view, plot.series);
    drawTargets(view, plot.targets);
    context.restore();
  }

  #ranges(plot) {
    const [before, after] = this.#axes;
    if (plot.area) return plot.area.map(([low, high]) => new Axis(low, high > low ? high : low + 1));
    const points = plot.series.flatMap((one) => one.points);
    const isLog = plot.scales.map((scale) => scale === "log");
    if (plot.examples.length > 0) {
      const axis = (place, known) => Axis.around(plot.examples.map((it) => it[place]), { margin: 0.04, before: known });
      return (this.#axes = [axis(0, before), axis(1, after)]);
    }
    const rows = plot.series.filter(isRow);
    if (rows.length > 0) {
      const values = rows.flatMap((one) => one.points.flatMap((point) => point.slice(1)));
      const from = rows.some((one) => one.kind === "bars") && !isLog[0] ? 0 : null;
      const x = Axis.around(from === 0 ? [...values, 0] : values, { log: isLog[0], margin: 0.12, before, from });
      return (this.#axes = [x, new Axis(0, 1)]);
    }
    const across = points.map(([x]) => x);
    across.push(...plot.series.flatMap((one) => one.missing), ...plot.targets.map(([x]) => x));
    const x = Axis.around(across, { log: isLog[0], margin: 0.02, before });
    const histograms = plot.series.filter((one) => one.kind === "histogram");
    this.#samples = binned(histograms, x);
    if (histograms.length > 0) {
      const top = highest(this.#samples);
      const y = isLog[1] ? new Axis(-0.15, Math.max(Math.log10(Math.max(top, 1)), 0.3) + 0.1, true)
        : Axis.around([0, top], { margin: 0.06, before: after, from: 0 });
      return (this.#axes = [x, y]);
    }
    const up = points.flatMap((point) => point.slice(1));
    up.push(...plot.targets.map(([, y]) => y));
    return (this.#axes = [x, Axis.around(up, { log: isLog[1], margin: 0.06, before: after })]);
  }

  /** Where the axes lie on the sheet. */
  #frame(sheet, context, plot, [x, y]) {
    const unit = em();
    const isRows = plot.series.some(isRow);
    context.font = font(0.8);
    // The widest text of any number of ticks that may be drawn.
    const ticks = TICKS.flatMap((about) => y.ticks(about));
    const texts = ticks.map(({ text }) => context.measureText(text).width);
    const names = isRows ? namesWidth(context, plot.categories, sheet.width) : Math.max(...texts, unit) + 0.6 * unit;
    const top = (plot.labels[1] && !isRows ? 1.8 : 0.7) * unit;
    const bottom = (plot.labels[0] ? 2.7 : 1.7) * unit;
    const right = 0.9 * unit;
    let [left, above] = [names, top];
    let [width, height] = [sheet.width - left - right, sheet.height - top - bottom];
    const shape = isPlane(plot) ? this.#shape(plot) : null;
    if (shape) {
      const fitted = Math.min(width, height * shape);
      left += (width - fitted) / 2;
      // Near its title.
      above += (height - fitted / shape) / 4;
      [width, height] = [fitted, fitted / shape];
    }
    [width, height] = [Math.max(width, 1), Math.max(height, 1)];
    const px = (value) => left + x.share(value) * width;
    const py = (value) => above + (1 - y.share(value)) * height;
    return { context, x, y, left, top: above, width, height, px, py, sheetWidth: sheet.width, em: unit, line: Math.max(unit / 9, 1.4) };
  }

  /** The data's coordinates of a pixel; null beside the plot. */
  touch([x, y]) {
    const view = this.#view;
    if (!view) return null;
    const [across, up] = [(x - view.left) / view.width, 1 - (y - view.top) / view.height];
    if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) return null;
    return { x: view.x.at(across), y: view.y.at(up), share: [across, up] };
  }

  /** The numbers at a pixel. */
  tell(plot, [x, y]) {
    const at = this.touch([x, y]);
    if (!at) return null;
    const rows = plot.series.filter(isRow);
    if (rows.length > 0) return tellRow(this.#view, rows, plot.categories, y);
    const lines = [`${plot.labels[0] || "x"} ${written(at.x, 3)}, ${plot.labels[1] || "y"} ${written(at.y, 3)}`];
    if (plot.map) lines.push(this.#map.tell(plot.map, plot.classes, at.share));
    if (plot.surface) lines.push(this.#landscape.tell(plot.surface, at.share));
    const near = this.#nearest(plot, [x, y]);
    if (near) lines.push(near);
    return lines.join("\n");
  }

  /** The point of a series near a pixel, in words. */
  #nearest(plot, [x, y]) {
    let [found, distance] = [null, 1.6 * em()];
    for (const { name, kind, points } of plot.series) {
      if (kind === "histogram" || kind === "mark") continue;
      for (const point of points) {
        const away = Math.hypot(this.#view.px(point[0]) - x, this.#view.py(point[1]) - y);
        if (away < distance) [found, distance] = [{ name, point }, away];
      }
    }
    if (!found) return null;
    const [across, up, low, high] = found.point.map((value) => written(value));
    return `${found.name || "point"}: ${across}, ${up}${low ? ` (${low} to ${high})` : ""}`;
  }
}

function drawAxes(view, plot, isRows) {
  const { context, left, top, width, height } = view;
  const bottom = top + height;
  context.fillStyle = WHITE;
  context.fillRect(left, top, width, height);
  context.font = font(0.8);
  context.lineWidth = 1;
  context.strokeStyle = RULE;
  context.fillStyle = GREY;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { value, text } of view.x.ticks(Math.max(Math.min(width / (4.5 * view.em), 8), 2))) {
    const x = Math.round(view.px(value)) + 0.5;
    context.fillText(text, x, bottom + 0.4 * view.em);
    rule(context, [x, text && !isPlane(plot) ? top : bottom], [x, bottom + (text ? 4 : 2)]);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { value, text } of isRows ? [] : view.y.ticks(Math.min(Math.max(Math.floor(height / (2.6 * view.em)), TICKS[0]), TICKS.at(-1)))) {
    const y = Math.round(view.py(value)) + 0.5;
    context.fillText(text, left - 0.4 * view.em, y);
    rule(context, [left - (text ? 4 : 2), y], [text && !isPlane(plot) ? left + width : left, y]);
  }
  context.strokeStyle = GREY;
  rule(context, [left, bottom + 0.5], [left + width, bottom + 0.5]);
  context.fillStyle = INK;
  context.font = font(0.85);
  context.textBaseline = "alphabetic";
  context.textAlign = "right";
  // It ends with the axis, or further right where it is longer.
  const end = Math.min(Math.max(left + width, context.measureText(plot.labels[0]).width + 2), view.sheetWidth - 2);
  fillFitted(context, plot.labels[0], [end, bottom + 2.35 * view.em], end - 2);
  context.textAlign = "left";
  const begin = Math.max(left - 2.2 * view.em, 2);
  if (!isRows) fillFitted(context, plot.labels[1], [begin, top - 0.75 * view.em], view.sheetWidth - begin - 2);
}

/** A label as large as there is room for, down to what can be read; then it is shortened. */
function fillFitted(context, label, [x, y], room) {
  const size = 0.85 * Math.min(room / Math.max(context.measureText(label).width, 1), 1);
  context.font = font(Math.max(size, 0.62));
  context.fillText(shortened(context, label, room), x, y);
  context.font = font(0.85);
}

function rule(context, from, to) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}
