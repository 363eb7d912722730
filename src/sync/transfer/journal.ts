// While an import writes one document after another, what was before lies beside them: a start that finds it puts it back.

import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import type { Log } from '../../kernel/log.ts';
import { DocumentFile, type Envelope } from '../../storage/document-file.ts';
import type { Portable } from '../../storage/document.ts';

const journal = z.strictObject({
  version: z.literal(1),
  data: z.array(z.strictObject({ name: z.string().regex(/^[\w-]+\.json$/), envelope: z.looseObject({}) })),
});

export async function beginJournal(file: string, documents: readonly Portable[], log: Log): Promise<void> {
  const data = documents.map(({ file: of, envelope }) => ({ name: basename(of), envelope }));
  await new DocumentFile(file, () => undefined, log).write({ version: 1, data });
}

export async function endJournal(file: string): Promise<void> {
  for (const one of [file, `${file}.last-good`]) await rm(one, { force: true });
}

/** To be called before any document is opened. */
export async function undoHalfImport(file: string, log: Log): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const read = journal.safeParse(parsed(text));
  for (const { name, envelope } of read.data?.data ?? []) {
    const document = new DocumentFile(join(dirname(file), name), () => undefined, log);
    await document.write(envelope as unknown as Envelope);
  }
  log.warning('An import had not come to its end: everything is as it was before it');
  await endJournal(file);
}

/** One that was not written to its end has let nothing begin. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
