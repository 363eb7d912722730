import { expect, test } from 'vitest';
import { ComeBack, isBack } from '../../../panel/views/player/come-back.ts';

/** @param answers of Masthead, look by look; after the last nobody wants it any more */
async function looked(answers: readonly boolean[], wasTried: boolean): Promise<[begins: boolean, looks: number]> {
  const left = [...answers];
  const begins = await isBack({
    look: () => Promise.resolve(left.shift() ?? false),
    wait: () => Promise.resolve(),
    isWanted: () => left.length > 0 || answers.at(-1) === true,
    wasTried,
  });
  return [begins, answers.length - left.length];
}

test('a player begins anew as soon as Masthead answers', async () => {
  expect(await looked([false, false, true], false)).toEqual([true, 3]);
  expect(await looked([true], false)).toEqual([true, 1]);
});

test('one that has begun anew in vain does so again only after Masthead was away', async () => {
  expect(await looked([true], true)).toEqual([false, 1]);
  expect(await looked([false, true], true)).toEqual([true, 2]);
});

test('one that nobody waits for any more looks no longer', async () => {
  expect(await looked([false, false], false)).toEqual([false, 2]);
  expect(await looked([], false)).toEqual([false, 0]);
});

test('one that comes back tries a few times, in case Masthead refuses at first; after something has played anew', async () => {
  const comeBack = new ComeBack();
  const answering = { look: () => Promise.resolve(true), wait: () => Promise.resolve() };
  let looks = 0;
  const isDue = () => comeBack.isDue({ ...answering, isWanted: () => (looks += 1) < 9 });
  expect(comeBack.mayBegin(false), 'what broke while Masthead was there').toBe(false);
  for (const tried of [1, 2, 3]) {
    expect(comeBack.mayBegin(true)).toBe(true);
    expect(await isDue()).toBe(true);
    expect(comeBack.mayBegin(false)).toBe(tried < 3);
  }
  expect(await isDue(), 'it was not away since').toBe(false);
  comeBack.reset();
  looks = 0;
  expect(comeBack.mayBegin(false)).toBe(false);
  expect(await isDue()).toBe(true);
});
