// What a sync wants to remember of a provider, kept in the same transaction as the rows it is about: the two can never
// disagree, and both are gone when the database is.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId } from '../model/ids.ts';
import { providerNo } from './schema.ts';

/** JSON values by key, for every provider that has some. */
export type Memos = ReadonlyMap<ProviderId, ReadonlyMap<string, string>>;

export function readMemo(database: DatabaseSync, providerId: ProviderId, key: string): string | undefined {
  const no = providerNo(database, providerId);
  if (no === undefined) return undefined;
  const found = database.prepare('SELECT value FROM memo WHERE provider = ? AND key = ?').get(no, key);
  return found?.['value'] as string | undefined;
}

export function writeMemo(database: DatabaseSync, provider: number, key: string, value: string): void {
  database.prepare('INSERT OR REPLACE INTO memo (provider, key, value) VALUES (?, ?, ?)').run(provider, key, value);
}

export function readMemos(database: DatabaseSync): Memos {
  const rows = database.prepare('SELECT id, key, value FROM memo JOIN provider ON provider.no = memo.provider').all();
  const memos = new Map<ProviderId, Map<string, string>>();
  for (const row of rows) {
    const id = row['id'] as ProviderId;
    const own = memos.get(id) ?? new Map<string, string>();
    memos.set(id, own.set(row['key'] as string, row['value'] as string));
  }
  return memos;
}
