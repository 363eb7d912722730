// A series' episodes: streams of their own, and what panels have listed, each once however many have it.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { hash53, type StreamId } from '../model/ids.ts';
import type { EpisodeVersion, ListedEpisode, TitleId } from '../model/title.ts';
import type { DraftVersion } from './versions.ts';
import { episodeId, smallNumber } from './title-key.ts';
import type { EpisodeFacts } from './title-row.ts';

interface EpisodeDraft {
  readonly season: number;
  readonly episode: number;
  facts: EpisodeFacts;
  readonly versions: EpisodeVersion[];
}

export class EpisodeWriter {
  readonly #listing: StatementSync;
  readonly #stored: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #remove: StatementSync;
  readonly #taken: StatementSync;
  readonly #keepsVanished: boolean;

  /** @param options.keepsVanished for when a list is missing that may have them */
  constructor(database: DatabaseSync, { keepsVanished = false }: { readonly keepsVanished?: boolean } = {}) {
    this.#keepsVanished = keepsVanished;
    this.#listing = database.prepare('SELECT content FROM listing WHERE stream = ?');
    this.#stored = database.prepare('SELECT id, digest FROM episode WHERE title = ?');
    this.#insert = database.prepare(
      'INSERT INTO episode (id, number, title, season, episode, facts, versions, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#update = database.prepare('UPDATE episode SET (facts, versions, digest) = (?, ?, ?) WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM episode WHERE id = ?');
    this.#taken = database.prepare('SELECT 1 FROM episode WHERE number = ?');
  }

  /**
   * Makes a title's episodes what its versions say, best version first.
   * @returns whether anything has changed
   */
  write(title: TitleId, versions: readonly Pick<DraftVersion, 'episode' | 'extension' | 'streamId'>[]): boolean {
    const stored = new Map(this.#stored.all(title).map((row) => [row['id'] as number, row['digest'] as number]));
    let isChanged = false;
    for (const draft of this.#draftsOf(versions)) {
      const id = episodeId(title, draft.season, draft.episode);
      const [facts, packed] = [JSON.stringify(draft.facts), JSON.stringify(draft.versions)];
      const digest = hash53(`${facts}\n${packed}`);
      const before = stored.get(id);
      stored.delete(id);
      if (before === digest) continue;
      isChanged = true;
      if (before !== undefined) {
        this.#update.run(facts, packed, digest, id);
        continue;
      }
      const number = smallNumber(id, (taken) => this.#taken.get(taken) !== undefined);
      this.#insert.run(id, number, title, draft.season, draft.episode, facts, packed, digest);
    }
    if (this.#keepsVanished) return isChanged;
    for (const id of stored.keys()) this.#remove.run(id);
    return isChanged || stored.size > 0;
  }

  #draftsOf(versions: readonly Pick<DraftVersion, 'episode' | 'extension' | 'streamId'>[]): Iterable<EpisodeDraft> {
    const drafts = new Map<string, EpisodeDraft>();
    const add = (
      place: Pick<ListedEpisode, 'episode' | 'season'>,
      facts: EpisodeFacts,
      version: EpisodeVersion,
    ): void => {
      const key = `${place.season} ${place.episode}`;
      const draft = drafts.get(key) ?? { season: place.season, episode: place.episode, facts: {}, versions: [] };
      drafts.set(key, draft);
      draft.facts = { ...facts, ...draft.facts };
      draft.versions.push(version);
    };
    for (const { streamId, episode, extension } of versions) {
      if (episode) add(episode, { extension }, { streamId, panelId: '', extension });
      else for (const listed of this.#listed(streamId)) addListed(add, streamId, listed);
    }
    return drafts.values();
  }

  #listed(stream: StreamId): readonly ListedEpisode[] {
    const content = this.#listing.get(stream)?.['content'] as string | undefined;
    return content === undefined ? [] : (JSON.parse(content) as ListedEpisode[]);
  }
}

function addListed(
  add: (place: ListedEpisode, facts: EpisodeFacts, version: EpisodeVersion) => void,
  streamId: StreamId,
  listed: ListedEpisode,
): void {
  const { season: _season, episode: _episode, panelId, ...facts } = listed;
  add(listed, facts, { streamId, panelId, extension: listed.extension || 'mp4' });
}
