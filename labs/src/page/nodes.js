// The nodes of a graph: rounded boxes with their words, all of one size.

import { em, font, haloed } from "./sheet.js";
import { GREY, INK, WHITE, inkOn, strengthColour } from "./style.js";

/** Words are not made smaller than this share of their size; then they stand below. */
const SMALLEST = 0.8;
/** The height of a line, in sizes of its type. */
const LINE = 1.3;

/** The height of a line below a node, in units of the type. */
const BELOW = 0.95;

/** The lines of a node's value, which is broken at its commas if `parts`. */
const linesOf = (value, parts) => (value === "" ? [] : parts ? value.split(", ") : [value]);

/**
 * A size for all nodes, wide and high enough for their words if there is room: the value on one line, else
 * broken at its commas, else below the node.
 */
export function sizeOf(context, nodes, { room, unit }) {
  const measured = (texts, weight) => {
    context.font = font(0.95, weight);
    return Math.max(0, ...texts.map((text) => context.measureText(text).width));
  };
  const labels = measured(nodes.map(({ label }) => label), 600);
  for (const parts of [false, true]) {
    const values = nodes.map(({ value }) => linesOf(value, parts));
    const most = Math.max(...nodes.map(({ label }, number) => (label ? 1 : 0) + values[number].length), 1);
    const widest = Math.max(labels, 0.92 * measured(values.flat(), 400));
    const high = (0.95 * LINE * most + (most > 1 ? 0.9 : 1.2)) * unit;
    const round = Math.min(high / 2, 1.4 * unit);
    const wide = widest + 0.9 * round;
    const share = Math.min(room[0] / wide, room[1] / high, 1);
    if (share >= SMALLEST) {
      // No narrower than high, where there is room: most nodes are circles.
      const width = Math.min(Math.max(share * wide, share * high), room[0]);
      return { width, height: share * high, round: share * (width > wide * share ? high / 2 : round), size: 0.95 * share, words: 0, parts };
    }
  }
  const height = Math.max(Math.min(room[1], room[0], 2.4 * unit), 0.4 * unit);
  const size = Math.min(0.95, (0.6 * height) / unit);
  const most = Math.max(...nodes.map(({ value }) => linesOf(value, true).length));
  // How far the words reach below the nodes.
  const words = height < 1.2 * unit ? 0 : BELOW * most * unit;
  return { width: Math.max(height, Math.min(labels + 0.5 * height, room[0])), height, round: height / 2, size, words, below: true, parts: true };
}

/** Draws a node at a place. */
export function drawNode(context, { label, value, strength, chosen }, { place: [x, y], size: shape }) {
  const { width, height, round, size } = shape;
  const shown = strength === null ? 0 : 0.9 * Math.max(Math.min(strength, 1), -1);
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, round);
  context.fillStyle = strength === null ? WHITE : strengthColour(shown);
  context.fill();
  context.strokeStyle = chosen ? INK : GREY;
  context.lineWidth = (chosen ? 0.24 : 0.1) * em();
  context.setLineDash(strength !== null && strength < 0 ? [0.35 * em(), 0.2 * em()] : []);
  context.stroke();
  context.setLineDash([]);
  context.textAlign = "center";
  context.textBaseline = "middle";
  const values = linesOf(value, shape.parts);
  const inside = [...(label ? [label] : []), ...(shape.below ? [] : values)];
  const line = LINE * size * em();
  context.fillStyle = inkOn(shown);
  inside.forEach((text, number) => {
    const isLabel = number === 0 && label !== "";
    context.font = font(isLabel ? size : 0.92 * size, isLabel ? 600 : 400);
    context.fillText(text, x, y + (number - (inside.length - 1) / 2) * line, 0.96 * width);
  });
  if (shape.words === 0) return;
  context.font = font(0.75);
  values.forEach((text, number) => haloed(context, text, x, y + height / 2 + (0.6 + BELOW * number) * em(), INK));
}
