// Axes: what range they cover, where a number lies on them, and their ticks.

import { decimals, extent, round125, written } from "./numbers.js";

export class Axis {
  /** `low` and `high` are numbers, on a logarithmic axis their logarithms. */
  constructor(low, high, log = false) {
    this.low = low;
    this.high = high;
    this.log = log;
  }

  /**
   * The axis that holds some values. It keeps to the one before as long as the values fill half of it, so
   * that a picture that moves does not tremble.
   */
  static around(values, { log = false, margin = 0.05, before = null, from = null }) {
    const range = extent(log ? logarithms(values) : values) ?? [0, 1];
    if (from !== null) range[0] = Math.min(range[0], from);
    let [low, high] = range;
    const least = log ? 1 : Math.max(1e-6 * Math.max(Math.abs(low), Math.abs(high)), low === high ? 1e-3 : 0);
    const extra = Math.max(margin * (high - low), (least - (high - low)) / 2);
    low = low === from ? low : low - extra;
    high += extra;
    const holds = before && before.log === log && before.low <= low && before.high >= high;
    if (holds && high - low >= 0.5 * (before.high - before.low)) return before;
    const step = log ? 0.25 : round125((high - low) / 8);
    return new Axis(Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step, log);
  }

  /** Where a number lies: 0 at the low end, 1 at the high one. */
  share(value) {
    const place = this.log ? Math.log10(Math.max(value, 1e-300)) : value;
    const share = (place - this.low) / (this.high - this.low);
    // Far outside is brought nearer, so that its pixel is finite; what is no number stays none.
    return Math.min(Math.max(share, -50), 51);
  }

  /** The number at a share. */
  at(share) {
    const place = this.low + share * (this.high - this.low);
    return this.log ? 10 ** place : place;
  }

  /** About so many ticks, with their texts; ticks without a text are small. */
  ticks(about) {
    return this.log ? this.#powers(about) : this.#rounds(about);
  }

  #rounds(about) {
    const span = this.high - this.low;
    let step = round125(span / Math.max(about, 1));
    if (span / step > 1.6 * about) step = round125(step * 2.6);
    const digits = decimals(step);
    const ticks = [];
    for (let number = Math.ceil(this.low / step - 1e-9); number * step <= this.high + 1e-9 * step; number += 1) {
      const value = number * step;
      const wide = Math.max(Math.abs(this.low), Math.abs(this.high)) >= 1e5 || digits > 5;
      const text = value === 0 ? "0" : wide ? written(value, 3) : value.toFixed(digits).replace("-", "−");
      ticks.push({ value, text });
    }
    return ticks;
  }

  #powers(about) {
    const [first, last] = [Math.ceil(this.low - 1e-9), Math.floor(this.high + 1e-9)];
    const every = Math.max(Math.ceil((last - first + 1) / Math.max(about, 2)), 1);
    const isFine = last - first < 2 && 3 * (this.high - this.low) <= about + 2;
    const within = (value) => value >= this.at(0) * (1 - 1e-9) && value <= this.at(1) * (1 + 1e-9);
    const ticks = [];
    for (let power = first - 1; power <= last; power += 1) {
      const factors = every > 1 ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
      for (const factor of factors) {
        const value = factor * 10 ** power;
        const named = factor === 1 ? power % every === 0 : isFine && (factor === 2 || factor === 5);
        if (within(value)) ticks.push({ value, text: named ? ratio(value) : "" });
      }
    }
    return ticks;
  }
}

function* logarithms(values) {
  for (const value of values) if (value > 1e-100) yield Math.log10(value);
}

/** A number of a logarithmic scale: 1, 2 or 5 times a power of ten. */
export function ratio(value) {
  const power = Math.floor(Math.log10(value) + 1e-9);
  if (power >= -3 && power <= 4) return value.toFixed(Math.max(-power, 0));
  return value.toExponential(0).replace("e+", "e").replace("-", "−");
}
