// The rooms behind the API, in memory and small: two channels, one of them on air, one provider.

import { join } from 'node:path';
import type { ApiPorts } from '../../src/http/api/ports.ts';
import { healthPort } from './api-health.ts';
import type { Placed } from '../../src/guide/filling.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { LogBook } from '../../src/kernel/log-book.ts';
import { createLog, silentLog } from '../../src/kernel/log.ts';
import type { Channel } from '../../src/model/channel.ts';
import {
  printChannelId,
  printStreamId,
  type ChannelId,
  type GuideChannelId,
  type ProviderId,
} from '../../src/model/ids.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import type { Title, TitleVersion, TitleId } from '../../src/model/title.ts';
import { createSettingsStore } from '../../src/storage/settings-store.ts';
import { openProvidersStore } from '../../src/sync/providers-store.ts';
import { Jobs } from '../../src/sync/jobs.ts';
import { Transfer } from '../../src/sync/transfer/transfer.ts';
import { airHistory } from './api-air.ts';
import { alertsOf } from './api-alerts.ts';
import { accountsWithAda } from './api-people.ts';
import { figures, onAirOf } from './api-session.ts';
import { guidesOf, knowledgeOf, logoStatus, otherNumber } from './api-matching.ts';
import { channelOf, lineupOf } from './lineup-of.ts';
import { plainProgramme } from './programmes.ts';
import { rulesIn } from './rule-room.ts';
import { FAMILY, rowOf } from './api-rows.ts';
import { titleReviewOf } from './api-titles.ts';
import { syncOf } from './sync-room.ts';
import { pastOf } from './api-past.ts';

const SIGNING_KEY = '5a'.repeat(32);
export const PASSWORD = 'correct horse';
export const SECRET_SOURCE = 'http://iptv.example:8080/get.php?username=anna&password=hunter2&type=m3u_plus';

/** Of the decision that the fake lineup takes back. */
export const UNDO_ID = 'c5a3b6f0-5a0e-4b57-9d0c-3a3d7f2f4b10';

export const news = channelOf('1', 'News', { guideChannelId: 7 as GuideChannelId, guideShiftMinutes: 60 });
export const sport = channelOf('2.1', 'Sport', { group: 'Games' });

/** What the fakes were asked to do. */
export interface Calls {
  readonly synced: string[];
  readonly patches: unknown[];
  readonly queries: unknown[];
  readonly ended: string[];
}

export interface ApiRooms extends ApiPorts {
  readonly calls: Calls;
}

/** @param folder for accounts, settings and providers, which are the real ones */
export async function openApiRooms(folder: string, adminPassword = PASSWORD): Promise<ApiRooms> {
  const clock = { ...systemClock }; // its own: a test that sets it sets no other one
  const log = silentLog;
  const calls: Calls = { synced: [], patches: [], queries: [], ended: [] };
  const providers = await openProvidersStore({
    file: join(folder, 'providers.json'),
    kinds: [{ kind: 'm3u', recognises: (source) => source.startsWith('http') }],
    log,
  });
  const accountsFile = join(folder, 'accounts.json');
  const settings = await createSettingsStore({ settings: join(folder, 'settings.json') }, log);
  return {
    calls,
    clock,
    jobs: new Jobs(clock),
    homeUsers: () => Promise.resolve([{ id: 'b'.repeat(32), name: 'Ben', isAdmin: false }]),
    countryOf: (address) => (address === '203.0.113.9' ? 'DE' : null),
    providers,
    settings,
    transfer: new Transfer({
      sections: [{ name: 'settings', depth: 2, secrets: [], portable: () => settings.portable }],
      journal: join(folder, 'import.json'),
      masthead: '0.1.0',
      clock,
      log,
      onImported: () => undefined,
    }),
    accounts: await accountsWithAda({
      file: accountsFile,
      sessionsFile: join(folder, 'logins.json'),
      favouritesFile: join(folder, 'favourites.json'),
      signingKey: SIGNING_KEY,
      adminPassword,
      passwordCost: { N: 2, r: 1, p: 1 },
      clock,
      log,
    }),
    watch: {
      limitOf: () => 2,
      placesOf: (_, source) => [source],
      standing: () => ({ account, checkedAt: 5, connections: null, places: [placeInUse], logins: [] }),
    },
    probes: {
      kinds: [
        { kind: 'm3u', title: 'M3U playlist' },
        { kind: 'open', title: 'Open', lists: [{ by: 'country', id: 'de', source: 'open://countries/de' }] },
      ],
      test: ({ source }) =>
        source.startsWith('ftp')
          ? Promise.reject(new AppError('provider.invalid', 'no'))
          : Promise.resolve({
              kind: 'm3u',
              title: 'M3U playlist',
              betterKind: 'xtream',
              account,
              hasCategories: false,
              latencyMs: 3,
              error: null,
            }),
      categories: () => Promise.resolve({ live: [{ id: '1', name: 'News' }], movies: [], series: [] }),
    },
    demo: { take: () => Promise.resolve('demo' as ProviderId) },
    sync: syncOf(providers, calls),
    lineup: lineupRoom(calls),
    catalogue: {
      stream: () => undefined,
      list: (query, selection) => {
        calls.queries.push({ ...query, selection });
        return Promise.resolve({ items: [streamRow], next: null, total: 1 });
      },
    },
    titleReview: titleReviewOf(sea),
    library: {
      list: (query) => {
        calls.queries.push(query);
        return Promise.resolve({ items: [sea], next: null, total: 1 });
      },
      groups: () => ['Films'],
      title: (id) => (id === sea.id ? sea : undefined),
      versions: (id) => (id === sea.id ? [seaVersion] : []),
      episodes: () => [],
      episode: (id) => {
        if (!Number.isSafeInteger(id)) throw new TypeError('no number, which the database refuses');
        return undefined;
      },
    },
    strm: {
      status: {
        isRunning: false,
        finishedAt: 7,
        outcome: { fileCount: 3, writtenCount: 2, removedCount: 0, waitingCount: 1 },
        error: null,
      },
      folder: '/media/strm',
      filesOf: (title) => [`Movies/${title.name}.strm`],
      run: () => Promise.resolve(),
    },
    health: healthPort([news, sport], clock),
    learner: { known: (title) => Promise.resolve({ ...title, detail: { plot: 'Water.' } }) },
    rules: await rulesIn(folder, news),
    matches: matchesOf(),
    guides: guidesOf(rowOf(news)),
    knowledge: knowledgeOf(),
    channelLogos,
    logos: { status: logoStatus },
    streamsOf: (id) => [news, sport].find((channel) => channel.id === id)?.streamIds,
    triedOf: (id) => [news, sport].find((channel) => channel.id === id)?.streamIds ?? [],
    listings: {
      read: (channels, { fromAt, untilAt }) => Promise.resolve(channels.map(() => [onNow(fromAt, untilAt)])),
    },
    guide: { nowAndNext: (_channel, at) => [onNow(at - 1_000, at + 1_000)] },
    hub: hubOf(calls),
    history: airHistory(printChannelId(news.id)),
    ...pastOf(folder),
    logBook: logBookOf(),
    alerts: await alertsOf(folder),
    profiles: profilesOf(),
    tuners: () => ({ count: 4, inUse: 1 }),
    about: { version: '0.1.0', startedAt: clock.now(), baseUrl: '' },
  };
}

