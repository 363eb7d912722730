// `If-Match` on every route that says so: what nobody has changed since is changed; and of what others change at the same time, by
// whatever way, nothing is lost unseen.

import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, test } from 'vitest';
import { ADA } from '../fakes/api-people.ts';
import { news } from '../fakes/api-rooms.ts';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';
import { RULE_ID } from '../fakes/rule-room.ts';
import { printChannelId } from '../../src/model/ids.ts';
import type { SettingsStore } from '../../src/storage/settings-store.ts';
import { CASES } from './api-cases.ts';
import { expectAsDocumented, type ApiDocument } from './document.ts';

interface Sent {
  readonly body?: unknown;
  readonly type?: string;
  readonly etag?: string | null;
}

const JSON_TYPE = 'application/json';

function send({ url, token }: RunningLan, asked: string, { body, type = JSON_TYPE, etag }: Sent = {}) {
  const [method = '', path = ''] = asked.split(' ');
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body !== undefined && { 'content-type': type }),
    ...(etag != null && { 'if-match': etag }),
  };
  const text = type === JSON_TYPE ? JSON.stringify(body) : String(body);
  return fetch(`${url}/api${path}`, { method, headers, ...(body !== undefined && { body: text }) });
}

const etagOf = async (lan: RunningLan, path: string): Promise<string | null> =>
  (await send(lan, `GET ${path}`)).headers.get('etag');

async function started(): Promise<RunningLan> {
  const lan = await startLan();
  await lan.rooms.providers.add({ name: 'mine', source: 'http://tv.example/list.m3u' });
  return lan;
}

