// A month in seconds: who is dead when, what is announced; reviewed by eye.

import { expect, onTestFinished, test } from 'vitest';
import { DAY_MS } from '../../src/kernel/units.ts';
import type { StreamId } from '../../src/model/ids.ts';
import { temporaryFolder } from '../fakes/folder.ts';
import { nameOf, PROVIDERS, shows, stamp, START, streams } from '../fakes/health-month.ts';
import { openHealthWorld } from '../fakes/health-world.ts';

function lineOf(name: string, fact: Readonly<Record<string, unknown>>): string {
  if (name === 'streams.died' || name === 'streams.revived') {
    const changes = fact['streams'] as { streamId: StreamId; code: string | null }[];
    return `${name} ${changes.map(({ streamId, code }) => `${nameOf(streamId)}${code ? ` (${code})` : ''}`).join(', ')}`;
  }
  if (name === 'channel.upgraded') {
    return `${name} ${nameOf(fact['from'] as StreamId)} -> ${nameOf(fact['to'] as StreamId)}: ${String(fact['because'])}`;
  }
  return [name, fact['providerId'], fact['code']].filter(Boolean).join(' ');
}

test('a month: nobody dies who should not, whoever is dead comes back, and each outage is told once', async () => {
  const world = await openHealthWorld({
    folder: temporaryFolder(),
    startAt: START,
    providers: PROVIDERS,
    streams,
    shows,
  });
  onTestFinished(() => world.health.stop());
  const dead: string[] = [];
  for (let day = 0; day < 30; day += 1) {
    await world.clock.advanceAsync(DAY_MS);
    const { items } = await world.health.list({ state: 'dead', sort: 'name', limit: 100 });
    const names = items.map(({ stream_id }) => nameOf(Number.parseInt(stream_id.slice(1), 36) as StreamId)).toSorted();
    dead.push(`after day ${String(day).padStart(2)}: ${names.join(' ') || 'none'}`);
  }
  const told = world.announced.map(
    ({ at: instant, name, fact }) => `${stamp(instant)} ${lineOf(name, fact as Record<string, unknown>)}`,
  );
  const scores = await world.health.list({ sort: 'name', limit: 100 });
  const table = scores.items.map(
    ({ name, provider_id, health, uptime }) =>
      `${provider_id} ${name}: ${health}, up ${[uptime.day, uptime.week, uptime.month].map((share) => (share === null ? '-' : `${(100 * share).toFixed(1)} %`)).join(' ')}`,
  );
  const golden = [
    '# Told',
    ...told,
    '',
    '# Dead',
    ...dead,
    '',
    '# Health after the month (24 h, 7 d, 30 d)',
    ...table.toSorted(),
    '',
  ].join('\n');
  expect(world.counts.mostAtOnce).toBeLessThanOrEqual(0); // never more connections than a provider allows
  await expect(golden).toMatchFileSnapshot('../fixtures/health/month.txt');
}, 120_000);
