// Pages by key: a page begins right after the last row of the page before, wherever rows were added or taken away meanwhile, and
// however far down it is. Each column may run its own way.

import type { SQLInputValue } from 'node:sqlite';
import type { Condition } from './text-search.ts';

export interface OrderKey {
  readonly column: string;
  readonly isDescending?: boolean;
}

/** Columns that order rows, together without a tie. */
export type Order = readonly OrderKey[];

export const orderBy = (order: Order): string =>
  order.map(({ column, isDescending }) => (isDescending ? `${column} DESC` : column)).join(', ');

/**
 * What follows a row, in pieces that follow each other and that an index of this order answers without reading what is
 * before: the same but for the last column, the same but for the last two, …
 */
export function after(order: Order, values: readonly SQLInputValue[]): Condition[] {
  return order
    .map(({ column, isDescending }, at): Condition => {
      const same = order.slice(0, at).map((key) => `${key.column} = ?`);
      return {
        sql: [...same, `${column} ${isDescending ? '<' : '>'} ?`].join(' AND '),
        values: values.slice(0, at + 1),
      };
    })
    .toReversed();
}

export const formatCursor = (values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Anything that is no cursor of so many columns starts at the beginning. */
export function parseCursor(text: string | undefined, length: number): (string | number)[] | null {
  if (text === undefined) return null;
  try {
    const values = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    if (!Array.isArray(values) || values.length !== length) return null;
    return values.every((value) => typeof value === 'string' || typeof value === 'number') ? values : null;
  } catch {
    return null;
  }
}
