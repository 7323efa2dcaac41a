// Lines of equal height on a grid: marching squares.

/**
 * Calls `line(x0, y0, x1, y1)`, in steps of the grid, for each piece of the line on which `values`, row
 * after row, pass a level. Where a corner is not finite there is none.
 */
export function contour(values, columns, rows, level, line) {
  const crossings = new Float64Array(8);
  for (let row = 0; row + 1 < rows; row += 1) {
    for (let column = 0; column + 1 < columns; column += 1) {
      const place = row * columns + column;
      const a = values[place] - level;
      const b = values[place + 1] - level;
      const c = values[place + columns + 1] - level;
      const d = values[place + columns] - level;
      const sum = a + b + c + d;
      if ((a < 0 && b < 0 && c < 0 && d < 0) || (a >= 0 && b >= 0 && c >= 0 && d >= 0)) continue;
      if (!Number.isFinite(sum)) continue;
      let found = 0;
      const cross = (x, y) => {
        crossings[found] = x;
        crossings[found + 1] = y;
        found += 2;
      };
      if (a < 0 !== b < 0) cross(column + a / (a - b), row);
      if (b < 0 !== c < 0) cross(column + 1, row + b / (b - c));
      if (d < 0 !== c < 0) cross(column + d / (d - c), row + 1);
      if (a < 0 !== d < 0) cross(column, row + a / (a - d));
      if (found === 4) {
        line(crossings[0], crossings[1], crossings[2], crossings[3]);
      } else {
        // A saddle: the middle says which corners belong together.
        const joined = sum < 0 === a < 0;
        const [second, third] = joined ? [2, 4] : [6, 2];
        const last = joined ? 6 : 4;
        line(crossings[0], crossings[1], crossings[second], crossings[second + 1]);
        line(crossings[third], crossings[third + 1], crossings[last], crossings[last + 1]);
      }
    }
  }
}
