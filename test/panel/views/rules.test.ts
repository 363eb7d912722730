import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { RuleCondition } from '../../../panel/api/routes.ts';
import { ActionForm, newAction, parsedLines } from '../../../panel/views/rules/action-form.ts';
import {
  conditionOf,
  joinList,
  newRow,
  rowsOf,
  saysNothing,
  splitList,
  type ConditionRow,
  type ConditionRows,
} from '../../../panel/views/rules/condition-rows.ts';
import { ConditionForm } from '../../../panel/views/rules/condition-form.ts';
import type { ConditionRowForm } from '../../../panel/views/rules/condition-row.ts';
import { bookText, draftOf, patternOf, withRows } from '../../../panel/views/rules/pattern-book.ts';
import { PatternForm } from '../../../panel/views/rules/pattern-form.ts';
import { Trial } from '../../../panel/views/rules/trial.ts';
import { setLocale } from '../../../panel/locale/locale.ts';
import { actionInWords, conditionInWords } from '../../../panel/views/rules/words.ts';
import { condition as conditionSchema } from '../../../src/model/rule-condition.ts';
import { ruleAction } from '../../../src/model/rules.ts';
import { compileRules } from '../../../src/rules/compile.ts';
import { readingOf } from '../../../src/rules/subject.ts';
import { readText } from '../../../src/rules/text.ts';
import { marketOfStream } from '../../../src/sync/naming.ts';
import { streamOf } from '../../rules/rule-fixture.ts';

const CONDITIONS: readonly RuleCondition[] = [
  {},
  { group: { contains: ['Sport', 'News'] } },
  { market: ['uk', 'de'] },
  { not: { quality: ['sd'] } },
  { number: { from: 100 } },
  { name: { matches: '^UK: (.+)$' } },
  { name: { pattern: 'Sport' } },
  { pattern: 'Sport' },
  { all: [{ group: { is: ['A'] } }, { not: { kind: ['radio'] } }] },
  { any: [{ provider: ['one'] }, { tvg_id: { ends_with: ['.uk'] } }] },
  { any: [{ all: [{ market: ['uk'] }, { quality: ['hd'] }] }, { kind: ['radio'] }] },
  { all: [{ market: ['uk'] }, { any: [{ quality: ['hd'] }, { quality: ['uhd'] }] }] },
  { not: { any: [{ market: ['uk'] }, { not: { all: [{ kind: ['live'] }, { quality: ['sd'] }] } }] } },
];

test.each(CONDITIONS)('%j is shown as rows, and is what the rows say', (condition) => {
  const rows = rowsOf(condition);
  expect(rows).toBeDefined();
  expect(conditionOf(rows!)).toEqual(condition);
  expect(conditionSchema.safeParse(conditionOf(rows!)).success).toBe(true);
});

test('fields beside one another become rows that all have to hold', () => {
  const rows = rowsOf({ market: ['uk'], name: { starts_with: ['a'], ends_with: ['b'] }, not: { kind: ['adult'] } })!;
  expect(rows.join).toBe('all');
  expect((rows.rows as ConditionRow[]).map(({ field, isNot }) => `${isNot ? 'not ' : ''}${field}`)).toEqual([
    'name',
    'name',
    'market',
    'not kind',
  ]);
});

test('a condition with nothing in it is left to the text: a form would drop it', () => {
  expect(rowsOf({ any: [{}, { market: ['uk'] }] })).toBeUndefined();
  expect(rowsOf({ not: {} })).toBeUndefined();
});

test('rows that say nothing yet are left out', () => {
  const rows: ConditionRows = { join: 'any', rows: [newRow('group'), { ...newRow('market'), values: ['uk'] }] };
  expect(conditionOf(rows)).toEqual({ market: ['uk'] });
  expect(conditionOf({ join: 'all', rows: [newRow('number')] })).toEqual({});
});

test('several texts stand in one field', () => {
  expect(splitList(' Sky ; BBC;; ')).toEqual(['Sky', 'BBC']);
  expect(splitList(joinList(['a b', 'c']))).toEqual(['a b', 'c']);
});

test('tables are read line by line, and what is no line yet is passed over', () => {
  expect(parsedLines({ type: 'table' }, 'UK | Sports = Sport\nA=B = C\nhalf\n= x\nGone =')).toEqual([
    { from: 'UK | Sports', to: 'Sport' },
    { from: 'A=B', to: 'C' },
    { from: 'Gone', to: '' },
  ]);
  expect(parsedLines({ type: 'ranges' }, 'Sport = 100-199\nNews = 300\nKids = many')).toEqual([
    { group: 'Sport', start: 100, end: 199 },
    { group: 'News', start: 300 },
  ]);
});

