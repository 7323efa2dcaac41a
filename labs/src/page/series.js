// Series of a plot: lines, means with what is around them, marks, paths, arrows, histograms.

import { count, extent } from "./numbers.js";
import { INK, WHITE, CIRCLE, STAR, colour, drawMarker, some } from "./style.js";

/** Points up to which each has its marker and, of means, its error bar. */
const FEW = 15;

const filled = (index) => ({ fill: colour(index), rim: WHITE, width: 0.8 });
const hollow = (index) => ({ fill: WHITE, rim: colour(index), width: 1.8 });

function mark(view, index, points, look = filled(index)) {
  for (const point of points) drawMarker(view.context, index, point, 0.34 * view.em, look);
}

/** Strokes a line through pixels, broken where one is not finite. */
function stroke(view, pixels, { index, width = 1.5, rim = false }) {
  const { context } = view;
  context.beginPath();
  let isDown = false;
  for (const [x, y] of pixels) {
    const isFinite = Number.isFinite(x) && Number.isFinite(y);
    if (isFinite && isDown) context.lineTo(x, y);
    else if (isFinite) context.moveTo(x, y);
    isDown = isFinite;
  }
  if (rim) {
    context.strokeStyle = WHITE;
    context.lineWidth = (width + 1.6) * view.line;
    context.stroke();
  }
  context.strokeStyle = colour(index);
  context.lineWidth = width * view.line;
  context.stroke();
}

/** A point in pixels; a missing number, and on a logarithmic axis what is not positive, has none. */
function placed(view, x, y) {
  const has = (axis, value) => Number.isFinite(value) && (!axis.log || value > 0);
  return [has(view.x, x) ? view.px(x) : NaN, has(view.y, y) ? view.py(y) : NaN];
}

const isPlaced = ([x, y]) => Number.isFinite(x) && Number.isFinite(y);

function drawLine(view, series) {
  const isMeans = series.kind === "means";
  const points = isMeans ? [...series.points].sort(([a], [b]) => a - b) : series.points;
  const pixels = [];
  points.forEach(([x, y], place) => {
    const before = points[place - 1]?.[0];
    // A line is broken where something in between was not reached.
    if (series.missing.some((missing) => before < missing && missing < x)) pixels.push([NaN, NaN]);
    pixels.push(placed(view, x, y));
  });
  if (isMeans) drawSpread(view, series, points);
  stroke(view, pixels, { index: series.index, width: points.length > 300 ? 1 : 1.5 });
  const shown = pixels.filter(isPlaced);
  mark(view, series.index, shown.length > FEW ? some(shown, series.index) : shown);
  const top = series.missing.map((x) => [view.px(x), view.top + 0.02 * view.height]);
  mark(view, series.index, top, hollow(series.index));
}

/** Error bars of few points, else a band. */
function drawSpread(view, series, points) {
  const { context } = view;
  const spread = points.filter((point) => point.length === 4 && point.every(Number.isFinite));
  const ends = spread.map(([x, , low, high]) => [view.px(x), view.py(low), view.py(high)]);
  context.save();
  if (points.length <= FEW) {
    context.strokeStyle = colour(series.index);
    context.lineWidth = view.line;
    const cap = 0.25 * view.em;
    for (const [x, low, high] of ends) {
      context.beginPath();
      for (const y of [low, high]) {
        context.moveTo(x - cap, y);
        context.lineTo(x + cap, y);
      }
      context.moveTo(x, low);
      context.lineTo(x, high);
      context.stroke();
    }
  } else {
    context.globalAlpha = 0.2;
    context.fillStyle = colour(series.index);
    context.beginPath();
    for (const [x, low] of ends) context.lineTo(x, low);
    for (const [x, , high] of ends.reverse()) context.lineTo(x, high);
    context.fill();
  }
  context.restore();
}

function drawMark(view, { index, points }) {
  for (const [x] of points) {
    if (!Number.isFinite(x)) continue;
    const [top, bottom] = [view.top, view.top + view.height];
    stroke(view, [[view.px(x), top], [view.px(x), bottom]], { index });
    mark(view, index, [[view.px(x), top + 0.5 * view.em], [view.px(x), bottom - 0.5 * view.em]]);
  }
}

/** Whether a pixel lies beyond the frame, by more than a share of it. */
function isFar(view, [x, y], share = 1) {
  const [across, up] = [(x - view.left) / view.width, (y - view.top) / view.height];
  return Math.min(across, up) < -share || Math.max(across, up) > 1 + share;
}

