// The whole product against requests that its own description makes: whatever comes, it answers as it says, soon, without a
// failure of its own, and without a word of what it is to keep.

import { assert, asyncProperty, constant, constantFrom, oneof, record, string, type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { arbitraryOf, type Schema } from '../fakes/schema-arbitrary.ts';

/** Of each route. */
const RUNS = 8;
const ANSWERS_WITHIN_MS = 25_000;
/** Somebody else's failure, told as such: a provider, a webhook, the disk. */
const NOT_OURS = new Set([502, 503, 504]);

/** Planted where only the inside may know them. */
const SECRETS = [
  'plantedUser',
  'plantedPass',
  'plantedHeader',
  'planted0Bot0Token',
  'plantedHook',
  'plantedSigning',
  'plantedLogin',
  'plantedPlayer',
  'plantedKey',
];

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema?: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let masthead: MastheadProcess;
let description: Description;
let known: readonly string[] = [];

const api = (method: string, path: string, more: { token?: string; body?: unknown; type?: string } = {}) =>
  fetch(`${masthead.base}/api${path}`, {
    method,
    headers: {
      ...(more.token !== undefined && { authorization: `Bearer ${more.token}` }),
      ...(more.body !== undefined && { 'content-type': more.type ?? 'application/json' }),
    },
    ...(more.body !== undefined && { body: typeof more.body === 'string' ? more.body : JSON.stringify(more.body) }),
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  });

async function logIn(): Promise<string> {
  const response = await api('POST', '/login', { body: { password: 'secret' } });
  return ((await response.json()) as { token: string }).token;
}

const health = async () => (await (await fetch(`${masthead.base}/health`)).json()) as { readonly channels: number };

beforeAll(async () => {
  masthead = await startMasthead({ args: ['--demo'], env: { MASTHEAD_LOG_LEVEL: 'debug' } });
  description = (await (await api('GET', '/openapi.json')).json()) as Description;
  const token = await logIn();
  const plant = async (path: string, body: unknown): Promise<void> => {
    const response = await api('POST', path, { token, body });
    expect([path, response.status, await response.text()]).toEqual([path, 201, expect.any(String)]);
  };
  await plant('/providers', {
    name: 'Planted',
    enabled: false,
    source: 'http://127.0.0.1:9/get.php?username=plantedUser&password=plantedPass',
    headers: { 'x-key': 'plantedHeader' },
  });
  await plant('/alert-targets', {
    name: 'Bot',
    options: { kind: 'telegram', bot_token: '1:planted0Bot0Token', chat_id: '1', api_url: 'http://127.0.0.1:9' },
  });
  await plant('/alert-targets', {
    name: 'Hook',
    options: { kind: 'webhook', url: 'http://127.0.0.1:9/plantedHook', signing_secret: 'plantedSigning' },
  });
  await plant('/people', {
    name: 'Ada',
    role: 'member',
    password: 'plantedLogin',
    xtream_username: 'ada',
    xtream_password: 'plantedPlayer',
  });
  while ((await health()).channels === 0) await new Promise((resolve) => void setTimeout(resolve, 250));
  const channels = (await (await api('GET', '/channels?limit=3', { token })).json()) as { items: { id: string }[] };
  known = ['planted', 'demo', 'hook', 'bot', 'admin', ...channels.items.map(({ id }) => id)];
}, 150_000);

afterAll(async () => {
  await masthead?.stop();
});

interface Asked {
  readonly path: string;
  readonly body: unknown;
}

/** Requests to one operation. */
function requestsTo(path: string, { parameters = [], requestBody }: Operation): Arbitrary<Asked> {
  const defs = description.components.schemas;
  const valueOf = ({ in: place, schema = {} }: Parameter): Arbitrary<unknown> =>
    oneof(
      { weight: 2, arbitrary: arbitraryOf(schema, defs) },
      { weight: place === 'path' ? 2 : 0, arbitrary: constantFrom(...known) },
    );
  const values = record(Object.fromEntries(parameters.map((one) => [one.name, valueOf(one)])), {
    requiredKeys: parameters.filter((one) => one.in === 'path').map(({ name }) => name) as never[],
  });
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const body = schema
    ? oneof({ weight: 9, arbitrary: arbitraryOf(schema, defs) }, { weight: 1, arbitrary: string() })
    : constant(undefined);
  return record({ values, body }).map(({ values: given, body: said }) => {
    const texts = given as Readonly<Record<string, unknown>>;
    const filled = path.replace(
      /\{(\w+)\}/g,
      (_, name: string) => encodeURIComponent(wellFormed(textOf(texts[name]))) || '%20',
    );
    const query = new URLSearchParams(
      parameters
        .filter((one) => one.in === 'query' && one.name in texts)
        .map(({ name }): [string, string] => [name, textOf(texts[name])]),
    );
    return { path: query.size > 0 ? `${filled}?${query.toString()}` : filled, body: said };
  });
}

const textOf = (value: unknown): string => {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  } catch {
    return ''; // a BigInt, a cycle
  }
};
const wellFormed = (text: string): string => text.toWellFormed();

