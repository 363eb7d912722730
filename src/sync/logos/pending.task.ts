// Which logos of the providers' channels have not been looked at, or not for long; what no list has any more is forgotten.

import { channelStreams } from '../../catalogue/reads.ts';
import { systemClock } from '../../kernel/clock.ts';
import { DAY_MS } from '../../kernel/units.ts';
import { addressOf, openLooks, readLooks, writeSources, type LookRow } from '../../logos/looks.ts';
import { hash53, type ProviderId } from '../../model/ids.ts';
import { openReader, transact } from '../../storage/database.ts';
import { taskLog } from '../../workers/log.ts';
import { defineTask } from '../../workers/task.ts';

export interface PendingInput {
  readonly catalogue: string;
  readonly looks: string;
  /** Enabled ones, in the order in which they are preferred. */
  readonly providers: readonly ProviderId[];
  /** Addresses that are wanted at once. */
  readonly limit: number;
}

export interface Pending {
  readonly urls: readonly string[];
  /** All that lists name, as far as they are looked at. */
  readonly total: number;
}

/** Logos that are looked at in all, those of preferred providers first: 60 MB of what was seen of them. */
const MOST_LOGOS = 30_000;
const AGAIN_AFTER_MS = { seen: 60 * DAY_MS, broken: 30 * DAY_MS, absent: 7 * DAY_MS };

export default defineTask<PendingInput, Pending>(({ catalogue, looks, providers, limit }, context) => {
  const { urls, shown } = logoUrls(catalogue, providers, () => context.throwIfAborted());
  const database = openLooks(looks, taskLog('logo'));
  try {
    const now = systemClock.now();
    const isDue = ({ state, seenAt }: LookRow): boolean => now - seenAt > AGAIN_AFTER_MS[state];
    const known = new Map(Array.from(readLooks(database), (row) => [row.address, row]));
    const pending: string[] = [];
    for (const [address, url] of urls) {
      const row = known.get(address);
      known.delete(address);
      if (pending.length < limit && (!row || isDue(row))) pending.push(url);
    }
    const forget = database.prepare('DELETE FROM look WHERE address = ?');
    transact(database, () => {
      for (const address of known.keys()) forget.run(address);
      writeSources(database, shown);
    });
    return { urls: pending, total: urls.size };
  } finally {
    database.close();
  }
});

interface LogoUrls {
  /** By their addresses. */
  readonly urls: ReadonlyMap<number, string>;
  /** Addresses of what each provider shows, by a hash of the provider. */
  readonly shown: ReadonlyMap<number, ReadonlySet<number>>;
}

function logoUrls(file: string, providers: readonly ProviderId[], checkpoint: () => void): LogoUrls {
  const urls = new Map<number, string>();
  const shown = new Map<number, Set<number>>();
  const database = openReader(file);
  try {
    for (const provider of providers) {
      checkpoint();
      const own = new Set<number>();
      shown.set(hash53(provider), own);
      for (const { logoUrl } of channelStreams(database, provider)) {
        if (urls.size >= MOST_LOGOS) return { urls, shown };
        if (!/^https?:/i.test(logoUrl)) continue;
        const address = addressOf(logoUrl);
        urls.set(address, logoUrl);
        own.add(address);
      }
    }
    return { urls, shown };
  } finally {
    database.close();
  }
}
