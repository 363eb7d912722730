// `fields`: every field that a route answers can be asked for, and the one that it has not is refused.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLan, type RunningLan } from '../fakes/lan-server.ts';
import { CASES } from './api-cases.ts';

const over: (() => unknown)[] = [];
let lan: RunningLan;

beforeAll(async () => {
  lan = await startLan({ whenOver: (end) => over.push(end) });
});
afterAll(async () => {
  for (const end of over.toReversed()) await end();
});

interface Page {
  readonly items?: readonly unknown[];
}

const ASKED = CASES.filter(({ method, status }) => method === 'get' && status === 200).map(
  ({ route, path = route }) => path,
);

/** What is in them is not described. */
const OPEN = new Set(['/diagnostics', '/settings/schema']);

test.each([...new Set(ASKED)])('%s', async (path) => {
  const whole = await lan.api('GET', path);
  if (!whole.headers.get('content-type')?.startsWith('application/json')) return;
  const answer = (await whole.json()) as Page;
  const [one = {}] = answer.items ?? [answer];
  const names =
    typeof one === 'object' && one !== null ? Object.keys(one).filter((name) => /^[a-z0-9_]+$/.test(name)) : [];
  const ask = (fields: string) => lan.api('GET', `${path}${path.includes('?') ? '&' : '?'}fields=${fields}`);
  const known = names.length === 0 ? 200 : (await ask(names.join())).status;
  expect([known, (await ask('no_such_field')).status]).toEqual([200, OPEN.has(path) ? 200 : 400]);
});
