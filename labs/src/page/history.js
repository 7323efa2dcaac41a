// The numbers of a side over the steps, as far as the page has got them.

export class History {
  #revision = null;
  names = [];
  rows = [];

  /** Takes what has been added since the last time. Returns whether something has. */
  take({ revision, names, kept, rows }) {
    const known = revision === this.#revision ? this.rows.slice(0, kept) : [];
    const isChanged = rows.length > 0 || known.length !== this.rows.length;
    this.rows = known.concat(rows);
    this.#revision = revision;
    this.names = names;
    return isChanged;
  }

  /** The step and the numbers of a name; the last step may stand beside the rows that are kept. */
  columns(wanted, { step, numbers }) {
    const places = wanted.map((name) => this.names.indexOf(name));
    const isNewer = (this.rows[this.rows.length - 1]?.[0] ?? -1) < step;
    const last = isNewer ? [[step, this.names.map((name) => numbers.find(([known]) => known === name)?.[1] ?? null)]] : [];
    const rows = this.rows.concat(last);
    return [rows.map(([at]) => at), ...places.map((place) => rows.map(([, values]) => values[place] ?? null))];
  }
}
