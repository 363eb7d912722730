import { expect, test } from 'vitest';
import { changeUnder, insistOnCondition } from '../../src/kernel/condition.ts';

const refuse = (): Promise<void> => Promise.reject(new Error('changed'));

test('a condition is looked at where something is written first, and not again for what follows', async () => {
  const said: string[] = [];
  const insist = (): Promise<void> => Promise.resolve(void said.push('looked'));
  await changeUnder(insist, async () => {
    said.push('begun');
    for (const name of ['one', 'two']) {
      await insistOnCondition();
      said.push(name);
    }
  });
  expect(said).toEqual(['begun', 'looked', 'one', 'two']);
});

test('where it does not hold, whoever writes is told why', async () => {
  const written: string[] = [];
  const work = async (): Promise<void> => {
    await insistOnCondition();
    written.push('one');
  };
  await expect(changeUnder(refuse, work)).rejects.toThrow('changed');
  expect(written).toEqual([]);
});

test('what was begun and goes on when the change is done is free of it, and so is whoever has none', async () => {
  const isDone = Promise.withResolvers<undefined>();
  const { later } = await changeUnder(refuse, () =>
    Promise.resolve({ later: isDone.promise.then(() => insistOnCondition()) }),
  );
  isDone.resolve(undefined);
  await expect(later).resolves.toBeUndefined();
  await expect(insistOnCondition()).resolves.toBeUndefined();
});
