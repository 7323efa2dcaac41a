// Rows of dots and bars: one row for each category and series, the first on top, with its number.

import { written } from "./numbers.js";
import { em, font } from "./sheet.js";
import { GREY, INK, RULE, WHITE, colour, drawMarker } from "./style.js";

/** Share of a category's height that its rows fill. */
const FILLED = 0.78;

export const isRow = (series) => series.kind === "dots" || series.kind === "bars";

/** How wide the names of the categories are, up to a share of the whole. */
export function namesWidth(context, categories, width) {
  context.font = font(0.85);
  const widths = categories.map((name) => context.measureText(name).width);
  return Math.min(Math.max(0, ...widths) + 0.6 * em(), 0.4 * width);
}

/** Where the row of a series stands. */
function middle(view, categories, place, total, category) {
  const height = view.height / categories.length;
  const thickness = (FILLED * height) / total;
  const first = view.top + height * category + ((1 - FILLED) / 2) * height;
  return { y: first + thickness * (place + 0.5), thickness, height };
}

export function drawRows(view, series, categories) {
  const { context } = view;
  drawNames(view, categories);
  series.forEach((one, place) => {
    for (const [category, mean, low, high] of one.points) {
      if (!Number.isFinite(mean)) continue;
      const { y, thickness } = middle(view, categories, place, series.length, category);
      const zero = one.kind === "bars" ? view.px(view.x.log ? view.x.at(0) : 0) : view.left;
      const end = view.px(mean);
      const bar = one.kind === "bars" ? thickness * 0.86 : 1.5;
      context.fillStyle = one.kind === "bars" ? colour(one.index, 0.45) : RULE;
      context.fillRect(Math.min(zero, end), y - bar / 2, Math.abs(end - zero), bar);
      if (Number.isFinite(low) && Number.isFinite(high)) {
        context.fillStyle = colour(one.index);
        context.fillRect(view.px(low), y - view.line / 2, view.px(high) - view.px(low), view.line);
      }
      const radius = Math.min(0.34 * view.em, 0.42 * thickness);
      drawMarker(context, one.index, [end, y], radius, { fill: colour(one.index), rim: WHITE, width: 0.8 });
      if (thickness > 0.75 * view.em) writeNumber(view, { value: mean, x: view.px(high ?? mean), y, radius });
    }
  });
}

function writeNumber(view, { value, x, y, radius }) {
  const { context } = view;
  context.font = font(0.8);
  context.textBaseline = "middle";
  const isLeft = value < 0;
  context.textAlign = isLeft ? "right" : "left";
  context.fillStyle = INK;
  context.fillText(written(value, 3), (isLeft ? view.px(value) - radius : x + radius) + (isLeft ? -4 : 4), y);
}

function drawNames(view, categories) {
  const { context } = view;
  const height = view.height / categories.length;
  const every = Math.max(Math.ceil((0.95 * view.em) / height), 1);
  context.font = font(0.85);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = GREY;
  categories.forEach((name, category) => {
    if (category % every !== 0) return;
    const y = view.top + height * (category + 0.5);
    context.fillText(shortened(context, name, view.left - 0.4 * view.em), view.left - 0.4 * view.em, y);
  });
}

/** A name as there is room for it. */
export function shortened(context, name, room) {
  if (context.measureText(name).width <= room) return name;
  let kept = name;
  while (kept.length > 1 && context.measureText(`${kept}…`).width > room) kept = kept.slice(0, -1);
  return `${kept}…`;
}

/** The numbers of the category at a height. */
export function tellRow(view, series, categories, y) {
  const category = Math.floor(((y - view.top) / view.height) * categories.length);
  const lines = series.flatMap((one) => {
    const point = one.points.find(([of]) => of === category);
    return point ? [`${one.name || "value"}: ${written(point[1])}`] : [];
  });
  return lines.length > 0 ? [categories[category], ...lines].join("\n") : null;
}
