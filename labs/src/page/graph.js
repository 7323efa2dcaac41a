// Nodes and edges with numbers: networks, computations, sequences unrolled in time.

import { placeLabels } from "./labels.js";
import { drawNode, sizeOf } from "./nodes.js";
import { extent, written } from "./numbers.js";
import { em, font } from "./sheet.js";
import { GREY, INK, strengthColour } from "./style.js";

/** Edges up to which each has its head. */
const FEW = 60;

export class GraphPanel {
  #places = [];
  #size = { width: 0, height: 0 };

  aspect({ nodes }) {
    const [x, y] = spans(nodes);
    return Math.min(Math.max((x[1] - x[0] + 1.2) / (y[1] - y[0] + 1.2), 0.6), 2.6);
  }

  legend({ nodes, edges }) {
    const isSigned = (it) => it.strength !== null && it.strength < 0;
    if (!nodes.some(isSigned) && !edges.some(isSigned)) return [];
    const key = (name, strength, dash) => ({ name, colour: strengthColour(strength), marker: null, line: true, dash });
    return [key("positive", 0.9, false), key("negative", -0.9, true)];
  }

  draw(sheet, { nodes, edges }) {
    const context = sheet.begin();
    if (nodes.length === 0) return;
    const unit = em();
    const [x, y] = spans(nodes);
    const margin = 1.1 * unit;
    const scale = {
      x: (sheet.width - 2 * margin) / (x[1] - x[0] + 1),
      y: (sheet.height - 2 * margin) / (y[1] - y[0] + 1),
    };
    // Neither direction is drawn out much further than the other.
    const least = Math.min(scale.x, scale.y);
    [scale.x, scale.y] = [Math.min(scale.x, 2.2 * least), Math.min(scale.y, 1.6 * least)];
    const middle = { x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2 };
    this.#places = nodes.map((node) => [
      sheet.width / 2 + (node.x - middle.x) * scale.x,
      sheet.height / 2 - (node.y - middle.y) * scale.y,
    ]);
    this.#size = sizeOf(context, nodes, { room: rooms(this.#places, { scale, margin, sheet }), unit });
    const pairs = new Set(edges.map(({ from, to }) => `${from} ${to}`));
    const order = [...edges].sort((a, b) => Number(a.chosen) - Number(b.chosen));
    const ways = order.map((edge) => this.#drawEdge(context, edge, {
      isReturned: pairs.has(`${edge.to} ${edge.from}`), hasHead: edges.length <= FEW, unit,
    }));
    nodes.forEach((node, number) => drawNode(context, node, { place: this.#places[number], size: this.#size }));
    this.#writeLabels(context, ways.filter(Boolean), unit);
  }

  #writeLabels(context, ways, unit) {
    context.font = font(0.78);
    context.textAlign = "center";
    context.textBaseline = "middle";
    for (const way of ways) way.width = context.measureText(way.label).width + 0.4 * unit;
    const { width, height } = this.#size;
    const words = this.#size.words;
    const boxes = this.#places.map(([x, y]) => ({ x, y: y + words / 2, width, height: height + words }));
    for (const { label, x, y, width: wide, height: high } of placeLabels(ways, boxes, 1.1 * unit)) {
      context.fillStyle = "rgba(255,255,255,0.95)";
      context.fillRect(x - wide / 2, y - high / 2, wide, high);
      context.fillStyle = INK;
      context.fillText(label, x, y);
    }
  }

  #drawEdge(context, edge, { isReturned, hasHead, unit }) {
    const [from, to] = [this.#places[edge.from], this.#places[edge.to]];
    if (!from || !to) return null;
    const strength = edge.strength ?? 0;
    const isPlain = edge.strength === null;
    context.strokeStyle = isPlain ? GREY : strengthColour(Math.sign(strength) * (0.35 + 0.65 * Math.abs(strength)) || 0.2);
    context.lineWidth = (isPlain ? 0.09 : 0.05 + 0.28 * Math.min(Math.abs(strength), 1)) * unit;
    if (edge.chosen) [context.strokeStyle, context.lineWidth] = [INK, Math.max(context.lineWidth, 0.2 * unit)];
    context.setLineDash(strength < 0 ? [0.5 * unit, 0.3 * unit] : []);
    const bend = this.#bend(edge, { from, to, isReturned });
    const control = bend ?? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    const [begin, end] = [this.#rim(from, control), this.#rim(to, control)];
    context.beginPath();
    context.moveTo(...from);
    context.quadraticCurveTo(...control, ...end);
    context.stroke();
    context.setLineDash([]);
    if (hasHead) drawHead(context, { control, end, size: Math.max(0.55 * unit, 1.6 * context.lineWidth) });
    return { from: begin, control, to: end, label: edge.label };
  }

  /** Where an edge leans to so that it passes other nodes, and its own way back; null for a straight one. */
  #bend(edge, { from, to, isReturned }) {
    const across = [to[0] - from[0], to[1] - from[1]];
    const length = Math.hypot(...across);
    if (length === 0) return [from[0] + 3 * this.#size.height, from[1] - 3 * this.#size.height];
    const isNear = (place, number) => {
      if (number === edge.from || number === edge.to) return false;
      const along = ((place[0] - from[0]) * across[0] + (place[1] - from[1]) * across[1]) / length ** 2;
      const aside = Math.abs((place[0] - from[0]) * across[1] - (place[1] - from[1]) * across[0]) / length;
      return along > 0.05 && along < 0.95 && aside < 0.6 * this.#size.height;
    };
    const isBlocked = this.#places.some(isNear);
    if (!isBlocked && !isReturned) return null;
    const lean = isBlocked ? 0.28 : 0.14;
    return [(from[0] + to[0]) / 2 + lean * across[1], (from[1] + to[1]) / 2 - lean * across[0]];
  }

  /** Where a line from a place meets the edge of a node. */
  #rim(node, [x, y]) {
    const { width, height, round } = this.#size;
    const [across, down] = [x - node[0], y - node[1]];
    const length = Math.hypot(across, down) || 1;
    // A node is a rounded box; its corners reach no further than this.
    const corner = Math.hypot(width / 2 - round, height / 2 - round) + round;
    const toSide = (half, part) => half / Math.max(Math.abs(part) / length, 1e-9);
    const reach = Math.min(toSide(width / 2, across), toSide(height / 2, down), corner);
    return [node[0] + (across / length) * reach, node[1] + (down / length) * reach];
  }

  touch([x, y]) {
    const { width, height } = this.#size;
    const isIn = (place) => Math.abs(place[0] - x) <= width / 2 && Math.abs(place[1] - y) <= height / 2;
    const node = this.#places.findIndex(isIn);
    return node < 0 ? null : { x: node, y: 0 };
  }

  tell({ nodes, edges }, at) {
    const touched = this.touch(at);
    if (touched) {
      const { label, value, strength } = nodes[touched.x];
      const lines = [`${label} ${value}`.trim()];
      if (strength !== null) lines.push(`strength ${written(strength, 3)}`);
      const incoming = edges.filter((edge) => edge.to === touched.x && (edge.label || edge.strength !== null));
      for (const { from, label: name, strength: size } of incoming.slice(0, 8)) {
        lines.push(`from ${nodes[from]?.label ?? from}: ${name || written(size, 3)}`);
      }
      return lines.filter(Boolean).join("\n") || null;
    }
    return null;
  }
}

