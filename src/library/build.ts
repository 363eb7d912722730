// Writes the merged titles: rows that are new, changed or gone, in one transaction. For tasks.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { HashSet } from '../kernel/hash-set.ts';
import { hash53, type ProviderId } from '../model/ids.ts';
import type { TitleId } from '../model/title.ts';
import { transact } from '../storage/database.ts';
import { EpisodeWriter } from './episodes.ts';
import { TitleIndexWriter } from './index/writer.ts';
import type { Draft } from './merge.ts';
import { plainTitle, smallNumber } from './title-key.ts';
import { contentOf } from './title-row.ts';
import { UnreadTitles } from './unread.ts';

export interface LibrarySummary {
  readonly movieCount: number;
  readonly seriesCount: number;
  readonly writtenCount: number;
  readonly removedCount: number;
  readonly changed: boolean;
}

export interface TitleBuild {
  /** One word for all that the drafts were made from. */
  readonly builtFrom: string;
  /** Providers whose lists could not be read since the catalogue was lost: what is stored of them stays. */
  readonly unread?: ReadonlySet<ProviderId>;
}

export function writeTitles(database: DatabaseSync, drafts: readonly Draft[], build: TitleBuild): LibrarySummary {
  return transact(database, () => new Pass(database, build).write(drafts));
}

/** What is stored is asked for title by title: held as a whole it would not fit a small box beside the drafts. */
class Pass {
  readonly #database: DatabaseSync;
  readonly #stored: StatementSync;
  readonly #ofNumber: StatementSync;
  /** By every key that a title has answered to. */
  readonly #ofKey: StatementSync;
  readonly #seen = new HashSet();
  readonly #build: TitleBuild;
  readonly #unread: UnreadTitles | undefined;
  readonly #index: TitleIndexWriter;

  constructor(database: DatabaseSync, build: TitleBuild) {
    this.#database = database;
    this.#build = build;
    this.#index = new TitleIndexWriter(database);
    this.#unread = build.unread?.size ? new UnreadTitles(database, build.unread) : undefined;
    this.#stored = database.prepare('SELECT rowid, number, digest FROM title WHERE id = ?');
    this.#ofNumber = database.prepare('SELECT 1 FROM title WHERE number = ?');
    this.#ofKey = database.prepare('SELECT title FROM alias WHERE key = ?');
  }

  write(drafts: readonly Draft[]): LibrarySummary {
    const placed = this.#identify(drafts);
    const counts = { movie: 0, series: 0 };
    const episodes = new EpisodeWriter(this.#database, { keepsVanished: this.#unread !== undefined });
    const write = this.#database.prepare(WRITE);
    let [writtenCount, hasEpisodesChanged, sum] = [0, false, 0];
    for (const { id, draft: packed } of placed) {
      const { kind, keys, name, year, tmdbId, versions } = packed;
      const draft: Draft = { kind, keys, name, year, tmdbId, versions };
      counts[draft.kind] += 1;
      this.#unread?.addTo(draft, id);
      const content = contentOf(draft, plainTitle(draft.name));
      const digest = hash53(content.join('\n'));
      sum = (sum + (digest % 2 ** 52)) % 2 ** 52;
      const stored = this.#stored.get(id);
      const isSame = stored?.['digest'] === digest;
      if (!isSame) {
        const number = (stored?.['number'] as number | undefined) ?? this.#freeNumber(id);
        if (stored) this.#index.changed(stored['rowid'] as number, content);
        const { lastInsertRowid } = write.run(id, number, ...content, digest);
        if (!stored) this.#index.added(Number(lastInsertRowid), content[0]);
        writtenCount += 1;
      }
      this.#seen.add(id);
      const hasOwn = draft.kind === 'series' && draft.versions.some(({ episode }) => episode);
      if (draft.kind === 'series' && (hasOwn || !isSame)) {
        hasEpisodesChanged = episodes.write(id, draft.versions) || hasEpisodesChanged;
      }
    }
    for (const { id, kind } of this.#unread?.titles() ?? []) {
      if (this.#seen.add(id)) counts[kind] += 1; // none of the drafts
    }
    const removedCount = this.#removeVanished();
    this.#index.finish(counts.movie + counts.series);
    const changed = writtenCount + removedCount > 0 || hasEpisodesChanged;
    this.#remember({ changed, sum, counts });
    return { movieCount: counts.movie, seriesCount: counts.series, writtenCount, removedCount, changed };
  }

  /** Each title keeps the id under which any of its keys was known; in the order of the table, but for case and accents. */
  #identify(drafts: readonly Draft[]): { id: TitleId; draft: Draft }[] {
    const owned = new HashSet();
    const insert = this.#database.prepare('INSERT OR REPLACE INTO alias (key, title) VALUES (?, ?)');
    const placed = drafts.map((draft) => {
      const known = draft.keys.map((key) => this.#ofKey.get(key)?.['title'] as number | undefined);
      const id = (known.find((one) => one !== undefined && !owned.has(one)) ?? freeKey(draft, owned)) as TitleId;
      owned.add(id);
      for (const [at, key] of draft.keys.entries()) if (known[at] !== id) insert.run(key, id);
      return { id, draft };
    });
    return placed.toSorted(
      ({ draft: one }, { draft: other }) => order(one.kind, other.kind) || order(one.name, other.name),
    );
  }

  #freeNumber(id: number): number {
    return smallNumber(id, (number) => this.#ofNumber.get(number) !== undefined);
  }

  #removeVanished(): number {
    const vanished: number[] = [];
    for (const { id, rowid } of this.#database.prepare('SELECT id, rowid FROM title').iterate()) {
      if (this.#seen.has(id as number)) continue;
      vanished.push(id as number);
      this.#index.removed(rowid as number);
    }
    const title = this.#database.prepare('DELETE FROM title WHERE id = ?');
    const episodes = this.#database.prepare('DELETE FROM episode WHERE title = ?');
    for (const id of vanished) {
      title.run(id);
      episodes.run(id);
    }
    return vanished.length; // aliases stay: a title that comes back is the one that it was
  }

  #remember(outcome: { changed: boolean; sum: number; counts: { movie: number; series: number } }) {
    const { changed, sum, counts } = outcome;
    const state = 'UPDATE state SET built_from = ?, movies = ?, series = ?';
    this.#database.prepare(state).run(this.#build.builtFrom, counts.movie, counts.series);
    if (changed) {
      const renew = "UPDATE state SET revision = ? || '-' || abs(random() / 2048)"; // episodes are not in the sum
      this.#database.prepare(renew).run(sum.toString(36));
    }
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const COLUMNS =
  'id number kind name sort_name year tmdb group_title poster rating added_at extension is_adult detail versions digest'.split(
    ' ',
  );
/** A row that is there stays where it is. */
const WRITE = `INSERT INTO title (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${COLUMNS.slice(1)
    .map((name) => `${name} = excluded.${name}`)
    .join(', ')}`;

/** The smallest of its keys: the same whichever provider was read first. */
function freeKey(draft: Draft, owned: HashSet): number {
  let id = draft.keys.reduce((one, other) => Math.min(one, other));
  while (owned.has(id)) id += 1;
  return id;
}
