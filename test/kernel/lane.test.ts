import { expect, test } from 'vitest';
import { Lane } from '../../src/kernel/lane.ts';

test('work in a lane never overlaps, and a failure holds nobody up', async () => {
  const lane = new Lane();
  const said: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    said.push(`${name} begins`);
    await Promise.resolve();
    if (name === 'bad') throw new Error(name);
    said.push(`${name} ends`);
    return name;
  };
  const runs = await Promise.allSettled(['one', 'bad', 'two'].map((name) => lane.run(work(name))));
  expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(said).toEqual(['one begins', 'one ends', 'bad begins', 'two begins', 'two ends']);
});

test('a lane is settled when everything that waited has ended', async () => {
  const lane = new Lane();
  let isDone = false;
  void lane.run(async () => {
    await new Promise(setImmediate);
    isDone = true;
  });
  await lane.settled();
  expect(isDone).toBe(true);
});
