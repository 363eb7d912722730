// The whole of Masthead as an add-on: a Supervisor that behaves as the real one, a real broker, and a household's clicks.

import { get } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { WhenOver } from '../fakes/folder.ts';
import { freePort } from '../fakes/free-port.ts';
import { startIngressProxy } from '../fakes/ingress-proxy.ts';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { createMosquitto, hasMosquitto, observe } from '../fakes/mosquitto.ts';
import { startSupervisor } from '../fakes/supervisor.ts';
import { objectionsTo } from '../home-assistant/mqtt/discovery-schema.ts';
import { openHouse as openSupervisedHouse, type House } from './supervised-house.ts';

const CONFIG = /^homeassistant\/device\/(.+)\/config$/;
const HUB_CONFIG = 'homeassistant/device/masthead/config';
const WAIT = { timeout: 60_000, interval: 50 };

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function openHouse(env: Readonly<Record<string, string>> = {}, whenOver?: WhenOver): Promise<House> {
  const house = await openSupervisedHouse({ args: ['--demo'], channels: 12, env }, whenOver);
  await vi.waitFor(() => {
    expect(house.observer.last('masthead/status')).toBe('online');
    expect(house.observer.last('masthead/masthead/channels')).toBe('12');
  }, WAIT);
  return house;
}

/** Somebody who watches until the test ends, or until he hangs up. */
async function watch(url: string): Promise<() => void> {
  const { promise, resolve, reject } = Promise.withResolvers<() => void>();
  const request = get(url, (response) => {
    if (response.statusCode !== 200) return reject(new Error(String(response.statusCode)));
    response.resume();
    response.on('error', () => undefined);
    resolve(() => request.destroy());
  });
  request.on('error', reject);
  onTestFinished(() => void request.destroy());
  return promise;
}

const configs = (messages: Map<string, string>): [string, Record<string, unknown>][] =>
  Array.from(messages).flatMap(([topic, payload]) => {
    const id = CONFIG.exec(topic)?.[1];
    return id === undefined ? [] : [[id, JSON.parse(payload) as Record<string, unknown>]];
  });

