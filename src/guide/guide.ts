// The guide as the main thread sees it: point reads of what is published, nothing that takes longer than a moment.

import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../kernel/log.ts';
import { DAY_MS } from '../kernel/units.ts';
import type { GuideChannelId, ProviderId } from '../model/ids.ts';
import type { Programme } from '../model/programme.ts';
import { openDatabase } from '../storage/database.ts';
import { channelProgrammes, type GuidedChannel } from './channel-programmes.ts';
import type { GuideWindow, Placed } from './filling.ts';
import type { Making } from './made-up.ts';
import { GuideReader } from './reader.ts';
import { GUIDE_MIGRATIONS } from './schema.ts';

export interface GuideSourceSummary {
  readonly key: string;
  readonly providerId: ProviderId;
  /** The lowest is asked first. */
  readonly priority: number;
  readonly channelCount: number;
  readonly programmeCount: number;
  /** First start and last start, epoch milliseconds; null without programmes. */
  readonly fromAt: number | null;
  readonly untilAt: number | null;
  readonly publishedAt: number;
}

export interface Guide {
  /** What is on at an instant, or next after it, and what follows: at most `count`. About 0.1 ms. */
  nowAndNext(channel: GuidedChannel, at: number, count?: number): Placed[];
  /** In order, each touching the window: point reads of the guides of one channel. */
  programmes(channel: GuidedChannel, window: GuideWindow): Iterable<Placed>;
  /** The same of one guide alone, in its own time. */
  stored(id: GuideChannelId, window: GuideWindow): Iterable<Programme>;
  /** Whether no programme of it goes on beyond an instant. */
  hasRunOut(id: GuideChannelId, at: number): boolean;
  sources(): GuideSourceSummary[];
  /** Channels of one source; ten thousand take a few milliseconds. */
  channelsOf(sourceKey: string): GuideChannelId[];
  readonly channelCount: number;
  readonly programmeCount: number;
  coverage(): { readonly fromAt: number | null; readonly untilAt: number | null };
  /** Changes when anything published has changed: part of the ETag of the XMLTV output. `[a-z0-9-]+`. */
  readonly revision: string;
  close(): void;
}

export interface GuideOptions {
  readonly file: string;
  readonly log: Log;
  /** What is made up where no guide has anything; nothing when left out. */
  readonly making?: () => Making;
}

export function openGuide(options: GuideOptions): Guide {
  const database = openDatabase({ ...options, migrations: GUIDE_MIGRATIONS });
  const reader = new GuideReader(database);
  const totals = totalsOf(database);
  const told = (channel: GuidedChannel, window: GuideWindow): Generator<Placed> =>
    channelProgrammes(reader, { channel, window, making: options.making?.() ?? null });
  return {
    nowAndNext(channel, at, count = 2) {
      return told(channel, { fromAt: at, untilAt: at + LOOK_AHEAD_MS })
        .take(count)
        .toArray();
    },
    programmes: told,
    stored: (id, window) => reader.programmes(id, window),
    hasRunOut: (id, at) => reader.hasRunOut(id, at),
    sources: () => totals.sources(),
    channelsOf: (key) => reader.channelsOf(key),
    get channelCount() {
      return sum(totals.sources(), 'channelCount');
    },
    get programmeCount() {
      return sum(totals.sources(), 'programmeCount');
    },
    coverage: () => {
      const from = totals.sources().flatMap(({ fromAt }) => fromAt ?? []);
      const until = totals.sources().flatMap(({ untilAt }) => untilAt ?? []);
      return {
        fromAt: from.length === 0 ? null : Math.min(...from),
        untilAt: until.length === 0 ? null : Math.max(...until),
      };
    },
    get revision() {
      return totals.revision();
    },
    close: () => reader.close(),
  };
}

/** What comes next may be a day off, after a gap. */
const LOOK_AHEAD_MS = 2 * DAY_MS;

const sum = (sources: readonly GuideSourceSummary[], field: 'channelCount' | 'programmeCount'): number =>
  sources.reduce((total, source) => total + source[field], 0);

function totalsOf(database: DatabaseSync): { sources(): GuideSourceSummary[]; revision(): string } {
  const sources = database.prepare(
    `SELECT key, provider_id AS providerId, priority, channel_count AS channelCount, programme_count AS programmeCount,
            from_at AS fromAt, until_at AS untilAt, published_at AS publishedAt
     FROM source ORDER BY priority, key`,
  );
  const revision = database.prepare(
    "SELECT coalesce(group_concat(revision, '-'), '0') AS revision FROM (SELECT revision FROM source ORDER BY priority, key)",
  );
  return {
    sources: () => sources.all() as unknown as GuideSourceSummary[],
    revision: () => (revision.get() as { revision: string }).revision,
  };
}
