import { expect, test } from 'vitest';
import { ProviderWarnings, warningsOf, type ProviderFactsNow } from '../../src/health/provider-warnings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import { createTurnedClock } from '../fakes/turned-clock.ts';

const NOW = Date.UTC(2026, 10, 25);
const account: ProviderAccount = {
  status: 'active',
  expiresAt: NOW + 100 * DAY_MS,
  isTrial: false,
  maxConnections: 2,
  activeConnections: 1,
  createdAt: null,
  message: '',
  timeZone: 'UTC',
  outputs: [],
};
const well: ProviderFactsNow = {
  id: 'p' as ProviderId,
  account,
  ownConnections: 1,
  fault: null,
  guideUntil: NOW + 3 * DAY_MS,
};

test.each<[string, Partial<ProviderFactsNow>, string[]]>([
  ['all is well', {}, []],
  ['there is no account and no guide', { account: null, guideUntil: null }, []],
  ['the login is refused', { fault: { code: 'provider.unauthorised', message: 'no' } }, ['login-refused']],
  ['the list has shrunk', { fault: { code: 'provider.shrunk', message: '20 of 60' } }, ['list-shrunk']],
  ['it expires in a week', { account: { ...account, expiresAt: NOW + 7 * DAY_MS } }, ['expires-soon']],
  ['it has expired', { account: { ...account, status: 'expired', expiresAt: NOW - DAY_MS } }, ['account-inactive']],
  ['somebody else uses it', { account: { ...account, activeConnections: 2 } }, ['used-elsewhere']],
  ['its guide runs out', { guideUntil: NOW + 2 * HOUR_MS }, ['guide-old']],
])('%s', (_name, more, expected) => {
  expect([...warningsOf({ ...well, ...more }, NOW).keys()]).toEqual(expected);
});

test('each is said once, and once more when it is over; other connections only when they last', () => {
  const clock = createTurnedClock(NOW);
  let facts = [{ ...well, account: { ...account, activeConnections: 2 } }];
  const said: string[] = [];
  const warnings = new ProviderWarnings({
    clock,
    facts: () => facts,
    announce: (name, { warning }) => void said.push(`${name} ${warning}`),
  });
  warnings.start();
  clock.advance(5 * MINUTE_MS);
  expect(said).toEqual([]);
  clock.advance(20 * MINUTE_MS);
  expect(said).toEqual(['provider.warned used-elsewhere']);
  expect(warnings.of(well.id).map(({ detail }) => detail)).toEqual(['The account has 2 of 2 connections; 1 are ours.']);
  facts = [];
  clock.advance(5 * MINUTE_MS);
  expect(said).toEqual(['provider.warned used-elsewhere', 'provider.cleared used-elsewhere']);
  warnings.stop();
});
