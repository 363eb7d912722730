// For sources whose entries come by asking again and again: what a conversation brings is put into a file, and read from
// there when its turn has come.

import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '../kernel/errors.ts';
import type { StreamEntry } from '../model/stream.ts';
import { noValidators, type FetchRequest, type ProviderModule, type ReadSummary } from './provider.ts';

/** Hands on what it learns in batches of a few hundred. @returns the summary, and the bytes received */
export type Conversation = (
  request: FetchRequest,
  onEntries: (batch: readonly StreamEntry[]) => void,
) => Promise<ReadSummary & { readonly bytes: number }>;

/** One line of the file, as JSON. */
type Line = { readonly entries: readonly StreamEntry[] } | { readonly summary: ReadSummary };

/** A provider's module from a conversation. */
export function spooled(converse: Conversation): ProviderModule {
  return {
    async fetch(request) {
      const file = join(request.folder, 'entries');
      const spool = openSync(file, 'w', 0o600);
      const put = (line: Line): void => void writeSync(spool, `${JSON.stringify(line)}\n`);
      try {
        const { bytes, ...summary } = await converse(request, (entries) => put({ entries }));
        put({ summary });
        return { file, bytes, validators: noValidators, url: '' };
      } finally {
        closeSync(spool);
      }
    },
    async read({ fetched, signal }, sink) {
      for await (const text of createInterface({ input: createReadStream(fetched.file), signal })) {
        const line = JSON.parse(text) as Line;
        if ('summary' in line) return line.summary;
        sink.streams(line.entries);
      }
      signal.throwIfAborted();
      throw new AppError('internal', 'What was put aside has no end');
    },
  };
}
