import { expect, test } from 'vitest';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { UndoSteps } from '../../src/lineup/undo.ts';

const decisions = (name: string): Decisions => ({ ...noDecisions, channels: { c1: { name } } });

test('decisions are taken back one after another, the newest first', () => {
  const steps = new UndoSteps();
  const [a, b] = [decisions('a'), decisions('b')];
  const first = steps.push(noDecisions, a);
  const second = steps.push(a, b);
  expect(() => steps.before(first, b)).toThrow('no longer');
  expect(steps.before(second, b)).toBe(a);
  const restored = decisions('a'); // read back from the disk: equal, not the same
  steps.pop(restored);
  expect(steps.before(first, restored)).toBe(noDecisions);
});

test('what was decided elsewhere since stands in the way', () => {
  const steps = new UndoSteps();
  const id = steps.push(noDecisions, decisions('a'));
  expect(() => steps.before(id, decisions('other'))).toThrow('no longer');
});

test('only the last few are kept', () => {
  const steps = new UndoSteps();
  const ids = Array.from({ length: 30 }, (_, index) => steps.push(decisions(`${index}`), decisions(`${index + 1}`)));
  expect(() => steps.before(ids[0]!, decisions('1'))).toThrow('no longer');
});