test('every kind of action begins with something that the server takes, or asks for what is missing', () => {
  const refused = [
    'hide',
    'keep',
    'keep_only',
    'enable',
    'disable',
    'rename',
    'regroup',
    'number',
    'logo',
    'guide_shift',
  ]
    .map((kind) => newAction(kind as Parameters<typeof newAction>[0]))
    .filter((action) => !ruleAction.safeParse(action).success);
  expect(refused).toEqual([]);
});

test('a rule is said in words', () => {
  expect(conditionInWords({ group: { contains: ['Sport'] }, not: { quality: ['sd'] } })).toBe(
    'Group contains “Sport”, not Quality: SD',
  );
  expect(conditionInWords({ name: { contains: ['QVC', 'HSE'] } })).toBe('Name contains “QVC” or “HSE”');
  expect(actionInWords(ruleAction.parse({ kind: 'number', start: 100 }))).toBe('Number: 100…');
  const ranges = [
    { group: 'DE', start: 1, end: 99 },
    { group: 'UK', start: 500 },
  ];
  expect(actionInWords(ruleAction.parse({ kind: 'number', start: 100, end: 400, ranges }))).toBe(
    'Number: DE 1–99, UK 500…, all others 100–400',
  );
  const table = ['A', 'B', 'C', 'D'].map((from) => ({ from, to: `${from}2` }));
  expect(actionInWords({ kind: 'regroup', table: table.slice(0, 1), to: 'Rest' })).toBe(
    'Move to a group: A → A2, all others → Rest',
  );
  expect(actionInWords({ kind: 'regroup', table: [], to: 'Rest' })).toBe('Move to a group: Rest');
  expect(actionInWords({ kind: 'regroup', table })).toBe('Move to a group: A → A2, B → B2, C → C2, …');
  expect(conditionInWords({})).toBe('All streams');
  expect(actionInWords({ kind: 'rename', find: '^UK: ', to: '' })).toBe('Rename: ^UK:  → ');
  expect(actionInWords({ kind: 'hide' })).toBe('Hide');
});

test('what is said of a field has the space that its language has before a colon', async () => {
  onTestFinished(() => setLocale('en'));
  await setLocale('fr');
  expect(conditionInWords({ quality: ['sd'] })).toMatch(/^\S+\u{a0}: SD$/iu);
  expect(actionInWords({ kind: 'rename', to: '{title}' })).toMatch(/^\S+\u{a0}: \{title\}$/iu);
});

async function shown<Element extends HTMLElement & { updateComplete: Promise<unknown> }>(
  element: Element,
): Promise<Element> {
  document.body.append(element);
  await element.updateComplete;
  return element;
}

const rowOf = (form: Element, at: number): ConditionRowForm =>
  (form as ConditionForm).renderRoot.querySelectorAll<ConditionRowForm>('mh-condition-row')[at]!;

/** What the form says last. */
function heard(form: ConditionForm, kind: 'rows' | 'typed'): ConditionRows[] {
  const said: ConditionRows[] = [];
  form.addEventListener(kind, (event) => said.push((event as CustomEvent<ConditionRows>).detail));
  return said;
}

test('another field begins anew, and a row is taken away', async () => {
  const form = new ConditionForm();
  form.rows = { join: 'all', rows: [{ ...newRow('group'), values: ['Sport'] }, newRow('market')] };
  await shown(form);
  const said = heard(form, 'rows');
  const field = rowOf(form, 0).renderRoot.querySelector<HTMLSelectElement>('select[aria-label="Field"]')!;
  field.value = 'quality';
  field.dispatchEvent(new Event('change'));
  expect(said.at(-1)!.rows[0]).toEqual(newRow('quality'));
  rowOf(form, 1).renderRoot.querySelector<HTMLButtonElement>('button.icon')!.click();
  expect(said.at(-1)!.rows).toHaveLength(1);
});

test('a group within the condition is added, filled, turned round and removed', async () => {
  const form = new ConditionForm();
  form.rows = { join: 'all', rows: [{ ...newRow('market'), values: ['uk'] }] };
  await shown(form);
  form.addEventListener('rows', (event) => (form.rows = (event as CustomEvent<ConditionRows>).detail));
  form.renderRoot.querySelector<HTMLElement>('.add-group')!.click();
  await form.updateComplete;
  const group = form.renderRoot.querySelector<ConditionForm>('mh-condition-form')!;
  await group.updateComplete;
  const typed = heard(form, 'typed');
  const value = rowOf(group, 0).renderRoot.querySelector<HTMLInputElement>('input.value')!;
  value.value = 'Sky; BBC';
  value.dispatchEvent(new Event('input'));
  const wanted = { all: [{ market: ['uk'] }, { name: { contains: ['Sky', 'BBC'] } }] };
  expect(conditionOf(typed.at(-1)!)).toEqual(wanted);
  value.dispatchEvent(new Event('change'));
  await form.updateComplete;
  await group.updateComplete;
  const join = group.renderRoot.querySelector('select')!;
  join.value = 'not-any';
  join.dispatchEvent(new Event('change'));
  expect(conditionOf(form.rows)).toEqual({ all: [wanted.all[0], { not: wanted.all[1] }] });
  form.renderRoot.querySelector<HTMLButtonElement>('.group > button')!.click();
  expect(conditionOf(form.rows)).toEqual({ market: ['uk'] });
});

