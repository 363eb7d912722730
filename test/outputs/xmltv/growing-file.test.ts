import { appendFile, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/kernel/clock.ts';
import { growing } from '../../../src/outputs/xmltv/growing-file.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

async function begun(): Promise<{ file: string; pieces: AsyncGenerator<Buffer>; end: PromiseWithResolvers<void> }> {
  const file = join(temporaryFolder(), 'guide.next');
  await writeFile(file, 'one ');
  const end = Promise.withResolvers<void>();
  return { file, end, pieces: growing(await open(file), end.promise, systemClock) };
}

test('a reader has what is there at once, what comes later, and the end', async () => {
  const { file, pieces, end } = await begun();
  expect(String((await pieces.next()).value)).toBe('one ');
  const more = pieces.next();
  await appendFile(file, 'two ');
  expect(String((await more).value)).toBe('two ');
  await appendFile(file, 'three');
  end.resolve();
  expect(String((await pieces.next()).value)).toBe('three');
  expect((await pieces.next()).done).toBe(true);
});

test('half a file is never taken for a whole one', async () => {
  const { pieces, end } = await begun();
  await pieces.next();
  end.reject(new Error('no room'));
  await expect(pieces.next()).rejects.toThrow('no room');
});

test('a reader that leaves closes the file', async () => {
  const { file } = await begun();
  const handle = await open(file);
  const pieces = growing(handle, Promise.withResolvers<void>().promise, systemClock);
  await pieces.next();
  await pieces.return(undefined);
  expect(handle.fd).toBe(-1);
});
