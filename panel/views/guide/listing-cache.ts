// The guide of the rows in sight, fetched in blocks of hours and kept for a while.

import { ask } from '../../api/client.ts';
import type { Programme } from '../../api/routes.ts';
import { HOUR_MS } from './time-axis.ts';

const BLOCK_MS = 6 * HOUR_MS;
const REST_MS = 80;
const MOST_CHANNELS = 200;
/** Blocks kept: some megabytes. */
const MOST_BLOCKS = 3_000;

export interface Listing {
  readonly programmes: readonly Programme[];
  /** Nothing of the stretch is missing. */
  readonly isWhole: boolean;
}

type Ask = (
  ids: readonly string[],
  fromAt: number,
  untilAt: number,
) => Promise<ReadonlyMap<string, readonly Programme[]>>;

const askListings: Ask = async (ids, from_at, until_at) => {
  const { items } = await ask('POST /guide/listings', { body: { channel_ids: [...ids], from_at, until_at } });
  return new Map(items.map(({ channel_id: id, programmes }) => [id, programmes]));
};

export class ListingCache {
  readonly #changed: () => void;
  readonly #ask: Ask;
  readonly #blocks = new Map<string, readonly Programme[]>();
  readonly #asked = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void, asker = askListings) {
    this.#changed = changed;
    this.#ask = asker;
  }

  /** What is known of a stretch of a channel's guide, in order: what is there stays in sight while more is fetched. */
  of(id: string, fromAt: number, untilAt: number): Listing {
    const found: Programme[] = [];
    let isWhole = true;
    for (const block of blocksBetween(fromAt, untilAt)) {
      const programmes = this.#blocks.get(`${id} ${block}`);
      if (!programmes) isWhole = false;
      for (const programme of programmes ?? []) {
        const isNew = programme.start_at !== found.at(-1)?.start_at; // one that reaches over is in both blocks
        if (isNew && programme.stop_at > fromAt && programme.start_at < untilAt) found.push(programme);
      }
    }
    return { programmes: found, isWhole };
  }

  /** Sees to it that these are there, or come, once scrolling rests. */
  want(ids: readonly string[], fromAt: number, untilAt: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(ids, blocksBetween(fromAt, untilAt)), REST_MS);
  }

  #fetch(ids: readonly string[], blocks: readonly number[]): void {
    for (const block of blocks) {
      const missing = ids.filter((id) => !this.#blocks.has(`${id} ${block}`) && !this.#asked.has(`${id} ${block}`));
      if (missing.length > 0) void this.#fetchBlock(missing.slice(0, MOST_CHANNELS), block);
    }
  }

  async #fetchBlock(ids: readonly string[], block: number): Promise<void> {
    const keys = ids.map((id) => `${id} ${block}`);
    for (const key of keys) this.#asked.add(key);
    try {
      const found = await this.#ask(ids, block, block + BLOCK_MS);
      this.#makeRoom(keys.length);
      for (const id of ids) this.#blocks.set(`${id} ${block}`, found.get(id) ?? []);
      this.#changed();
    } catch {
      // the cells stay empty; the next move asks again
    } finally {
      for (const key of keys) this.#asked.delete(key);
    }
  }

  #makeRoom(count: number): void {
    for (const key of this.#blocks.keys()) {
      if (this.#blocks.size + count <= MOST_BLOCKS) return;
      this.#blocks.delete(key);
    }
  }
}

function blocksBetween(fromAt: number, untilAt: number): number[] {
  const blocks: number[] = [];
  for (let block = Math.floor(fromAt / BLOCK_MS) * BLOCK_MS; block < untilAt; block += BLOCK_MS) blocks.push(block);
  return blocks;
}
