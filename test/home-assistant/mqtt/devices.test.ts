import { expect, test } from 'vitest';
import { devicesOf } from '../../../src/home-assistant/mqtt/devices.ts';
import { discoveryPayload } from '../../../src/home-assistant/mqtt/discovery.ts';
import type { Device, Entity } from '../../../src/home-assistant/mqtt/entities.ts';
import { Inventory } from '../../../src/home-assistant/mqtt/inventory.ts';
import { messagesOf } from '../../../src/home-assistant/mqtt/messages.ts';
import { discoveryTopics } from '../../../src/home-assistant/mqtt/topics.ts';
import { TunerPlaces } from '../../../src/home-assistant/mqtt/tuner-entities.ts';
import type { ChannelId } from '../../../src/model/ids.ts';
import type { SessionView, ViewerView } from '../../../src/streaming/session-view.ts';
import { homePorts, news, sport } from '../../fakes/home-ports.ts';
import { objectionsTo } from './discovery-schema.ts';

const devices = (more: Parameters<typeof homePorts>[0] = {}): Device[] =>
  devicesOf(homePorts(more).ports, new TunerPlaces());
const entity = (list: readonly Device[], key: string): Entity =>
  list.flatMap(({ entities }) => entities).find((one) => one.key === key)!;
const onAir = (channelId: ChannelId): SessionView => ({
  channel_id: channelId,
  state: 'on-air',
  stream_id: null,
  provider_id: null,
  profile: null,
  stream_name: 'News HD',
  since: 1_000,
  bits_per_second: 8_123_456,
  bytes_received: 0,
  buffer_bytes: 0,
  codecs: [],
  retries: 0,
  last_error: null,
  upstreams: [],
  failovers: [],
  failover_count: 0,
  stall_count: 0,
  viewers: [],
});

test('every payload is one that Home Assistant takes', () => {
  const profile = { names: () => ['proxy', 'redirect'], current: () => 'proxy', choose: () => Promise.resolve() };
  const list = devices({ profile });
  expect(list.flatMap((device) => objectionsTo(device.id, { ...discoveryPayload(device, '1') }))).toEqual([]);
});

