// The table by keys: moving, choosing, opening, editing.

/** What keys do to the table. */
export interface TableKeyboard {
  step(rows: number, event: KeyboardEvent): void;
  choose(event: KeyboardEvent): void;
  all(): void;
  clear(): void;
  open(): void;
  unfold(): void;
  edit(): void;
  page(): number;
  total(): number;
}

export const KEYS: Readonly<Record<string, (table: TableKeyboard, event: KeyboardEvent) => void>> = {
  ArrowDown: (table, event) => table.step(1, event),
  ArrowUp: (table, event) => table.step(-1, event),
  PageDown: (table, event) => table.step(table.page(), event),
  PageUp: (table, event) => table.step(-table.page(), event),
  Home: (table, event) => table.step(-table.total(), event),
  End: (table, event) => table.step(table.total(), event),
  ' ': (table, event) => table.choose(event),
  Enter: (table) => table.open(),
  F2: (table) => table.edit(),
  '+': (table) => table.unfold(),
  '-': (table) => table.unfold(),
  Escape: (table) => table.clear(),
  a: (table, event) => {
    if (event.ctrlKey || event.metaKey) table.all();
  },
};
