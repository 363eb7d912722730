import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedRules } from '../../src/model/rules.ts';
import { readText, writeText, type TextIssue } from '../../src/rules/text.ts';

const issuesOf = (text: string): readonly TextIssue[] => {
  const read = readText(text);
  return read.ok ? [] : read.issues;
};

const told = (text: string): string[] =>
  issuesOf(text).map(({ line, column, message }) => `${line}:${column} ${message}`);

const SHARED = `# What our home wants
patterns:
  - name: Sport
    matches: sports?\\b # in any case
rules:
  - name: No adult channels
    when: { kind: adult }
    action: hide
  - name: Tidy names
    enabled: false
    when:
      market: [uk, no]
      group: UK | Sports
      any:
        - name: { pattern: Sport }
        - not: { number: { to: 99 } }
    action: { kind: rename, find: '^UK: (.*)$', to: '{1}' }
  - name: Groups
    action:
      kind: regroup
      table:
        UK | Sports: Sport
        24: Loops
  - name: Numbers
    action: { kind: number, start: 100 }
`;

test('a text with comments and short forms is read', () => {
  const read = readText(SHARED);
  expect(read).toEqual({
    ok: true,
    shared: {
      patterns: [{ name: 'Sport', matches: 'sports?\\b' }],
      rules: [
        { name: 'No adult channels', enabled: true, when: { kind: ['adult'] }, action: { kind: 'hide' } },
        {
          name: 'Tidy names',
          enabled: false,
          when: {
            market: ['uk', 'no'],
            group: { is: ['UK | Sports'] },
            any: [{ name: { pattern: 'Sport' } }, { not: { number: { to: 99 } } }],
          },
          action: { kind: 'rename', find: '^UK: (.*)$', to: '{1}' },
        },
        {
          name: 'Groups',
          enabled: true,
          when: {},
          action: {
            kind: 'regroup',
            table: [
              { from: '24', to: 'Loops' },
              { from: 'UK | Sports', to: 'Sport' },
            ],
          },
        },
        {
          name: 'Numbers',
          enabled: true,
          when: {},
          action: {
            kind: 'number',
            start: 100,
            step: 1,
            ranges: [],
            keep_provider_numbers: false,
            new_numbers: 'fill_gaps',
          },
        },
      ],
    },
  });
});

test('nothing, and a text of comments alone, is no rules', () => {
  expect(readText('')).toEqual({ ok: true, shared: { patterns: [], rules: [] } });
  expect(readText('# nothing yet\nrules:\n')).toEqual({ ok: true, shared: { patterns: [], rules: [] } });
});

test.each([
  ['rules:\n  - name: A\n    action: hode\n', /^3:5 /],
  ['rules:\n  - name: A\n    action: hide\n    colour: red\n', /^4:5 .*colour/],
  ['rules:\n  - action: hide\n', /^2:5 /],
  [
    'rules:\n  - name: A\n    when:\n      name: { matches: "a(b" }\n    action: hide\n',
    /^4:15 missing closing \) at character 2$/,
  ],
  ['rules:\n  - name: A\n    when: { pattern: Sport }\n    action: hide\n', /^3:13 no pattern is named "Sport"$/],
  ['rules:\n  - name: A\n    action: { kind: rename, to: "{tilte}" }\n', /^3:29 no placeholder is called "tilte"$/],
  ['rules:\n  - name: A\n    action: { kind: number, start: 9, end: 3 }\n', /^3:39 ends before it begins$/],
  ['rules:\n  - name: A\n   action: hide\n', /^3:/],
  ['rules:\n  - name: A\n    name: B\n    action: hide\n', /^3:5 .*unique/],
  ['rules: 7\n', /^1:1 /],
  ['- a\n- b\n', /^1:1 /],
  ['rules:\n  - name: A\n    when: { quality: [sd, best] }\n    action: hide\n', /^3:27 /],
])('%j is told with its line and column', (text, expected) => {
  expect(told(text)[0]).toMatch(expected);
});

test('a text that is too long, too deep, or that multiplies itself is refused', () => {
  expect(told('#'.repeat(1_000_001))).toEqual(['1:1 longer than 1000000 characters']);
  expect(issuesOf('['.repeat(100_000))).not.toEqual([]);
  expect(issuesOf(`rules: ${'{a: '.repeat(20_000)}1${'}'.repeat(20_000)}`)).not.toEqual([]);
  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level += 1) {
    laughs.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }
  expect(told(laughs.join('\n'))[0]).toMatch(/alias/i);
});

