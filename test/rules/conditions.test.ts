import { expect, test } from 'vitest';
import { condition } from '../../src/model/rule-condition.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { holdsFor, rulesOf, streamOf } from './rule-fixture.ts';

const sky = streamOf('UK| Sky Sports Main Event FHD', {
  group: 'UK | Sports',
  tvgId: 'SkySportsMain.uk',
  number: '401',
});

test.each([
  [{ name: { contains: ['SKY SPORTS'] } }, true],
  [{ name: { contains: ['cinema', 'main event'] } }, true],
  [{ name: { contains: ['cinema'] } }, false],
  [{ name: { starts_with: ['uk|'], ends_with: ['fhd'] } }, true],
  [{ name: { starts_with: ['uk|'], ends_with: ['sd'] } }, false],
  [{ group: { is: ['uk | sports'] } }, true],
  [{ group: { is: ['sports'] } }, false],
  [{ tvg_id: { matches: '\\.uk$' } }, true],
  [{ tvg_id: { matches: '^\\.uk$' } }, false],
  [{ market: ['us', 'uk'] }, true],
  [{ market: ['us'] }, false],
  [{ market: ['gb'] }, true],
  [{ provider: ['one'] }, true],
  [{ provider: ['two'] }, false],
  [{ quality: ['uhd', 'fhd'] }, true],
  [{ quality: ['sd'] }, false],
  [{ number: { from: 400, to: 499 } }, true],
  [{ number: { to: 400 } }, false],
  [{ kind: ['live'] }, true],
  [{ kind: ['radio'] }, false],
  [{ variant: ['main'] }, true],
  [{}, true],
])('%j is %j for a sports channel', (when, holds) => {
  expect(holdsFor(sky, when)).toBe(holds);
});

test.each([
  ['XXX: Hot TV', {}, 'adult'],
  ['Anything', { group: 'ADULTS 18+' }, 'adult'],
  ['24/7: The Office', {}, '24-7'],
  ['####### SPORTS #######', {}, 'heading'],
  ['UFC 300 @ 22:00 EST', {}, 'event'],
  ['BBC Radio 4', { kind: 'radio' }, 'radio'],
  ['Alien', { kind: 'movie' }, 'movie'],
] as const)('%s is of the kind it says', (name, said, kind) => {
  const stream = streamOf(name, said);
  expect(holdsFor(stream, { kind: [kind] })).toBe(true);
  expect(holdsFor(stream, { kind: ['live'] })).toBe(false);
});

test.each([
  ['US: HBO East', 'east'],
  ['UK: Dave +1', 'time-shift'],
  ['FR: Canal Plus', 'plus'],
  ['DE: Super RTL Kids', 'kids'],
] as const)('%s is a variant', (name, variant) => {
  expect(holdsFor(streamOf(name), { variant: [variant] })).toBe(true);
  expect(holdsFor(streamOf(name), { variant: ['main'] })).toBe(false);
});

test('fields of one condition all have to hold; all, any and not combine conditions', () => {
  expect(holdsFor(sky, { market: ['uk'], quality: ['sd'] })).toBe(false);
  expect(holdsFor(sky, { any: [{ quality: ['sd'] }, { market: ['uk'] }] })).toBe(true);
  expect(holdsFor(sky, { all: [{ quality: ['sd'] }, { market: ['uk'] }] })).toBe(false);
  expect(holdsFor(sky, { not: { quality: ['sd'] } })).toBe(true);
  expect(holdsFor(sky, { market: ['uk'], not: { any: [{ group: { contains: ['sports'] } }] } })).toBe(false);
});

test('a stream without a number is in no range', () => {
  expect(holdsFor(streamOf('A'), { number: { from: 0 } })).toBe(false);
  expect(holdsFor(streamOf('A', { number: 'x' }), { number: { to: 5 } })).toBe(false);
});

test('a named pattern is an expression or a condition, found in any case of letters', () => {
  const patterns = [
    { name: 'Sport', matches: 'sports?\\b' },
    { name: 'British sport', when: { market: ['uk'], pattern: 'sport' } },
  ];
  expect(holdsFor(sky, { pattern: 'SPORT' }, patterns)).toBe(true);
  expect(holdsFor(sky, { group: { pattern: 'sport' } }, patterns)).toBe(true);
  expect(holdsFor(sky, { pattern: 'British sport' }, patterns)).toBe(true);
  expect(holdsFor(streamOf('US: Sports'), { pattern: 'British sport' }, patterns)).toBe(false);
});

test('what cannot be is said with its place, and such a rule does nothing', () => {
  const hide = { kind: 'hide' };
  const { issues, rulingIn } = compileRules(
    rulesOf(
      [
        { when: { any: [{ market: ['de'] }, { name: { matches: 'a(b' } }] }, action: hide },
        { when: { pattern: 'nowhere' }, action: hide },
        { when: { group: { pattern: 'loop' } }, action: hide },
        { action: { kind: 'rename', find: '[z-a]', to: '' } },
        { when: { number: { from: 9, to: 3 } }, action: hide },
        { action: { kind: 'number', start: 100, end: 99, ranges: [{ group: 'Sport', start: 5, end: 2 }] } },
        { action: { kind: 'rename', to: '{tilte}' } },
        { when: { name: { matches: '(a)(?P<b>b)' } }, action: { kind: 'regroup', to: '{1} {2} {b} {3}' } },
        { when: { name: { matches: '(?P<b>b)' } }, action: { kind: 'rename', find: '(a)', to: '{1} {b}' } },
        { action: { kind: 'logo', file: '{titel}.png' } },
      ],
      [
        { name: 'loop', when: { not: { pattern: 'Loop' } } },
        { name: 'bad', matches: 'x**' },
      ],
    ),
  );
  expect(issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    'patterns.1.matches: invalid nested repetition operator at character 2',
    'patterns.0.when.not.pattern: "Loop" stands in itself',
    'rules.0.when.any.1.name.matches: missing closing ) at character 2',
    'rules.1.when.pattern: no pattern is named "nowhere"',
    'rules.2.when.group.pattern: "loop" is a condition, not an expression',
    'rules.3.action.find: invalid character class range at character 2',
    'rules.4.when.number.to: ends before it begins',
    'rules.5.action.end: ends before it begins',
    'rules.5.action.ranges.0.end: ends before it begins',
    'rules.6.action.to: no placeholder is called "tilte"',
    'rules.7.action.to: no placeholder is called "3"',
    'rules.8.action.to: no placeholder is called "b"',
    'rules.9.action.file: no placeholder is called "titel"',
  ]);
  expect(rulingIn).toBeUndefined();
});

function nested(depth: number): unknown {
  let when: unknown = { market: ['uk'] };
  for (let level = 0; level < depth; level += 1) when = { not: when };
  return when;
}

test('conditions lie in one another so deep and no deeper', () => {
  expect(condition.safeParse(nested(4)).success).toBe(true);
  expect(condition.safeParse(nested(5)).success).toBe(false);
  expect(condition.safeParse(nested(100_000)).success).toBe(false);
});

test('a test that looks for nothing is refused', () => {
  expect(condition.safeParse({ name: {} }).success).toBe(false);
  expect(condition.safeParse({ number: {} }).success).toBe(false);
  expect(condition.safeParse({ colour: ['red'] }).success).toBe(false);
});