/** The way of an optimiser, up to the first point that is not finite: a ring where it begins. */
function drawPath(view, { index, points }) {
  const pixels = [];
  for (const [x, y] of points) {
    const point = placed(view, x, y);
    // What has left for good may be anywhere: its way ends at the frame.
    if (!isPlaced(point) || isFar(view, point)) break;
    const last = pixels[pixels.length - 1];
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) > 1) pixels.push(point);
  }
  if (pixels.length === 0) return;
  const { context } = view;
  context.save();
  context.beginPath();
  context.rect(view.left, view.top, view.width, view.height);
  context.clip();
  stroke(view, pixels, { index, rim: true });
  if (pixels.length > 3) mark(view, index, some(pixels.slice(0, -1), index).filter((_, place) => place % 3 === 1));
  context.restore();
  const [start, end] = [pixels[0], pixels[pixels.length - 1]];
  drawMarker(context, CIRCLE, start, 0.42 * view.em, { fill: WHITE, rim: INK, width: 2 });
  if (isFar(view, end, 0)) return;
  drawMarker(context, index, end, 0.48 * view.em, filled(index));
}

function drawArrow(view, { index, points }) {
  const [from, to] = points.map(([x, y]) => placed(view, x, y));
  if (!from || !to || !isPlaced(from) || !isPlaced(to)) return;
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const head = Math.min(0.85 * view.em, 0.6 * length);
  const corner = (turn) => [to[0] - head * Math.cos(angle + turn), to[1] - head * Math.sin(angle + turn)];
  const neck = [to[0] - 0.8 * head * Math.cos(angle), to[1] - 0.8 * head * Math.sin(angle)];
  stroke(view, [from, neck], { index, width: 1.8, rim: true });
  view.context.fillStyle = colour(index);
  view.context.beginPath();
  for (const point of [to, corner(0.42), corner(-0.42)]) view.context.lineTo(...point);
  view.context.fill();
}

/** The number of bins that all histograms of a plot share. */
const BINS = 60;

/** Counts in bins over a range; zero, if it is in the range, lies in the middle of a bin. */
export function binned(histograms, axis) {
  const width = (axis.high - axis.low) / BINS;
  const begin = axis.low <= 0 && axis.high >= 0
    ? (Math.floor(axis.low / width - 0.5) + 0.5) * width
    : axis.low;
  const number = BINS + 2;
  return histograms.map((series) => {
    const counts = new Array(number).fill(0);
    for (const [value] of series.points) {
      const bin = Math.floor((value - begin) / width);
      if (bin >= 0 && bin < number) counts[bin] += 1;
    }
    return { series, counts, begin, width };
  });
}

export function drawHistograms(view, samples) {
  const { context } = view;
  for (const { series, counts, begin, width } of samples) {
    const floor = view.top + view.height;
    const height = (value) => (value > 0 ? view.py(value) : floor);
    const outline = [];
    counts.forEach((value, bin) => {
      const x = [0, 1].map((side) => view.px(begin + (bin + side) * width));
      outline.push([x[0], height(value)], [x[1], height(value)]);
    });
    context.save();
    context.globalAlpha = 0.18;
    context.fillStyle = colour(series.index);
    context.beginPath();
    context.moveTo(outline[0][0], floor);
    for (const point of outline) context.lineTo(...point);
    context.lineTo(outline[outline.length - 1][0], floor);
    context.fill();
    context.restore();
    stroke(view, outline, { index: series.index, width: 1.2 });
    const bins = count(counts.length).filter((bin) => counts[bin] > 0);
    const tops = bins.map((bin) => [view.px(begin + (bin + 0.5) * width), height(counts[bin])]);
    mark(view, series.index, some(tops, series.index));
  }
}

const DRAWN = { mark: drawMark, line: drawLine, means: drawLine, path: drawPath, arrow: drawArrow };

/** Draws all series but rows and histograms, marks below everything else. */
export function drawSeries(view, series) {
  const order = (one) => (one.kind === "mark" ? 0 : 1);
  for (const one of [...series].sort((a, b) => order(a) - order(b))) DRAWN[one.kind]?.(view, one);
}

/** Stars where paths should end. */
export function drawTargets(view, targets) {
  for (const [x, y] of targets) {
    const point = placed(view, x, y);
    if (isPlaced(point)) drawMarker(view.context, STAR, point, 0.62 * view.em, { fill: INK, rim: WHITE, width: 1.5 });
  }
}

/** The highest count of some binned samples. */
export const highest = (samples) => (extent(samples.flatMap(({ counts }) => counts)) ?? [0, 1])[1];
