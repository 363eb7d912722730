// Two things of one list with one id: nothing of such a file is taken.

import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { systemClock as clock } from '../../../src/kernel/clock.ts';
import { silentLog as log } from '../../../src/kernel/log.ts';
import { atOnce } from '../../../src/kernel/slices.ts';
import { openDocument } from '../../../src/storage/document.ts';
import { Transfer } from '../../../src/sync/transfer/transfer.ts';
import { twinIn } from '../../../src/sync/transfer/twins.ts';
import { temporaryFolder } from '../../fakes/folder.ts';

const [one, other] = [
  { id: 'a', name: 'One' },
  { id: 'b', name: 'Other' },
];

test.each([
  ['the only list', { providers: [one, other, { ...one, name: 'Twin' }] }, 'a'],
  ['the second list', { people: [one], tokens: [other, other] }, 'b'],
  ["one person's list", { people: { u1: [one], u2: [other, other] } }, 'b'],
  ['no list: each has its own', { people: { u1: [one], u2: [one] }, tokens: [one] }, undefined],
  ['things that have no ids', { profiles: [{ name: 'x' }, { name: 'x' }], groups: ['a', 'a'] }, undefined],
])('twins are found in %s', (_, data, id) => {
  expect(atOnce(twinIn(data, 2))).toBe(id);
});

test('a file with twins is refused with their id, also as a dry run, and nothing has changed', async () => {
  const folder = temporaryFolder();
  const thing = z.strictObject({ id: z.string(), name: z.string() });
  const schema = z.strictObject({ things: z.array(thing) });
  const document = await openDocument({
    file: join(folder, 'x.json'),
    schema,
    initial: () => ({ things: [one] }),
    log,
  });
  const section = { name: 'things', depth: 2, portable: () => document.portable(), secrets: [] };
  const parts = { sections: [section], journal: join(folder, 'journal'), masthead: '1', clock, log };
  const transfer = new Transfer({ ...parts, onImported: () => expect.unreachable() });
  const file = structuredClone(await transfer.export({})) as { documents: Record<string, { data: unknown }> };
  file.documents['things']!.data = { things: [one, other, { ...one, name: 'Twin' }] };
  for (const dryRun of [true, false]) {
    await expect(transfer.import({ file, dryRun })).rejects.toMatchObject({
      code: 'request.conflict',
      message: 'The file is damaged: two of things have the id a',
    });
  }
  expect(document.data).toEqual({ things: [one] });
});