test('every change that is said to heed it is done where nobody has changed what was read', async () => {
  const document = (await (await send(await started(), 'GET /openapi.json')).json()) as ApiDocument;
  let count = 0;
  for (const { method, route, path = route, body, status } of CASES) {
    if (!document.paths[route]?.[method]?.responses?.['412'] || status >= 300) continue;
    const lan = await started();
    const isReadable = (await send(lan, `GET ${path}`)).status === 200;
    const etag = (await etagOf(lan, path)) ?? '"x"';
    const answer = await send(lan, `${method.toUpperCase()} ${path}`, { body, etag });
    const expected = isReadable ? status : 412;
    expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} ${expected}`);
    await expectAsDocumented(document, { method, route, status: expected }, answer);
    count += 1;
  }
  expect(count).toBeGreaterThan(20);
});

interface Between {
  readonly name: string;
  readonly asked: string;
  readonly change: Omit<Sent, 'etag'>;
  /** Where the change is on its way to be written: what comes between is done there. */
  readonly hold: (rooms: RunningLan['rooms'], meanwhile: () => Promise<unknown>) => void;
  readonly meanwhile: (lan: RunningLan) => Promise<unknown>;
}

/** Has `thing[name]` wait for that first, once, which is done by somebody else. */
function before<Thing extends object>(thing: Thing, name: keyof Thing, first: () => Promise<unknown>): void {
  const asSomebodyElse = AsyncLocalStorage.snapshot();
  const usual = (thing[name] as (...all: unknown[]) => Promise<unknown>).bind(thing);
  let isFirst = true;
  const held = async (...all: unknown[]): Promise<unknown> => {
    if (isFirst) {
      isFirst = false;
      await asSomebodyElse(first);
    }
    return usual(...all);
  };
  Object.defineProperty(thing, name, { value: held });
}

const YAML = 'rules:\n  - name: Late\n    action: { kind: hide }\n    when: { name: { contains: [x] } }\n';

const BETWEEN: readonly Between[] = [
  {
    name: 'settings, by Home Assistant',
    asked: 'PATCH /settings',
    change: { body: { streaming: { linger_seconds: 8 } } },
    hold: ({ settings }, meanwhile) => before(settings, 'patch', meanwhile),
    meanwhile: ({ rooms }) => rooms.settings.patch({ streaming: { linger_seconds: 7 } }),
  },
  {
    name: 'a person, by itself',
    asked: `PATCH /people/${ADA}`,
    change: { body: { password: 'evening light', max_streams: 4 } },
    hold: ({ accounts }, meanwhile) => before(accounts.people, 'patch', meanwhile),
    meanwhile: ({ rooms }) => rooms.accounts.people.patch(ADA, { keeps_history: false }),
  },
  {
    name: 'a provider, without having read it',
    asked: 'PATCH /providers/mine',
    change: { body: { cost: 4 } },
    hold: ({ providers }, meanwhile) => before(providers, 'patch', meanwhile),
    meanwhile: (lan) => send(lan, 'PATCH /providers/mine', { body: { name: 'Ours' } }),
  },
  {
    name: 'a rule, by a text of all',
    asked: `PATCH /rules/${RULE_ID}`,
    change: { body: { name: 'Mine' } },
    hold: ({ rules }, meanwhile) => before(rules, 'patch', meanwhile),
    meanwhile: (lan) => send(lan, 'PUT /rules.yaml', { body: YAML, type: 'application/yaml' }),
  },
  {
    name: 'a text of rules, by one of them',
    asked: 'PUT /rules.yaml',
    change: { body: YAML, type: 'application/yaml' },
    hold: ({ rules }, meanwhile) => before(rules, 'take', meanwhile),
    meanwhile: (lan) => send(lan, `PATCH /rules/${RULE_ID}`, { body: { enabled: false } }),
  },
  {
    name: 'favourites, one of them',
    asked: 'PUT /favourites',
    change: { body: { ids: [] } },
    hold: ({ accounts }, meanwhile) => before(accounts.favourites, 'replace', meanwhile),
    meanwhile: (lan) => send(lan, `PUT /favourites/${printChannelId(news.id)}`),
  },
];

describe.each(BETWEEN)('changed between the look and the writing: $name', ({ asked, change, hold, meanwhile }) => {
  const path = asked.split(' ')[1]!;

  test('the late one is told so and has changed nothing', async () => {
    const lan = await started();
    const etag = await etagOf(lan, path);
    let seen: string | null = null;
    hold(lan.rooms, async () => {
      await meanwhile(lan);
      seen = await etagOf(lan, path);
    });
    const late = await send(lan, asked, { ...change, etag });
    expect([late.status, await late.json()]).toMatchObject([412, { code: 'request.changed-since' }]);
    const now = await send(lan, `GET ${path}`);
    expect([404, 200]).toContain(now.status); // a rule may be gone
    expect(now.headers.get('etag')).toBe(seen);
    expect(seen).not.toBe(etag);
  });

  test('who has not said what it has read has its way', async () => {
    const lan = await started();
    hold(lan.rooms, () => meanwhile(lan));
    expect((await send(lan, asked, change)).status).toBeLessThan(asked.includes(RULE_ID) ? 405 : 300);
  });
});

test('of many who change the same at once one is heeded, and only where it is the first of all', async () => {
  const lan = await started();
  const written: number[] = [];
  const settings = lan.rooms.settings as SettingsStore; // which it is there
  settings.onChanged(({ streaming }) => void written.push(streaming.linger_seconds));
  const etag = await etagOf(lan, '/settings');
  const all = Array.from({ length: 60 }, (_, at) => ({ at: at + 10, isConditional: at % 3 !== 0 }));
  const heeded = await Promise.all(
    all.map(async ({ at, isConditional }) => {
      const body = { streaming: { linger_seconds: at } };
      const { status } = await send(lan, 'PATCH /settings', { body, etag: isConditional ? etag : null });
      expect(isConditional ? [200, 412] : [200]).toContain(status);
      return isConditional && status === 200 ? [at] : [];
    }),
  );
  const conditional = new Set(all.flatMap(({ at, isConditional }) => (isConditional ? [at] : [])));
  expect(heeded.flat()).toEqual(written.slice(0, 1).filter((at) => conditional.has(at)));
});

test('of many with one ETag exactly one is heeded where nobody else changes anything', async () => {
  const lan = await started();
  for (const [path, name] of [
    [`/people/${ADA}`, 'priority'],
    ['/providers/mine', 'max_connections'],
  ] as const) {
    const etag = await etagOf(lan, path);
    const answers = Array.from({ length: 30 }, (_, at) =>
      send(lan, `PATCH ${path}`, { body: { [name]: at + 1 }, etag }).then(({ status }) => status),
    );
    const statuses = (await Promise.all(answers)).toSorted((one, other) => one - other);
    expect(statuses).toEqual([200, ...Array<number>(29).fill(412)]);
  }
});

test('what is compared is what the address means: the favourites of whoever it names', async () => {
  const lan = await started();
  const own = await etagOf(lan, '/favourites');
  const asked = `PUT /favourites?person_id=${ADA}`;
  await send(lan, `PUT /favourites/${printChannelId(news.id)}?person_id=${ADA}`);
  const hers = await etagOf(lan, `/favourites?person_id=${ADA}`);
  expect((await send(lan, asked, { body: { ids: [] }, etag: own })).status).toBe(412);
  expect((await send(lan, asked, { body: { ids: [] }, etag: hers })).status).toBe(200);
});

test('how something is changed is no part of what is compared', async () => {
  const lan = await started();
  const etag = await etagOf(lan, '/rules.yaml');
  const said = { body: YAML, type: 'application/yaml', etag };
  expect((await send(lan, 'PUT /rules.yaml?mode=append', said)).status).toBe(200);
  expect((await send(lan, 'DELETE /viewing?everybody=true', { etag: await etagOf(lan, '/viewing') })).status).toBe(204);
});
