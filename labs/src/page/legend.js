// Legends: a sample of the line and the marker, then the name.

import { element } from "./dom.js";
import { WHITE, shape } from "./style.js";

const SPACE = "http://www.w3.org/2000/svg";

function drawn(tag, attributes) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** A sample: `marker` is the number of a shape or null, `line` whether there is a line through it. */
function sample({ colour, marker, line = false, dash = false, hollow = false, arrow = false }) {
  const [box, name] = line ? ["-12 -6 24 12", "sample"] : ["-6 -6 12 12", "sample point"];
  const svg = drawn("svg", { viewBox: box, class: name, "aria-hidden": "true" });
  if (line) {
    const dashes = dash ? { "stroke-dasharray": "5 3" } : {};
    svg.append(drawn("path", { d: "M-11 0H11", stroke: colour, "stroke-width": 2.4, ...dashes }));
  }
  if (arrow) svg.append(drawn("path", { d: "M12 0L4 4.5V-4.5Z", fill: colour }));
  if (marker !== null && marker !== undefined) {
    const look = hollow ? { fill: WHITE, stroke: colour } : { fill: colour, stroke: WHITE };
    svg.append(drawn("path", { d: shape(marker), transform: "scale(4.8)", "stroke-width": 0.3, ...look }));
  }
  return svg;
}

/** Writes a legend if it differs from what is there. Returns whether it did. */
export function keysOf(list, keys) {
  const now = JSON.stringify(keys);
  if (list.dataset.keys === now) return false;
  list.dataset.keys = now;
  list.replaceChildren(...keys.map((key) => element("li", {}, sample(key), key.name)));
  return true;
}
