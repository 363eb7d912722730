// How a channel comes to whom: the most specific choice, and redirects only where a client can follow them.

import { expect, test } from 'vitest';
import { sourcesOf, type Known } from '../../src/app/sources.ts';
import { createProfilesPort, hlsWayOf, redirectOfFile, wayOf } from '../../src/app/ways.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import { providerSettings, type ProviderSettings } from '../../src/model/provider.ts';
import { settingsSchema, type Settings } from '../../src/model/settings.ts';
import type { Stream } from '../../src/model/stream.ts';
import { Programs } from '../../src/processes/programs.ts';
import { channelOf, lineupOf } from '../fakes/lineup-of.ts';
import { storedStream } from '../fakes/stream-entries.ts';

const account: ProviderAccount = {
  status: 'active',
  expiresAt: null,
  isTrial: false,
  maxConnections: null,
  activeConnections: 0,
  createdAt: null,
  message: '',
  timeZone: 'UTC',
  outputs: ['ts', 'm3u8'],
};

interface Scene {
  readonly channel?: string;
  readonly provider?: Partial<ProviderSettings>;
  readonly settings?: Parameters<typeof settingsSchema.parse>[0];
  readonly streams?: readonly Partial<Stream>[];
}

const ADDRESS = 'http://tv.test/live/anna/hunter2/1.ts';

function sceneOf({ channel, provider = {}, settings = {}, streams = [{ url: ADDRESS }] }: Scene) {
  const stored = streams.map((said) => storedStream('mine', said));
  const shown = channelOf('1', 'News', { streamIds: stored.map(({ id }) => id) });
  const own = providerSettings.parse({
    id: 'mine',
    kind: 'm3u',
    name: 'Mine',
    source: 'http://tv.test/a.m3u',
    ...provider,
  });
  const current: Settings = settingsSchema.parse(settings);
  const known: Known = {
    lineup: {
      snapshot: lineupOf([shown]),
      channel: () => undefined,
      channelNow: (id) => id,
      streamProfileOf: () => channel,
      streamOrderOf: () => undefined,
    },
    catalogue: { streams: () => stored },
    providers: { get: () => own },
    watch: {
      inUse: () => own.source,
      loginLimitOf: () => own.max_connections,
      noticeTrouble: () => undefined,
      standing: () => ({ account, checkedAt: 1, connections: null, places: [], logins: [] }),
      usableLogins: (_, logins) => logins,
    },
    settings: () => current,
    rank: (_id, ids) => ({ order: ids, resting: new Set(), never: new Set() }),
  };
  return { id: shown.id, known };
}

const streaming = (more: object): object => ({ streaming: more });
const KODI = streaming({ client_profiles: [{ user_agent: 'kodi', profile: 'ffmpeg' }] });
const REDIRECT = streaming({ default_profile: 'redirect' });

test.each<[string, Scene, string, object]>([
  ['without a choice, proxied', {}, '', { way: 'proxy', chosenBy: 'setting', reason: null }],
  ['the setting', { settings: streaming({ default_profile: 'vlc' }) }, '', { way: 'command', profile: 'vlc' }],
  [
    'the provider before the setting',
    { provider: { stream_profile: 'ffmpeg' }, settings: REDIRECT },
    '',
    { chosenBy: 'provider' },
  ],
  [
    'the client before the provider',
    { provider: { stream_profile: 'vlc' }, settings: KODI },
    'Kodi/21.0',
    { chosenBy: 'client', viewerProfile: 'ffmpeg' },
  ],
  [
    'another client',
    { provider: { stream_profile: 'vlc' }, settings: KODI },
    'VLC/3',
    { chosenBy: 'provider', profile: 'vlc' },
  ],
  [
    'the channel before the client',
    { channel: 'streamlink', settings: KODI },
    'Kodi/21.0',
    { chosenBy: 'channel', profile: 'streamlink' },
  ],
  ['a redirect', { settings: REDIRECT }, '', { way: 'redirect', url: ADDRESS, reason: null }],
  [
    'a redirect with a connection limit',
    { provider: { max_connections: 1 }, settings: REDIRECT },
    '',
    { way: 'proxy', reason: expect.stringContaining('counted') },
  ],
  [
    'a redirect despite a connection limit',
    {
      provider: { max_connections: 1 },
      settings: streaming({ default_profile: 'redirect', redirect_despite_limit: true }),
    },
    '',
    { way: 'redirect' },
  ],
  [
    'a redirect of a stream with headers',
    { settings: REDIRECT, streams: [{ url: ADDRESS, headers: { referer: 'http://x/' } }] },
    '',
    { way: 'proxy', reason: expect.stringContaining('headers') },
  ],
  [
    'a redirect of a provider with a user agent',
    { settings: REDIRECT, provider: { user_agent: 'Special' } },
    '',
    { way: 'proxy' },
  ],
  [
    'a redirect of a stream that is not HTTP',
    { settings: REDIRECT, streams: [{ url: 'udp://@239.1.1.1:5000' }] },
    '',
    { way: 'proxy', reason: expect.stringContaining('HTTP') },
  ],
  [
    'a redirect to the first stream that can be had so',
    { settings: REDIRECT, streams: [{ url: 'rtsp://cam/1' }, { url: ADDRESS }] },
    '',
    { way: 'redirect', url: ADDRESS },
  ],
  ['a redirect under maintenance', { settings: { ...REDIRECT, maintenance: { enabled: true } } }, '', { way: 'proxy' }],
  ['a profile that is gone', { channel: 'lost' }, '', { way: 'proxy', reason: expect.stringContaining('lost') }],
  [
    'a channel without a stream',
    { settings: REDIRECT, streams: [] },
    '',
    { way: 'proxy', reason: expect.stringContaining('no stream') },
  ],
])('%s', (_, scene, userAgent, expected) => {
  const { id, known } = sceneOf(scene);
  expect(wayOf(id, { userAgent }, known)).toMatchObject(expected);
});

