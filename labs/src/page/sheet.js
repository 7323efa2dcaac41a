// A canvas that is sharp on every screen, in CSS pixels.

let unit = 16;

/** Reads the size of the page's text, which all drawings follow. */
export function measureUnit() {
  unit = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return unit;
}

const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

/** A font of so many units. */
export const font = (size, weight = 400) => `${weight} ${(size * unit).toFixed(1)}px ${FAMILY}`;

/** The size of the page's text in pixels. */
export const em = () => unit;

export class Sheet {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.width = 0;
    this.height = 0;
  }

  /** Takes a size in CSS pixels. */
  resize(width, height) {
    this.width = Math.max(Math.floor(width), 1);
    this.height = Math.max(Math.floor(height), 1);
    const ratio = window.devicePixelRatio || 1;
    const [across, down] = [Math.round(this.width * ratio), Math.round(this.height * ratio)];
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across;
      this.canvas.height = down;
      this.canvas.style.width = `${this.width}px`;
      this.canvas.style.height = `${this.height}px`;
    }
    this.ratio = ratio;
  }

  /** Clears it and returns the context to draw with. */
  begin() {
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    this.context.lineJoin = "round";
    this.context.lineCap = "butt";
    this.context.setLineDash([]);
    return this.context;
  }
}

/** Pixels as a picture of their own, to be drawn at any size. */
export function picture(columns, rows, fill, kept = null) {
  const canvas = kept ?? document.createElement("canvas");
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns;
    canvas.height = rows;
  }
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  fill(image.data);
  context.putImageData(image, 0, 0);
  return canvas;
}

/** A text with a white edge, legible on whatever lies below. */
export function haloed(context, text, x, y, fill) {
  context.lineWidth = 0.25 * unit;
  context.strokeStyle = "rgba(255,255,255,0.85)";
  context.strokeText(text, x, y);
  context.fillStyle = fill;
  context.fillText(text, x, y);
}
