import { expect, test } from 'vitest';
import { learnWhoIAm } from '../../../panel/api/me.ts';
import type { Provider, SyncStatus } from '../../../panel/api/routes.ts';
import { Toasts } from '../../../panel/elements/toast.ts';
import { ProviderCard } from '../../../panel/views/on-air/provider-card.ts';
import { ProviderPanel } from '../../../panel/views/providers/provider-panel.ts';
import { serve } from './api.ts';
import { mount, type Mounted } from './mount.ts';

const DAY_MS = 24 * 60 * 60_000;
const provider = (more: object = {}): Provider =>
  ({
    id: 'alpha',
    name: 'Alpha',
    kind: 'xtream',
    source: 'xtream://***@alpha.example',
    enabled: true,
    max_connections: null,
    account: null,
    ...more,
  }) as unknown as Provider;
const account = (more: object): object => ({ status: 'active', expires_at: null, max_connections: 2, ...more });
const failed = (code: string): SyncStatus =>
  ({
    state: 'stale',
    phase: 'idle',
    progress: { entries: 0, programmes: 0, bytes: 0 },
    error: { code, message: 'The list has 10 entries, it had 90.' },
    counts: { live: 90, radio: 0, movie: 0, series: 0, skipped: 0, headings: 0 },
    guides: [],
    skips: { count: 0, samples: [] },
    next_at: null,
    last_success_at: null,
  }) as unknown as SyncStatus;

const panel = (props: object): Promise<Mounted<ProviderPanel>> => mount(ProviderPanel, props, ['changed']);
const asAdmin = { 'GET /api/me': { may: ['look', 'manage'], id: 'p1' } };

test('an account says how it stands, when it ends and what it allows; an end that is near is a warning', async () => {
  const far = await panel({ provider: provider({ account: account({ expires_at: Date.UTC(2031, 2, 9, 12) }) }) });
  expect(far.find('article').textContent).toMatch(/active\s+until Mar 9, 2031 · 2 connections at once/);
  expect(far.all('.warn').length).toBe(0);
  const near = await panel({ provider: provider({ account: account({ expires_at: Date.now() + 3 * DAY_MS }) }) });
  expect(near.all('.warn').length).toBe(1);
  const over = await panel({ provider: provider({ max_connections: 1, account: account({ status: 'expired' }) }) });
  expect(over.find('p mh-chip').getAttribute('tone')).toBe('bad');
  expect(over.find('article').textContent).toContain('1 connection at once'); // what was set goes before what is allowed
});

test('a list that has shrunk is taken by a press; other failures have no such button', async () => {
  const { asked } = await serve({ ...asAdmin, 'POST /api/providers/alpha/confirm-list': provider() });
  await learnWhoIAm();
  const other = await panel({ provider: provider(), sync: failed('provider.unavailable') });
  expect(other.all('.advice wa-button').length).toBe(0);
  const { find, told } = await panel({ provider: provider(), sync: failed('provider.shrunk') });
  find('.advice wa-button').click();
  await expect.poll(() => told.length).toBe(1);
  expect(asked.at(-1)?.route).toBe('POST /api/providers/alpha/confirm-list');
});

test.each([
  ['whose list is fresh', { state: 'fresh', down_since: null, down_code: null }, 'good', 'up to date'],
  ['that is down, however fresh its list', { state: 'fresh', down_since: 5, down_code: 'net.refused' }, 'bad', 'down'],
  [
    'that is down, while its list is asked for',
    { state: 'syncing', down_since: 5, down_code: 'net.refused' },
    'bad',
    'down',
  ],
] as const)('a provider %s is called so among the providers and on air', async (_, how, tone, word) => {
  const live = { name: 'Alpha', kind: 'xtream', enabled: true, connections_used: 0, connections_limit: 2, ...how };
  const sync = { ...failed('provider.unavailable'), error: null, state: how.state };
  for (const { find } of [
    await mount(ProviderPanel, { provider: provider(), live, sync }),
    await mount(ProviderCard, { provider: live, providerId: 'alpha', sync }),
  ]) {
    expect([find('mh-chip').getAttribute('tone'), find('mh-chip').textContent]).toEqual([tone, word]);
    const why = 'the provider’s server refused the connection';
    expect(find('article').textContent.includes(why)).toBe(how.down_since !== null);
  }
});

