// Who changed what: every changing route of the whole product leaves an entry with before and after, or is known not to.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMasthead, type MastheadProcess } from '../fakes/masthead-process.ts';
import { AUDITED, UNAUDITED } from './audit-walk.ts';

let masthead: MastheadProcess;
let token = '';
const known: Record<string, string> = {};

interface Answered<Answer> {
  readonly status: number;
  readonly answer: Answer;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- who asks knows what is answered
async function api<Answer>(method: string, path: string, body?: unknown): Promise<Answered<Answer>> {
  const response = await fetch(`${masthead.base}/api${path}`, {
    method,
    headers: {
      ...(token !== '' && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, answer: (text === '' ? {} : JSON.parse(text)) as Answer };
}

interface Entry {
  readonly id: string;
  readonly area: string;
  readonly person: { readonly name: string };
  readonly via: string;
  readonly can_undo: boolean;
  readonly changes: readonly { readonly key: string; readonly before: unknown; readonly after: unknown }[];
}

const newest = async (): Promise<Entry | undefined> =>
  (await api<{ items: Entry[] }>('GET', '/audit?limit=1')).answer.items[0];

/** What it says when it says something. */
async function waitFor<Said>(ask: () => Promise<Said>): Promise<Said> {
  for (;;) {
    const said = await ask();
    if (said) return said;
    await new Promise((resolve) => void setTimeout(resolve, 200));
  }
}

beforeAll(async () => {
  masthead = await startMasthead({ args: ['--demo'], channels: 1 });
  token = (await api<{ token: string }>('POST', '/login', { password: 'secret' })).answer.token;
  const first = async (path: string): Promise<string> =>
    (await api<{ items: { id: string }[] }>('GET', path)).answer.items[0]?.id ?? '';
  known['channel'] = await first('/channels?limit=1');
  known['stream'] = await first(`/streams?limit=1&channel_id=${known['channel']}`);
  known['title'] = await waitFor(() => first('/titles?limit=1'));
  await waitFor(async () => (await api('GET', `/health/streams/${known['stream']}`)).status === 200);
}, 200_000);

afterAll(() => masthead?.stop());

const filled = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? `{${name}}`)) as Value;

interface Login {
  readonly name: string;
  readonly password: string;
}

/** Two, of which one is left when one has been ended. @returns the id of one */
async function loginsOf({ name, password }: Login, id: string): Promise<string> {
  for (const _ of [1, 2]) await api('POST', '/login', { name, password });
  return (await api<{ items: { id: string }[] }>('GET', `/people/${id}/sessions`)).answer.items[0]?.id ?? '';
}

/** Under what name a route's answer is known to those behind it. */
const NAMED: Readonly<Record<string, string>> = {
  'POST /rules': 'rule',
  'POST /people': 'person',
  'POST /tokens': 'token',
  'POST /me/tokens': 'token',
  'POST /alert-targets': 'target',
};

test('every changing route is audited, or known not to be', async () => {
  const { answer } = await api<{ paths: Record<string, object> }>('GET', '/openapi.json');
  const changing = Object.entries(answer.paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) => (method === 'get' ? [] : [`${method.toUpperCase()} ${path}`])),
  );
  const listed = [...AUDITED.map(({ route }) => route), ...Object.keys(UNAUDITED)];
  expect(new Set(listed)).toEqual(new Set(changing));
});

test(
  'who, what, before and after stand in the audit when a route has changed something',
  { timeout: 120_000 },
  async () => {
    for (const { route, area, path, body } of AUDITED) {
      const before = await newest();
      const [method = '', documented = ''] = route.split(' ');
      const asked = body === undefined ? undefined : filled(body);
      const { status, answer } = await api<Record<string, never>>(method, filled(path ?? documented), asked);
      expect(`${route} ${status} ${status < 300 ? '' : JSON.stringify(answer)}`).toMatch(/ 20\d $/);
      const after = await newest();
      expect(`${route} ${after?.id === before?.id ? 'left nothing' : after?.area}`).toBe(`${route} ${area}`);
      expect(after).toMatchObject({ person: { name: 'admin' }, via: expect.stringMatching(/./) as string });
      expect(after!.changes.length).toBeGreaterThan(0);
      for (const change of after!.changes) expect(change.before).not.toEqual(change.after);
      expect(`${route} ${after!.can_undo}`).toBe(`${route} ${area === 'lineup'}`);
      known['entry'] = after!.id;
      if (answer['undo_id']) known['undo'] = answer['undo_id'];
      const name = NAMED[route];
      if (name !== undefined) known[name] = answer['id'] ?? (answer['token'] as unknown as { id: string }).id;
      if (name === 'person') known['session'] = await loginsOf(body as Login, known['person'] ?? '');
    }
  },
);

test('the audit is paged to its end, each entry once', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: Entry[]; next: string | null } = (
      await api<{ items: Entry[]; next: string | null }>('GET', `/audit?limit=7${cursor && `&cursor=${cursor}`}`)
    ).answer;
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  expect(seen.length).toBeGreaterThanOrEqual(AUDITED.length);
  expect(new Set(seen).size).toBe(seen.length);
});
