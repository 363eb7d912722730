// What a reading thread holds of each provider's list from one question to the next: its ledger, and its names once somebody
// has searched. As long as the list is the same.

import type { DatabaseSync } from 'node:sqlite';
import { MEBIBYTE } from '../kernel/units.ts';
import { loadLedger } from './ledger-store.ts';
import type { Ledger } from './ledger.ts';
import type { NameIndex } from './name-index.ts';
import { loadNames } from './name-store.ts';

interface Held {
  readonly edition: number;
  readonly ledger: Ledger;
  names?: NameIndex;
}

/** A ledger's entry has 21 bytes. */
const LEDGER_ENTRY_BYTES = 21;
/** Of a thread: 1.5 million streams. What is beyond is read anew each time. */
const MOST_BYTES = 64 * MEBIBYTE;

const held = new Map<string, Held>();

export class HeldLists {
  readonly #database: DatabaseSync;
  readonly #file: string;

  /** @param file tells databases apart */
  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  ledger(provider: number): Ledger {
    return this.#of(provider).ledger;
  }

  names(provider: number): NameIndex {
    const list = this.#of(provider);
    list.names ??= loadNames(this.#database, provider, list.ledger);
    return list.names;
  }

  #of(provider: number): Held {
    const key = `${this.#file}\n${provider}`;
    const found = this.#database.prepare('SELECT edition FROM provider WHERE no = ?').get(provider);
    const edition = (found?.['edition'] as number | undefined) ?? 0;
    const known = held.get(key);
    held.delete(key);
    const list = known?.edition === edition ? known : { edition, ledger: loadLedger(this.#database, provider) };
    held.set(key, list); // the last one: the others go first
    makeRoom();
    return list;
  }
}

function makeRoom(): void {
  let bytes = 0;
  for (const [key, { ledger, names }] of [...held].toReversed()) {
    bytes += ledger.ids.length * LEDGER_ENTRY_BYTES + (names?.byteCount ?? 0);
    if (bytes > MOST_BYTES && key !== [...held.keys()].at(-1)) held.delete(key);
  }
}
