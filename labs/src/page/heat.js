// A matrix in colours: one hue from 0 to the fullest colour, or two around 0 where there are negative numbers.

import { extent, written } from "./numbers.js";
import { shortened } from "./rows.js";
import { em, font, picture } from "./sheet.js";
import { GREY, INK, RULE, diverging, inkOn, strengthColour } from "./style.js";

export class HeatPanel {
  #grid = null;
  #canvas = null;

  aspect({ columns, rows }) {
    return Math.min(Math.max((columns.length || 1) / (rows.length || 1), 0.5), 2.5);
  }

  legend() {
    return [];
  }

  draw(sheet, content) {
    const context = sheet.begin();
    const { columns, rows } = content;
    if (rows.length === 0 || columns.length === 0) return;
    const grid = (this.#grid = layOut(context, content, sheet));
    const range = extent(rows.flatMap(([, values]) => values)) ?? [0, 0];
    const limit = content.limit ?? (Math.max(...range.map(Math.abs)) || 1);
    const isSigned = range[0] < 0;
    this.#fill(context, content, limit);
    // Without numbers a sign must not be told by its colour alone.
    if (grid.across > 2 * em() && grid.down > 1.2 * em()) writeNumbers(context, content, { grid, limit });
    else if (isSigned && Math.min(grid.across, grid.down) > 8) markNegative(context, content, { grid, limit });
    writeNames(context, content, grid);
    drawKey(context, { grid, limit, isSigned }, sheet);
    const chosen = content.chosen && [content.chosen, [1, 1]];
    for (const [[row, column], [high, wide]] of [content.block, chosen].filter(Boolean)) {
      context.strokeStyle = INK;
      context.lineWidth = Math.max(em() / 5, 2.5);
      const [left, top] = [grid.left + column * grid.across, grid.top + row * grid.down];
      context.strokeRect(left, top, wide * grid.across, high * grid.down);
    }
  }

  #fill(context, { columns, rows }, limit) {
    const { left, top, across, down } = this.#grid;
    this.#canvas = picture(columns.length, rows.length, (pixels) => {
      rows.forEach(([, values], row) => columns.forEach((_, column) => {
        const value = values[column];
        if (!Number.isFinite(value)) return;
        const place = 4 * (row * columns.length + column);
        pixels.set(diverging((0.9 * value) / limit), place);
        pixels[place + 3] = 255;
      }));
    }, this.#canvas);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#canvas, left, top, across * columns.length, down * rows.length);
    context.strokeStyle = RULE;
    context.lineWidth = 1;
    if (Math.min(across, down) > 10) {
      context.beginPath();
      for (let column = 0; column <= columns.length; column += 1) {
        context.moveTo(left + column * across, top);
        context.lineTo(left + column * across, top + down * rows.length);
      }
      for (let row = 0; row <= rows.length; row += 1) {
        context.moveTo(left, top + row * down);
        context.lineTo(left + across * columns.length, top + row * down);
      }
      context.stroke();
    } else {
      context.strokeRect(left, top, across * columns.length, down * rows.length);
    }
  }

  touch([x, y], { columns, rows }) {
    if (!this.#grid) return null;
    const { left, top, across, down } = this.#grid;
    const [column, row] = [Math.floor((x - left) / across), Math.floor((y - top) / down)];
    const isThere = column >= 0 && column < columns.length && row >= 0 && row < rows.length;
    return isThere ? { x: column, y: row } : null;
  }

  tell(content, at) {
    const place = this.touch(at, content);
    if (!place) return null;
    const [name, values] = content.rows[place.y];
    return `${name}, ${content.columns[place.x]}\n${written(values[place.x] ?? NaN)}`;
  }
}

function layOut(context, { columns, rows, labels }, sheet) {
  const unit = em();
  context.font = font(0.8);
  const names = Math.max(...rows.map(([name]) => context.measureText(name).width));
  context.font = font(0.85);
  // A short label stands above the names of the rows, a long one on a line of its own.
  const label = context.measureText(labels[1]).width;
  const isLong = label > Math.max(names, 3.5 * unit);
  const left = Math.min(Math.max(names, isLong ? 0 : label) + 0.6 * unit, 0.3 * sheet.width);
  const top = (labels[0] ? 1.4 : 0.2) * unit + 1.3 * unit + (labels[1] ? 0.3 * unit : 0) + (isLong ? 1.3 * unit : 0);
  const bottom = 2.2 * unit;
  const across = Math.max((sheet.width - left - 0.4 * unit) / columns.length, 1);
  const down = Math.max((sheet.height - top - bottom) / rows.length, 1);
  // Cells are at most twice as wide as high, and not much higher than wide.
  const [width, height] = [Math.min(across, 2 * down), Math.min(down, 1.6 * across)];
  const spare = sheet.width - left - width * columns.length;
  return { left: left + Math.max(spare / 2, 0), top, across: width, down: height, rows: rows.length, edge: left, isLong, width: sheet.width };
}

