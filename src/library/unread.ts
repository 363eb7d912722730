// What is stored of providers whose lists the catalogue has lost: it stays until they were read again. For tasks.

import type { DatabaseSync } from 'node:sqlite';
import type { ProviderId } from '../model/ids.ts';
import { TITLE_KINDS, type TitleKind } from '../model/title.ts';
import type { Draft } from './merge.ts';
import { versionsFromText } from './title-row.ts';

export class UnreadTitles {
  readonly #database: DatabaseSync;
  readonly #unread: ReadonlySet<ProviderId>;

  constructor(database: DatabaseSync, unread: ReadonlySet<ProviderId>) {
    this.#database = database;
    this.#unread = unread;
  }

  /** Adds their versions of a title to those of the lists that were read, which go first. */
  addTo(draft: Draft, id: number): void {
    const text = this.#database.prepare('SELECT versions FROM title WHERE id = ?').get(id)?.['versions'];
    if (text === undefined) return;
    for (const version of versionsFromText(text as string)) {
      if (this.#unread.has(version.providerId))
        draft.versions.push({ ...version, group: '', posterUrl: '', facts: {} });
    }
  }

  /** Titles that have a version of theirs, or may have: a series of episodes that are streams does not say whose they are. */
  *titles(): Generator<{ readonly id: number; readonly kind: TitleKind }> {
    for (const { id, kind, versions } of this.#database.prepare('SELECT id, kind, versions FROM title').iterate()) {
      const known = versionsFromText(versions as string);
      const isTheirs = known.length === 0 || known.some(({ providerId }) => this.#unread.has(providerId));
      if (isTheirs) yield { id: id as number, kind: TITLE_KINDS[kind as number]! };
    }
  }
}