export const sea: Title = {
  id: 77 as TitleId,
  kind: 'movie',
  number: 78,
  name: 'Sea',
  year: 2010,
  tmdbId: 0,
  group: 'Films',
  posterUrl: '',
  rating: 7,
  addedAt: 0,
  extension: 'mkv',
  detail: {},
};

const seaVersion: TitleVersion = {
  streamId: news.streamIds[0]!,
  providerId: 'mine' as ProviderId,
  name: 'EN - Sea (2010)',
  language: 'EN',
  resolution: 'hd',
  extension: 'mkv',
};

const account: ProviderAccount = {
  status: 'active',
  expiresAt: 9,
  isTrial: false,
  maxConnections: 2,
  activeConnections: 1,
  createdAt: null,
  message: '',
  timeZone: 'UTC',
  outputs: ['ts'],
};

const placeInUse = { source: 'http://iptv.example/', isInUse: true, latencyMs: 12, error: null };

const matched = {
  name: 'News HD',
  parts: [{ kind: 'quality' as const, start: 5, end: 7, value: 'hd' }],
  compared_with: 'News',
  score: 91.5,
  is_same: false,
  providers: ['x'],
  reasons: [{ text: 'The spelling is alike', weight: 1.5 }],
};

const mustKnow = (id: ChannelId): void => {
  if (![news, sport].some((channel) => channel.id === id)) throw new AppError('channel.unknown', 'no such channel');
};
const sideOf = (channel: Channel) => ({
  id: printChannelId(channel.id),
  channel: channel.name,
  number: '1',
  group: channel.group,
  name: channel.name,
  stream_count: 1,
  providers: [{ provider_id: 'x' as ProviderId, stream_count: 1 }],
});

const LOCKED = { id: 1, at: 5, kind: 'lock', channels: [printChannelId(news.id)], called: ['News'] } as const;

const preview: ApiPorts['matches']['preview'] = (edits) =>
  edits.map((edit) => {
    if (edit.kind === 'lock') mustKnow(edit.channel);
    return LOCKED;
  });

function matchesOf(): ApiPorts['matches'] {
  return {
    preview,
    review: () =>
      Promise.resolve({
        items: [{ a: sideOf(news), b: sideOf(sport), score: 80, reasons: matched.reasons }],
        next: null,
        total: 1,
      }),
    explain: async (id) => {
      await Promise.resolve(mustKnow(id));
      const alternatives = [{ ...matched, ...otherNumber, id: printChannelId(sport.id) }];
      return { market: 'de', locked: false, names: [matched], alternatives };
    },
    decide: async (edits) => Promise.resolve(preview(edits)),
    history: () => [LOCKED],
    undo: (id) => (id === 1 ? Promise.resolve() : Promise.reject(new AppError('request.not-found', 'too old'))),
  };
}

