// The lineup's files as a task has them: opened, worked on, and the memory written before anybody hears of it.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { readMemory, writeMemory } from './memory-file.ts';
import type { LineupMemory } from './memory.ts';
import type { LineupRules } from './ruling.ts';
import { openLineupDatabase } from './schema.ts';
import { taskLog } from '../workers/log.ts';

/** What a task is told of the lineup; plain data. */
export interface LineupStoreInput extends LineupRules {
  readonly lineupFile: string;
  readonly numbersFile: string;
  /** Names this state of the decisions. */
  readonly followed: string;
}

export interface LineupStore extends LineupRules {
  readonly followed: string;
  readonly database: DatabaseSync;
  readonly memory: LineupMemory;
}

/** @param isDryRun what was learnt meanwhile is not kept */
export function withLineupStore<Result>(
  input: LineupStoreInput,
  work: (store: LineupStore) => Result,
  isDryRun = false,
): Result {
  const log: Log = taskLog('lineup');
  const database = openLineupDatabase(input.lineupFile, log, 'write');
  try {
    const memory = readMemory(input.numbersFile, log);
    const { decisions, followed, settings, schemes } = input;
    const result = work({ database, memory, decisions, followed, settings, schemes });
    if (!isDryRun) writeMemory(input.numbersFile, memory);
    return result;
  } finally {
    database.close();
  }
}