describe.skipIf(!hasMosquitto)('a house whose broker stays', () => {
  let house: House;
  const ends: Parameters<WhenOver>[0][] = [];
  beforeAll(async () => {
    house = await openHouse({}, (stop) => void ends.push(stop));
  });
  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  test('devices are discovered with payloads that Home Assistant takes, and have states', async () => {
    const { observer } = house;
    await expect.poll(() => observer.last('masthead/masthead_demo/status'), WAIT).toBe('fresh');
    await expect.poll(() => observer.last('masthead/masthead_demo/connectivity'), WAIT).toBe('ON');
    await expect.poll(() => observer.last('masthead/masthead/guide_until'), WAIT).toMatch(/^\d{4}-/);
    const held = await observer.retained();
    const found = configs(held);
    expect(found.map(([id]) => id).toSorted()).toEqual(['masthead', 'masthead_demo']);
    expect(found.flatMap(([id, payload]) => objectionsTo(id, payload))).toEqual([]);
    expect(held.get('masthead/masthead/active_streams')).toBe('0');
    expect(held.get('masthead/masthead/tuner_1')).toBe('Idle');
    expect(held.get('masthead/masthead/problem')).toBe('OFF');
    expect(Date.parse(held.get('masthead/masthead/guide_until') ?? '')).toBeGreaterThan(Date.now());
    expect(held.has('masthead/masthead/bit_rate')).toBe(false);
    expect(observer.last('masthead/masthead/bit_rate')).toBe('0');
  });

  test('what is on air is seen, with its programme and logo, and told as an event that nobody keeps', async () => {
    const { observer, masthead } = house;
    const hangUp = await watch(`${masthead.base}/auto/v1`);
    await expect.poll(() => observer.last('masthead/masthead/tuner_1'), WAIT).toMatch(/^.+: .+$/);
    expect(observer.last('masthead/masthead/active_streams')).toBe('1');
    expect(observer.last('masthead/masthead/running')).toBe('ON');
    expect(observer.last('masthead/masthead/tuner_1_logo')).toMatch(/^http:\/\/192\.168\.1\.5:\d+\/logo\/c\w{11}$/);
    expect(JSON.parse(observer.last('masthead/masthead/tuner_1/attributes') ?? '')).toMatchObject({
      viewers: 1,
      number: '1',
    });
    const started = observer.heard.find(({ topic }) => topic === 'masthead/masthead/stream_event');
    expect(JSON.parse(started?.payload ?? '')).toMatchObject({ event_type: 'stream_started', number: '1' });
    hangUp();
    await expect.poll(() => observer.last('masthead/masthead/tuner_1'), WAIT).toBe('Idle');
    expect((await observer.retained()).has('masthead/masthead/stream_event')).toBe(false);
  });

  test('maintenance is switched from Home Assistant: nobody new gets a picture, and the event says so', async () => {
    const { observer, masthead } = house;
    await observer.client.publishAsync('masthead/masthead/maintenance/set', 'ON');
    await expect.poll(() => observer.last('masthead/masthead/maintenance'), WAIT).toBe('ON');
    await expect(watch(`${masthead.base}/auto/v1`)).rejects.toThrow('503');
    const types = observer.heard.filter(({ topic }) => topic.endsWith('stream_event')).map(({ payload }) => payload);
    expect(types.join()).toContain('maintenance_started');
    await observer.client.publishAsync('masthead/masthead/maintenance/set', 'maybe');
    await observer.client.publishAsync('masthead/masthead/stream_limit/set', '-1');
    await observer.client.publishAsync('masthead/masthead/maintenance/set', 'OFF');
    await expect.poll(() => observer.last('masthead/masthead/maintenance'), WAIT).toBe('OFF');
    expect(observer.last('masthead/masthead/stream_limit')).toBe('0');
    expect(masthead.output()).toContain('Send ON or OFF');
    await watch(`${masthead.base}/auto/v1`);
  });

  test('a stream limit that is set from Home Assistant holds', async () => {
    const { observer, masthead } = house;
    await observer.client.publishAsync('masthead/masthead/stream_limit/set', '1');
    await expect.poll(() => observer.last('masthead/masthead/stream_limit'), WAIT).toBe('1');
    await watch(`${masthead.base}/auto/v1`);
    await expect(watch(`${masthead.base}/auto/v2`)).rejects.toThrow('503');
    await observer.client.publishAsync('masthead/masthead/stream_limit/set', '0');
    await expect.poll(() => observer.last('masthead/masthead/stream_limit'), WAIT).toBe('0');
  });

  test('an action that is none is answered so, whatever its name', async () => {
    const { observer, masthead } = house;
    for (const name of ['constructor', 'surprise']) {
      await observer.client.publishAsync(`masthead/action/${name}`, '{}');
      await expect.poll(() => observer.last(`masthead/action/${name}/result`), WAIT).toContain('request.not-found');
    }
    expect(masthead.output()).not.toContain('not handled');
  });

  test('a channel is disabled and enabled by its number', async () => {
    const { observer } = house;
    await observer.client.publishAsync('masthead/action/disable', '{"channel":1}');
    await expect.poll(() => observer.last('masthead/masthead/channels'), WAIT).toBe('11');
    await observer.client.publishAsync('masthead/action/enable', '{"channel":1}');
    await expect.poll(() => observer.last('masthead/masthead/channels'), WAIT).toBe('12');
  });

  test('the panel opens through ingress at the port that the Supervisor names', async () => {
    const { supervisor, masthead } = house;
    const port = Number(/sidebar of Home Assistant port=(\d+)/.exec(masthead.output())?.[1]);
    expect(port).toBe(supervisor.info['ingress_port']);
    expect((await fetch(`http://127.0.0.1:${port}/api/me`)).status).toBe(403); // not from the Supervisor's address
    const proxy = await startIngressProxy({ target: () => `http://127.0.0.1:${port}` });
    onTestFinished(() => proxy.stop());
    expect(await (await fetch(`${proxy.url}api/me`)).json()).toMatchObject({ role: 'admin' });
    proxy.logIn({ id: 'b'.repeat(32), name: 'ben', displayName: 'Ben' });
    expect(await (await fetch(`${proxy.url}api/me`)).json()).toMatchObject({ role: 'member' });
    const status = (await (await fetch(`${proxy.url}api/status`)).json()) as { addresses: string[] };
    expect(status.addresses).toEqual([`http://192.168.1.5:${new URL(masthead.base).port}`]);
    expect(await (await fetch(`${proxy.url}playlist.m3u`)).text()).toContain(`${status.addresses[0]}/stream/`);
  });
});

