// Numbers as people read them, and numbers out of packed text.

/** A number with about so many digits; what is not finite is said. */
export function written(value, digits = 4) {
  if (!Number.isFinite(value)) return "not finite";
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e6 || size < 1e-4)) {
    return value.toExponential(Math.max(digits - 2, 0)).replace("e+", "e").replace("-", "−");
  }
  if (Number.isInteger(value)) return String(value).replace("-", "−");
  const before = Math.max(Math.floor(Math.log10(size)) + 1, 0);
  return value.toFixed(Math.min(Math.max(digits - before, 0), 6)).replace("-", "−");
}

/** A number as a knob takes it: all digits, with an exponent where it would be too long for its field. */
export function plain(value) {
  const text = String(value);
  const short = Number(value).toExponential().replace("e+", "e");
  return text.length > 6 && short.length < text.length ? short : text;
}

/** The largest of 1, 2 and 5 times a power of ten that is not above a value. */
export function round125(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [5, 2, 1].find((it) => it * power <= value * (1 + 1e-9)) ?? 1;
  return factor * power;
}

/** The decimals that multiples of a step have, at most six. */
export function decimals(step) {
  for (let digits = 0; digits < 6; digits += 1) {
    const whole = step * 10 ** digits;
    if (Math.abs(whole - Math.round(whole)) < 1e-6 * whole) return digits;
  }
  return 6;
}

/** The whole numbers from 0, so many of them. */
export const count = (length) => Array.from({ length }, (_, number) => number);

/** Lowest and highest of the finite numbers; null without any. */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}

/** The bytes of base64. */
export function bytes(text) {
  const binary = atob(text);
  const unpacked = new Uint8Array(binary.length);
  for (let place = 0; place < binary.length; place += 1) unpacked[place] = binary.charCodeAt(place);
  return unpacked;
}

/** The little-endian 32-bit floats of base64. */
export function floats(text) {
  const view = new DataView(bytes(text).buffer);
  return Float32Array.from({ length: view.byteLength / 4 }, (_, place) => view.getFloat32(4 * place, true));
}