/** Not sendable as JSON. */
function sendable(body: unknown): unknown {
  if (body === undefined || typeof body === 'string') return body;
  return textOf(body);
}

const leakIn = (text: string): string | undefined =>
  SECRETS.find((secret) => text.includes(secret)) ?? /scrypt\$\d+\$/.exec(text)?.[0];

test('whatever fits the description, or nearly does, is answered as described', { timeout: 420_000 }, async () => {
  const answered: Record<number, number> = {};
  let token = await logIn();
  for (const [path, item] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (path === '/live') continue;
      const isFit = async ({ path: asked, body }: Asked): Promise<void> => {
        const response = await api(method.toUpperCase(), asked, { token, body: sendable(body) });
        const text = await response.text();
        const { status } = response;
        if (status === 401) token = await logIn(); // it ended its own login
        answered[status] = (answered[status] ?? 0) + 1;
        const seen = `${method} ${asked} ${textOf(body)} → ${status} ${text.slice(0, 300)}`;
        if (status >= 500 && !NOT_OURS.has(status)) throw new Error(`it failed: ${seen}`);
        const leak = leakIn(text);
        if (leak !== undefined) throw new Error(`it told ${leak}: ${seen}`);
        const isDescribed = String(status) in operation.responses || status === 401 || status === 404;
        if (!isDescribed) throw new Error(`it does not say so: ${seen}`);
      };
      await assert(asyncProperty(requestsTo(path, operation), isFit), { numRuns: RUNS, endOnFailure: true });
    }
  }
  expect((await api('GET', '/openapi.json')).status).toBe(200);
  const [good, refused] = [200, 400].map((status) => answered[status] ?? 0);
  expect(Math.min(good!, refused!)).toBeGreaterThan(50); // what is refused throughout shows nothing
});

test('what was planted is in no answer, metric, page or line of the log', { timeout: 60_000 }, async () => {
  const token = await logIn();
  const headers = { authorization: `Bearer ${token}` };
  const paths = [
    '/api/log?limit=1000',
    '/api/log/download',
    '/api/diagnostics',
    '/api/providers',
    '/api/alert-targets',
    '/api/people',
    '/api/settings',
    '/api/backup',
    '/metrics',
    '/health',
    '/playlist.m3u',
    '/lineup.json',
  ];
  const texts = await Promise.all(
    paths.map(async (path) => {
      const text = await (await fetch(masthead.base + path, { headers })).text();
      return [path, leakIn(text)];
    }),
  );
  expect(texts.filter(([, leak]) => leak !== undefined)).toEqual([]);
  const file = await api('POST', '/backup', { token, body: {} });
  expect(leakIn(await file.text())).toBeUndefined();
  const wrong = await api('POST', '/login', { body: { name: 'Ada', password: 'plantedLogin-' } });
  expect(leakIn(await wrong.text())).toBeUndefined();
  expect(leakIn(masthead.output())).toBeUndefined();
});