describe.skipIf(!hasMosquitto)('with a broker', () => {
  test('a broker that was killed and comes back without memory is told everything again', async () => {
    const { broker, observer } = await openHouse();
    const before = await observer.retained();
    await broker.kill();
    await broker.start();
    await expect.poll(async () => (await observer.retained()).get('masthead/status'), WAIT).toBe('online');
    await expect
      .poll(async () => [...(await observer.retained()).keys()].toSorted(), WAIT)
      .toEqual([...before.keys()].toSorted());
  });

  test('new credentials are asked of the Supervisor when the broker refuses the old ones', async () => {
    const { broker, observer, supervisor, masthead } = await openHouse();
    await broker.kill();
    broker.setPassword('addons', 'second');
    await broker.start();
    await expect.poll(() => masthead.output(), WAIT).toContain('MQTT broker cannot be used');
    expect((await observer.retained()).has('masthead/status')).toBe(false);
    supervisor.mqtt = { ...supervisor.mqtt, password: 'second' };
    await expect.poll(async () => (await observer.retained()).get('masthead/status'), WAIT).toBe('online');
    expect(masthead.output()).not.toMatch(/first|second/);
  });

  test('when Home Assistant comes up, it hears everything again', async () => {
    const { observer, supervisor } = await openHouse();
    const count = (topic: string): number => observer.heard.filter((message) => message.topic === topic).length;
    const before = count('homeassistant/device/masthead/config');
    await observer.client.publishAsync('homeassistant/status', 'online');
    await expect.poll(() => count('homeassistant/device/masthead/config'), WAIT).toBe(before + 1);
    expect(count('masthead/masthead/channels')).toBeGreaterThan(1);
    expect(supervisor.isCoreUp).toBe(true);
  });

  test('a removed provider leaves nothing behind, also one that went while the broker was away', async () => {
    const { observer, broker, masthead } = await openHouse();
    const api = await login(masthead);
    await api('POST', '/providers', { name: 'Second', source: `${masthead.base}/playlist.m3u` });
    await expect
      .poll(async () => [...(await observer.retained()).keys()].join(), WAIT)
      .toContain('masthead_second/status');
    await api('DELETE', '/providers/second');
    const left = async (): Promise<string[]> =>
      [...(await observer.retained()).keys()].filter((topic) => topic.includes('_second'));
    await expect.poll(left, WAIT).toEqual([]);
    await broker.kill();
    await broker.start();
    const ghost = {
      o: { name: 'Masthead' },
      cmps: { status: { p: 'sensor', state_topic: 'masthead/masthead_ghost/status' } },
    };
    const other = { o: { name: 'Another program' }, cmps: {} };
    for (const [topic, payload] of [
      ['homeassistant/device/masthead_ghost/config', JSON.stringify(ghost)],
      ['masthead/masthead_ghost/status', 'fresh'],
      ['homeassistant/device/masthead_other/config', JSON.stringify(other)],
    ] as const) {
      await observer.client.publishAsync(topic, payload, { retain: true, qos: 1 });
    }
    const ghosts = async (): Promise<string[]> =>
      [...(await observer.retained()).keys()].filter((topic) => /ghost|other/.test(topic));
    await expect.poll(ghosts, WAIT).toEqual(['homeassistant/device/masthead_other/config']);
  });

  test('an entity that an earlier run had is taken out, once, and leaves no state behind', async () => {
    const { observer, broker } = await openHouse();
    await broker.kill();
    await broker.start();
    const state = 'masthead/masthead/tuner_99';
    const earlier = {
      o: { name: 'Masthead' },
      cmps: { tuner_99: { p: 'sensor', unique_id: 'masthead-tuner_99', state_topic: state } },
    };
    const from = observer.heard.length;
    await observer.client.publishAsync(state, 'Idle', { retain: true, qos: 1 });
    await observer.client.publishAsync(HUB_CONFIG, JSON.stringify(earlier), { retain: true, qos: 1 });
    await expect.poll(async () => (await observer.retained()).get('masthead/status'), WAIT).toBe('online');
    await expect.poll(async () => (await observer.retained()).has(state), WAIT).toBe(false);
    const told = observer.heard.slice(from).filter(({ topic }) => topic === HUB_CONFIG);
    const removals = told.filter(({ payload }) => payload.includes('"tuner_99":{"p":"sensor"}'));
    expect(removals).toHaveLength(1);
    expect(told.at(-1)?.payload).not.toContain('tuner_99');
  });

  test('without a Supervisor the broker is the one that was named, and there is no ingress', async () => {
    const broker = await createMosquitto();
    broker.setPassword('own', 'p@ss:word 100%');
    await broker.start();
    const observer = await observe(broker);
    const url = `mqtt://own:${encodeURIComponent('p@ss:word ')}100%@127.0.0.1:${broker.port}`;
    const masthead = await startMasthead({ env: { MASTHEAD_MQTT_URL: url } });
    cleanups.push(
      () => broker.kill(),
      () => observer.stop(),
      () => masthead.stop(),
    );
    await expect.poll(() => observer.last('masthead/status'), WAIT).toBe('online');
    const config = observer.last('homeassistant/device/masthead/config') ?? '';
    expect(JSON.parse(config)).toMatchObject({ dev: { cu: expect.stringMatching(/^http:\/\/[\d.]+:\d+\/$/) } });
    expect(masthead.output()).not.toMatch(/sidebar|p@ss/);
  });

  test('a Supervisor that answers late is asked until it does: the panel and the chosen port open then', async () => {
    const supervisor = await startSupervisor();
    supervisor.isUp = false;
    const port = await freePort();
    supervisor.info['network'] = { '5004/tcp': port };
    const env = { SUPERVISOR_TOKEN: supervisor.token, MASTHEAD_SUPERVISOR_URL: supervisor.url };
    const masthead = await startMasthead({ env: { ...env, MASTHEAD_MQTT_URL: 'off' } });
    cleanups.push(
      () => supervisor.stop(),
      () => masthead.stop(),
    );
    expect(masthead.base).not.toContain(String(port));
    supervisor.isUp = true;
    await expect.poll(() => masthead.output(), WAIT).toContain(`sidebar of Home Assistant port=`);
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
    await expect(fetch(`${masthead.base}/health`)).rejects.toThrow('fetch failed');
    expect(masthead.output().match(/The Supervisor does not answer/g)).toHaveLength(1);
  });

  test('another discovery prefix is where devices appear, and where Home Assistant says that it is back', async () => {
    const { observer } = await openHouse({ MASTHEAD_MQTT_DISCOVERY_PREFIX: 'own/prefix' });
    const topic = 'own/prefix/device/masthead/config';
    await expect.poll(() => observer.last(topic), WAIT).toBeTruthy();
    expect(configs(await observer.retained())).toEqual([]);
    const count = (): number => observer.heard.filter((message) => message.topic === topic).length;
    const before = count();
    await observer.client.publishAsync('own/prefix/status', 'online');
    await expect.poll(count, WAIT).toBeGreaterThan(before);
  });

  test('a clean end says that Masthead is away', async () => {
    const { observer, masthead } = await openHouse();
    expect(await masthead.stop()).toMatchObject({ code: 0 });
    expect((await observer.retained()).get('masthead/status')).toBe('offline');
  });
});

async function login({ base }: MastheadProcess) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${base}/api/login`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ password: 'secret' }),
  });
  const { token } = (await answer.json()) as { token: string };
  return (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${base}/api${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}
