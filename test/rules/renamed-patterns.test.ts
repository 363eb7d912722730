import { expect, test } from 'vitest';
import { ruleBook } from '../../src/model/rules.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { withPatterns } from '../../src/rules/renamed-patterns.ts';

const SPORT = { name: 'Sport', matches: 'sports?' };
const book = ruleBook.parse({
  patterns: [SPORT, { name: 'Near', when: { any: [{ name: { pattern: 'sport' } }, { market: ['de'] }] } }],
  rules: [
    { id: 'r0000000001', name: 'A', when: { not: { all: [{ pattern: 'SPORT' }] } }, action: { kind: 'hide' } },
    { id: 'r0000000002', name: 'B', when: { pattern: 'Near', group: { pattern: 'Sport ' } }, action: { kind: 'keep' } },
  ],
});

test('rules and patterns follow a pattern that only gets another name', () => {
  const after = withPatterns(book, [{ ...SPORT, name: 'Games' }, book.patterns[1]!]);
  expect(compileRules(after).issues).toEqual([]);
  expect(after).toMatchObject({
    patterns: [{ name: 'Games' }, { when: { any: [{ name: { pattern: 'Games' } }, { market: ['de'] }] } }],
    rules: [
      { when: { not: { all: [{ pattern: 'Games' }] } } },
      { when: { pattern: 'Near', group: { pattern: 'Games' } } },
    ],
  });
});

test('a pattern that is another one, has gone, or could be either of two is followed nowhere', () => {
  const others = [
    [{ name: 'Games', matches: 'games' }],
    [],
    [
      { ...SPORT, name: 'Games' },
      { ...SPORT, name: 'Play' },
    ],
  ];
  for (const patterns of others) {
    const after = withPatterns(book, [...patterns, book.patterns[1]!]);
    expect(after.rules).toEqual(book.rules);
    expect(compileRules(after).issues[0]?.message).toBe('no pattern is named "sport"');
  }
});