test('what could not be removed is not said to be gone', async () => {
  await serve({ ...asAdmin, 'DELETE /api/providers/alpha': 409 });
  await learnWhoIAm();
  const said = await mount(Toasts);
  const { find, told } = await panel({ provider: provider() });
  find('button.icon').click();
  document.querySelector('wa-dialog wa-button[variant=danger]')!.dispatchEvent(new Event('click'));
  await expect.poll(() => told.length).toBe(1);
  await said.settled();
  expect(said.find('.toast').textContent).toContain('It is 409.');
});

test('a sync is broken off where it is seen to run', async () => {
  const { asked } = await serve({
    ...asAdmin,
    'DELETE /api/providers/alpha/sync': provider(),
    'POST /api/providers/alpha/sync': provider(),
  });
  await learnWhoIAm();
  const sync = { ...failed('provider.unavailable'), error: null, state: 'syncing' } as const;
  const { element, all, told, settled } = await panel({ provider: provider(), sync });
  const named = (name: string): HTMLElement | undefined =>
    all('wa-button').find((button) => button.textContent.includes(name));
  const stop = named('Stop the sync');
  expect(all('wa-button').some((button) => button.textContent.includes('Sync now'))).toBe(false);
  stop!.click();
  await expect.poll(() => told.length).toBe(1);
  expect(asked.at(-1)?.route).toBe('DELETE /api/providers/alpha/sync');
  element.sync = { ...sync, state: 'fresh' };
  await settled();
  expect(named('Sync now'), 'the same button: who has pressed it with a key stays there').toBe(stop);
  stop!.click();
  await expect.poll(() => told.length).toBe(2);
  expect(asked.at(-1)?.route).toBe('POST /api/providers/alpha/sync');
});

test('a second press of the button that began a sync does not break it off', async () => {
  const { asked } = await serve({
    ...asAdmin,
    'DELETE /api/providers/alpha/sync': provider(),
    'POST /api/providers/alpha/sync': provider(),
  });
  await learnWhoIAm();
  const sync = { ...failed('provider.unavailable'), error: null, state: 'fresh' } as const;
  const { element, all, told, settled } = await panel({ provider: provider(), sync });
  const button = all('wa-button').find(({ textContent }) => textContent.includes('Sync now'))!;
  const pressAt = (timeStamp: number): void =>
    void button.dispatchEvent(Object.defineProperty(new Event('click'), 'timeStamp', { value: timeStamp }));
  pressAt(performance.now());
  await expect.poll(() => told.length).toBe(1);
  element.sync = { ...sync, state: 'syncing' };
  await settled();
  expect(button.textContent).toContain('Stop the sync');
  pressAt(performance.now());
  pressAt(performance.now() + 5_000);
  await expect.poll(() => told.length).toBe(2);
  const presses = asked.map(({ route }) => route).filter((route) => route.endsWith('/sync'));
  expect(presses).toEqual(['POST /api/providers/alpha/sync', 'DELETE /api/providers/alpha/sync']);
});

test('a provider that could not be switched off stands there as it is', async () => {
  await serve({ ...asAdmin, 'PATCH /api/providers/alpha': 409 });
  await learnWhoIAm();
  const { find, told } = await panel({ provider: provider() });
  const control = find('wa-switch') as HTMLElement & { checked: boolean };
  expect(control.checked).toBe(true);
  control.checked = false;
  control.dispatchEvent(new Event('change'));
  await expect.poll(() => told.length).toBe(1);
  expect(control.checked).toBe(true);
});