test('entity ids are those that the documentation promises', () => {
  const ids = devices().flatMap((device) =>
    Object.values(discoveryPayload(device, '1').cmps).map((component) => component['default_entity_id']),
  );
  expect(ids).toEqual(
    expect.arrayContaining([
      'sensor.masthead_active_streams',
      'switch.masthead_maintenance',
      'sensor.masthead_my_tv_status',
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('a channel keeps its tuner while others come and go', () => {
  const places = new TunerPlaces();
  const seats = (...ids: ChannelId[]) => places.seat(ids.map(onAir), 2).map((seat) => seat?.channel_id);
  expect(seats(news.id, sport.id)).toEqual([news.id, sport.id]);
  expect(seats(sport.id)).toEqual([undefined, sport.id]);
  expect(seats(sport.id, news.id, 3 as ChannelId)).toEqual([news.id, sport.id]);
});

test('what is on air is named with its programme; an idle tuner has no picture', () => {
  const list = devices({ sessions: () => [onAir(news.id)] });
  expect(entity(list, 'tuner_1').state?.()).toBe('News: Evening bulletin');
  expect(entity(list, 'tuner_2').state?.()).toBe('Idle');
  expect(entity(list, 'bit_rate').state?.()).toBe(8.12);
  const messages = messagesOf(list).filter(({ topic }) => topic.includes('_logo'));
  expect(messages.map(({ topic, payload }) => `${topic} ${payload}`)).toEqual([
    expect.stringMatching(/tuner_1_logo http:\/\/192\.168\.1\.5:5004\/logo\/c/),
    'masthead/masthead/tuner_1_logo/available online',
    'masthead/masthead/tuner_2_logo/available offline',
  ]);
});

const viewer = (id: string, userAgent: string): ViewerView => ({
  id,
  address: '192.168.1.20',
  user_agent: userAgent,
  via: 'tuner',
  person: null,
  since: 1_000,
  priority: 0,
  limit_bytes_per_second: null,
  bits_per_second: 8_000_000,
  bytes_sent: 1,
  lag_bytes: 0,
  dropped_bytes: 0,
  skips: 0,
});
const tunerAttributes = (session: SessionView): Readonly<Record<string, unknown>> =>
  entity(devices({ sessions: () => [session] }), 'tuner_1').attributes?.() ?? {};

test('a tuner names its viewers by the id that sends them away, and nothing of them that changes while they watch', () => {
  const { viewers, clients } = tunerAttributes({ ...onAir(news.id), viewers: [viewer('v3', 'VLC/3.0.21')] });
  expect([viewers, clients]).toEqual([1, [{ id: 'v3', address: '192.168.1.20', name: 'VLC/3.0.21' }]]);
});

test('the attributes of a tuner stay below the 16 KiB that the recorder keeps, whatever viewers say they are', () => {
  const crowd = Array.from({ length: 300 }, (_, index) => viewer(`v${index}`, '\u0001'.repeat(8_000)));
  const attributes = tunerAttributes({ ...onAir(9 as ChannelId), stream_name: '\u0001'.repeat(9_000), viewers: crowd });
  expect(attributes['viewers']).toBe(300);
  expect(Buffer.byteLength(JSON.stringify(attributes))).toBeLessThan(16_384);
});

test('an account that ends says when; others have no such sensor', () => {
  expect(devices().flatMap(({ entities }) => entities.map(({ key }) => key))).not.toContain('expires');
  const account = {
    status: 'active',
    expiresAt: Date.UTC(2027, 0, 1),
    isTrial: false,
    maxConnections: 1,
    activeConnections: 0,
    createdAt: null,
    message: '',
    timeZone: 'UTC',
    outputs: [],
  } as const;
  expect(entity(devices({ accountOf: () => account }), 'expires').state?.()).toBe('2027-01-01T00:00:00.000Z');
});

test('a state longer than Home Assistant allows is cut', () => {
  const long = { ...news, name: 'N'.repeat(400) };
  const list = devices({ sessions: () => [{ ...onAir(9 as ChannelId), stream_name: long.name }] });
  const message = messagesOf(list).find(({ topic }) => topic === 'masthead/masthead/tuner_1');
  expect(message?.payload).toHaveLength(255);
});

test.each([
  ['maintenance', 'on'],
  ['stream_limit', '1.5'],
  ['stream_limit', '1001'],
  ['refresh_playlists', ''],
  ['enabled', '1'],
])('a command for %s that says %j is refused', async (key, payload) => {
  await expect((async () => entity(devices(), key).obey?.(payload))()).rejects.toMatchObject({
    code: 'request.invalid',
  });
});

test('commands reach what they are for', async () => {
  const { ports, asked } = homePorts();
  const list = devicesOf(ports, new TunerPlaces());
  await entity(list, 'stream_limit').obey?.('0');
  await entity(list, 'stream_limit').obey?.('3.0');
  await entity(list, 'enabled').obey?.('OFF');
  await entity(list, 'refresh_guide').obey?.('PRESS');
  expect(asked).toEqual([
    ['change', { streaming: { stream_limit: null } }],
    ['change', { streaming: { stream_limit: 3 } }],
    ['enableProvider', 'my-tv', false],
    ['syncGuides'],
  ]);
});

test('a tuner that is no more is taken back before the device is described without it', () => {
  const published: [string, string][] = [];
  const inventory = new Inventory('1', discoveryTopics('homeassistant').config, (topic, payload) =>
    published.push([topic, payload]),
  );
  inventory.update(devices());
  published.length = 0;
  const dropped = inventory.update(devices({ tuners: () => ({ count: 1, inUse: 0 }) }));
  const [first, second] = published.map(
    ([, payload]) => JSON.parse(payload || '{}') as { cmps: Record<string, unknown> },
  );
  expect(first?.cmps['tuner_2']).toEqual({ p: 'sensor' });
  expect(second?.cmps).not.toHaveProperty('tuner_2');
  expect(dropped).toContain('masthead/masthead/tuner_2');
  expect(
    published.slice(2).every(([topic, payload]) => topic.startsWith('masthead/masthead/tuner_2') && payload === ''),
  ).toBe(true);
});
