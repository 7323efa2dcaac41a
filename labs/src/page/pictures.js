// Rows and columns of small pictures, enlarged without smoothing.

import { bytes } from "./numbers.js";
import { shortened } from "./rows.js";
import { em, font, picture } from "./sheet.js";
import { GREY, INK, RULE } from "./style.js";

const GAP = 0.4;

/** The rows of a panel: the pictures of a group wrap. */
function rowsOf({ groups, columns }) {
  return groups.flatMap(({ label, pictures, captions }) => {
    const rows = [];
    for (let first = 0; first < pictures.length; first += columns) {
      const part = (list) => list.slice(first, first + columns);
      rows.push({ label: first === 0 ? label : "", pictures: part(pictures), captions: part(captions) });
    }
    return rows;
  });
}

export class PicturesPanel {
  #rows = [];
  #grid = null;
  /** One canvas for each place, used again for the next frame. */
  #canvases = [];

  aspect(content) {
    const rows = rowsOf(content);
    const longest = Math.max(1, ...rows.map((row) => row.pictures.length));
    const first = rows.flatMap((row) => row.pictures).find(Boolean);
    const shape = first ? first.width / first.height : 1;
    return (shape * longest) / Math.max(rows.length, 1);
  }

  legend() {
    return [];
  }

  /** What the note says beside the panel's own. */
  note({ given, groups }) {
    const shown = groups.reduce((sum, group) => sum + group.pictures.length, 0);
    return given > shown ? `the first ${shown} of ${given} pictures` : "";
  }

  draw(sheet, content) {
    const context = sheet.begin();
    const rows = (this.#rows = rowsOf(content));
    if (rows.length === 0) return;
    this.#grid = layOut(context, rows, sheet);
    const { left, top, across, down, cell } = this.#grid;
    let place = 0;
    context.textBaseline = "middle";
    rows.forEach((row, number) => {
      const y = top + number * down;
      context.font = font(0.85);
      context.fillStyle = INK;
      context.textAlign = "right";
      context.fillText(shortened(context, row.label, left - 0.5 * em()), left - 0.5 * em(), y + cell.height / 2);
      row.pictures.forEach((it, column) => {
        this.#drawOne(context, { it, place, x: left + column * across, y, cell });
        place += 1;
        const caption = row.captions[column];
        if (!caption) return;
        context.font = font(0.75);
        context.fillStyle = GREY;
        context.textAlign = "center";
        const middle = left + column * across + cell.width / 2;
        // The pointer tells those for which there is no room.
        if (context.measureText(caption).width > across - 2) return;
        context.fillText(caption, middle, y + cell.height + 0.6 * em());
      });
    });
    this.#canvases.length = place;
  }

  #drawOne(context, { it, place, x, y, cell }) {
    if (!it) {
      context.strokeStyle = RULE;
      context.strokeRect(x + 0.5, y + 0.5, cell.width - 1, cell.height - 1);
      return;
    }
    const pixels = bytes(it.pixels);
    const drawn = picture(it.width, it.height, (target) => {
      for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
        target[to] = pixels[from];
        target[to + 1] = pixels[from + 1];
        target[to + 2] = pixels[from + 2];
        target[to + 3] = 255;
      }
    }, this.#canvases[place]);
    this.#canvases[place] = drawn;
    const scale = Math.min(cell.width / it.width, cell.height / it.height);
    // A whole factor keeps all of its pixels alike; of a small one the rest is worth more.
    const factor = scale > 6 ? Math.floor(scale) : scale;
    const [width, height] = [it.width * factor, it.height * factor];
    context.imageSmoothingEnabled = scale < 1;
    context.drawImage(drawn, x + (cell.width - width) / 2, y + (cell.height - height) / 2, width, height);
  }

  touch([x, y]) {
    if (!this.#grid) return null;
    const { left, top, across, down } = this.#grid;
    const [column, row] = [Math.floor((x - left) / across), Math.floor((y - top) / down)];
    const isThere = this.#rows[row]?.pictures[column] !== undefined && column >= 0;
    return isThere ? { x: column, y: row } : null;
  }

  tell(_, at) {
    const place = this.touch(at);
    if (!place) return null;
    const row = this.#rows[place.y];
    const words = [row.label, row.captions[place.x]].filter(Boolean);
    return words.length > 0 ? words.join("\n") : `row ${place.y + 1}, column ${place.x + 1}`;
  }
}

/** Cells as large as there is room for. */
function layOut(context, rows, sheet) {
  const unit = em();
  context.font = font(0.85);
  const labels = rows.map((row) => context.measureText(row.label).width);
  const label = Math.max(...labels) > 0 ? Math.min(Math.max(...labels), 0.3 * sheet.width) + 0.8 * unit : 0;
  const longest = Math.max(1, ...rows.map((row) => row.pictures.length));
  context.font = font(0.75);
  const captions = rows.flatMap((row) => row.captions.filter(Boolean)).map((it) => context.measureText(it).width);
  const shortest = Math.min(...captions, Infinity);
  const caption = shortest < (sheet.width - label) / longest - 2 ? 1.2 * unit : 0;
  const gap = GAP * unit;
  const first = rows.flatMap((row) => row.pictures).find(Boolean) ?? { width: 1, height: 1 };
  const room = [(sheet.width - label + gap) / longest - gap, (sheet.height + gap) / rows.length - gap - caption];
  const scale = Math.max(Math.min(room[0] / first.width, room[1] / first.height), 0.1);
  const cell = { width: first.width * scale, height: first.height * scale };
  const [across, down] = [cell.width + gap, cell.height + gap + caption];
  const left = label + Math.max((sheet.width - label - longest * across + gap) / 2, 0);
  const top = Math.max((sheet.height - rows.length * down + gap) / 2, 0);
  return { left, top, across, down, cell };
}