test('whatever a finger or a screen reader meets in a condition has a name', async () => {
  const form = new ConditionForm();
  form.rows = rowsOf({
    any: [{ name: { is: ['A'] } }, { not: { all: [{ number: { from: 1 } }, { market: ['uk'] }] } }],
  })!;
  await shown(form);
  const nameless: string[] = [];
  const look = async (root: ConditionForm | ConditionRowForm): Promise<void> => {
    await root.updateComplete;
    for (const each of root.renderRoot.querySelectorAll('input, select, button')) {
      if (!each.getAttribute('aria-label') && !each.closest('label')) nameless.push(each.outerHTML);
    }
    const inner = root.renderRoot.querySelectorAll<ConditionForm | ConditionRowForm>(
      'mh-condition-form, mh-condition-row',
    );
    for (const each of inner) await look(each);
  };
  await look(form);
  expect(nameless).toEqual([]);
});

const plain: fc.Arbitrary<RuleCondition> = fc.record(
  {
    name: fc.constantFrom<NonNullable<RuleCondition['name']>[]>(
      { contains: ['bbc'] },
      { matches: '^uk: (.+)$' },
      { is: ['bbc one'], ends_with: ['one'] },
    ),
    group: fc.constantFrom<NonNullable<RuleCondition['group']>[]>({ contains: ['sport'] }, { pattern: 'Four' }),
    market: fc.constantFrom<string[][]>(['uk'], ['de', 'uk']),
    quality: fc.constantFrom<NonNullable<RuleCondition['quality']>[]>(['hd'], ['sd']),
    pattern: fc.constant('Four'),
  },
  { requiredKeys: [] },
);
const filled = plain.filter((condition) => Object.keys(condition).length > 0);
const nested = (depth: number): fc.Arbitrary<RuleCondition> => {
  if (depth === 1) return filled;
  const inner = nested(depth - 1);
  const branches = fc.array(inner, { minLength: 1, maxLength: 2 });
  const within = fc.record({ all: branches, any: branches, not: inner }, { requiredKeys: [] });
  return fc
    .tuple(plain, within)
    .map(([fields, groups]): RuleCondition => ({ ...fields, ...groups }))
    .filter((condition) => Object.keys(condition).length > 0);
};
const streams = ['UK: BBC One HD', 'DE: Vier', 'BBC One', 'four'].flatMap((name) =>
  ['UK Sport', 'Four'].map((group) => streamOf(name, { group })),
);

/** What a rule with this condition makes of the names, or what is wrong with it: where nothing is caught there is no `{1}`. */
const made = (when: RuleCondition): unknown => {
  const { rulingIn, issues } = compileRules({
    patterns: [{ name: 'Four', matches: '(f)our|(vier)' }],
    rules: [{ name: 'R', enabled: true, when, action: { kind: 'rename', to: '<{1}>' } }],
  });
  if (!rulingIn) return issues.map(({ message }) => message);
  const ruling = rulingIn({ marketOf: marketOfStream, readingOf, providerName: (id) => id });
  return streams.map((each) => ruling(each)?.name);
};

