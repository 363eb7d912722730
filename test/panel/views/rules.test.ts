import { expect, test } from 'vitest';
import type { RuleCondition } from '../../../panel/api/routes.ts';
import { ActionForm, newAction, parsedLines } from '../../../panel/views/rules/action-form.ts';
import {
  conditionOf,
  joinList,
  newRow,
  rowsOf,
  splitList,
  type ConditionRows,
} from '../../../panel/views/rules/condition-rows.ts';
import { ConditionForm } from '../../../panel/views/rules/condition-form.ts';
import { Trial } from '../../../panel/views/rules/trial.ts';
import { actionInWords, conditionInWords } from '../../../panel/views/rules/words.ts';
import { condition as conditionSchema } from '../../../src/model/rule-condition.ts';
import { ruleAction } from '../../../src/model/rules.ts';

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
  expect(rows.rows.map(({ field, isNot }) => `${isNot ? 'not ' : ''}${field}`)).toEqual([
    'market',
    'name',
    'name',
    'not kind',
  ]);
});

test.each<RuleCondition>([
  { any: [{ all: [{ market: ['uk'] }, { quality: ['hd'] }] }] },
  { market: ['uk'], any: [{ quality: ['hd'] }, { quality: ['uhd'] }] },
  { not: { any: [{ market: ['uk'] }] } },
  { any: [{ market: ['uk'], quality: ['hd'] }, { kind: ['radio'] }] },
])('%j is left to the text: rows would say something else', (condition) => {
  expect(rowsOf(condition)).toBeUndefined();
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
  expect(conditionInWords({})).toBe('All streams');
  expect(actionInWords({ kind: 'rename', find: '^UK: ', to: '' })).toBe('Rename: ^UK:  → ');
  expect(actionInWords({ kind: 'hide' })).toBe('Hide');
});

async function shown<Element extends HTMLElement & { updateComplete: Promise<unknown> }>(
  element: Element,
): Promise<Element> {
  document.body.append(element);
  await element.updateComplete;
  return element;
}

test('another field begins anew, and a row is taken away', async () => {
  const form = new ConditionForm();
  form.rows = { join: 'all', rows: [{ ...newRow('group'), values: ['Sport'] }, newRow('market')] };
  await shown(form);
  const said: ConditionRows[] = [];
  form.addEventListener('rows', (event) => said.push((event as CustomEvent<ConditionRows>).detail));
  const [field] = form.renderRoot.querySelectorAll<HTMLSelectElement>('select[aria-label="Field"]');
  field!.value = 'quality';
  field!.dispatchEvent(new Event('change'));
  expect(said.at(-1)!.rows[0]).toEqual(newRow('quality'));
  form.renderRoot.querySelectorAll<HTMLButtonElement>('button.icon')[1]!.click();
  expect(said.at(-1)!.rows).toHaveLength(1);
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
  form.action = { kind: 'number', start: 1, step: 1, end: 9, ranges: [], keep_provider_numbers: false };
  await form.updateComplete;
  const end = form.renderRoot.querySelector<HTMLInputElement>('input[name="end"]')!;
  end.value = '';
  end.dispatchEvent(new Event('input'));
  expect(said.at(-1)).toEqual({ kind: 'number', start: 1, step: 1, ranges: [], keep_provider_numbers: false });
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
