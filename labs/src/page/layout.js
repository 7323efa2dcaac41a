// Where panels stand: as large as the room allows, the first the largest.

const GAP = 0.9;
/** How much more the first panel counts. */
const FIRST = 1.8;
/** The side of a panel, in units of the type, that is about large enough. */
const ENOUGH = 14;

/** The side of a panel, in units of the type, below which it cannot be read. */
const LEAST = 6;
/** How much an arrangement is worth in which another panel is drawn larger than the first. */
const OVERSHADOWED = 0.85;

/** What a title, a legend and axes take. */
const AROUND = { width: 2.5, height: 6 };

/** About the width of a letter. */
const LETTER = 0.66;

/**
 * What a cell is worth to a panel. What is large enough gains little by growing, so that none becomes too
 * small to be read; words gain nothing beyond the room that they need.
 */
function worth(panel, cell, unit) {
  const { weight, words } = panel;
  if (words) {
    const [width, height] = [cell.width / words.width, cell.height / tall(words, cell)];
    return weight * Math.min(width, 1) ** 2 * Math.min(height, 1);
  }
  const side = drawnSide(panel, cell, unit);
  // What is too small to be read costs more than any other can gain; what has no shape may also be too flat.
  const least = panel.aspect ? side : Math.min(side, 1.2 * drawnSide({ ...panel, aspect: 1 }, cell, unit));
  return weight * (1 - Math.exp(-side / ENOUGH)) - 2 * Math.max(1 - least / LEAST, 0);
}

/** The side of a square as large as what is drawn in a cell, in units of the type. */
function drawnSide({ aspect, heads = [] }, cell, unit) {
  const width = Math.max(cell.width - AROUND.width * unit, 1);
  // Titles that do not fit on one line take more.
  const more = heads.reduce((sum, letters) => sum + Math.max(Math.ceil((LETTER * letters * unit) / cell.width) - 1, 0), 0);
  const height = Math.max(cell.height - (AROUND.height + 1.3 * more) * unit, 1);
  const wanted = aspect ?? Math.min(Math.max(width / height, 0.9), 2);
  const fitted = Math.min(width, height * wanted);
  return fitted / Math.sqrt(wanted) / unit;
}

/** How high words are in a cell: a table as it is, a text as it fills lines. */
const tall = ({ height, area }, cell) => height + area / Math.max(cell.width, 1);

/** Words in a row or in a column take what they need and leave the rest to the others there. */
function fitted(cells, panels, gap) {
  const groups = (same) => cells.reduce((found, cell, place) => {
    const [last] = found.slice(-1);
    if (last && same(cells[last[0]], cell)) last.push(place);
    else found.push([place]);
    return found;
  }, []);
  const share = (group, { along, length, need }) => {
    const whole = group.reduce((sum, place) => sum + cells[place][length], 0);
    const fixed = group.filter((place) => panels[place].words);
    const free = group.length - fixed.length;
    const asked = new Map(fixed.map((place) => [place, need(panels[place].words, cells[place])]));
    const total = (places) => places.reduce((all, place) => all + asked.get(place), 0);
    const tables = fixed.filter((place) => panels[place].words.area === 0);
    if (free === 0 && total(fixed) > whole) {
      // Tables scroll.
      const shrunk = (whole - total(fixed) + total(tables)) / total(tables);
      for (const place of tables) asked.set(place, Math.max(shrunk, 0.3) * asked.get(place));
    }
    const sum = total(fixed);
    if (fixed.length === 0 || sum > (free > 0 ? 0.6 : 1.001) * whole) return;
    let at = cells[group[0]][along];
    for (const place of group) {
      // Without another panel the words share the rest.
      const size = asked.has(place) ? asked.get(place) + (free > 0 ? 0 : (whole - sum) / fixed.length) : (whole - sum) / free;
      cells[place] = { ...cells[place], [along]: at, [length]: size };
      at += size + gap;
    }
  };
  const isRow = (one, other) => one.y === other.y && one.height === other.height;
  const isColumn = (one, other) => one.x === other.x && one.width === other.width;
  for (const group of groups(isRow).filter((it) => it.length > 1)) share(group, { along: "x", length: "width", need: ({ width }) => width });
  for (const group of groups(isColumn).filter((it) => it.length > 1)) share(group, { along: "y", length: "height", need: tall });
  return cells;
}

function grid(number, columns, { x, y, width, height }, gap) {
  const rows = Math.ceil(number / columns);
  const down = (height - gap * (rows - 1)) / rows;
  const cell = (place) => {
    const row = Math.floor(place / columns);
    // The last ones have their row to themselves.
    const inRow = Math.min(columns, number - row * columns);
    const across = (width - gap * (inRow - 1)) / inRow;
    return { x: x + (place % columns) * (across + gap), y: y + row * (down + gap), width: across, height: down };
  };
  return Array.from({ length: number }, (_, place) => cell(place));
}

/** Every arrangement that is considered for so many panels. */
function* arrangements(number, room, gap) {
  for (let columns = 1; columns <= number; columns += 1) yield grid(number, columns, room, gap);
  if (number < 2) return;
  for (const share of [0.45, 0.55, 0.6, 0.65, 0.7, 0.77]) {
    const [width, height] = [share * (room.width - gap), share * (room.height - gap)];
    const right = { ...room, x: room.x + width + gap, width: room.width - width - gap };
    const below = { ...room, y: room.y + height + gap, height: room.height - height - gap };
    for (const columns of [1, 2]) yield [{ ...room, width }, ...grid(number - 1, columns, right, gap)];
    yield [{ ...room, height }, ...grid(number - 1, number - 1, below, gap)];
  }
}

function best(panels, room, { gap, unit }) {
  // The first is the most important.
  const weight = (panel, place) => ({ ...panel, weight: panel.weight * (place === 0 ? FIRST : 1) });
  let [found, most] = [[], -Infinity];
  for (const plain of arrangements(panels.length, room, gap)) {
    const cells = fitted(plain, panels, gap);
    const sum = cells.reduce((all, cell, place) => all + worth(weight(panels[place], place), cell, unit), 0);
    const sides = cells.map((cell, place) => (panels[place].words ? 0 : drawnSide(panels[place], cell, unit)));
    const isOvershadowed = sides[0] > 0 && Math.max(...sides) > 1.02 * sides[0];
    const score = sum - (isOvershadowed ? (1 - OVERSHADOWED) * Math.abs(sum) : 0);
    if (score > most + 1e-4 * Math.abs(most) || found.length === 0) [found, most] = [cells, score];
  }
  return { cells: found, score: most };
}

/**
 * Rectangles for the panels of each side, and for the sides themselves: side by side or one above the
 * other, whichever shows more.
 */
export function arrange(sides, { width, height, unit }) {
  const gap = GAP * unit;
  const head = sides.length > 1 ? 1.9 * unit : 0;
  const ways = [sides.length, 1].map((columns) => {
    const boxes = grid(sides.length, columns, { x: 0, y: 0, width, height }, gap);
    const rooms = boxes.map((box) => ({ x: box.x, y: box.y + head, width: box.width, height: box.height - head }));
    const parts = sides.map((panels, place) => best(panels, rooms[place], { gap, unit }));
    return { boxes, cells: parts.map((part) => part.cells), score: parts.reduce((sum, part) => sum + part.score, 0) };
  });
  return ways[1].score > ways[0].score + 0.03 * Math.abs(ways[0].score) ? ways[1] : ways[0];
}