test.each<[string, Scene, string | undefined]>([
  ['is sent where the setting says so', { settings: REDIRECT }, ADDRESS],
  ['is sent where its provider says so', { provider: { stream_profile: 'redirect' } }, ADDRESS],
  ['is brought without a choice', {}, undefined],
  [
    'is brought where a program makes the live streams',
    { settings: streaming({ default_profile: 'ffmpeg' }) },
    undefined,
  ],
  ['is brought where connections are counted', { provider: { max_connections: 1 }, settings: REDIRECT }, undefined],
])('the player of a movie %s', (_, scene, expected) => {
  const { id, known } = sceneOf(scene);
  const sources = sourcesOf(id, undefined, known);
  expect(redirectOfFile(sources, { userAgent: '' }, known)).toBe(expected);
});

test('a client rule redirects movies, and the channel decides for its past', () => {
  const settings = streaming({ client_profiles: [{ user_agent: 'kodi', profile: 'redirect' }] });
  const { id, known } = sceneOf({ settings, channel: 'proxy' });
  const sources = sourcesOf(id, undefined, known);
  expect(redirectOfFile(sources, { userAgent: 'Kodi/21' }, known)).toBe(ADDRESS);
  expect(redirectOfFile(sources, { userAgent: 'VLC' }, known)).toBeUndefined();
  expect(redirectOfFile(sources, { userAgent: 'Kodi/21', channel: id }, known)).toBeUndefined();
});

test('a stream is brought by the command that was chosen, unless its client is to have another way', () => {
  const { id, known } = sceneOf({ provider: { stream_profile: 'streamlink' } });
  expect(sourcesOf(id, undefined, known)[0]).toMatchObject({ command: 'streamlink' });
  expect(sourcesOf(id, 'ffmpeg', known)[0]).toMatchObject({ command: 'ffmpeg' });
  expect(sourcesOf(id, 'proxy', known)[0]).not.toHaveProperty('command');
  expect(sourcesOf(id, 'lost', known)[0]).not.toHaveProperty('command');
});

test('what the API tells of a way holds no address', () => {
  const { id, known } = sceneOf({ settings: REDIRECT });
  expect(JSON.stringify(createProfilesPort(known, new Programs('')).wayOf(id, ''))).not.toContain('hunter2');
});

test('profiles say whether they can be had, and why not', () => {
  const profiles = [{ name: 'mine', label: 'Mine', program: '/bin/sh', arguments: ['-c', '{url}'] }];
  const { known } = sceneOf({ settings: { commands: { allowed_programs: ['/bin/sh', 'ffmpeg'], profiles } } });
  const listed = new Map(
    createProfilesPort(known, new Programs('/nowhere'))
      .list()
      .map((view) => [view.name, view]),
  );
  expect(listed.get('proxy')).toMatchObject({ is_available: true, command: null });
  expect(listed.get('mine')).toMatchObject({ is_available: true, is_preset: false, command: { program: '/bin/sh' } });
  expect(listed.get('ffmpeg')).toMatchObject({ is_available: false, reason: 'ffmpeg is not installed' });
  expect(listed.get('streamlink')).toMatchObject({ is_available: false, reason: 'streamlink is not allowed to run' });
});

const PANEL = { kind: 'xtream', source: 'xtream://anna:hunter2@tv.test' } as const;

test.each<[string, Scene, object]>([
  ['its HLS', { streams: [{ url: 'http://tv.test/1.m3u8?k=1' }] }, { url: 'http://tv.test/1.m3u8?k=1' }],
  ['the first that is HLS', { streams: [{}, { url: 'http://b.test/1.m3u8' }] }, { url: 'http://b.test/1.m3u8' }],
  ["a panel's HLS of the same stream", { provider: PANEL }, { url: 'http://tv.test/live/anna/hunter2/1.m3u8' }],
  [
    'MPEG-TS, which is made into HLS here',
    {},
    { way: 'proxy', reason: 'Its provider does not say that it has it as HLS.' },
  ],
  ['HLS of a provider with a limit', { provider: { ...PANEL, max_connections: 1 } }, { way: 'proxy' }],
])('a client that wants HLS is redirected to %s', (_, scene, way) => {
  const { id, known } = sceneOf({ settings: REDIRECT, ...scene });
  expect(hlsWayOf(id, { userAgent: '' }, known)).toMatchObject({ profile: 'redirect', ...way });
});

test('without a word of the panel there is no HLS to redirect to', () => {
  const { id, known } = sceneOf({ settings: REDIRECT, provider: PANEL });
  const watch = {
    ...known.watch,
    standing: () => ({ account: null, checkedAt: null, connections: null, places: [], logins: [] }),
  };
  expect(hlsWayOf(id, { userAgent: '' }, { ...known, watch }).way).toBe('proxy');
});

test('whoever may have so many streams is not redirected, as nobody could count them, unless limits are let go', () => {
  const bounded = { userAgent: '', account: { maxStreams: 2 } };
  const { id, known } = sceneOf({ settings: REDIRECT });
  expect(wayOf(id, { ...bounded, account: { maxStreams: null } }, known).url).toBe(ADDRESS);
  expect(wayOf(id, bounded, known)).toMatchObject({ way: 'proxy', reason: expect.stringContaining('counted') });
  expect(redirectOfFile(sourcesOf(id, undefined, known), bounded, known)).toBeUndefined();
  const despite = streaming({ default_profile: 'redirect', redirect_despite_limit: true });
  expect(wayOf(id, bounded, sceneOf({ settings: despite }).known).url).toBe(ADDRESS);
});