const channelLogos: ApiPorts['channelLogos'] = {
  candidates: (id) => Promise.resolve(id === news.id ? [] : undefined),
  choose: () => Promise.resolve({ changed: 1, undo_id: UNDO_ID }),
  upload: (_id, bytes) =>
    bytes.byteLength > 0
      ? Promise.resolve({ changed: 1, undo_id: UNDO_ID })
      : Promise.reject(new AppError('request.invalid', 'no image')),
};

/** One that has become part of another. */
const MERGED = 'c00000000002';

function lineupRoom(calls: Calls): ApiPorts['lineup'] {
  const rows = [news, sport].map(rowOf);
  return {
    channelNow: (id) => (printChannelId(id) === MERGED ? news.id : id),
    builtAt: 1_750_000_000_000,
    snapshot: lineupOf([news, sport]),
    channel: (id) => rows.find((row) => row.id === printChannelId(id)),
    chosenLogoOf: () => undefined,
    patch: (patches) => {
      calls.patches.push(...patches);
      return Promise.resolve({ changed: patches.length, undo_id: UNDO_ID });
    },
    edit: (target, edit) => {
      calls.patches.push({ ...target, edit });
      return Promise.resolve({ changed: 1, undo_id: UNDO_ID });
    },
    previewEdit: () => Promise.resolve({ changed: 1, samples: [{ id: 'c1', before: 'News', after: 'News HD' }] }),
    guideChoiceOf: () => ({ chosen: null }),
    takeBack: (change, onTaken) => {
      calls.patches.push(change);
      onTaken?.();
      return Promise.resolve({ changed: 1, undo_id: UNDO_ID });
    },
    undo: (id) => {
      if (id === UNDO_ID) return Promise.resolve({ changed: 1 });
      throw new AppError('request.conflict', 'Something else was decided since.');
    },
    orderStreams: (id, change) => {
      calls.patches.push({ id, ...change });
      return Promise.resolve({ changed: 0, undo_id: UNDO_ID });
    },
    streamOrderOf: () => ({ pin: null, order: [printStreamId(news.streamIds[0]!)], excluded: [] }),
    lists: {
      list: (query) => {
        calls.queries.push(query);
        return Promise.resolve({ items: rows, next: 'more', total: 2 });
      },
      facets: () =>
        Promise.resolve({ markets: [{ value: 'uk', channel_count: 2 }], feeds: [], shifts: [], resolutions: [] }),
      families: () =>
        Promise.resolve({
          items: [{ id: FAMILY, name: 'Games', channel_count: 2, enabled_count: 1, stream_count: 3 }],
          next: null,
          total: 1,
        }),
      groups: () => Promise.resolve([{ name: 'Games', channel_count: 1, enabled_count: 1, market: '' }]),
    },
  };
}

const onNow = (startAt: number, stopAt: number): Placed => ({
  programme: { ...plainProgramme, title: 'Now', startAt, stopAt },
  from: 0,
});

const streamRow = {
  id: printStreamId(news.streamIds[0]!),
  provider_id: 'x' as ProviderId,
  kind: 'live' as const,
  name: 'News',
  group: '',
  url: 'http://x/***/***/1.ts',
  logo_url: '',
  tvg_id: 'news.x',
  number: '',
  catchup_days: 0,
  is_protected: false,
  position: 0,
};

function hubOf(calls: Calls): ApiPorts['hub'] {
  return {
    sessions: () => [onAirOf(news)],
    figures: () => figures,
    endSession: (id) => {
      calls.ended.push(printChannelId(id));
      return id === news.id;
    },
    moveSession: (id, streamId) => {
      if (!news.streamIds.includes(streamId)) throw new AppError('stream.unknown', 'The channel has no such stream');
      calls.ended.push(`moved ${printChannelId(id)}`);
      return id === news.id;
    },
    endViewer: (id) => {
      calls.ended.push(id);
      return id === 'v1';
    },
  };
}

function logBookOf(): LogBook {
  const book = new LogBook('info');
  const log = createLog({ clock: systemClock, level: () => book.level, write: (record) => book.add(record) });
  log.for('sync').info('playlist read', { url: SECRET_SOURCE });
  log.for('streaming').warning('the upstream was lost', { code: 'upstream.stalled' });
  return book;
}

const profilesOf = (): ApiPorts['profiles'] => ({
  list: () => [
    { name: 'proxy', label: 'Shared', is_preset: true, command: null, is_available: true, reason: null },
    {
      name: 'mine',
      label: '',
      is_preset: false,
      command: { program: 'player', arguments: ['{url}'] },
      is_available: false,
      reason: 'player is not installed',
    },
  ],
  wayOf: (id) => {
    if (id !== news.id) throw new AppError('channel.unknown', 'There is no such channel');
    return { profile: 'redirect', chosenBy: 'client', way: 'proxy', reason: 'It needs request headers.' };
  },
});
