// Connections that a thread keeps from one question to the next: what it has read of a database stays in its cache. They end with
// the thread.

import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

interface Held {
  readonly database: DatabaseSync;
  /** Which file it is: a database that was set aside has another one in its place. */
  readonly inode: number | undefined;
}

export class HeldConnections {
  readonly #open: (file: string) => DatabaseSync;
  readonly #held = new Map<string, Held>();

  constructor(open: (file: string) => DatabaseSync) {
    this.#open = open;
  }

  /** The one that was kept, else a new one, which is. */
  to(file: string): DatabaseSync {
    const known = this.#held.get(file);
    if (known && known.inode !== undefined && known.inode === inodeOf(file)) return known.database;
    this.forget(file);
    const database = this.#open(file);
    this.#held.set(file, { database, inode: inodeOf(file) });
    return database;
  }

  /** After a failure: the next one begins with nothing of it. */
  forget(file: string): void {
    this.#held.get(file)?.database.close();
    this.#held.delete(file);
  }
}

const inodeOf = (file: string): number | undefined => statSync(file, { throwIfNoEntry: false })?.ino;
