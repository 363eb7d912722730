// Search by words: every word of the query stands somewhere in the text, whatever its case.

import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const ASCII_ONLY = /^[\x20-\x7E]*$/;
/** Words a query may have: the rest would only slow it down. */
const MAX_WORDS = 10;

/**
 * One condition a word, on a column of `database`. SQLite's LIKE folds ASCII alone and is quick; other words are
 * compared by a function of ours, at about a microsecond a row.
 */
export function wordConditions(database: DatabaseSync, column: string, search: string): Condition[] {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);
  if (!words.every((word) => ASCII_ONLY.test(word))) {
    database.function('folded', { deterministic: true }, (text) => fold(String(text)));
  }
  return words.map((word) =>
    ASCII_ONLY.test(word)
      ? { sql: `${column} LIKE ? ESCAPE '\\'`, values: [`%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`] }
      : { sql: `instr(folded(${column}), ?)`, values: [fold(word)] },
  );
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
