// Pages by key: a page begins right after the last row of the page before, wherever rows were added or taken away meanwhile, and
// however far down it is. Each column may run its own way.

import type { SQLInputValue } from 'node:sqlite';
import { AppError } from '../kernel/errors.ts';
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

/** The keys of the last row that was shown. */
export type Cursor = readonly (string | number)[];

/** @param list whose pages these are, and in which order: it stands in the cursor, which is of no use to another one */
export const formatCursor = (list: string, values: Cursor): string =>
  Buffer.from(JSON.stringify([list, ...values])).toString('base64url');

/**
 * @param length of the order
 * @throws AppError `request.invalid` for what is no cursor of this list in this order: from the beginning on its rows would come twice
 */
export function parseCursor(text: string | undefined, list: string, length: number): Cursor | null {
  if (text === undefined) return null;
  const [said, ...values] = parsed(text);
  const isOurs = said === list && values.length === length && values.every(isKey);
  if (!isOurs) throw noCursor();
  return values;
}

export const noCursor = (): AppError => new AppError('request.invalid', 'cursor: not one of ours');

const isKey = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

function parsed(text: string): readonly unknown[] {
  try {
    const values = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown;
    return Array.isArray(values) ? values : [];
  } catch {
    return [];
  }
}
