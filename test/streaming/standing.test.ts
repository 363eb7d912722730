import { expect, test } from 'vitest';
import { clientLimit, type ClientLimit } from '../../src/model/client-limits.ts';
import { createStandings, type OwnStanding } from '../../src/streaming/standing.ts';

const viewer = (address: string, userAgent = '') => ({ address, userAgent, via: 'm3u' });
const rules = (...inputs: readonly object[]): ClientLimit[] => inputs.map((input) => clientLimit.parse(input));

const CASES: readonly (readonly [string, object, ReturnType<typeof viewer>, number])[] = [
  ['a part of the User-Agent, whatever the case', { user_agent: 'KODI' }, viewer('10.0.0.1', 'Kodi/21.0'), 5],
  ['another program', { user_agent: 'kodi' }, viewer('10.0.0.1', 'VLC/3'), 0],
  ['an address', { address: '10.0.0.1' }, viewer('10.0.0.1', 'VLC/3'), 5],
  ['another address', { address: '10.0.0.1' }, viewer('10.0.0.10', 'VLC/3'), 0],
  ['a network', { address: '10.1.0.0/16' }, viewer('10.1.9.9', ''), 5],
  ['outside of it', { address: '10.1.0.0/16' }, viewer('10.2.0.1', ''), 0],
  ['a network of IPv6, with a zone', { address: 'fe80::/10' }, viewer('fe80::1%eth0', ''), 5],
  ['both have to fit', { address: '10.0.0.1', user_agent: 'kodi' }, viewer('10.0.0.1', 'VLC/3'), 0],
  ['no address at all', { address: '10.0.0.1' }, viewer('', ''), 0],
];

test.each(CASES)('a rule for clients: %s', (_, rule, who, priority) => {
  const standingOf = createStandings(() => known);
  const known = rules({ ...rule, priority: 5 });
  expect(standingOf(who).priority).toBe(priority);
});

test('the first rule that fits holds', () => {
  const known = rules(
    { address: '10.0.0.1', priority: 3, kilobytes_per_second: 250 },
    { user_agent: 'v', priority: 9 },
  );
  const standingOf = createStandings(() => known);
  expect(standingOf(viewer('10.0.0.1', 'VLC'))).toEqual({ priority: 3, bytesPerSecond: 250_000 });
});

test('changed rules hold at once, also for who is watching', () => {
  let known = rules({ address: '10.0.0.1', priority: 3 });
  const standingOf = createStandings(() => known);
  const watching = viewer('10.0.0.1');
  expect(standingOf(watching).priority).toBe(3);
  known = rules({ address: '10.0.0.1', priority: -1 });
  expect(standingOf(watching).priority).toBe(-1);
});

test.each([{}, { address: '10.0.0.0/33' }, { address: 'tv.local' }, { address: '1.2.3.4/5/6' }, { user_agent: ' ' }])(
  'a rule that fits nobody or everybody is refused: %j',
  (rule) => {
    expect(clientLimit.safeParse({ ...rule, priority: 1 }).success).toBe(false);
  },
);

test('a person’s account goes before the rules for its client, as it is now', () => {
  let ada: OwnStanding = { priority: 7, bytesPerSecond: null };
  const known = rules({ address: '10.0.0.1', priority: 3, kilobytes_per_second: 250 });
  const standingOf = createStandings(
    () => known,
    (id) => (id === 'ada' ? ada : undefined),
  );
  const account = { id: 'ada', name: 'Ada', maxStreams: null, pass: null };
  const watching = { ...viewer('10.0.0.1'), account };
  expect(standingOf(watching)).toEqual({ priority: 7, bytesPerSecond: 250_000 });
  ada = { priority: null, bytesPerSecond: 10 };
  expect(standingOf(watching)).toEqual({ priority: 3, bytesPerSecond: 10 });
  expect(standingOf({ ...watching, account: { ...account, id: 'gone' } }).priority).toBe(3);
});
