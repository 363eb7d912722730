// Which notifications Home Assistant may be showing, across starts: what an earlier run showed and is no longer due has
// to go.

import { rm } from 'node:fs/promises';
import * as z from 'zod';
import { AppError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import { openDocument, type Document } from '../storage/document.ts';

export interface ShownNotices {
  readonly ids: ReadonlySet<string>;
  /** Resolve when it is kept; a disk that is full is logged. */
  add(id: string): Promise<void>;
  delete(id: string): Promise<void>;
}

const schema = z.strictObject({ shown: z.array(z.string().max(200)).max(10_000) });
type Notices = z.output<typeof schema>;

const nothing = (): Notices => ({ shown: [] });

/** A file that cannot be read is no reason not to start: it is begun anew, and nothing is known of earlier runs. */
export async function openShownNotices(file: string, log: Log): Promise<ShownNotices> {
  const open = (): Promise<Document<Notices>> => openDocument<Notices>({ file, schema, initial: nothing, log });
  const document = await open().catch(async (error: unknown) => {
    log.warning('It is not known which notifications an earlier run has left', { error });
    if (!(error instanceof AppError && error.code === 'storage.corrupt')) return undefined;
    for (const copy of [file, `${file}.last-good`]) await rm(copy, { force: true });
    return open();
  });
  return shownNotices(document, log);
}

/** @param document undefined remembers in memory alone */
function shownNotices(document: Document<Notices> | undefined, log: Log): ShownNotices {
  const ids = new Set(document?.data.shown);
  const save = async (): Promise<void> => {
    await document
      ?.update(() => ({ shown: [...ids] }))
      .catch((error: unknown) => log.warning('What is shown in Home Assistant could not be noted', { error }));
  };
  return {
    ids,
    async add(id) {
      if (ids.has(id)) return;
      ids.add(id);
      await save();
    },
    async delete(id) {
      if (ids.delete(id)) await save();
    },
  };
}