test('whatever the form has read and written again is taken by the server, and means what it meant, captures too', () => {
  fc.assert(
    fc.property(nested(5), (condition) => {
      const again = conditionOf(rowsOf(condition)!);
      expect(conditionSchema.safeParse(again).error).toBeUndefined();
      expect(made(again)).toEqual(made(condition));
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test('a pattern is renamed into a condition, tried out with all rules, and sent', () => {
  const expression = { name: 'Sport', matches: 'sports?' };
  expect(patternOf(draftOf(expression))).toEqual(expression);
  const draft = withRows({ ...draftOf(expression), kind: 'when' }, rowsOf({ market: ['uk'] })!);
  expect(patternOf({ ...draft, name: ' UK ' })).toEqual({ name: 'UK', when: { market: ['uk'] } });
  const rule = { name: 'R', enabled: true, when: { pattern: 'UK' }, action: { kind: 'hide' } } as const;
  const patterns = [{ name: 'UK', when: { any: [{ market: ['uk'] }, { name: { matches: '^a "b": \\d' } }] } }];
  const read = readText(bookText(patterns, [{ ...rule, id: 'r0123456789' }]));
  expect(read).toEqual({ ok: true, shared: { patterns, rules: [rule] } });
});

test('the form of patterns adds one, asks for what it needs, and takes it away again', async () => {
  const form = new PatternForm();
  form.patterns = [{ name: 'Sport', matches: 'sports?' }];
  await shown(form);
  form.renderRoot.querySelector<HTMLElement>('form > div > wa-button')!.click();
  await form.updateComplete;
  const names = () => [...form.renderRoot.querySelectorAll<HTMLInputElement>('input[name="name"]')];
  expect(names().map(({ value, required }) => [value, required])).toEqual([
    ['Sport', true],
    ['', true],
  ]);
  const kind = form.renderRoot.querySelectorAll('select')[1]!;
  kind.value = 'when';
  kind.dispatchEvent(new Event('change'));
  await form.updateComplete;
  expect(form.renderRoot.querySelectorAll('mh-condition-form')).toHaveLength(1);
  form.renderRoot.querySelector<HTMLButtonElement>('button.icon')!.click();
  await form.updateComplete;
  expect(names().map(({ value }) => value)).toEqual(['']);
  form.remove();
});

test('a placeholder is put behind what is there, and a number that is emptied is left out', async () => {
  const form = new ActionForm();
  form.action = { kind: 'rename', to: 'UK ' };
  await shown(form);
  const said: unknown[] = [];
  form.addEventListener('action', (event) => said.push((event as CustomEvent).detail));
  form.renderRoot.querySelector<HTMLButtonElement>('.placeholders button')!.click();
  expect(said).toEqual([{ kind: 'rename', to: 'UK {title}' }]);
  form.action = { kind: 'logo', url: 'https://l.test/{title}.png' };
  await form.updateComplete;
  const file = form.renderRoot.querySelector<HTMLInputElement>('input[name="file"]')!;
  file.value = '{title}.png';
  file.dispatchEvent(new Event('input'));
  expect(said.at(-1)).toEqual({ kind: 'logo', file: '{title}.png' });
  const scheme = { kind: 'number' as const, start: 1, step: 1, ranges: [], keep_provider_numbers: false };
  form.action = { ...scheme, end: 9, new_numbers: 'fill_gaps' };
  await form.updateComplete;
  const end = form.renderRoot.querySelector<HTMLInputElement>('input[name="end"]')!;
  end.value = '';
  end.dispatchEvent(new Event('input'));
  expect(said.at(-1)).toEqual({ ...scheme, new_numbers: 'fill_gaps' });
  const select = form.renderRoot.querySelectorAll('select')[1]!;
  expect([...select.options].map(({ value, selected }) => [value, selected])).toEqual([
    ['fill_gaps', true],
    ['after_highest', false],
  ]);
  select.value = 'after_highest';
  select.dispatchEvent(new Event('change'));
  expect(said.at(-1)).toEqual({ ...scheme, end: 9, new_numbers: 'after_highest' });
});

test('only the last of what was typed is tried out, and more is added to what is shown', async () => {
  const host = { addController: () => undefined, removeController: () => undefined, requestUpdate: () => undefined };
  const counts = {
    channels: 3,
    gone: 0,
    back: 0,
    name: 3,
    group: 0,
    number: 0,
    enabled: 0,
    logo: 0,
    guide_shift: 0,
    streams: 0,
  };
  const asked: number[] = [];
  const trial = new Trial({ ...host, updateComplete: Promise.resolve(true) }, async ({ offset }, signal) => {
    asked.push(offset);
    await new Promise((resolve) => void setTimeout(resolve, 5));
    signal.throwIfAborted();
    const items = [{ id: `c${asked.length}`, name: 'A', changes: [] }];
    return { matched: 3, hidden: 0, shown: 0, counts, items, total: 3 };
  });
  const first = trial.now();
  await trial.now();
  await first;
  expect(trial.preview?.items.map(({ id }) => id)).toEqual(['c2']);
  await trial.more();
  expect(asked).toEqual([0, 0, 1]);
  expect(trial.preview?.items.map(({ id }) => id)).toEqual(['c2', 'c3']);
});

test('rows that are still empty say nothing; no rows at all mean every stream', () => {
  const empty = newRow('group');
  const said = { ...newRow('name'), values: ['Sea'] };
  expect(saysNothing({ join: 'all', rows: [empty] })).toBe(true);
  expect(saysNothing({ join: 'all', rows: [empty, { join: 'any', rows: [newRow()] }] })).toBe(true);
  expect(saysNothing({ join: 'all', rows: [empty, { join: 'any', rows: [said] }] })).toBe(false);
  expect(saysNothing({ join: 'all', rows: [] })).toBe(false);
});