function spans(nodes) {
  return [extent(nodes.map(({ x }) => x)) ?? [0, 0], extent(nodes.map(({ y }) => y)) ?? [0, 0]];
}

/** How wide and how high a node may be: nearly to the next in its row, and not beyond the sheet. */
function rooms(places, { scale, margin, sheet }) {
  let [across, down] = [scale.x + 1.6 * margin, scale.y + 1.6 * margin];
  for (const [number, [x, y]] of places.entries()) {
    across = Math.min(across, 2 * Math.min(x, sheet.width - x) - 4);
    down = Math.min(down, 2 * Math.min(y, sheet.height - y) - 4);
    for (const other of places.slice(0, number)) {
      const [aside, above] = [Math.abs(other[0] - x), Math.abs(other[1] - y)];
      if (above < 0.7 * scale.y && aside > 1) across = Math.min(across, 0.8 * aside);
      if (aside < 0.7 * scale.x && above > 1) down = Math.min(down, 0.76 * above);
    }
  }
  return [Math.max(across, 0.5 * scale.x), Math.max(down, 0.5 * scale.y)];
}

function drawHead(context, { control, end, size }) {
  const angle = Math.atan2(end[1] - control[1], end[0] - control[0]);
  context.fillStyle = context.strokeStyle;
  context.beginPath();
  for (const turn of [0, 0.42, -0.42]) {
    const reach = turn === 0 ? 0 : size;
    context.lineTo(end[0] - reach * Math.cos(angle + turn), end[1] - reach * Math.sin(angle + turn));
  }
  context.fill();
}
