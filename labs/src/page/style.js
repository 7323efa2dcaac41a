// Colours and markers of classes and series, the same as in the figures on paper: Okabe and Ito without
// yellow, which vanishes on white, then three of Tol's muted scheme. Shapes differ as well.

const COLOURS = [
  0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000, 0x882255, 0x999933, 0x888888,
];
const POSITIVE = 0x0072b2;
const NEGATIVE = 0xd55e00;

export const INK = "#1d2329";
export const GREY = "#5a6672";
export const RULE = "#e4e8ec";
export const WHITE = "#ffffff";

/** Red, green and blue of a colour with a share of white. */
function mixed(hex, white) {
  return [16, 8, 0].map((shift) => Math.round(((hex >> shift) & 255) * (1 - white) + 255 * white));
}

const css = ([red, green, blue]) => `rgb(${red},${green},${blue})`;

/** Red, green and blue of a class or series. */
export const channels = (index, white = 0) => mixed(COLOURS[index % COLOURS.length], white);

/** The colour of a class or series. */
export const colour = (index, white = 0) => css(channels(index, white));

/** Red, green and blue from one hue at -1 over white at 0 to the other at 1. */
export function diverging(strength) {
  const size = Math.min(Math.abs(strength), 1);
  return mixed(strength < 0 ? NEGATIVE : POSITIVE, 1 - size);
}

/** The colour of a strength, from -1 to 1. */
export const strengthColour = (strength) => css(diverging(strength));

/** Ink or white, whichever is legible on a strength's colour. */
export const inkOn = (strength) => (Math.abs(strength) > 0.6 ? WHITE : INK);

// Markers as paths around 0 with a radius of about 1, for canvas and SVG alike.
function polygon(corners, turn, inner = null) {
  const points = [];
  const number = inner === null ? corners : 2 * corners;
  for (let corner = 0; corner < number; corner += 1) {
    const angle = turn + (2 * Math.PI * corner) / number;
    const radius = inner !== null && corner % 2 === 1 ? inner : 1.15;
    points.push(`${(radius * Math.sin(angle)).toFixed(3)} ${(-radius * Math.cos(angle)).toFixed(3)}`);
  }
  return `M${points.join("L")}Z`;
}

const SHAPES = [
  "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1-1 0Z",
  "M-.88-.88H.88V.88H-.88Z",
  polygon(3, 0),
  polygon(4, 0),
  polygon(3, Math.PI),
  polygon(5, 0, 0.5),
  polygon(5, 0),
  polygon(6, 0),
];
const PATHS = SHAPES.map((shape) => new Path2D(shape));

export const CIRCLE = 0;
export const STAR = 5;

/** The path of a class's or series' marker, as text for SVG. */
export const shape = (index) => SHAPES[index % SHAPES.length];

/** Draws a marker: filled, or hollow with a white inside. */
export function drawMarker(context, index, [x, y], radius, { fill, rim, width = 1 }) {
  context.save();
  context.translate(x, y);
  context.scale(radius, radius);
  context.lineWidth = width / radius;
  context.lineJoin = "round";
  context.fillStyle = fill;
  context.strokeStyle = rim;
  context.fill(PATHS[index % PATHS.length]);
  context.stroke(PATHS[index % PATHS.length]);
  context.restore();
}

/** About ten of some points, from series to series further on, so that close series stay apart. */
export function some(points, index) {
  const every = Math.max(Math.ceil(points.length / 10), 1);
  const shift = Math.floor((((3 * index) % 10) * every) / 10);
  return points.filter((_, place) => place >= shift && (place - shift) % every === 0);
}
