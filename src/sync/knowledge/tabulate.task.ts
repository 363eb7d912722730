// Makes the table of known names in a worker, from the files that were fetched.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readChannelRows, readFeedRows } from '../../formats/iptv-org/database.ts';
import { listEntries } from '../../formats/iptv-org/entries.ts';
import { AppError } from '../../kernel/errors.ts';
import { MEBIBYTE } from '../../kernel/units.ts';
import { decodeKnowledge, encodeKnowledge } from '../../matching/knowledge-bytes.ts';
import { knownNames } from '../../matching/known-names.ts';
import { tabulate } from '../../matching/knowledge.ts';
import { readFetched } from '../../net/fetch-source.ts';
import { defineTask } from '../../workers/task.ts';

export interface TabulateInput {
  readonly files: {
    /** `channels.json`, as it was sent. */
    readonly channels: string;
    /** `feeds.json`; null while there is none. */
    readonly feeds: string | null;
    readonly table: string;
  };
}

export interface Tabulated {
  readonly revision: number;
  readonly channelCount: number;
  readonly nameCount: number;
  readonly skippedCount: number;
}

/** Four times what the largest file of 2026 has. */
const MAX_JSON_BYTES = 48 * MEBIBYTE;

export default defineTask<TabulateInput, Tabulated>(async ({ files }, { signal }) => {
  const entriesOf = (file: string) =>
    listEntries(readFetched(file, { signal, caps: { decodedBytes: MAX_JSON_BYTES } }));
  const channels = await readChannelRows(entriesOf(files.channels));
  if (channels.rows.length === 0) throw new AppError('format.malformed', 'The database of channels has no channels');
  const feeds = await readFeedRows(files.feeds === null ? [] : entriesOf(files.feeds));
  const bytes = encodeKnowledge(tabulate(knownNames(channels.rows, feeds.rows)));
  mkdirSync(dirname(files.table), { recursive: true });
  writeFileSync(`${files.table}.next`, bytes);
  renameSync(`${files.table}.next`, files.table);
  const { revision, channelCount, nameCount } = decodeKnowledge(bytes)!;
  return { revision, channelCount, nameCount, skippedCount: channels.skippedCount + feeds.skippedCount };
});