const name = fc.constantFrom('A', 'B: c', '# d', "it's", '{e}', 'no', '1', 'null', ' é ', '- f', '"g"');
const words = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const when = fc.oneof(
  fc.constant({}),
  words.map((is) => ({ name: { is } })),
  words.map((contains) => ({ group: { contains }, market: ['no'] })),
  words.map((is) => ({ any: [{ tvg_id: { is } }, { not: { kind: ['24-7'] } }] })),
);
const action = fc.oneof(
  fc.constantFrom({ kind: 'hide' }, { kind: 'keep_only' }, { kind: 'guide_shift', minutes: -30 }),
  name.map((to) => ({ kind: 'rename', to: to.replace('{e}', '{name}') })),
  fc.uniqueArray(fc.tuple(name, name), { selector: ([from]) => from.trim() }).map((rows) => ({
    kind: 'regroup',
    table: rows.map(([from, to]) => ({ from, to })),
  })),
  fc.nat({ max: 5 }).map((step) => ({ kind: 'number', start: 1, step: step + 1, ranges: [{ group: '7', start: 3 }] })),
);

test('what was written is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ name, when, action, enabled: fc.boolean() }), { maxLength: 4 }), (rules) => {
      const shared = sharedRules.parse({ rules, patterns: [{ name: 'yes', matches: '\\d+ #' }] });
      expect(readText(writeText(shared))).toEqual({ ok: true, shared });
    }),
  );
});

test('whatever the text, it is rules or a list of what is wrong', () => {
  const piece = fc.constantFrom(
    'rules:',
    '\n',
    '  ',
    '- ',
    'name: ',
    'action: ',
    'hide',
    '&a',
    '*a',
    '{',
    ']',
    '"',
    ': ',
    '? ',
    '|',
    '\t',
    '!!x ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const read = readText(pieces.join(''));
      expect(read.ok || read.issues.every(({ line, column }) => line >= 1 && column >= 1)).toBe(true);
      expect(read.ok || read.issues.length > 0).toBe(true);
    }),
  );
});

test('what is not known is said in words that the panel has in its languages', () => {
  const text = 'rules:\n  - name: Short\n    when:\n      nme:\n        contains: A\n    action:\n      kind: renam\n';
  const [key, kind] = told(text);
  expect(key).toBe('4:7 knows nothing called nme');
  expect(kind).toMatch(/^7:\d+ must be one of hide, .*rename, /);
});

test('faults are told in the order of their lines, and what is missing is named', () => {
  const text = `patterns:
  - { name: Kids, matches: kids }
  - { name: kids, matches: x }
rules:
  - action: rename
  - name: C
    when: { nme: A, quality: best }
`;
  expect(told(text)).toEqual([
    '3:7 another pattern is named "kids"',
    '5:5 name is missing',
    '5:5 to is missing',
    '6:5 action is missing',
    '7:13 knows nothing called nme',
    expect.stringMatching(/^7:21 must be one of sd, /),
  ]);
});

test('a text that YAML takes for a number is what was written', () => {
  const text = `rules:
  - name: 007
    enabled: False
    when: { group: 007, name: { contains: +1, ends_with: [1.50, 0x10] }, number: { from: 010 } }
    action: { kind: regroup, table: { 007: 1.0, +2: True } }
`;
  expect(readText(text)).toMatchObject({
    shared: {
      rules: [
        {
          name: '007',
          enabled: false,
          when: {
            group: { is: ['007'] },
            name: { contains: ['+1'], ends_with: ['1.50', '0x10'] },
            number: { from: 10 },
          },
          action: {
            table: [
              { from: '007', to: '1.0' },
              { from: '+2', to: 'True' },
            ],
          },
        },
      ],
    },
  });
});

test('characters that YAML does not print are written as escapes, so that others read it too', () => {
  const title = 'Sport\u0082\u007f\ufeff\uffff \ud800 \u0001';
  const shared = sharedRules.parse({
    patterns: [{ name: 'x', matches: 'sport\u009f' }],
    rules: [{ name: title, action: { kind: 'hide' } }],
  });
  const text = writeText(shared);
  // YAML 1.2.2, 5.1
  expect(
    /[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.exec(text),
  ).toBeNull();
  expect(readText(text)).toMatchObject({
    ok: true,
    shared: { rules: [{ name: title }], patterns: [{ matches: 'sport\u009f' }] },
  });
});
