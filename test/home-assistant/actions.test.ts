import { expect, test } from 'vitest';
import { callAction } from '../../src/home-assistant/mqtt/action.ts';
import { actionsOf } from '../../src/home-assistant/actions.ts';
import { AppError } from '../../src/kernel/errors.ts';
import { printChannelId, printStreamId, type ProviderId } from '../../src/model/ids.ts';
import { defaultSettings } from '../../src/model/settings.ts';
import type { SyncStatus } from '../../src/sync/status.ts';
import { homePorts, news, sport } from '../fakes/home-ports.ts';

const NEWS = printChannelId(news.id);

const stale: SyncStatus = {
  provider_id: 'my-tv' as ProviderId,
  state: 'stale',
  phase: 'idle',
  progress: { bytes: 0, entries: 0, programmes: 0 },
  matching: null,
  started_at: 1,
  finished_at: 2,
  next_at: null,
  last_success_at: null,
  error: { code: 'provider.refused', message: 'It answered 403' },
  counts: { live: 0, radio: 0, movie: 0, series: 0, skipped: 0, headings: 0 },
  skips: { count: 0, byReason: {}, samples: [] },
  guides: [],
};

function open() {
  const home = homePorts();
  const called: unknown[] = [];
  const actions = actionsOf({
    ...home.ports,
    callHome: (service, data) => Promise.resolve(void called.push([service, data])),
  });
  const call = (name: string, payload: unknown) =>
    callAction(actions[name]!, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { ...home, called, call };
}

test('a sync is of everything, or of one provider by id or name', async () => {
  const { call, asked } = open();
  for (const payload of ['', { provider: 'my-tv' }, { provider: 'my tv' }])
    expect(await call('sync', payload)).toEqual({ ok: true });
  expect(asked).toEqual([['syncAll'], ['syncOne', 'my-tv'], ['syncOne', 'my-tv']]);
});

test('a list that has shrunk is confirmed by the name of its provider', async () => {
  const { call, asked } = open();
  expect(await call('confirm_list', { provider: 'My TV' })).toEqual({ ok: true });
  expect(await call('confirm_list', {})).toMatchObject({ ok: false });
  expect(asked).toEqual([['confirmList', 'my-tv']]);
});

test('a sync of everything says which providers failed, and under maintenance that nothing is read', async () => {
  const failing = homePorts({ syncStatuses: () => [stale] });
  const sync = (ports: typeof failing.ports) => callAction(actionsOf(ports)['sync']!, '');
  expect(await sync(failing.ports)).toEqual({ ok: true, failed: ['my-tv'] });
  const maintenance = { ...defaultSettings.maintenance, enabled: true };
  const paused = homePorts({ settings: () => ({ ...defaultSettings, maintenance }) });
  expect(await sync(paused.ports)).toMatchObject({ ok: false, code: 'process.maintenance' });
});

test('channels are named by number, name or id, groups by name', async () => {
  const { call, asked } = open();
  expect(await call('disable', { channel: [1, 'sport', NEWS] })).toEqual({ ok: true, changed: 1 });
  expect(await call('enable', { group: 'Games', id: 7 })).toEqual({ ok: true, changed: 1, id: '7' });
  expect(asked).toEqual([
    ['patchChannels', { ids: [news.id, sport.id, news.id], set: { enabled: false } }],
    ['patchChannels', { where: { group: 'Games' }, set: { enabled: true } }],
  ]);
});

test('a group that no channel is in is refused, and nothing is changed', async () => {
  const { call, asked } = open();
  expect(await call('disable', { group: 'Gmaes' })).toMatchObject({ ok: false, code: 'request.not-found' });
  expect(asked).toEqual([]);
});

test('a disabled channel, which is in no lineup, is enabled by number or name as it was disabled', async () => {
  const off = { id: NEWS, number: '5', name: 'Evening Off' };
  const { ports, asked } = homePorts({ searchChannels: () => Promise.resolve([off]) });
  const enable = (channel: unknown) => callAction(actionsOf(ports)['enable']!, JSON.stringify({ channel }));
  expect(await enable([5, ' evening off', NEWS])).toEqual({ ok: true, changed: 1 });
  expect(asked).toEqual([['patchChannels', { ids: [news.id, news.id, news.id], set: { enabled: true } }]]);
  expect(await enable('Evening')).toMatchObject({ ok: false, code: 'channel.unknown' });
  expect(await enable(50)).toMatchObject({ ok: false, code: 'channel.unknown' });
});

test('a check says whether there is a picture', async () => {
  const { call } = open();
  expect(await call('check', { channel: 'News' })).toEqual({
    ok: true,
    channel: NEWS,
    name: 'News',
    is_alive: true,
    took_ms: 12,
  });
});

test('a channel on air is moved to another of its streams', async () => {
  const { call } = open();
  const stream = printStreamId(news.streamIds[0]!);
  expect(await call('move', { channel: 1, stream })).toEqual({ ok: true });
  expect(await call('move', { channel: 2, stream })).toMatchObject({ code: 'request.not-found' });
  expect(await call('move', { channel: 1, stream: 'x' })).toMatchObject({ code: 'request.invalid' });
});

test('a viewer or a channel is stopped, and nothing else is', async () => {
  const { call } = open();
  expect(await call('stop', { viewer: 'v1' })).toEqual({ ok: true });
  expect(await call('stop', { channel: 1 })).toEqual({ ok: true });
  expect(await call('stop', { viewer: 'v9' })).toMatchObject({ ok: false, code: 'request.not-found' });
  expect(await call('stop', {})).toMatchObject({ ok: false, code: 'request.invalid' });
});

test('a channel is played on any media player, through Home Assistant', async () => {
  const { call, called } = open();
  expect(await call('play_on', { channel: 1, player: 'media_player.tv' })).toMatchObject({ ok: true });
  expect(called).toEqual([
    [
      'media_player.play_media',
      {
        entity_id: ['media_player.tv'],
        media_content_id: `http://192.168.1.5:5004/stream/${NEWS}.ts`,
        media_content_type: 'video/mp2t',
        extra: { title: 'News', thumb: `http://192.168.1.5:5004/logo/${NEWS}` },
      },
    ],
  ]);
  expect(await call('play_on', { channel: 1, player: 'light.lamp' })).toMatchObject({
    ok: false,
    code: 'request.invalid',
  });
  expect(await call('play_on', { channel: 'Nothing', player: 'media_player.tv' })).toMatchObject({
    ok: false,
    code: 'channel.unknown',
  });
});

test.each(['[]', 'no json', '"text"', '{"surprise":1}', 'null'])(
  '%s is answered with what is wrong',
  async (payload) => {
    const { call, asked } = open();
    expect(await call('sync', payload)).toMatchObject({ ok: false, code: 'request.invalid' });
    expect(asked).toEqual([]);
  },
);

test('what fails says why, and no password', async () => {
  const home = homePorts({
    syncAll: () => Promise.reject(new AppError('provider.refused', 'http://u:secret@tv.example refused')),
  });
  const result = await callAction(actionsOf(home.ports)['sync']!, '');
  expect(result).toMatchObject({ ok: false, code: 'provider.refused' });
  expect(result.detail).not.toContain('secret');
});
