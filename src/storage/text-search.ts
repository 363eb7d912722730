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

/** Words of what is folded already, as they stand in it. */
export const foldedWords = (folded: string): string[] => folded.split(/\s+/).filter(Boolean).slice(0, MAX_WORDS);

/** As names are kept to be searched: `ＺＤＦ ᴴᴰ` is `zdf hd`. */
export const fold = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Shorter words are in no index of trigrams. */
const TRIGRAM = 3;

/** Whether an index of trigrams knows where it stands; else the text itself has to be looked at. */
export const isIndexed = (word: string): boolean => Array.from(word).length >= TRIGRAM && !word.includes('\0');

/**
 * What an FTS5 index of trigrams is asked for words that stand somewhere in a column; null where all are too short for it.
 * @param words folded as the index has them; those that are too short are left out
 */
export function matchOf(column: string, words: readonly string[]): string | null {
  const all = words.filter(isIndexed).map((word) => `${column} : ${quoted(word)}`);
  return all.length === 0 ? null : all.join(' AND ');
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
