// Which rows are chosen: some by id, or everything that the filter finds (also what was never shown).

export class Selection {
  readonly ids: ReadonlySet<string>;
  /** Everything that the filter finds. */
  readonly isAll: boolean;
  /** The row from which shift reaches. */
  readonly anchor: number;

  constructor(ids: ReadonlySet<string> = new Set(), isAll = false, anchor = -1) {
    this.ids = ids;
    this.isAll = isAll;
    this.anchor = anchor;
  }

  has(id: string): boolean {
    return this.isAll || this.ids.has(id);
  }

  /** @param total of what the filter finds */
  count(total: number): number {
    return this.isAll ? total : this.ids.size;
  }

  toggle(id: string, index: number): Selection {
    const ids = new Set(this.isAll ? [] : this.ids);
    if (!ids.delete(id)) ids.add(id);
    return new Selection(ids, false, index);
  }

  /** From the anchor to here, beside what is chosen. @param idAt undefined for a row that is not there */
  extend(index: number, idAt: (index: number) => string | undefined): Selection {
    const ids = new Set(this.ids);
    const [from, to] = [Math.min(this.anchor, index), Math.max(this.anchor, index)];
    for (let at = Math.max(from, 0); at <= to; at += 1) {
      const id = idAt(at);
      if (id !== undefined) ids.add(id);
    }
    return new Selection(ids, false, this.anchor === -1 ? index : this.anchor);
  }

  all(): Selection {
    return new Selection(new Set(), true);
  }
}
