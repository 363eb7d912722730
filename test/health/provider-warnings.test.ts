import { expect, onTestFinished, test } from 'vitest';
import { ProviderWarnings, warningsOf, type ProviderFactsNow } from '../../src/health/provider-warnings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/kernel/units.ts';
import type { ProviderId } from '../../src/model/ids.ts';
import type { ProviderAccount } from '../../src/model/provider-account.ts';
import { createTurnedClock, type TurnedClock } from '../fakes/turned-clock.ts';

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
  connections: { active: 1, own: 1, at: NOW },
  setLimit: null,
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
  ['somebody else uses it', { connections: { active: 2, own: 1, at: NOW } }, ['used-elsewhere']],
  ['more connections are set than it allows', { setLimit: 3 }, ['limit-too-high']],
  ['fewer connections are set than it allows', { setLimit: 1 }, []],
  ['it allows any number', { account: { ...account, maxConnections: null }, setLimit: 3 }, []],
  ['its guide runs out', { guideUntil: NOW + 2 * HOUR_MS }, ['guide-old']],
])('%s', (_name, more, expected) => {
  expect([...warningsOf({ ...well, ...more }, NOW).keys()]).toEqual(expected);
});

test('each is said once, and once more when it is over; other connections only when they last', () => {
  const clock = createTurnedClock(NOW);
  let askedAt = NOW;
  let facts = (): ProviderFactsNow[] => [{ ...well, connections: { active: 2, own: 1, at: askedAt } }];
  const { said, warnings } = watched(clock, () => facts());
  clock.advance(25 * MINUTE_MS); // the same answer again and again
  expect(said.filter((line) => line.includes('warned') || line.includes('elsewhere'))).toEqual([]);
  said.splice(0);
  askedAt = clock.now();
  clock.advance(5 * MINUTE_MS);
  expect(said).toEqual(['provider.warned used-elsewhere']);
  expect(warnings.of(well.id).map(({ facts: said_ }) => said_)).toEqual([
    { warning: 'used-elsewhere', active: 2, own: 1, most: 2 },
  ]);
  facts = () => [];
  clock.advance(5 * MINUTE_MS);
  expect(said).toEqual(['provider.warned used-elsewhere', 'provider.cleared used-elsewhere']);
});

test('of what an earlier run has said it is said once that it is over, as soon as that is known', () => {
  const clock = createTurnedClock(NOW);
  let facts: ProviderFactsNow[] = [{ ...well, account: undefined, fault: undefined }];
  const { said } = watched(clock, () => facts);
  clock.advance(5 * MINUTE_MS);
  expect(said).toEqual(['provider.cleared guide-old']);
  facts = [{ ...well, fault: { code: 'provider.shrunk', message: '20 of 60' } }];
  clock.advance(20 * MINUTE_MS);
  expect(said.slice(1)).toEqual([
    'provider.cleared login-refused',
    'provider.cleared account-inactive',
    'provider.cleared expires-soon',
    'provider.cleared used-elsewhere',
    'provider.cleared limit-too-high',
    'provider.warned list-shrunk',
  ]);
});

function watched(clock: TurnedClock, facts: () => readonly ProviderFactsNow[]) {
  const said: string[] = [];
  const warnings = new ProviderWarnings({
    clock,
    facts,
    announce: (name, fact) => void said.push(`${name} ${'facts' in fact ? fact.facts.warning : fact.warning}`),
  });
  warnings.start();
  onTestFinished(() => warnings.stop());
  return { said, warnings };
}
