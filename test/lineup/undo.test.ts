import { expect, test } from 'vitest';
import { noDecisions, type Decisions } from '../../src/lineup/decisions.ts';
import { UndoSteps } from '../../src/lineup/undo.ts';

const decisions = (name: string): Decisions => ({ ...noDecisions, channels: { c1: { name } } });

test('decisions are taken back one after another, the newest first', () => {
  const steps = new UndoSteps();
  const [a, b] = [decisions('a'), decisions('b')];
  const first = steps.push({ before: noDecisions, after: a });
  const second = steps.push({ before: a, after: b });
  expect(() => steps.step(first, b)).toThrow('no longer');
  expect(steps.step(second, b).before).toBe(a);
  const restored = decisions('a'); // read back from the disk: equal, not the same
  steps.pop(restored);
  expect(steps.step(first, restored).before).toBe(noDecisions);
});

test('what was decided elsewhere since stands in the way', () => {
  const steps = new UndoSteps();
  const id = steps.push({ before: noDecisions, after: decisions('a') });
  expect(() => steps.step(id, decisions('other'))).toThrow('no longer');
});

test('only the last few are kept', () => {
  const steps = new UndoSteps();
  const ids = Array.from({ length: 30 }, (_, index) =>
    steps.push({ before: decisions(`${index}`), after: decisions(`${index + 1}`) }),
  );
  expect(() => steps.step(ids[0]!, decisions('1'))).toThrow('no longer');
});
