// Where the labels of edges stand: on their edge, where they cover the least.

/** Shares of an edge at which its label may stand, the best first. */
const SHARES = [0.5, 0.36, 0.64, 0.28, 0.72, 0.2, 0.8];
/** Labels up to which a place is looked for. */
const MOST = 60;
/** What it costs to cover a node: then a label is rather left out, and the pointer tells it. */
const COVERS = 20;
/** Points of a way that are looked at. */
const POINTS = 24;

/** The point at a share of a way, which is a curve with one control point. */
function at({ from, control, to }, share) {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2];
  return [0, 1].map((axis) => a * from[axis] + b * control[axis] + c * to[axis]);
}

const meet = (one, other) => Math.abs(one.x - other.x) < (one.width + other.width) / 2
  && Math.abs(one.y - other.y) < (one.height + other.height) / 2;

/**
 * Boxes for the labels of ways (`from`, `control`, `to`, `label`, `width`), around their middles. `nodes` are
 * boxes too. A label keeps clear of nodes and of other labels, and then of other edges.
 */
export function placeLabels(ways, nodes, height) {
  const labelled = ways.filter(({ label }) => label);
  const box = (way, share, down) => {
    const [x, y] = at(way, share);
    return { label: way.label, x, y: y + down * height, width: way.width, height };
  };
  if (labelled.length > MOST) return labelled.map((way) => box(way, SHARES[0], 0));
  const traces = new Map(ways.map((way) => {
    const points = Array.from({ length: POINTS }, (_, place) => at(way, (place + 0.5) / POINTS));
    return [way, points.map(([x, y]) => ({ x, y, width: 0, height: 0 }))];
  }));
  const placed = [];
  const costOf = (way, place, onWay) => {
    // An edge is to be seen on both sides of its label.
    const [across, down] = [0, 1].map((axis) => Math.abs(way.to[axis] - way.from[axis]));
    const isTight = across > 3 * down && way.width > 0.7 * across;
    let cost = isTight === onWay ? 3 : 0;
    cost += COVERS * placed.filter((other) => meet(other, place)).length;
    cost += COVERS * nodes.filter((node) => meet(node, place)).length;
    for (const [other, points] of traces) if (other !== way && points.some((point) => meet(point, place))) cost += 4;
    return cost;
  };
  for (const way of labelled) {
    let [best, least] = [null, Infinity];
    for (const down of [0, -0.8, 0.8]) {
      SHARES.forEach((share, rank) => {
        const place = box(way, share, down);
        const cost = costOf(way, place, down === 0) + 0.3 * rank;
        if (cost < least) [best, least] = [place, cost];
      });
    }
    if (least < COVERS) placed.push(best);
  }
  return placed;
}