function writeNumbers(context, { columns, rows }, { grid, limit }) {
  context.font = font(Math.min(0.85, (0.55 * grid.down) / em()));
  context.textAlign = "center";
  context.textBaseline = "middle";
  rows.forEach(([, values], row) => columns.forEach((_, column) => {
    const value = values[column];
    if (!Number.isFinite(value)) return;
    context.fillStyle = inkOn((0.9 * value) / limit);
    const [x, y] = [grid.left + (column + 0.5) * grid.across, grid.top + (row + 0.5) * grid.down];
    const text = fitting(context, value, { limit, room: 0.92 * grid.across });
    if (text) context.fillText(text, x, y);
  }));
}

/** A number with as many digits as its cell has room for; nothing beside the limit is 0. */
function fitting(context, value, { limit, room }) {
  if (Math.abs(value) < 0.005 * limit) return "0";
  const texts = [3, 2, 1].map((digits) => written(value, digits));
  return texts.find((text) => context.measureText(text).width <= room);
}

function markNegative(context, { columns, rows }, { grid, limit }) {
  const half = 0.18 * Math.min(grid.across, grid.down);
  context.lineWidth = 1.5;
  rows.forEach(([, values], row) => columns.forEach((_, column) => {
    if (!(values[column] < -0.02 * limit)) return;
    const [x, y] = [grid.left + (column + 0.5) * grid.across, grid.top + (row + 0.5) * grid.down];
    context.strokeStyle = inkOn((0.9 * values[column]) / limit);
    context.beginPath();
    context.moveTo(x - half, y);
    context.lineTo(x + half, y);
    context.stroke();
  }));
}

function writeNames(context, { columns, rows, labels }, { left, top, across, down, edge, isLong, width }) {
  const unit = em();
  context.font = font(0.8);
  context.fillStyle = GREY;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const everyRow = Math.max(Math.ceil((0.95 * unit) / down), 1);
  rows.forEach(([name], row) => {
    if (row % everyRow !== 0) return;
    context.fillText(shortened(context, name, edge - 0.4 * unit), left - 0.4 * unit, top + (row + 0.5) * down);
  });
  context.textAlign = "center";
  const most = columns.length > 1 ? columns.slice(0, -1) : columns;
  const widest = Math.max(...most.map((name) => context.measureText(name).width)) + 0.5 * unit;
  const every = Math.max(Math.ceil(Math.min(widest, 5 * unit) / across), 1);
  let end = -Infinity;
  columns.forEach((name, column) => {
    if (column % every !== 0) return;
    const text = shortened(context, name, Math.max(every * across, 4 * unit));
    const half = context.measureText(text).width / 2;
    const at = Math.min(left + (column + 0.5) * across, width - half);
    if (at - half < end + 0.2 * unit) return;
    context.fillText(text, at, top - 0.7 * unit);
    end = at + half;
  });
  context.font = font(0.85);
  context.fillStyle = INK;
  context.fillText(labels[0], left + (columns.length * across) / 2, top - 1.9 * unit);
  context.textAlign = isLong ? "left" : "right";
  const [x, up] = isLong ? [left - edge, labels[0] ? 3.2 : 1.9] : [left - 0.4 * unit, 0.8];
  if (labels[1]) context.fillText(labels[1], x, top - up * unit);
}

/** The colours and what they mean, below. */
function drawKey(context, { grid, limit, isSigned }, sheet) {
  const unit = em();
  const [left, y] = [grid.left, Math.min(grid.top + grid.down * grid.rows + unit, sheet.height - 0.8 * unit)];
  const low = isSigned ? -limit : 0;
  context.font = font(0.75);
  context.fillStyle = GREY;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillText(written(low, 3), left, y);
  const begin = left + context.measureText(written(low, 3)).width + 0.4 * unit;
  const width = Math.min(8 * unit, sheet.width - begin - 2.5 * unit);
  if (width < unit) return;
  const shades = context.createLinearGradient(begin, 0, begin + width, 0);
  for (let stop = 0; stop <= 8; stop += 1) {
    shades.addColorStop(stop / 8, strengthColour((0.9 * (low + (stop / 8) * (limit - low))) / limit));
  }
  context.fillStyle = shades;
  context.fillRect(begin, y - 0.3 * unit, width, 0.6 * unit);
  context.fillStyle = GREY;
  context.fillText(written(limit, 3), begin + width + 0.4 * unit, y);
}
