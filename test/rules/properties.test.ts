import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedRules } from '../../src/model/rules.ts';
import { compileExpression } from '../../src/rules/expression.ts';
import { compileRules } from '../../src/rules/compile.ts';
import { readingOf } from '../../src/rules/subject.ts';
import { streamOf } from './rule-fixture.ts';

const word = fc.constantFrom(
  'uk',
  'Sky',
  'HD',
  '+1',
  '{name}',
  '{1}',
  '{nobody}',
  '(',
  '[',
  '\\',
  'a+',
  '\ud800',
  '|',
  '',
);
const written = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

const textTest = fc.oneof(
  written.map((text) => ({ contains: [text] })),
  written.map((text) => ({ matches: text })),
);
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    textTest.map((name) => ({ name })),
    textTest.map((group) => ({ group })),
    fc.constantFrom({ kind: ['adult'] }, { quality: ['hd'] }, { variant: ['main'] }, { market: ['uk'] }, {}),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}));
const action = fc.oneof(
  fc.constantFrom({ kind: 'hide' }, { kind: 'keep' }, { kind: 'keep_only' }, { kind: 'disable' }),
  written.map((to) => ({ kind: 'rename', to })),
  fc.tuple(written, written).map(([find, to]) => ({ kind: 'rename', find, to })),
  written.map((to) => ({ kind: 'regroup', to })),
  written.map((text) => ({ kind: 'logo', url: `https://logos.test/${text}` })),
  written.map((text) => ({ kind: 'logo', file: `a${text}.png` })),
  fc.integer({ min: 1, max: 9 }).map((start) => ({ kind: 'number', start })),
);
const book = fc
  .array(fc.record({ name: fc.constant('r'), when: condition, action }), { maxLength: 6 })
  .map((rules) => sharedRules.safeParse({ rules }))
  .filter(({ success }) => success)
  .map(({ data }) => data!);
const stream = fc
  .record({ name: fc.oneof(written, fc.string({ unit: 'binary' })), group: written, tvgId: written, number: written })
  .map(({ name, ...said }) => streamOf(name, said));

const surroundings = { marketOf: () => 'uk', readingOf, providerName: () => 'One' };

test('no rule throws, whatever it says and whatever a list holds, and nothing is ever "undefined"', () => {
  fc.assert(
    fc.property(book, fc.array(stream, { maxLength: 5 }), (rules, streams) => {
      const ruling = compileRules(rules).rulingIn?.(surroundings);
      for (const one of streams) {
        const outcome = ruling?.(one);
        if (!outcome) continue;
        expect(outcome.name !== '' || one.name === '').toBe(true);
        expect(JSON.stringify(outcome)).not.toMatch(/undefined|null,"group"/);
      }
    }),
    { numRuns: 300 },
  );
});

test('what a stream becomes does not depend on the streams before it', () => {
  fc.assert(
    fc.property(book, fc.array(stream, { maxLength: 8 }), (rules, streams) => {
      const { rulingIn } = compileRules(rules);
      const one = rulingIn?.(surroundings);
      const forwards = streams.map((each) => one?.(each));
      const other = rulingIn?.(surroundings);
      const backwards = streams.toReversed().map((each) => other?.(each));
      expect(backwards.toReversed()).toEqual(forwards);
    }),
    { numRuns: 200 },
  );
});

/** Steps are counted by the ratio of a long text to one a tenth of it: quadratic would be 100, exponential no number. */
test.each(['(a+)+$', '(a|aa)+$', '(.*)*x', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'])(
  '%s ends on a name made for it',
  (source) => {
    const compiled = compileExpression(source);
    if (!compiled.ok) throw new Error(compiled.message);
    const name = `${'a'.repeat(100_000)}!`;
    expect(compiled.expression.test(name)).toBeTypeOf('boolean');
    expect(compiled.expression.replaceAll(name, () => '')).toBeTypeOf('string');
  },
);

test('an expression that would take too many steps a letter is refused', () => {
  expect(compileExpression('(?:[a-z]{1,900}){1,1}')).toMatchObject({ ok: expect.any(Boolean) });
  expect(compileExpression(`(${'(a|b|c|d|e|f)'.repeat(30)}){30}`)).toEqual({
    ok: false,
    message: 'too large an expression',
  });
});
