// What is remembered of the database's files: enough to ask whether they have changed. In the cache: it may be lost.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const validators = z.strictObject({ etag: z.string(), lastModified: z.string(), fingerprint: z.string() });

const stateSchema = z.strictObject({
  /** Where the files came from. */
  address: z.string(),
  /** When the place was last asked and gave an answer, epoch milliseconds. */
  checkedAt: z.number(),
  /** When something new came. */
  fetchedAt: z.number(),
  validators: z.partialRecord(z.enum(['channels', 'feeds']), validators),
  table: z.strictObject({
    revision: z.number(),
    channelCount: z.number(),
    nameCount: z.number(),
    skippedCount: z.number(),
  }),
});

export type KnowledgeState = z.output<typeof stateSchema>;

const fileIn = (folder: string): string => join(folder, 'state.json');

export async function readState(folder: string): Promise<KnowledgeState | null> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(fileIn(folder), 'utf8')));
  } catch {
    return null;
  }
}

export async function writeState(folder: string, state: KnowledgeState): Promise<void> {
  await writeFile(`${fileIn(folder)}.next`, JSON.stringify(state));
  await rename(`${fileIn(folder)}.next`, fileIn(folder));
}
