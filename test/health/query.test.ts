import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { plan } from '../../src/health/plan.ts';
import { policyOf } from '../../src/health/policy.ts';
import { HEALTH_SORTS, listHealth, type HealthQuery } from '../../src/health/query.ts';
import { record } from '../../src/health/record.ts';
import { openHealthDatabase } from '../../src/health/schema.ts';
import { silentLog } from '../../src/kernel/log.ts';
import type { ChannelId, ProviderId, StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { queryPlans } from '../fakes/query-plans.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const NAMES = ['Sport HD', 'News', 'Ärzte TV', 'news 2', 'Kino 4K', 'Sport 2', 'Arte'];
const [one, two] = ['one' as ProviderId, 'two' as ProviderId];

async function streams() {
  const database = openHealthDatabase(join(temporaryFolder(), 'health.sqlite'), silentLog, 'plan');
  onTestFinished(() => database.close());
  const policy = policyOf({ failuresUntilDead: 3, startMinute: 180, zone: 'UTC' });
  const all = NAMES.map((name, at) => ({
    id: (at + 1) as StreamId,
    providerId: at % 2 === 0 ? one : two,
    channelId: (at + 1) as ChannelId,
    place: 0,
    name,
    url: `http://tv/${at}`,
  }));
  await plan(database, all, { now: NOW, quietHours: policy.quietHours });
  const seen = [1, 2, 4].map((id) => ({
    streamId: id as StreamId,
    providerId: id % 2 === 1 ? one : two,
    at: NOW + id,
    kind: 'check' as const,
    code: id === 2 ? ('upstream.timeout' as const) : null,
    latencyMs: 100 * id,
  }));
  record(database, seen, policy);
  const page = (query: Partial<HealthQuery>) => listHealth(database, { sort: 'name', limit: 10, now: NOW, ...query });
  return { database, page, names: (query: Partial<HealthQuery>) => page(query).items.map(({ name }) => name) };
}

test('streams are narrowed by provider, state and words, page after page', async () => {
  const { page, names } = await streams();
  expect(names({})).toEqual(NAMES.toSorted());
  expect(names({ provider_id: two })).toEqual(['News', 'Sport 2', 'news 2']);
  expect(names({ search: 'ärzte' })).toEqual(['Ärzte TV']);
  expect(names({ search: '2', provider_id: two })).toEqual(['Sport 2', 'news 2']);
  expect(names({ state: 'unknown' })).toEqual(['Arte', 'Kino 4K', 'Sport 2', 'Ärzte TV']);
  expect(names({ sort: 'checked' }).slice(0, 3)).toEqual(['news 2', 'News', 'Sport HD']);
  expect(names({ sort: 'health' })[0]).toBe('News');
  const second = page({ limit: 3, offset: 3 });
  expect([second.total, second.items.map(({ name }) => name)]).toEqual([7, NAMES.toSorted().slice(3, 6)]);
});

test('no list of streams goes through their rows', async () => {
  const { database } = await streams();
  for (const sort of HEALTH_SORTS) {
    const asked: HealthQuery = {
      sort,
      state: 'dead',
      verdict: 'less',
      provider_id: one,
      search: 'a',
      limit: 5,
      now: NOW,
    };
    const steps = queryPlans(database, (recorder) => listHealth(recorder, asked));
    const scans = steps.filter((step) => step.includes('SCAN'));
    expect(scans).toEqual(scans.filter((step) => step.includes('USING COVERING INDEX stream_brief')));
    expect(scans).toHaveLength(2);
  }
});
